import { PgBoss, type Job } from 'pg-boss';
import { messageOf } from '../errors';
import type { OpenedStore } from '../store/open';
import type { EdgeTelemetry } from '../telemetry/contract';
import { bossDatabase } from './boss-database';
import { createComplaints } from './complaints';
import { prepareQueues } from './prepare-queues';
import { bossSettings, queueNames, workSettings, type QueueName } from './queue-settings';
import { createTimers } from './timers';

export type { QueueName } from './queue-settings';

/** A step that is due: which queue, which row, and when (absent: now). */
export interface Wake {
  readonly queue: QueueName;
  readonly id: string;
  readonly at?: Date;
}

export interface Jobs {
  /** Begins to work, first on everything that the store says is due. */
  start(): Promise<void>;
  /** Takes nothing new and waits for the work in flight, at most 8 s; what is left then goes back to the queue. */
  stop(): Promise<void>;
  /**
   * Has the handler of the queue called with `id` at a time, or at once. Never rejects: the row in the store is the
   * truth, and a wake-up that got lost is made good by the next sweep.
   */
  wake(queue: QueueName, id: string, at?: Date): Promise<void>;
  /** When the store was last looked through for due work; undefined before the first time and once they stop. */
  lastSweep(): Date | undefined;
}

export interface JobOptions {
  readonly opened: Pick<OpenedStore, 'queueDatabase'>;
  readonly log: Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;
  readonly telemetry: Pick<EdgeTelemetry, 'job'>;
  /** Must bear to be called for a row that has nothing to do, and twice at once for the same row. */
  readonly handlers: Record<QueueName, (ids: readonly string[]) => Promise<void>>;
  /** Everything due in the store, whatever became of the jobs that should have woken it. */
  readonly sweep: () => Promise<readonly Wake[]>;
  readonly sweepEveryMs?: number;
  readonly clock?: () => Date;
}

const stopWithinMs = 8_000;

/** Wake-ups for the rows of the store, kept by pg-boss in the same database. */
export function createJobs(options: JobOptions): Jobs {
  const { opened, log, handlers, clock = () => new Date(), sweepEveryMs = 20_000 } = options;
  const boss = new PgBoss({
    ...bossSettings(opened.queueDatabase.kind),
    ...bossDatabase(opened.queueDatabase),
  });
  const complain = createComplaints(clock, log);
  boss.on('error', (error) => complain(messageOf(error)));
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'the job queues report a warning'));
  const timers = createTimers();
  const workers: Record<QueueName, string[]> = {
    apply: [],
    watch: [],
    request: [],
    grant: [],
    seats: [],
    forecast: [],
    deliver: [],
    upkeep: [],
  };
  let state: 'new' | 'running' | 'stopping' | 'stopped' = 'new';
  let sweeping: Promise<void> = Promise.resolve();
  let sweeper: NodeJS.Timeout | undefined;
  let swept: Date | undefined;

  const nudge = (queue: QueueName): void => {
    for (const worker of workers[queue]) boss.notifyWorker(worker);
  };

  /** Stores the wake-ups with one statement a queue, and sees that they are noticed when their time comes. */
  async function put(wakes: readonly Wake[]): Promise<void> {
    const now = clock().getTime();
    for (const queue of queueNames) {
      const own = wakes.filter((wake) => wake.queue === queue);
      if (own.length === 0) continue;
      await boss.insert(
        queue,
        own.map((wake) => toJob(wake, now)),
      );
      for (const wait of new Set(own.map((wake) => waitOf(wake, now)))) {
        if (wait === 0) nudge(queue);
        else if (state === 'running') timers.set(wait, () => nudge(queue));
      }
    }
  }

  async function addWorker(queue: QueueName): Promise<void> {
    let own = (): void => {};
    const worker = await boss.work<{ id: string }>(queue, workSettings[queue].options, async (jobs) => {
      try {
        await options.telemetry.job(queue, () => work(queue, idsOf(jobs)));
      } finally {
        // pg-boss would rest now until the next poll, though more may be waiting.
        own();
      }
    });
    own = () => boss.notifyWorker(worker);
    workers[queue].push(worker);
  }

  async function work(queue: QueueName, ids: readonly string[]): Promise<void> {
    try {
      await handlers[queue](ids);
    } catch (error) {
      log.error({ queue, ids, error: messageOf(error) }, 'a job failed and is tried again');
      throw error;
    }
  }

  async function sweep(): Promise<void> {
    try {
      await put(await options.sweep());
      swept = clock();
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'looking for due work failed');
    }
  }

  return {
    start: async () => {
      await boss.start();
      await prepareQueues(boss);
      for (const queue of queueNames) {
        for (let count = 0; count < workSettings[queue].workers; count += 1) await addWorker(queue);
      }
      state = 'running';
      sweeping = sweep();
      await sweeping;
      sweeper = setInterval(() => {
        sweeping = sweeping.then(sweep);
      }, sweepEveryMs).unref();
    },

    stop: async () => {
      if (state !== 'running') return;
      state = 'stopping';
      clearInterval(sweeper);
      timers.clear();
      await sweeping;
      await boss.stop({ graceful: true, timeout: stopWithinMs });
      state = 'stopped';
    },

    lastSweep: () => (state === 'running' ? swept : undefined),

    wake: async (queue, id, at) => {
      if (state === 'new' || state === 'stopped') return;
      try {
        await put([{ queue, id, at }]);
      } catch (error) {
        log.warn({ queue, id, error: messageOf(error) }, 'a wake-up was lost; the next sweep makes it good');
      }
    },
  };
}

/** Milliseconds until it is due, by our own clock: the database's may differ. */
function waitOf(wake: Wake, now: number): number {
  return Math.max(0, (wake.at?.getTime() ?? now) - now);
}

/**
 * Of one row at most one job waits for now, and one for each later time: so an earlier wake-up never has to find and
 * move a later one (which two processes could not do safely), and none is lost to another. A job whose row has
 * nothing to do any more costs its handler one read.
 */
function toJob(wake: Wake, now: number) {
  const wait = waitOf(wake, now);
  return wait === 0
    ? { data: { id: wake.id }, singletonKey: wake.id }
    : {
        data: { id: wake.id },
        singletonKey: `${wake.id}/${now + wait}`,
        startAfter: (wait / 1000).toFixed(3),
      };
}

function idsOf(jobs: readonly Job<{ id: string }>[]): string[] {
  return [...new Set(jobs.map((job) => job.data.id))];
}
