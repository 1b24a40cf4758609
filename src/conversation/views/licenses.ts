import type { Words } from '../../i18n/words';
import type { Product } from '../../licensing/product';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { nameOf } from './parts/names';
import { paging } from './parts/paging';
import { productState, seats } from './parts/seats';

const perPage = 6;

export interface LicensesInput {
  readonly products: readonly Product[];
  /** From 0; clamped to the pages that exist. */
  readonly page: number;
}

/** All products with their seats, six a page; a row opens the product. */
export function licensesView(w: Words, input: LicensesInput): CardView {
  const shown = slice(input.products, input.page, perPage);
  const soldOut = input.products.filter((product) => product.assignable && product.available <= 0).length;
  const count =
    input.products.length === 0 ? w('licenses.none') : w('licenses.count', { count: input.products.length });
  const out = soldOut > 0 ? w('licenses.soldOutCount', { count: soldOut }) : '';
  return {
    name: 'licenses',
    data: {
      title: w('licenses.title'),
      count,
      soldOut: out,
      products: shown.items.map((product) => row(w, product)),
      paging: paging(w, shown),
    },
    summary: [w('licenses.title'), count, out].filter(Boolean).join(' · '),
  };
}

function row(w: Words, product: Product) {
  const name = nameOf(w, product.name);
  return {
    skuId: product.skuId,
    name,
    openTitle: w('action.open', { name }),
    seats: seats(w, product),
    state: productState(w, product),
  };
}
