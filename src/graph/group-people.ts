import type { GraphUser } from './api';
import { BATCH_LIMIT } from './batch';
import { notUnderstood } from './error-map';
import { readAll, uniqueById, unlessMissing, type GraphWire } from './lists';
import { guid, isRecord } from './normalise';
import { query, requireGuid } from './odata';
import { isEmployee, isUser, PERSON_FIELDS, toUser } from './shapes';

/** Microsoft lets a group have no more than this many owners. */
const MOST_OWNERS = 100;
const MOST_MEMBERS = 999;
/** A group of guests alone must not be read to its end: who decides is among the first five thousand, or nobody is. */
const MOST_PAGES = 5;

/**
 * Owners that are people. Not cast to users, because casts of this list need the advanced mode in some tenants; what
 * is not a person is left out here (learn.microsoft.com/graph/api/group-list-owners).
 */
export async function readGroupOwners(wire: GraphWire, groupId: string): Promise<readonly GraphUser[]> {
  const call = 'groupOwners';
  const path = `/groups/${requireGuid(groupId, 'group')}/owners${query({ select: PERSON_FIELDS, top: MOST_OWNERS })}`;
  const owners = readAll(wire, {
    call,
    path,
    read: (raw) => (isUser(raw) ? toUser(raw) : undefined),
    mostPages: MOST_PAGES,
  });
  return uniqueById(await unlessMissing(owners, [])).slice(0, MOST_OWNERS);
}

/** People in a group at any depth who may sign in and are no guests. The cast is an advanced query. @param top 1..999 */
export async function readGroupMembers(
  wire: GraphWire,
  groupId: string,
  top: number,
): Promise<readonly GraphUser[]> {
  const call = 'groupMembers';
  const most = Math.min(MOST_MEMBERS, Math.max(1, Math.trunc(top) || 1));
  const options = query({ select: PERSON_FIELDS, count: true, top: MOST_MEMBERS });
  const path = `/groups/${requireGuid(groupId, 'group')}/transitiveMembers/microsoft.graph.user${options}`;
  const seen = new Set<string>();
  const members = readAll(wire, {
    call,
    path,
    eventual: true,
    read: (raw) => {
      const user = toUser(raw);
      if (user === undefined || !isEmployee(user) || seen.has(user.id)) return undefined;
      seen.add(user.id);
      return user;
    },
    most,
    mostPages: MOST_PAGES,
  });
  return unlessMissing(members, []);
}

/**
 * Those of the groups to which a person belongs, at any depth; Graph takes 20 a call
 * (learn.microsoft.com/graph/api/directoryobject-checkmembergroups). Whom the directory does not know belongs to nothing.
 */
export async function readMemberships(
  wire: GraphWire,
  userId: string,
  groupIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const path = `/users/${requireGuid(userId, 'person')}/checkMemberGroups`;
  const asked = [...new Set(groupIds.map((id) => requireGuid(id, 'group')))];
  const found = new Set<string>();
  for (let from = 0; from < asked.length; from += BATCH_LIMIT) {
    const part = asked.slice(from, from + BATCH_LIMIT);
    const answer = await unlessMissing(
      wire.send({ call: 'isMemberOf', path, body: { groupIds: part } }),
      undefined,
    );
    if (answer === undefined) return new Set();
    const value = isRecord(answer.body) ? answer.body['value'] : undefined;
    if (!Array.isArray(value)) throw notUnderstood('a list was expected', answer.status, false);
    const confirmed = new Set(value.map(guid));
    // Only what was asked: an answer must not be able to add a group.
    part.filter((id) => confirmed.has(id)).forEach((id) => found.add(id));
  }
  return found;
}
