import type { SubscribedSku } from '../graph/api';
import type { Product } from './product';
import { productName } from './product-names';

/** Graph's capabilityStatus in our words; what we do not know counts as ok only when seats are enabled. */
function stateOf(sku: SubscribedSku): Product['state'] {
  switch (sku.capabilityStatus) {
    case 'Warning':
      return 'warning';
    case 'Suspended':
      return 'suspended';
    case 'LockedOut':
      return 'locked-out';
    case 'Deleted':
      return 'deleted';
    default:
      return 'ok';
  }
}

/** Seats that may be given are the enabled ones and those in grace (`warning`), as Entra counts them. */
export function toProduct(sku: SubscribedSku): Product {
  const state = stateOf(sku);
  const total = sku.prepaidUnits.enabled + sku.prepaidUnits.warning;
  return {
    skuId: sku.skuId,
    partNumber: sku.skuPartNumber,
    name: productName(sku.skuId, sku.skuPartNumber),
    state,
    assignable: sku.appliesTo !== 'Company' && (state === 'ok' || state === 'warning'),
    used: sku.consumedUnits,
    total,
    available: total - sku.consumedUnits,
  };
}

/** All products of a tenant by name. */
export function toCatalog(skus: readonly SubscribedSku[]): readonly Product[] {
  return skus.map(toProduct).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
