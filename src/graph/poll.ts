import type { GraphGroup } from './api';
import { answerTo, wasRefused } from './batch';
import { groupOf, readLicensedGroups } from './groups';
import type { GraphWire } from './lists';
import { query, requireGuid } from './odata';
import { GROUP_FIELDS } from './shapes';

/** From so many groups on, one list of all licensed groups, 999 a page, costs less than asking for each. */
const listFrom = 100;

/** The present state of any number of groups, keyed by the id that was asked; a deleted group is left out. */
export async function pollGroups(
  wire: GraphWire,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GraphGroup>> {
  const asked = [...new Set(ids)];
  const listed = asked.length < listFrom ? new Map<string, GraphGroup>() : await listGroups(wire, asked);
  return new Map([
    ...listed,
    ...(await askEach(
      wire,
      asked.filter((id) => !listed.has(id)),
    )),
  ]);
}

/** Those of the groups that carry a license. */
async function listGroups(wire: GraphWire, asked: readonly string[]): Promise<Map<string, GraphGroup>> {
  const wanted = new Set(asked);
  const found = new Map<string, GraphGroup>();
  let next: string | undefined;
  do {
    const page = await readLicensedGroups(wire, next);
    for (const group of page.items) if (wanted.has(group.id)) found.set(group.id, group);
    next = page.next;
  } while (next !== undefined && found.size < wanted.size);
  return found;
}

async function askEach(wire: GraphWire, asked: readonly string[]): Promise<Map<string, GraphGroup>> {
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
