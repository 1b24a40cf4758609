import { findProduct, rankOf, type ProductMatch } from '../licensing/find-product';
import type { Product } from '../licensing/product';
import { afterWord, cutsAt } from './word-between';

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
 * tried: an exact license name wins, then the first place that leaves a known license. Half a sentence is read as far as
 * it goes: `e3 to` names a license, and `to Contoso sales` a group.
 */
export function readAssignText(
  rest: string,
  products: readonly Product[],
  between: 'to' | 'for' = 'to',
): AssignText {
  const text = rest.trim();
  if (!text) return { product: null, license: '', group: '' };
  const words = between === 'to' ? 'to' : 'for|to';
  const cuts = cutsAt(text, words).map(([license, group]) => ({ license, group: nameIn(group) }));
  const tried = [...cuts, { license: text, group: '' }].map((cut) => ({
    ...cut,
    product: findProduct(cut.license, products),
  }));
  const [best] = [...tried].sort((a, b) => rankOf(b.product) - rankOf(a.product));
  const alone = afterWord(text, words);
  // Only a license that is called so begins with the word between.
  if (!best || (alone !== undefined && rankOf(best.product) < 3))
    return { product: null, license: '', group: nameIn(alone ?? '') };
  return best;
}

/** What nothing can be called, such as a comma alone, names nothing. */
function nameIn(text: string): string {
  return /[\p{L}\p{N}\p{S}]/u.test(text) ? text.trim() : '';
}
