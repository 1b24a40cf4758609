import type { createJobs, Jobs, QueueName } from '../../src/jobs/queue';

type Options = Parameters<typeof createJobs>[0];

export interface ManualJobs {
  readonly create: typeof createJobs;
  /** Runs everything that is due at the present time, also what that brings about; returns how many steps. */
  runDue(): Promise<number>;
  /** Wakes what is due in the store, as pg-boss's sweep does. */
  sweep(): Promise<void>;
  /** When the next wake-up is due, if any. */
  nextAt(): number | undefined;
}

/** Wake-ups without a database and without waiting: the test moves the clock and runs what is due. */
export function manualJobs(now: () => number): ManualJobs {
  let handlers: Options['handlers'] | undefined;
  let telemetry: Options['telemetry'] | undefined;
  let find: Options['sweep'] | undefined;
  let waiting: { queue: QueueName; id: string; at: number }[] = [];
  const jobs: Jobs = {
    start: async () => {},
    stop: async () => void (waiting = []),
    lastSweep: () => new Date(now()),
    wake: async (queue, id, at) => {
      const due = at?.getTime() ?? now();
      // As in the real queue: of a row one wake-up waits for now, and one for each later time.
      const known = waiting.some(
        (each) =>
          each.queue === queue && each.id === id && (due > now() ? each.at === due : each.at <= now()),
      );
      if (!known) waiting.push({ queue, id, at: due });
    },
  };
  return {
    create: (options) => {
      ({ handlers, telemetry } = options);
      find = options.sweep;
      return jobs;
    },
    runDue: async () => {
      let steps = 0;
      for (; steps < 1_000; steps += 1) {
        const next = waiting.filter((each) => each.at <= now()).sort((a, b) => a.at - b.at)[0];
        if (!next || !handlers) break;
        waiting = waiting.filter((each) => each !== next);
        const { queue, id } = next;
        const handle = handlers[queue];
        await telemetry?.job(queue, () => handle([id]));
      }
      return steps;
    },
    sweep: async () => {
      for (const { queue, id, at } of (await find?.()) ?? []) await jobs.wake(queue, id, at);
    },
    nextAt: () => (waiting.length > 0 ? Math.min(...waiting.map((each) => each.at)) : undefined),
  };
}
