import { createHash } from 'node:crypto';
import { badRequest, GraphFault } from '../http/answer';

/** Where the next page begins. */
export interface PageMark {
  readonly offset: number;
  /** The question that the page belongs to: a token of one query is no token of another. */
  readonly query: string;
}

const largestPage = 999;
const usualPage = 100;

/** $top. @throws GraphFault outside 1..999 */
export function readTop(value: string | undefined): number {
  if (value === undefined) return usualPage;
  const top = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (!(top >= 1 && top <= largestPage)) {
    throw badRequest(
      `Invalid page size specified: '${value.slice(0, 20)}'. Must be between 1 and ${largestPage} inclusive.`,
    );
  }
  return top;
}

/** The token of a next link; opaque to clients. */
export function skipToken(mark: PageMark): string {
  return Buffer.from(JSON.stringify([mark.offset, mark.query])).toString('base64url');
}

/** @throws GraphFault for a token that was not given out for this query */
export function readSkip(token: string | undefined, query: string): number {
  if (token === undefined) return 0;
  const [offset, asked] = parse(token);
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 1 || asked !== query) {
    throw new GraphFault(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  }
  return offset;
}

/** Names a query without its paging. */
export function queryKey(path: string, query: ReadonlyMap<string, string>): string {
  const parts = ['$filter', '$search', '$orderby'].map((name) => query.get(name) ?? '');
  return createHash('sha256')
    .update([path.toLowerCase(), ...parts].join('\n'))
    .digest('base64url')
    .slice(0, 12);
}

function parse(token: string): readonly unknown[] {
  try {
    const value = JSON.parse(Buffer.from(token.slice(0, 200), 'base64url').toString('utf8')) as unknown;
    return Array.isArray(value) ? (value as unknown[]) : [];
  } catch {
    return [];
  }
}
