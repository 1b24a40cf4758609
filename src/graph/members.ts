import type { GraphMember, GraphUser, Page } from './api';
import { eitherWay, readPage, uniqueById, unlessMissing, type GraphWire } from './lists';
import { query, requireGuid } from './odata';
import { MEMBER_FIELDS, present, toUser, USER_FIELDS } from './shapes';

/** The most that one page of directory objects may have. */
const PAGE = 999;

/**
 * Direct user members with their license states. The default mode is asked first because it is read from the
 * directory itself; the advanced mode, which some tenants demand for a cast, is read from an index that lags.
 */
export async function readMembers(
  wire: GraphWire,
  groupId: string,
  next?: string,
): Promise<Page<GraphMember>> {
  const call = 'members';
  const list = `/groups/${requireGuid(groupId, 'group')}/members/microsoft.graph.user`;
  const path = `${list}${query({ select: MEMBER_FIELDS, top: PAGE })}`;
  const advanced = `${list}${query({ select: MEMBER_FIELDS, top: PAGE, count: true })}`;
  const page = await eitherWay(
    () => readPage(wire, { call, path, next }),
    () => readPage(wire, { call, path: advanced, next, eventual: true }),
  );
  return { items: uniqueById(present(page.items.map(toUser))), next: page.next };
}

/**
 * Members whose license from this group is in error, with their license states
 * (learn.microsoft.com/graph/api/resources/group, relation `membersWithLicenseErrors`). The same person has been seen
 * twice in one list: here once a page, over pages the caller counts by id. None for a group that is gone.
 */
export async function readMembersWithErrors(
  wire: GraphWire,
  groupId: string,
  next?: string,
): Promise<Page<GraphUser>> {
  const group = requireGuid(groupId, 'group');
  const path = `/groups/${group}/membersWithLicenseErrors${query({ select: USER_FIELDS, top: PAGE })}`;
  const page = await unlessMissing(readPage(wire, { call: 'membersWithErrors', path, next }), undefined);
  if (page === undefined) return { items: [] };
  return { items: uniqueById(present(page.items.map(toUser))), next: page.next };
}
