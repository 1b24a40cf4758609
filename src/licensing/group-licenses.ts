import type { GraphGroup } from '../graph/api';
import type { Names } from '../names/names';
import type { Product } from './product';

/** A group's licenses as products; of what the tenant does not own any more only the name is known. */
export function licensesOf(
  group: Pick<GraphGroup, 'assignedLicenses'>,
  products: readonly Product[],
  names: Names,
): readonly Product[] {
  return group.assignedLicenses.map(
    ({ skuId }) => products.find((product) => product.skuId === skuId) ?? orphan(skuId, names),
  );
}

function orphan(skuId: string, names: Names): Product {
  return {
    skuId,
    partNumber: '',
    name: names.product(skuId, ''),
    plans: [],
    state: 'deleted',
    assignable: false,
    used: 0,
    total: 0,
    available: 0,
  };
}
