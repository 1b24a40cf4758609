import { refusedHere } from './error-map';
import { isGuid } from './guid';

const LONGEST_TEXT = 120;

/**
 * An id that may be put into a path or a filter, in lower case.
 * @throws GraphError graph.bad-request, without a call: an id that came back in a card or a link may be anything
 */
export function requireGuid(value: string, what: string): string {
  if (!isGuid(value)) throw refusedHere(`the id of the ${what} is not valid`);
  return value.toLowerCase();
}

/** Typed text without what no directory name holds: control characters and halves of surrogate pairs (they break URLs). */
export function cleanText(typed: string): string {
  const clean = typed
    .replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...clean].slice(0, LONGEST_TEXT).join('');
}

/** A string literal in `$filter`: a quote is doubled. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * One clause of `$search`, or `undefined` when nothing searchable is left. Quotes and backslashes would end or
 * bend the clause; they never help, because Graph splits words at symbols anyway (learn.microsoft.com/graph/search-query-parameter).
 */
export function searchClause(property: string, value: string): string | undefined {
  const words = value.replace(/["\\]/g, ' ').replace(/\s+/g, ' ').trim();
  return words === '' ? undefined : `"${property}:${words}"`;
}

/** `?$top=5&$filter=…` with every value escaped. Keys are ours. */
export function query(options: Readonly<Record<string, string | number | true>>): string {
  const pairs = Object.entries(options).map(([key, value]) => `$${key}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The filter for people or groups that carry a product; a GUID in a lambda stands without quotes. */
export function hasProduct(skuId: string): string {
  return `assignedLicenses/any(x:x/skuId eq ${skuId})`;
}
