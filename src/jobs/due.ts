import type { Change } from '../licensing/change';
import { isFinal, isOpen } from '../licensing/change-states';
import type { Store } from '../store/contract';
import type { QueueName } from './queue-settings';

/** A store can hold any amount of work; one sweep wakes at most this much of each kind, the rest the next one. */
const mostPerSweep = 500;

/**
 * What is due in the store, whatever happened to the jobs that should have woken it.
 * @param namesAreDue the list of product names is to be read
 */
export async function findDue(
  store: Pick<Store, 'changes' | 'cards' | 'forecasts'>,
  now: Date,
  namesAreDue: boolean,
): Promise<readonly { readonly queue: QueueName; readonly id: string }[]> {
  const [changes, cards, forecasts] = await Promise.all([
    store.changes.due(now, mostPerSweep),
    store.cards.due(now, mostPerSweep),
    store.forecasts.due(now, mostPerSweep),
  ]);
  return [
    ...changes.map((change) => ({ queue: queueOf(change), id: change.id })),
    ...cards.map((card) => ({ queue: 'deliver' as const, id: card.id })),
    ...forecasts.map((id) => ({ queue: 'forecast' as const, id })),
    ...(namesAreDue ? [{ queue: 'upkeep' as const, id: 'names' }] : []),
  ];
}

/** Whose work it is when the time of a change has come. */
export function queueOf({ state }: Pick<Change, 'state'>): QueueName {
  if (isOpen(state)) return 'request';
  if (isFinal(state)) return 'grant';
  if (state === 'wait-listed') return 'seats';
  return state === 'processing' ? 'watch' : 'apply';
}
