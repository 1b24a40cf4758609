import { fromPglite, PgBoss } from 'pg-boss';
import { messageOf } from '../errors';
import type { OpenedStore } from '../store/open';

/** `apply` writes to Graph, `watch` reads how far Entra is, `deliver` draws cards. */
export type QueueName = 'apply' | 'watch' | 'deliver';

export interface Wake {
  readonly queue: QueueName;
  readonly id: string;
  readonly at?: Date;
}

export interface Jobs {
  start(): Promise<void>;
  /** Waits for work in flight, at most 10 s. */
  stop(): Promise<void>;
  /** Has the queue's handler look at a row, now or at a time. */
  wake(queue: QueueName, id: string, at?: Date): Promise<void>;
}

export interface JobOptions {
  readonly opened: Pick<OpenedStore, 'queueDatabase'>;
  readonly handlers: Readonly<Record<QueueName, (ids: readonly string[]) => Promise<void>>>;
  /** What is due in the store, whether or not a job knows it. */
  readonly sweep: () => Promise<readonly Wake[]>;
  readonly sweepEveryMs?: number;
  readonly clock?: () => Date;
  readonly log: Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;
}

/**
 * How each queue is worked. Handlers go through a batch one by one, so that `apply` with one worker writes one
 * license at a time; `watch` gets as many as Graph takes in one `$batch`.
 */
const queues: Readonly<Record<QueueName, { readonly batchSize: number; readonly localConcurrency: number }>> =
  {
    apply: { batchSize: 20, localConcurrency: 1 },
    watch: { batchSize: 20, localConcurrency: 1 },
    deliver: { batchSize: 5, localConcurrency: 4 },
  };
const names = Object.keys(queues) as QueueName[];
const stopWithinMs = 10_000;

/**
 * Wake-ups on pg-boss, in the same database as the store. A job is an id and nothing else: rows are the truth, a
 * lost or doubled job is harmless, and what a killed process left is found by the sweep.
 */
export function createJobs(options: JobOptions): Jobs {
  const { log, handlers } = options;
  const clock = options.clock ?? (() => new Date());
  const database = options.opened.queueDatabase;
  const boss = new PgBoss({
    ...(database.kind === 'embedded'
      ? { db: fromPglite(database.pglite), backend: 'pglite' as const }
      : { connectionString: database.url, max: 4 }),
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 60,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ error: messageOf(error) }, 'the job queue reported an error'));
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;

  const wake: Jobs['wake'] = async (queue, id, at) => {
    if (stopped) return; // the row says what is owed; the next start sweeps it
    const due = at && at.getTime() > clock().getTime() ? at : undefined;
    // One waiting job for an id and second: an earlier wake-up is never held back by a later one.
    const second = Math.floor((due ?? clock()).getTime() / 1000);
    await boss.send(queue, { id }, { singletonKey: `${id}@${second}`, ...(due ? { startAfter: due } : {}) });
  };

  const sweep = async (): Promise<void> => {
    try {
      for (const each of await options.sweep()) await wake(each.queue, each.id, each.at);
    } catch (error) {
      log.error({ error: messageOf(error) }, 'sweeping for due work failed');
    }
  };

  const work = async (queue: QueueName): Promise<void> => {
    const { batchSize, localConcurrency } = queues[queue];
    await boss.work<{ id: string }>(
      queue,
      {
        batchSize,
        localConcurrency,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        burstWhenBatchFull: true,
      },
      async (jobs) => {
        try {
          await handlers[queue]([...new Set(jobs.map((job) => job.data.id))]);
        } catch (error) {
          // Not handed to pg-boss for a retry: the row is still due and the sweep wakes it.
          log.error({ queue, error: messageOf(error) }, 'a job failed');
        }
      },
    );
  };

  return {
    start: async () => {
      await boss.start();
      for (const name of names) {
        await boss.createQueue(name, {
          policy: 'short',
          notify: true,
          retryLimit: 0,
          expireInSeconds: 300,
          retentionSeconds: 7 * 24 * 3600,
          deleteAfterSeconds: 60,
        });
      }
      stopped = false;
      for (const name of names) await work(name);
      await sweep();
      timer = setInterval(() => void sweep(), options.sweepEveryMs ?? 30_000);
      timer.unref();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await boss.stop({ graceful: true, timeout: stopWithinMs, close: true });
    },
    wake,
  };
}
