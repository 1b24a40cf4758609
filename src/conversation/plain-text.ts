/**
 * Control characters, marks that turn the reading direction, invisible ones that only disguise, and code points that
 * are no characters. The joiners U+200C and U+200D stay: emoji and several scripts need them.
 */
const unseen =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\u{e0000}-\u{e007f}]/gu;
/** More marks than this on one letter spill over the neighbouring lines. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * Text from the directory or from a person, fit to stand in a card as text: no invisible or direction-changing
 * characters, no runs of space, no more than `maxLength` characters. Markdown is left as it is, because such text is
 * only ever shown where clients do not read Markdown (TextRun, titles of choices and buttons).
 * @param fallback shown when nothing is left
 */
export function plainText(value: unknown, maxLength = 120, fallback = '(no name)'): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  // A bounded part first, so that a value of megabytes costs nothing.
  const bounded = text.slice(0, maxLength * 8);
  const clean = bounded
    .replace(/\s+/gu, ' ')
    .replace(unseen, '')
    .replace(piledMarks, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...clean];
  if (characters.length === 0) return fallback;
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : clean;
}
