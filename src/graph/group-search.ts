import type { GraphGroup } from './api';
import { answerTo, wasRefused, type BatchAnswers, type InnerRequest } from './batch';
import { byName, sameName } from './groups';
import { pageOf, readPage, uniqueById, type GraphWire } from './lists';
import { cleanText, literal, query, searchClause } from './odata';
import { GROUP_FIELDS, present, toGroup } from './shapes';

/** More than anybody is shown, because `$search` has no order of relevance and the best ones must be among them. */
const SEARCHED = 50;

/**
 * Groups for a text, best first: the name itself, names that begin with it, then the rest by name; an empty text lists
 * the first groups by name. Word search alone would miss groups made a minute ago (its index lags) and is unknown to
 * some tenants, so names are also looked up directly, in the same round trip.
 * @param top 1..50
 */
export async function searchGroups(
  wire: GraphWire,
  typed: string,
  top: number,
): Promise<readonly GraphGroup[]> {
  const most = Math.min(50, Math.max(1, Math.trunc(top) || 1));
  const text = cleanText(typed);
  if (text === '') return firstGroups(wire, most);
  const answers = await wire.batch('searchGroups', readsFor(text, most));
  const groups = uniqueById([
    ...groupsIn(wire, answers, 'named'),
    ...groupsIn(wire, answers, 'begins'),
    ...found(wire, answers),
  ]);
  return groups
    .toSorted((one, other) => rank(one, text) - rank(other, text) || byName(one, other))
    .slice(0, most);
}

async function firstGroups(wire: GraphWire, top: number): Promise<readonly GraphGroup[]> {
  const path = `/groups${query({ orderby: 'displayName', select: GROUP_FIELDS, top })}`;
  const page = await readPage(wire, { call: 'searchGroups', path });
  return uniqueById(present(page.items.map(toGroup))).slice(0, top);
}

function readsFor(text: string, top: number): readonly InnerRequest[] {
  const reads: InnerRequest[] = [
    {
      id: 'named',
      path: `/groups${query({ filter: `displayName eq ${literal(text)}`, select: GROUP_FIELDS, top })}`,
    },
    {
      id: 'begins',
      path: `/groups${query({ filter: `startsWith(displayName,${literal(text)})`, select: GROUP_FIELDS, top })}`,
    },
  ];
  const name = searchClause('displayName', text);
  const mail = searchClause('mail', text);
  if (name !== undefined && mail !== undefined) {
    const options = {
      search: `${name} OR ${mail}`,
      select: GROUP_FIELDS,
      top: SEARCHED,
      count: true,
    } as const;
    reads.push({ id: 'words', path: `/groups${query(options)}`, eventual: true });
  }
  return reads;
}

function groupsIn(wire: GraphWire, answers: BatchAnswers, id: string): readonly GraphGroup[] {
  return present(pageOf(wire, answerTo(answers, id).body).items.map(toGroup));
}

/** The word search; a tenant that has none (400) still gets the names. */
function found(wire: GraphWire, answers: BatchAnswers): readonly GraphGroup[] {
  if (!answers.has('words')) return [];
  if (wasRefused(answers, 'words', 400)) {
    wire.log.warn({ call: 'searchGroups' }, 'graph refused the word search; only names were looked up');
    return [];
  }
  return groupsIn(wire, answers, 'words');
}

function rank(group: GraphGroup, text: string): number {
  if (sameName(group.displayName, text)) return 0;
  return cleanText(group.displayName).toLowerCase().startsWith(text.toLowerCase()) ? 1 : 2;
}
