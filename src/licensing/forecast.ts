import type { GraphGroup, GraphMemberCounts } from '../graph/api';
import type { Forecast } from './change';
import { isDynamic } from './groups';
import type { Product } from './product';

/**
 * What assigning a product to a group will do, from counts alone.
 * Only direct members get it, a seat is needed for each who does not hold the product from any source yet
 * (Entra, group-based licensing: one seat a person and product).
 */
export function makeForecast(known: {
  readonly group: GraphGroup;
  readonly product: Pick<Product, 'skuId' | 'available'>;
  readonly counts: GraphMemberCounts;
  /** The directory's location, for members who have none. */
  readonly tenantUsageLocation: string;
  readonly now: Date;
}): Forecast {
  const { counts, product, group } = known;
  const alreadyLicensed = Math.min(counts.holders.get(product.skuId) ?? 0, counts.directUsers);
  return {
    members: counts.directUsers,
    alreadyLicensed,
    errorsBefore: counts.withErrors,
    seatsNeeded: counts.directUsers - alreadyLicensed,
    seatsAvailable: product.available,
    nestedOnly: Math.max(0, counts.transitiveUsers - counts.directUsers),
    nestedGroups: counts.nestedGroups.map((nested) => nested.displayName),
    nestedGroupCount: counts.nestedGroupCount,
    withoutUsageLocation: counts.withoutUsageLocation,
    tenantUsageLocation: known.tenantUsageLocation,
    dynamic: isDynamic(group),
    synced: group.onPremisesSyncEnabled,
    roleAssignable: group.isAssignableToRole,
    madeAt: known.now.toISOString(),
  };
}
