import type { GraphError } from './errors';

/** A read may be sent again whatever happened; a write only when Graph itself said that it did not do it. */
export type RequestKind = 'read' | 'write';

const FIRST_WAIT_MS = 500;
const FIRST_CONCURRENCY_WAIT_MS = 1_000;
const LONGEST_BACKOFF_MS = 8_000;
/** Bounds the loop even when the clock that is passed in stands still. */
const MOST_RETRIES = 8;
/** Statuses after which Graph asks everybody to come back (learn.microsoft.com/graph/throttling, /graph/errors). */
const COME_BACK: readonly number[] = [429, 503, 504];

/**
 * Milliseconds of a `Retry-After` header: seconds, which Graph also sends as a fraction ("2.128"), or an
 * HTTP date. `undefined` for a missing, negative or unreadable one.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Date.parse takes "-5" for a year; a real HTTP date begins with a weekday.
  if (!/^[a-z]/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * How long to wait before the same request is sent again, in milliseconds; `undefined` = do not.
 * @param attempt 0 after the first failure
 * @param random 0 <= n < 1, for jitter: many clients that were refused together must not return together
 */
export function waitBeforeRetry(
  error: GraphError,
  o: { kind: RequestKind; attempt: number; random: () => number },
): number | undefined {
  if (!error.passing || o.attempt >= MOST_RETRIES) return undefined;
  const jitter = 0.75 + o.random() * 0.5;
  if (error.code === 'graph.concurrency') {
    if (o.kind !== 'write') return undefined;
    const grown = Math.min(LONGEST_BACKOFF_MS, FIRST_CONCURRENCY_WAIT_MS * 2 ** o.attempt) * jitter;
    return Math.max(grown, error.retryAfterMs ?? 0);
  }
  if (o.kind === 'write' && !COME_BACK.includes(error.status)) return undefined;
  // "Retry-After: 0" would make a busy loop of it.
  if (error.retryAfterMs) return error.retryAfterMs;
  return Math.min(LONGEST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** o.attempt) * jitter;
}
