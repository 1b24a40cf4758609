import type { GraphOrganization, SubscribedSku } from './api';
import { notUnderstood } from './error-map';
import { readAll, type GraphWire } from './lists';
import { query } from './odata';
import { toOrganization, toSku } from './shapes';

export const ORGANIZATION_PATH = `/organization${query({ select: 'id,displayName,countryLetterCode,defaultUsageLocation' })}`;
/** The call knows neither filters nor pages (learn.microsoft.com/graph/api/subscribedsku-list). */
export const SKUS_PATH = '/subscribedSkus';

/** The tenant itself. */
export async function readOrganization(wire: GraphWire): Promise<GraphOrganization> {
  const [organization] = await readAll(wire, {
    call: 'organization',
    path: ORGANIZATION_PATH,
    read: toOrganization,
  });
  if (organization === undefined) throw notUnderstood('no organization', 200, false);
  return organization;
}

/** Every product of the tenant, each once: the same one has been seen twice in a list. */
export async function readSubscribedSkus(wire: GraphWire): Promise<readonly SubscribedSku[]> {
  return uniqueSkus(await readAll(wire, { call: 'subscribedSkus', path: SKUS_PATH, read: toSku }));
}

export function uniqueSkus(skus: readonly SubscribedSku[]): readonly SubscribedSku[] {
  return [...new Map(skus.map((sku) => [sku.skuId, sku])).values()];
}
