import type { Words } from '../../i18n/words';
import type { Product } from '../../licensing/product';
import type { SeatClaims } from '../../licensing/seats';
import type { CardView } from '../card-view';
import { formatNumber } from '../../i18n/format';
import { slice } from '../page';
import { claimLines } from './parts/held-words';
import { nameOf } from './parts/names';
import { paging } from './parts/paging';
import { productState, seats } from './parts/seats';

const perPage = 6;

export interface LicensesInput {
  readonly products: readonly Product[];
  /** What is promised of the seats of each. */
  readonly claimsOf?: (skuId: string) => SeatClaims;
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
      hasProducts: shown.items.length > 0,
      chartTitle: w('licenses.chartTitle'),
      chart: shown.items.map((product) => bar(w, product)),
      tableHead: {
        license: w('licenses.columnLicense'),
        used: w('licenses.columnUsed'),
        total: w('licenses.columnTotal'),
        left: w('licenses.columnLeft'),
      },
      products: shown.items.map((product) => row(w, product, input.claimsOf?.(product.skuId))),
      paging: paging(w, shown),
    },
    summary: [w('licenses.title'), count, out].filter(Boolean).join(' · '),
  };
}

function row(w: Words, product: Product, claims: SeatClaims = {}) {
  const name = nameOf(w, product.name);
  return {
    skuId: product.skuId,
    name,
    openTitle: w('action.open', { name }),
    seats: seats(w, product),
    claims: claimLines(w, claims),
    state: productState(w, product),
    used: formatNumber(product.used, w.locale),
    total: formatNumber(product.total, w.locale),
    left: formatNumber(Math.max(0, product.available), w.locale),
  };
}

/** The chart draws each product over the whole width, however many seats it has. */
function bar(w: Words, product: Product) {
  return {
    title: nameOf(w, product.name, 40),
    data: [
      { legend: w('licenses.legendUsed'), value: product.used, color: 'categoricalBlue' },
      { legend: w('licenses.legendLeft'), value: Math.max(0, product.available), color: 'neutral' },
    ],
  };
}
