import { distance } from 'fastest-levenshtein';
import type { Product } from './product';

/** What a typed product name led to. */
export type ProductMatch =
  /** `exact`: the whole name, part number or id was typed. */
  | { readonly kind: 'one'; readonly product: Product; readonly exact: boolean }
  | { readonly kind: 'several'; readonly products: readonly Product[] }
  | { readonly kind: 'none'; readonly near: readonly Product[] };

const mostNear = 3;

/** How administrators shorten the family names of products. */
const shortForms: Readonly<Record<string, string>> = {
  m365: 'microsoft 365',
  o365: 'office 365',
  ms: 'microsoft',
};

function words(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .flatMap((word) => (shortForms[word] ?? word).split(' '));
}

/**
 * Finds the product that somebody typed: by id, part number or exact name; otherwise every product whose name or
 * part number has a word beginning with each typed word ("e3", "m365 e3", "copilot").
 */
export function findProduct(typed: string, products: readonly Product[]): ProductMatch {
  const text = typed.trim().toLowerCase();
  const exact = products.filter((product) =>
    [product.skuId, product.partNumber, product.name].some((name) => name.toLowerCase() === text),
  );
  if (exact[0] && exact.length === 1) return { kind: 'one', product: exact[0], exact: true };
  if (exact.length > 1) return { kind: 'several', products: exact };

  const asked = words(text);
  const fitting = asked.length === 0 ? [] : products.filter((product) => hasAll(product, asked));
  // "microsoft 365 e3" means that product, not its variants with more words.
  const whole = fitting.filter((product) => words(product.name).length === asked.length);
  const chosen = whole.length === 1 ? whole : fitting;
  if (chosen[0] && chosen.length === 1) return { kind: 'one', product: chosen[0], exact: false };
  if (chosen.length > 1) return { kind: 'several', products: chosen };
  return { kind: 'none', near: nearest(text, products) };
}

function hasAll(product: Product, asked: readonly string[]): boolean {
  const own = [...words(product.name), ...words(product.partNumber)];
  return asked.every((word) => own.some((each) => each.startsWith(word)));
}

function nearest(text: string, products: readonly Product[]): readonly Product[] {
  const score = (product: Product): number =>
    Math.min(
      ...[product.name.toLowerCase(), product.partNumber.toLowerCase()].map((name) => distance(text, name)),
    );
  return [...products].sort((a, b) => score(a) - score(b)).slice(0, mostNear);
}

/** How sure it is that a text names a product, for choosing between readings of a sentence; 3: it is called so. */
export function rankOf(match: ProductMatch): number {
  if (match.kind === 'none') return 0;
  if (match.kind === 'several') return 1;
  return match.exact ? 3 : 2;
}
