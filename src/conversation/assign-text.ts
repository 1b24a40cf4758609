import { findProduct, rankOf, type ProductMatch } from '../licensing/find-product';
import type { Product } from '../licensing/product';

/** Places of "to" that are tried. */
const mostCuts = 6;

/** What `assign <license> to <group>` or `request <license> for <group>` says. */
export interface AssignText {
  readonly product: ProductMatch | null;
  /** The typed license, `''` when none was named. */
  readonly license: string;
  /** The typed group, `''` when none was named. */
  readonly group: string;
}

/**
 * Reads the words after the command. Both names may contain the word between them, so every place where it stands is
 * tried: an exact license name wins, then the first place that leaves a known license.
 */
export function readAssignText(
  rest: string,
  products: readonly Product[],
  between: 'to' | 'for' = 'to',
): AssignText {
  const text = rest.trim();
  if (!text) return { product: null, license: '', group: '' };
  const cuts = [...text.matchAll(between === 'to' ? /\s+to\s+/gi : /\s+(?:for|to)\s+/gi)]
    .slice(0, mostCuts)
    .map((match) => ({
      license: text.slice(0, match.index),
      group: text.slice(match.index + match[0].length).trim(),
    }));
  const tried = [...cuts, { license: text, group: '' }].map((cut) => ({
    ...cut,
    product: findProduct(cut.license, products),
  }));
  const [best] = [...tried].sort((a, b) => rankOf(b.product) - rankOf(a.product));
  return best ?? { product: null, license: '', group: '' };
}
