/** Time as the tenant sees it: real for people, moved by hand in tests. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms).unref(),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** A clock that stands still until `advance` moves it, running what falls due on the way, in order. */
export function virtualClock(start = 0): Clock & { advance(ms: number): void } {
  let now = start;
  let next = 1;
  const waiting = new Map<number, { at: number; run: () => void }>();
  return {
    now: () => now,
    setTimeout: (run, ms) => {
      waiting.set(next, { at: now + Math.max(0, ms), run });
      return next++;
    },
    clearTimeout: (handle) => void waiting.delete(handle as number),
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const due = [...waiting]
          .filter(([, timer]) => timer.at <= end)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due) break;
        waiting.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].run();
      }
      now = end;
    },
  };
}
