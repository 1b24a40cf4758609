import { deliverCard, type DeliverDeps } from '../conversation/deliver';
import { applyChange } from '../licensing/apply';
import { runningStates } from '../licensing/change-states';
import type { LicensingDeps } from '../licensing/services';
import { watchChanges } from '../licensing/watch';
import type { Store } from '../store/contract';
import type { QueueName } from './queue';

/** One line a queue: what a wake-up leads to. */
export function createHandlers(
  licensing: LicensingDeps,
  deliver: DeliverDeps,
): Record<QueueName, (ids: readonly string[]) => Promise<void>> {
  return {
    apply: async (ids) => {
      for (const id of ids) await applyChange(licensing, id);
    },
    watch: (ids) => watchChanges(licensing, ids),
    deliver: async (ids) => {
      for (const id of ids) await deliverCard(deliver, id);
    },
  };
}

/** A store can hold any amount of work; one sweep wakes at most this much of each kind, the rest the next one. */
const mostPerSweep = 500;

/** What is due in the store, whatever happened to the jobs that should have woken it. */
export async function findDue(
  store: Pick<Store, 'changes' | 'cards'>,
  now: Date,
): Promise<readonly { readonly queue: QueueName; readonly id: string }[]> {
  const [changes, cards] = await Promise.all([
    store.changes.due(now, mostPerSweep),
    store.cards.due(now, mostPerSweep),
  ]);
  return [
    ...changes
      .filter((change) => (runningStates as readonly string[]).includes(change.state))
      .map((change) => ({
        queue: change.state === 'processing' ? ('watch' as const) : ('apply' as const),
        id: change.id,
      })),
    ...cards.map((card) => ({ queue: 'deliver' as const, id: card.id })),
  ];
}
