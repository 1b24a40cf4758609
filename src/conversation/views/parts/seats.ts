import type { Words } from '../../../i18n/words';
import type { Product } from '../../../licensing/product';
import { bar, type Bar } from './bar';

/** Seats of a product in words and as a bar. */
export interface Seats {
  readonly used: string;
  readonly left: string;
  /** Both in one, for summaries. */
  readonly line: string;
  readonly leftColor: 'Default' | 'Attention';
  readonly leftWeight: 'Default' | 'Bolder';
  readonly bar: Bar;
  readonly showBar: boolean;
}

export function seats(w: Words, product: Product): Seats {
  const out = product.available <= 0;
  const used = w('seats.line', { used: product.used, total: product.total });
  const left = seatsLeft(w, product.available);
  return {
    used,
    left,
    line: `${used}, ${left}`,
    leftColor: out ? 'Attention' : 'Default',
    leftWeight: out ? 'Bolder' : 'Default',
    bar: bar(product.used, product.total, out ? 'attention' : 'accent'),
    showBar: product.total > 0,
  };
}

function seatsLeft(w: Words, available: number): string {
  if (available > 0) return w('seats.left', { count: available });
  return available < 0 ? w('seats.over', { count: -available }) : w('seats.none');
}

/** What is unusual about a product, in words; `''` when nothing is. */
export function productState(w: Words, product: Product): string {
  if (product.state !== 'ok') return w(`product.state.${product.state}`);
  return product.assignable ? '' : w('product.companyWide');
}
