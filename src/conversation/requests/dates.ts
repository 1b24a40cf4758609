import { readDay, type Reader } from '../when/read-when';

/** Longest grant for a time. Milliseconds: five years. */
const longestMs = 5 * 365 * 24 * 3_600_000;

/** The date of an ISO time, as date inputs want it: YYYY-MM-DD. */
export function dateOf(iso: string): string {
  return iso.slice(0, 10);
}

/** The first day that can be chosen as an end: YYYY-MM-DD. */
export function tomorrow(now: Date): string {
  return dateOf(new Date(now.getTime() + 24 * 3_600_000).toISOString());
}

/** The day that somebody named; `at` is its end in UTC as an ISO time, null when none was named. */
export type End =
  { readonly at: string | null; readonly problem?: undefined } | { readonly problem: 'past' | 'unreadable' };

/** Reads a day such as 2027-01-31, as date inputs send it. */
export function readEnd(text: string, now: Date): End {
  if (!text) return { at: null };
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const at = date ? Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]), 23, 59, 59) : NaN;
  // 2026-02-31 would quietly become a day of March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return unreadable;
  if (at - now.getTime() > longestMs) return unreadable;
  return at <= now.getTime() ? { problem: 'past' } : { at: new Date(at).toISOString() };
}

/** A group's name with `until <day>` after it. */
export interface NameAndUntil {
  readonly name: string;
  /** YYYY-MM-DD, `''` where no day stands there. */
  readonly day: string;
  /** The name without what was meant as a day and is none, such as 31 Feb; `''` where nothing was. */
  readonly meant: string;
}

/** Takes `until <day>` off the end of a group's name; the name is left whole where no day stands there. */
export function splitUntil(text: string, reader: Reader): NameAndUntil {
  const read = /^(.*\S)\s+(?:until|till)\s+(\S.{0,39})$/is.exec(text.trim());
  const day = read ? readDay(read[2] ?? '', reader) : '';
  const name = read?.[1] ?? '';
  return day ? { name, day, meant: '' } : { name: text, day: '', meant: name };
}

const unreadable = { problem: 'unreadable' } as const;
