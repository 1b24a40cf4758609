import type { GraphApi, GraphGroup } from '../graph/api';
import { isGuid } from '../graph/guid';
import type { GroupChoice } from '../licensing/group-choice';
import { toChoice } from '../licensing/groups';

/** What a typed group name led to. */
export type GroupMatch =
  | { readonly kind: 'one'; readonly group: GraphGroup }
  | { readonly kind: 'several'; readonly groups: readonly GraphGroup[] }
  | { readonly kind: 'none'; readonly near: readonly GraphGroup[] };

type FindIn = Pick<GraphApi, 'group' | 'groupsNamed' | 'searchGroups'>;

const mostChoices = 6;
const mostNear = 3;

/** Finds a group by id, mail or exact name; otherwise by search; when nothing fits, groups sharing a word with it. */
export async function findGroup(graph: FindIn, typed: string): Promise<GroupMatch> {
  const text = typed.trim();
  if (isGuid(text)) {
    const group = await graph.group(text);
    if (group) return { kind: 'one', group };
  }
  const [named, found] = await Promise.all([graph.groupsNamed(text), graph.searchGroups(text, mostChoices)]);
  if (named[0] && named.length === 1) return { kind: 'one', group: named[0] };
  if (named.length > 1) return { kind: 'several', groups: named.slice(0, mostChoices) };
  const byMail = found.filter((group) => group.mail.toLowerCase() === text.toLowerCase());
  if (byMail[0]) return { kind: 'one', group: byMail[0] };
  if (found[0] && found.length === 1) return { kind: 'one', group: found[0] };
  if (found.length > 1) return { kind: 'several', groups: found };
  return { kind: 'none', near: await nearGroups(graph, text) };
}

/** Finds a group for somebody who may not look around in the directory: by id, mail or exact name, or not at all. */
export async function findNamedGroup(graph: GraphApi, typed: string): Promise<GroupMatch> {
  const match = await findGroup(graph, typed);
  const text = typed.trim().toLowerCase();
  const named =
    match.kind === 'one' &&
    [match.group.id, match.group.mail, match.group.displayName].some((each) => each.toLowerCase() === text);
  return named ? match : { kind: 'none', near: [] };
}

async function nearGroups(graph: FindIn, text: string): Promise<readonly GraphGroup[]> {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  const longestFirst = [...words].sort((a, b) => b.length - a.length).slice(0, 2);
  const near = new Map<string, GraphGroup>();
  for (const word of longestFirst) {
    // Half of a misspelt word still finds what begins like it.
    for (const part of [word, word.slice(0, Math.max(3, Math.ceil(word.length / 2)))]) {
      if (near.size >= mostNear) break;
      for (const group of await graph.searchGroups(part, mostNear)) near.set(group.id, group);
    }
  }
  return [...near.values()].slice(0, mostNear);
}

/** Groups as choices, with the number of members where Graph counts them. */
export async function toChoices(
  graph: GraphApi,
  groups: readonly GraphGroup[],
  locale: string,
): Promise<readonly GroupChoice[]> {
  const totals =
    groups.length > 0
      ? await graph.directUserTotals(groups.map((group) => group.id))
      : new Map<string, number>();
  return groups.map((group) => toChoice(group, totals.get(group.id), locale));
}
