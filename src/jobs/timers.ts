/** Longer waits are left to the polling; a timer for each would only be forgotten at the next restart. */
const longestMs = 10 * 60_000;
/** Timers of Node may fire a millisecond early, and the database's clock ticks on its own. */
const marginMs = 5;

export interface Timers {
  /** Calls `ring` when `ms` have passed, unless that is very long. */
  set(ms: number, ring: () => void): void;
  clear(): void;
}

/** Alarms that do not keep the process alive. */
export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    set: (ms, ring) => {
      if (ms > longestMs) return;
      const timer = setTimeout(() => {
        running.delete(timer);
        ring();
      }, ms + marginMs);
      timer.unref();
      running.add(timer);
    },
    clear: () => {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
