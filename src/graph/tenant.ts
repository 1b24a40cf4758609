import type { GraphOrganization, SubscribedSku } from './api';
import { notUnderstood } from './error-map';
import { readAll, type GraphWire } from './lists';
import { query } from './odata';
import { toOrganization, toSku } from './shapes';

/** The tenant itself. */
export async function readOrganization(wire: GraphWire): Promise<GraphOrganization> {
  const path = `/organization${query({ select: 'id,displayName,countryLetterCode,defaultUsageLocation' })}`;
  const [organization] = await readAll(wire, { call: 'organization', path, read: toOrganization });
  if (organization === undefined) throw notUnderstood('no organization', 200, false);
  return organization;
}

/** Every product of the tenant. The call knows neither filters nor pages (learn.microsoft.com/graph/api/subscribedsku-list). */
export async function readSubscribedSkus(wire: GraphWire): Promise<readonly SubscribedSku[]> {
  const skus = await readAll(wire, { call: 'subscribedSkus', path: '/subscribedSkus', read: toSku });
  return [...new Map(skus.map((sku) => [sku.skuId, sku])).values()];
}
