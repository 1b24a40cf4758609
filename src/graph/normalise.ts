import { isGuid } from './guid';

/**
 * What Graph sends is other people's data: any field may be null, missing or of another type.
 * These functions turn a value into the type that is wanted and never throw.
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string; numbers and booleans as they print; `''` for everything else. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** True for `true` and "true" only: null means "never" in Graph. */
export function flag(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** A whole number, 0 when there is none. Negative numbers stay. */
export function whole(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : 0;
}

/** The objects of a list, without anything else that is in it. */
export function records(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The non-empty strings of a list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text).filter((item) => item !== '') : [];
}

/** A GUID in lower case, so that ids from two answers can be compared; `''` when it is none. */
export function guid(value: unknown): string {
  return typeof value === 'string' && isGuid(value) ? value.toLowerCase() : '';
}

/**
 * The number of a `/$count` answer. Alone it is text/plain, with a byte order mark at times; inside a `$batch`
 * it has been seen as a number, as a numeric string and as base64 of the text. `undefined` when it is none of them.
 */
export function countOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  return (
    digits(value) ??
    (/^[a-z0-9+/=]+$/i.test(value) ? digits(Buffer.from(value, 'base64').toString('utf8')) : undefined)
  );
}

function digits(value: string): number | undefined {
  // A mark that was decoded byte by byte shows as three Latin-1 letters.
  const bare = value.replace(/^(\uFEFF|\u00EF\u00BB\u00BF)/, '').trim();
  return /^\d{1,9}$/.test(bare) ? Number(bare) : undefined;
}
