import { textOf, type CardData } from '../card-data';
import { plainText } from '../plain-text';

/** What a person typed into a field for somebody else to read; `''` when nothing of it could be seen. */
export function typedBy(data: CardData, field: string, maxLength: number): string {
  const text = textOf(data, field, maxLength);
  return plainText(text, maxLength, '') === '' ? '' : text;
}
