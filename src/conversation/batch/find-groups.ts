import type { GraphApi, GraphGroup } from '../../graph/api';
import { isGuid } from '../../graph/guid';
import { partsOfName } from '../../licensing/batch/pasted-names';
import { inParts } from '../../licensing/batch/prepare-batch';
import { findGroup } from '../find-group';

/** A typed name that leads to no group, or to several. */
export interface UnclearName {
  readonly typed: string;
  /** Groups that may be meant. */
  readonly near: readonly GraphGroup[];
}

export interface FoundGroups {
  /** Each once, in the order of their names in the list. */
  readonly groups: readonly GraphGroup[];
  readonly unclear: readonly UnclearName[];
}

/** Names without a match that are searched for; each takes round trips of its own. */
const mostSearched = 6;

/**
 * The groups of a list of names, ids and mail addresses: exact ones first and all together, then the others as a single
 * typed name would be looked up. What cannot be told stays apart, so that nothing that was right is lost.
 */
export async function findGroups(
  graph: Pick<GraphApi, 'group' | 'groupsNamed' | 'groupsNamedEach' | 'pollGroups' | 'searchGroups'>,
  names: readonly string[],
): Promise<FoundGroups> {
  const ids = names.filter(isGuid).map((id) => id.toLowerCase());
  const [byId, byName] = await Promise.all([
    inParts(ids, (part) => graph.pollGroups(part)),
    inParts(
      names.filter((name) => !isGuid(name)),
      (part) => graph.groupsNamedEach(part),
    ),
  ]);
  const exact = (name: string): readonly GraphGroup[] => {
    const group = byId.get(name.toLowerCase());
    return group ? [group] : (byName.get(name) ?? []);
  };
  const parts = new Map(
    names.filter((name) => exact(name).length === 0).map((name) => [name, partsOfName(name)]),
  );
  const byPart = await graph.groupsNamedEach([...parts.values()].flat());
  const groups = new Map<string, GraphGroup>();
  const unclear: UnclearName[] = [];
  let searched = 0;
  const settle = async (name: string, matches: readonly GraphGroup[]): Promise<void> => {
    const [only] = matches;
    if (only && matches.length === 1) groups.set(only.id, only);
    else if (matches.length > 1) unclear.push({ typed: name, near: matches });
    else if (searched >= mostSearched) unclear.push({ typed: name, near: [] });
    else {
      searched += 1;
      const match = await findGroup(graph, name);
      if (match.kind === 'one') groups.set(match.group.id, match.group);
      else unclear.push({ typed: name, near: match.kind === 'several' ? match.groups : match.near });
    }
  };
  for (const name of names) {
    const named = parts.get(name) ?? [];
    // A name is taken apart only when a part of it is a group's.
    if (named.some((part) => byPart.get(part)?.length)) {
      for (const part of named) await settle(part, byPart.get(part) ?? []);
    } else await settle(name, exact(name));
  }
  return { groups: [...groups.values()], unclear };
}
