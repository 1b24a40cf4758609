import { monitorEventLoopDelay } from 'node:perf_hooks';
import { messageOf } from '../errors';
import { queueOf } from '../jobs/due';
import { changeStates } from '../licensing/change-states';
import type { Log } from '../licensing/services';
import type { Store } from '../store/contract';
import { queueLabels } from './metrics';
import type { Reading } from './sink';

/** However often somebody looks, the store is asked at most this often. Milliseconds. */
const storeEveryMs = 10_000;

/** What the gauges show: how much is waiting in the store, and how the process feels. */
export function createReadings(options: {
  readonly store: Pick<Store, 'backlog' | 'isReadOnly'>;
  readonly now: () => Date;
  readonly log: Log;
}): () => Promise<readonly Reading[]> {
  const { store, now, log } = options;
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  let asked: { readonly at: number; readonly readings: Promise<readonly Reading[]> } | undefined;

  async function readStore(): Promise<readonly Reading[]> {
    const writable: Reading = {
      gauge: 'license_desk_store_writable',
      labels: {},
      value: store.isReadOnly() ? 0 : 1,
    };
    try {
      const at = now();
      const readings = ofBacklog(await store.backlog(at), at);
      return [...readings, writable, { gauge: 'license_desk_store_reachable', labels: {}, value: 1 }];
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'the store could not be measured');
      return [writable, { gauge: 'license_desk_store_reachable', labels: {}, value: 0 }];
    }
  }

  return async () => {
    const time = now().getTime();
    if (!asked || time - asked.at >= storeEveryMs || time < asked.at)
      asked = { at: time, readings: readStore() };
    const { rss, heapUsed } = process.memoryUsage();
    const delay = loop.percentile(99) / 1e9;
    loop.reset();
    return [
      ...(await asked.readings),
      { gauge: 'license_desk_process_resident_bytes', labels: {}, value: rss },
      { gauge: 'license_desk_process_heap_used_bytes', labels: {}, value: heapUsed },
      {
        gauge: 'license_desk_event_loop_delay_seconds',
        labels: {},
        value: Number.isFinite(delay) ? delay : 0,
      },
    ];
  };
}

type Backlog = Awaited<ReturnType<Store['backlog']>>;

/** Every state and every queue has its value, also when it is zero: a line that ends says nothing. */
function ofBacklog({ changes, cards }: Backlog, now: Date): Reading[] {
  const steps = [
    ...changes.map(({ state, due, oldestDueAt }) => ({ queue: queueOf({ state }), due, oldestDueAt })),
    { queue: 'deliver' as const, ...cards },
  ];
  const age = (oldestDueAt: string | null): number =>
    oldestDueAt === null ? 0 : Math.max(0, now.getTime() - Date.parse(oldestDueAt)) / 1_000;
  return [
    ...changeStates.map((state) => ({
      gauge: 'license_desk_changes' as const,
      labels: { state },
      value: changes.find((each) => each.state === state)?.count ?? 0,
    })),
    ...queueLabels.flatMap((queue) => {
      const own = steps.filter((each) => each.queue === queue);
      const due = own.reduce((sum, each) => sum + each.due, 0);
      const oldest = Math.max(0, ...own.map((each) => age(each.oldestDueAt)));
      return [
        { gauge: 'license_desk_queue_due' as const, labels: { queue }, value: due },
        { gauge: 'license_desk_queue_oldest_due_seconds' as const, labels: { queue }, value: oldest },
      ];
    }),
  ];
}
