import type { Sent } from '../conversation/deliver';
import { messageOf } from '../errors';

/**
 * 412 concurrent operation, 429 throttled, 502/503/504 busy (Teams bot status codes); 401 and 500 pass too when a token
 * has run out or the service has a bad moment: worth trying again, later each time, and not for ever.
 */
const passing = [401, 408, 412, 429, 500, 502, 503, 504];

/** Reads a failed connector call by its HTTP status; no status means that no answer came. */
export function deliveryOf(error: unknown): Sent {
  const status = statusOf(error);
  const reason = `${status ?? 'no answer'}: ${messageOf(error)}`;
  if (status === undefined || passing.includes(status)) {
    const later = { kind: 'later', afterMs: retryAfterMs(error), reason } as const;
    return status === 429 ? { ...later, throttled: throttledBy(reason) } : later;
  }
  if (status === 404) return { kind: 'missing', reason };
  if (status === 403) return { kind: 'unreachable', state: 'blocked', reason };
  return { kind: 'refused', reason };
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/**
 * Teams limits a bot in each conversation and an app in each tenant, and answers 429 for both; no field says which.
 * Where the words do not speak of the tenant it is the conversation.
 */
function throttledBy(reason: string): 'conversation' | 'tenant' {
  return /\btenant\b/i.test(reason) ? 'tenant' : 'conversation';
}

/** Retry-After in seconds, possibly with a fraction, as milliseconds. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = (error as { response?: { headers?: unknown } } | null)?.response?.headers;
  const get = (headers as { get?: (name: string) => string | undefined } | undefined)?.get;
  const value = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  const seconds = Number(value);
  return value && Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : undefined;
}
