import { GraphError } from './errors';
import { refusedHere } from './error-map';
import type { GraphWriteResults } from './api';
import type { BatchRun, InnerRequest } from './batch';
import type { GraphWire } from './lists';
import { requireGuid } from './odata';
import type { GraphCallName } from './permissions';

/**
 * Has Entra work out a person's licenses from groups anew. There is no such call for a group
 * (learn.microsoft.com/graph/api/user-reprocesslicenseassignment). Where it still fails Graph answers 400, and its
 * sentence names the plans that are in the way: the only place besides the audit log that does.
 */
export function reprocessUsers(wire: GraphWire, userIds: readonly string[]): Promise<GraphWriteResults> {
  return write(wire, 'reprocessUsers', userIds, (id) => ({
    path: `/users/${id}/reprocessLicenseAssignment`,
    method: 'POST',
    body: {},
  }));
}

/** @param location ISO 3166 alpha-2, the only form that Graph takes (learn.microsoft.com/graph/api/user-update) */
export async function setUsageLocation(
  wire: GraphWire,
  userIds: readonly string[],
  location: string,
): Promise<GraphWriteResults> {
  if (!/^[A-Z]{2}$/.test(location)) throw refusedHere('a usage location has two letters');
  return write(wire, 'setUsageLocation', userIds, (id) => ({
    path: `/users/${id}`,
    method: 'PATCH',
    body: { usageLocation: location },
  }));
}

/**
 * Takes a product away that people hold directly; what they have from groups stays. 400: somebody does not hold it
 * directly (any more). One after the other: license writes side by side refuse each other with 409.
 */
export async function removeDirectLicense(
  wire: GraphWire,
  userIds: readonly string[],
  skuId: string,
): Promise<GraphWriteResults> {
  const body = { addLicenses: [], removeLicenses: [requireGuid(skuId, 'product')] };
  const request = (id: string) => ({ path: `/users/${id}/assignLicense`, method: 'POST' as const, body });
  return write(wire, 'removeDirectLicense', userIds, request, { oneByOne: true });
}

/** Takes people out of a group, one after the other because all of them change the same group. 404: is no member (any more). */
export async function removeMembers(
  wire: GraphWire,
  groupId: string,
  userIds: readonly string[],
): Promise<GraphWriteResults> {
  const members = `/groups/${requireGuid(groupId, 'group')}/members`;
  const request = (id: string) => ({ path: `${members}/${id}/$ref`, method: 'DELETE' as const });
  return write(wire, 'removeMembers', userIds, request, { oneByOne: true });
}

/** One write for each person. Nothing is sent when one of the ids is none. */
async function write(
  wire: GraphWire,
  call: GraphCallName,
  userIds: readonly string[],
  request: (id: string) => Omit<InnerRequest, 'id'>,
  run: BatchRun = {},
): Promise<GraphWriteResults> {
  const ids = [...new Set(userIds.map((id) => requireGuid(id, 'person')))];
  const answers = await wire.batch(
    call,
    ids.map((id) => ({ id, ...request(id) })),
    { ...run, kind: 'write' },
  );
  return new Map(
    [...answers].map(([id, outcome]) => [id, outcome instanceof GraphError ? outcome : ('done' as const)]),
  );
}
