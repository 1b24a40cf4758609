import type { GraphUser } from './api';
import { answerTo, wasRefused, type BatchAnswers, type InnerRequest } from './batch';
import { sameName } from './groups';
import { pageOf, uniqueById, type GraphWire } from './lists';
import { cleanText, literal, query, searchClause } from './odata';
import { isEmployee, PERSON_FIELDS, present, toUser } from './shapes';

/** More than anybody is shown, because `$search` has no order of relevance and the best ones must be among them. */
const SEARCHED = 50;
const SEARCHED_PROPERTIES = ['displayName', 'mail', 'userPrincipalName'] as const;

/**
 * People for a text, best first, in one round trip; nobody for an empty text. Names and addresses are also looked up
 * directly, because the word search lags behind and some tenants do not have it.
 * @param top 1..50
 */
export async function findPeople(wire: GraphWire, typed: string, top: number): Promise<readonly GraphUser[]> {
  const text = cleanText(typed);
  if (text === '') return [];
  const most = Math.min(SEARCHED, Math.max(1, Math.trunc(top) || 1));
  const answers = await wire.batch('findPeople', readsFor(text));
  const people = uniqueById([
    ...(answers.has('address') ? peopleIn(wire, answers, 'address') : []),
    ...peopleIn(wire, answers, 'names'),
    ...found(wire, answers),
  ]);
  return people
    .toSorted((one, other) => rank(one, text) - rank(other, text) || byName(one, other))
    .slice(0, most);
}

function readsFor(text: string): readonly InnerRequest[] {
  const plain = (id: string, filter: string): InnerRequest => ({
    id,
    path: `/users${query({ filter, select: PERSON_FIELDS, top: SEARCHED })}`,
  });
  const reads: InnerRequest[] = [];
  if (text.includes('@'))
    reads.push(plain('address', `userPrincipalName eq ${literal(text)} or mail eq ${literal(text)}`));
  reads.push(plain('names', `startsWith(displayName,${literal(text)})`));
  const clauses = present(SEARCHED_PROPERTIES.map((property) => searchClause(property, text)));
  if (clauses.length > 0) {
    const search = clauses.join(' OR ');
    const options = query({ search, select: PERSON_FIELDS, top: SEARCHED, count: true });
    reads.push({ id: 'words', path: `/users${options}`, eventual: true });
  }
  return reads;
}

function peopleIn(wire: GraphWire, answers: BatchAnswers, id: string): readonly GraphUser[] {
  return present(pageOf(wire, answerTo(answers, id).body).items.map(toUser));
}

/** The word search; a tenant that has none (400) still gets the names. */
function found(wire: GraphWire, answers: BatchAnswers): readonly GraphUser[] {
  if (!answers.has('words')) return [];
  if (wasRefused(answers, 'words', 400)) {
    wire.log.warn({ call: 'findPeople' }, 'graph refused the word search; only names were looked up');
    return [];
  }
  return peopleIn(wire, answers, 'words');
}

/** Less is better; of two alike, the one who can act comes first. */
function rank(user: GraphUser, text: string): number {
  return 2 * likeness(user, text) + (isEmployee(user) ? 0 : 1);
}

function likeness(user: GraphUser, text: string): number {
  if (sameName(user.userPrincipalName, text) || sameName(user.mail, text)) return 0;
  if (sameName(user.displayName, text)) return 1;
  return cleanText(user.displayName).toLowerCase().startsWith(text.toLowerCase()) ? 2 : 3;
}

function byName(one: GraphUser, other: GraphUser): number {
  return (
    one.displayName.localeCompare(other.displayName, 'en', { sensitivity: 'base' }) ||
    (one.id < other.id ? -1 : 1)
  );
}
