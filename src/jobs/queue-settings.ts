import type { ConstructorOptions, Queue, WorkOptions } from 'pg-boss';

/**
 * One queue for each kind of step: write a change to Graph, look at its progress, remind of a request or end it, end a
 * grant, look whether those who wait for seats may have them, forecast the members of a group, draw a card; and what the bot does for itself now and then.
 */
export type QueueName = 'apply' | 'watch' | 'request' | 'grant' | 'seats' | 'forecast' | 'deliver' | 'upkeep';

/** What of pg-boss is used: no schedules, no listening connection, and upkeep every five minutes. */
export function bossSettings(kind: 'embedded' | 'server'): ConstructorOptions {
  return {
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: 300,
    monitorIntervalSeconds: 300,
    maintenanceIntervalSeconds: 300,
    queueCacheIntervalSeconds: 3_600,
    flowIntervalSeconds: 3_600,
    bamIntervalSeconds: 300,
    // One process and a few hundred rows: there is nothing to rebuild and no vacuum to watch.
    ...(kind === 'embedded' ? { reindex: false, monitorVacuum: false } : {}),
  };
}

/** `short`: of each key at most one job waits; while it runs another may wait. */
export const queueSettings: Omit<Queue, 'name'> & { policy: 'short' } = {
  policy: 'short',
  retryLimit: 3,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 900,
  // Finished jobs tell nothing that the store does not know better.
  deleteAfterSeconds: 60,
};

/** Seconds between looks at a queue that nobody has woken: after a restart, or when another process had the timer. */
const pollingIntervalSeconds = 5;

/** Workers of a queue in one process, and how they take their jobs. */
export const workSettings: Record<QueueName, { readonly workers: number; readonly options: WorkOptions }> = {
  apply: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds } },
  watch: { workers: 1, options: { batchSize: 20, pollingIntervalSeconds } },
  request: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds } },
  grant: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds } },
  seats: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds } },
  forecast: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds } },
  deliver: { workers: 4, options: { batchSize: 1, pollingIntervalSeconds } },
  upkeep: { workers: 1, options: { batchSize: 1, pollingIntervalSeconds: 60 } },
};

export const queueNames = Object.keys(workSettings) as QueueName[];
