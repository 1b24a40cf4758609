import { grantDue } from '../approvals/grants';
import type { ApprovalDeps } from '../approvals/services';
import { tickRequest } from '../approvals/tick';
import { deliverCard, type DeliverDeps } from '../conversation/deliver';
import { applyChange } from '../licensing/apply';
import type { Change } from '../licensing/change';
import { isFinal, isOpen } from '../licensing/change-states';
import type { LicensingDeps } from '../licensing/services';
import { watchChanges } from '../licensing/watch';
import type { NameKeeper } from '../names/keeper';
import type { Store } from '../store/contract';
import type { QueueName } from './queue';

/** One line a queue: what a wake-up leads to. */
export function createHandlers(
  {
    licensing,
    approvals,
    names,
  }: {
    readonly licensing: LicensingDeps;
    readonly approvals: ApprovalDeps;
    readonly names: Pick<NameKeeper, 'refresh'>;
  },
  deliver: DeliverDeps,
): Record<QueueName, (ids: readonly string[]) => Promise<void>> {
  const each =
    (step: (id: string) => Promise<void>) =>
    async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) await step(id);
    };
  return {
    apply: each((id) => applyChange(licensing, id)),
    watch: (ids) => watchChanges(licensing, ids),
    request: each((id) => tickRequest(approvals, id)),
    grant: each((id) => grantDue(licensing, id)),
    deliver: each((id) => deliverCard(deliver, id)),
    upkeep: () => names.refresh(),
  };
}

/** A store can hold any amount of work; one sweep wakes at most this much of each kind, the rest the next one. */
const mostPerSweep = 500;

/**
 * What is due in the store, whatever happened to the jobs that should have woken it.
 * @param namesAreDue the list of product names is to be read
 */
export async function findDue(
  store: Pick<Store, 'changes' | 'cards'>,
  now: Date,
  namesAreDue: boolean,
): Promise<readonly { readonly queue: QueueName; readonly id: string }[]> {
  const [changes, cards] = await Promise.all([
    store.changes.due(now, mostPerSweep),
    store.cards.due(now, mostPerSweep),
  ]);
  return [
    ...changes.map((change) => ({ queue: queueOf(change), id: change.id })),
    ...cards.map((card) => ({ queue: 'deliver' as const, id: card.id })),
    ...(namesAreDue ? [{ queue: 'upkeep' as const, id: 'names' }] : []),
  ];
}

/** Whose work it is when the time of a change has come. */
function queueOf({ state }: Pick<Change, 'state'>): QueueName {
  if (isOpen(state)) return 'request';
  if (isFinal(state)) return 'grant';
  return state === 'processing' ? 'watch' : 'apply';
}
