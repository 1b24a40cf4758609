import { mend, note, ok, type Finding } from './finding';

/** Milliseconds by which this clock is ahead of another one (negative: behind). */
export interface ClockWatch {
  readonly fetch: typeof fetch;
  readonly aheadMs: () => number | undefined;
}

/** Compares this machine's clock with the `Date` of every answer; it counts whole seconds. */
export function watchClock(send: typeof fetch, now: () => Date): ClockWatch {
  let aheadMs: number | undefined;
  return {
    aheadMs: () => aheadMs,
    fetch: async (input, init) => {
      const asked = now().getTime();
      const response = await send(input, init);
      const theirs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(theirs)) aheadMs = (asked + now().getTime()) / 2 - (theirs + 500);
      return response;
    },
  };
}

/** Tokens of Teams are believed up to five minutes before and after their time; Entra is about as patient. */
const worstMs = 5 * 60_000;
const noticeableMs = 30_000;

export function checkClock(aheadMs: number | undefined): Finding {
  const what = 'clock';
  if (aheadMs === undefined) return note(what, 'nothing answered that it could be compared with');
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  const off = `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Microsoft Graph`;
  if (Math.abs(aheadMs) < noticeableMs)
    return ok(what, `within ${noticeableMs / 1_000} s of Microsoft Graph`);
  return Math.abs(aheadMs) < worstMs
    ? note(what, `${off}; have it set by a time server before it becomes more`)
    : mend(what, `${off}; no token is believed then: have it set by a time server`);
}
