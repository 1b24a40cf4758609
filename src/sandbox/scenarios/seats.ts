import { products } from '../contoso/products';
import type { Sku } from '../tenant';

/**
 * Contoso's products with other numbers of seats.
 * @param seats by part number; what is not there is sold as it is to Contoso
 */
export function withSeats(seats: Readonly<Record<string, number>>): readonly Sku[] {
  return products.map((sku) => {
    const enabled = Object.hasOwn(seats, sku.skuPartNumber) ? seats[sku.skuPartNumber] : undefined;
    return enabled === undefined ? sku : { ...sku, units: { ...sku.units, enabled } };
  });
}
