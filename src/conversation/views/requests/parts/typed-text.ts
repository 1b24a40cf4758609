import { optionalText } from '../../parts/names';

/** Bytes of UTF-8 in which 1,000 Chinese or 3,000 Latin letters fit. */
const mostBytes = 3_000;

/**
 * What a person typed, as plain text. It is bounded in bytes too: a justification made of emoji must not make the
 * card too large to be shown, or nobody could decide about it.
 * @param maxLength characters
 */
export function typedText(value: unknown, maxLength: number, maxBytes = mostBytes): string {
  let room = maxBytes;
  let fits = '';
  for (const character of optionalText(value, maxLength)) {
    // As it counts in JSON, where a quotation mark takes two.
    room -= Buffer.byteLength(JSON.stringify(character)) - 2;
    if (room < 0) return `${fits}…`;
    fits += character;
  }
  return fits;
}
