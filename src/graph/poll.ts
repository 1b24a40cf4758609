import type { GraphGroup } from './api';
import { answerTo, wasRefused } from './batch';
import { groupOf } from './groups';
import type { GraphWire } from './lists';
import { query, requireGuid } from './odata';
import { GROUP_FIELDS } from './shapes';

/** The present state of several groups, keyed by the id that was asked; a deleted group is left out. */
export async function pollGroups(
  wire: GraphWire,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GraphGroup>> {
  const asked = [...new Set(ids)];
  const reads = asked.map((id) => ({
    id,
    path: `/groups/${requireGuid(id, 'group')}${query({ select: GROUP_FIELDS })}`,
  }));
  const answers = await wire.batch('pollGroups', reads);
  const groups = new Map<string, GraphGroup>();
  for (const id of asked) {
    if (wasRefused(answers, id, 404)) continue;
    const { body, status } = answerTo(answers, id);
    groups.set(id, groupOf(body, status));
  }
  return groups;
}
