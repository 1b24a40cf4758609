import { GraphFault } from '../http/answer';

/** Seconds for a Retry-After header; Graph sends fractions too, such as 2.128. */
export const retryAfter = (seconds: number | undefined): Readonly<Record<string, string>> =>
  seconds === undefined ? {} : { 'retry-after': String(seconds) };

/** Graph's "Throttling" page: the sample of a throttled answer. */
export function throttled(
  headers: Readonly<Record<string, string>>,
  message = 'Please retry again later.',
): GraphFault {
  return new GraphFault(429, 'TooManyRequests', message, {
    headers,
    inner: { code: '429', message: 'Please retry after', status: '429' },
  });
}

/** A 429 because the service itself has too much to do, not because of a budget. */
export function overloaded(seconds: number | undefined, scope: string | undefined): GraphFault {
  return throttled({
    ...retryAfter(seconds),
    ...(scope === undefined
      ? {}
      : { 'x-ms-throttle-scope': scope, 'x-ms-throttle-information': 'CPULimitExceeded' }),
  });
}

/** What parallel license writes get; the text is as seen in several public clients. */
export function concurrencyViolation(seconds: number | undefined): GraphFault {
  return new GraphFault(
    409,
    'Directory_ConcurrencyViolation',
    'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
    { headers: retryAfter(seconds) },
  );
}

/** Codes of Graph's error reference. */
export function unavailable(status: 500 | 503 | 504, seconds: number | undefined): GraphFault {
  const [code, message] = {
    500: ['Service_InternalServerError', 'Encountered an internal server error.'],
    503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please retry later.'],
    504: ['GatewayTimeout', 'The server, while acting as a proxy, did not receive a timely response.'],
  }[status] as [string, string];
  return new GraphFault(status, code, message, { headers: retryAfter(seconds) });
}
