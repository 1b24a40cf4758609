import type { Store } from '../../store/contract';
import { seatsWanted, type MemberSum } from '../rules/forecast-sum';
import type { BatchChange } from './batch';

/**
 * Once each person was counted once, a batch needs so many seats and not "between … and …": that is what its card says,
 * what is held for it, and what it waits for. Safe to repeat.
 * @param sum the forecast of each member, as long as nobody knows it undefined
 * @returns the draft as it stands then
 */
export async function withKnownNeed(
  { store, now }: { readonly store: Pick<Store, 'changes'>; readonly now: () => Date },
  draft: BatchChange,
  sum: MemberSum | undefined,
): Promise<BatchChange> {
  const { id, revision, kind, state, batch, forecast } = draft;
  if (!sum || state !== 'draft' || kind !== 'assign') return draft;
  const seatsNeeded = seatsWanted(sum);
  if (batch.atLeast === seatsNeeded && forecast.seatsNeeded === seatsNeeded) return draft;
  const patch = { batch: { ...batch, atLeast: seatsNeeded }, forecast: { ...forecast, seatsNeeded } };
  const moved = await store.changes.move({ id, revision, at: now(), patch, redraw: false });
  return (moved as BatchChange | undefined) ?? draft;
}
