import type { Store } from '../store/contract';
import type { Change } from './change';
import { isRunning } from './change-states';
import { productsOf, touchesAny } from './edit';

/** Changes of one group that are looked through; a group that was changed more often in its life is hardly thinkable. */
const mostRead = 500;

/** The other changes of the same group that have to do with one of the same products, newest first. */
export async function othersOfPair(
  store: Pick<Store, 'changes'>,
  change: Pick<Change, 'id' | 'tenantId' | 'group' | 'edit'>,
): Promise<readonly Change[]> {
  return ofSamePair(change, await othersOfGroup(store, change));
}

/** The other changes of the same group, newest first. */
export async function othersOfGroup(
  store: Pick<Store, 'changes'>,
  change: Pick<Change, 'id' | 'tenantId' | 'group'>,
): Promise<readonly Change[]> {
  const all = await store.changes.ofGroup(change.tenantId, change.group.id, mostRead);
  return all.filter((each) => each.id !== change.id);
}

/** Those of them that have to do with one of the same products. */
export function ofSamePair(change: Pick<Change, 'edit'>, others: readonly Change[]): readonly Change[] {
  return others.filter((each) => touchesAny(each, productsOf(change.edit)));
}

type InLine = Pick<Change, 'kind' | 'state' | 'number' | 'origin'>;

/**
 * Whether a change must wait for another one of its pair: changes of the same product never overlap, because what the
 * one finds on the group is what the other is about to alter. Only giving the same thing twice does no harm. Among those
 * that have not begun the older one goes first; but the end of a grant lets everybody go first, since what they give
 * may be the reason why the license stays.
 */
export function mustWait(change: InLine, others: readonly InLine[]): boolean {
  if (change.state !== 'queued') return false;
  return others.some((other) => {
    if (!isRunning(other.state)) return false;
    if (endsGrant(change) && endsGrant(other))
      return other.state !== 'queued' && other.number < change.number;
    if (other.kind === 'assign' && change.kind === 'assign') return false;
    if (other.state !== 'queued') return true;
    return endsGrant(change) || (!endsGrant(other) && other.number < change.number);
  });
}

function endsGrant({ origin }: InLine): boolean {
  return origin.grant !== undefined;
}
