import type { Store } from '../store/contract';
import type { Change } from './change';
import { isRunning } from './change-states';

/** Changes of one group that are looked through; a group that was changed more often in its life is hardly thinkable. */
const mostRead = 500;

/** The other changes of the same product and group, newest first. */
export async function othersOfPair(
  store: Pick<Store, 'changes'>,
  change: Pick<Change, 'id' | 'tenantId' | 'group' | 'product'>,
): Promise<readonly Change[]> {
  const all = await store.changes.ofGroup(change.tenantId, change.group.id, mostRead);
  return all.filter((each) => each.product.skuId === change.product.skuId && each.id !== change.id);
}

/**
 * Whether a change must wait for another one of its pair: giving and taking away the same thing never overlap, because
 * what the one finds on the group is what the other is about to alter. A removal waits also for what has not begun,
 * since that may be the reason why the license stays.
 */
export function mustWait(change: Pick<Change, 'kind' | 'state'>, others: readonly Change[]): boolean {
  if (change.state !== 'queued') return false;
  return others.some(
    (other) =>
      other.kind !== change.kind &&
      isRunning(other.state) &&
      (change.kind === 'remove' || other.state !== 'queued'),
  );
}
