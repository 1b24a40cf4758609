import { findProduct, rankOf } from '../../licensing/find-product';
import type { Product } from '../../licensing/product';
import { afterWord, cutsAt } from '../word-between';

/** Kinds of change that begin with a license that a group has. */
export const editKinds = ['remove', 'swap', 'plans'] as const;
export type EditKind = (typeof editKinds)[number];

/** What was typed after the command; `''` for what was not. */
export interface EditText {
  readonly license: string;
  /** Of a swap: the license to give instead. */
  readonly to: string;
  readonly group: string;
}

const betweens = {
  remove: 'from|of|off|on|in',
  plans: 'on|of|in|for|from',
  swap: 'on|in|of|from',
} as const;

/**
 * Reads `<license> from <group>`, `<license> on <group>` and `<license> for <license> on <group>`. Names may contain
 * the words between them ("Microsoft Defender for Office 365"), so every place is tried, and the one wins whose licenses
 * are known best. One name alone is a license when one is called so, else a group; a word between that nothing follows
 * is left out.
 */
export function readEditText(kind: EditKind, rest: string, products: readonly Product[]): EditText {
  const text = rest.trim();
  if (!text) return { license: '', to: '', group: '' };
  const known = (name: string): number => (name ? rankOf(findProduct(name, products)) : 0);
  const readings = kind === 'swap' ? swapReadings(text) : readingsOf(text, kind);
  const [best] = readings
    .map((reading) => ({ reading, rank: known(reading.license) + known(reading.to) }))
    .sort((a, b) => b.rank - a.rank);
  if (best && (best.rank > 0 || readings.some(({ group }) => group))) return best.reading;
  return { license: '', to: '', group: afterWord(text, betweens.remove) ?? text };
}

function readingsOf(text: string, kind: 'remove' | 'plans'): readonly EditText[] {
  const cut = cutsAt(text, betweens[kind]).map(([license, group]) => ({ license, to: '', group }));
  return [...cut, { license: text, to: '', group: '' }];
}

function swapReadings(text: string): readonly EditText[] {
  const pairs = cutsAt(text, 'for|with|to');
  return [
    ...pairs.flatMap(([license, right]) => [
      ...cutsAt(right, betweens.swap).map(([to, group]) => ({ license, to, group })),
      { license, to: right, group: '' },
    ]),
    ...cutsAt(text, betweens.swap).map(([license, group]) => ({ license, to: '', group })),
    { license: text, to: '', group: '' },
  ];
}
