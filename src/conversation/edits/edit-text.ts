import { findProduct, rankOf } from '../../licensing/find-product';
import type { Product } from '../../licensing/product';

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

/** Places of each word between that are tried. */
const mostCuts = 6;

const betweens = {
  remove: /\s+(?:from|of|off|on|in)(?:\s+|$)/gi,
  plans: /\s+(?:on|of|in|for|from)(?:\s+|$)/gi,
  swap: /\s+(?:on|in|of|from)(?:\s+|$)/gi,
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
  return { license: '', to: '', group: text.replace(/^(?:from|of|off|on|in)(?:\s+|$)/i, '') };
}

function readingsOf(text: string, kind: 'remove' | 'plans'): readonly EditText[] {
  const cut = cuts(text, betweens[kind]).map(([license, group]) => ({ license, to: '', group }));
  return [...cut, { license: text, to: '', group: '' }];
}

function swapReadings(text: string): readonly EditText[] {
  const pairs = [...cuts(text, /\s+(?:for|with|to)(?:\s+|$)/gi)];
  return [
    ...pairs.flatMap(([license, right]) => [
      ...cuts(right, betweens.swap).map(([to, group]) => ({ license, to, group })),
      { license, to: right, group: '' },
    ]),
    ...cuts(text, betweens.swap).map(([license, group]) => ({ license, to: '', group })),
    { license: text, to: '', group: '' },
  ];
}

function cuts(text: string, between: RegExp): readonly (readonly [left: string, right: string])[] {
  return [...text.matchAll(between)]
    .slice(0, mostCuts)
    .map(
      (match) =>
        [text.slice(0, match.index).trim(), text.slice(match.index + match[0].length).trim()] as const,
    );
}
