import { isGuid } from '../graph/guid';

/** What came back from a card; every field may be missing, of the wrong type, or made up. */
export type CardData = Readonly<Record<string, unknown>>;

/** A text field, trimmed and capped; `''` when it is missing or no text. */
export function textOf(data: CardData, field: string, maxLength = 500): string {
  const value = data[field];
  return typeof value === 'string' ? value.trim().slice(0, maxLength) : '';
}

/** An id of the directory or of our store; `''` unless it has the shape of one. */
export function idOf(data: CardData, field: string): string {
  const value = textOf(data, field).toLowerCase();
  return isGuid(value) ? value : '';
}

/** A page number from 0; anything else is the first page. */
export function pageOf(data: CardData, field = 'page'): number {
  const value = Number(data[field]);
  return Number.isInteger(value) && value >= 0 && value < 100_000 ? value : 0;
}

/** How many seats short a card said a change is; a card that did not say so promised enough of them. */
export function shortAsTold(data: CardData): number {
  const value = Number(data['short']);
  return Number.isInteger(value) && value > 0 ? value : 0;
}
