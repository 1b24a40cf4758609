/** Control characters, and those that change the direction in which text is read. */
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text from the directory or from a person, fit to stand in a card as text: no invisible or direction-changing
 * characters, no runs of space, no more than `maxLength` characters. Markdown is left as it is, because such text is
 * only ever shown where clients do not read Markdown (TextRun, titles of choices and buttons).
 * @param fallback shown when nothing is left
 */
export function plainText(value: unknown, maxLength = 120, fallback = '(no name)'): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const clean = text.replace(/\s+/gu, ' ').replace(unseen, '').trim();
  const characters = [...clean];
  if (characters.length === 0) return fallback;
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : clean;
}
