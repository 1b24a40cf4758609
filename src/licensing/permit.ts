import { mayAssignFor } from '../access/access';
import type { Change, ChangeFailure } from './change';
import { endOf } from './grant-time';
import type { LicensingDeps } from './services';
import { whyStays } from './why-stays';

/**
 * On whose word a change is written: the grant that a removal ends, the approvers of a request, else the asker. Asked
 * of Entra again at the moment of writing.
 * @param others the other changes of the same product and group
 * @returns `asked-again`: a decision does not count any more and the request waits anew; or why it ends here
 */
export async function permitFor(
  deps: LicensingDeps,
  change: Change,
  others: readonly Change[],
): Promise<'granted' | 'asked-again' | ChangeFailure> {
  if (change.origin.grant !== undefined) return (await whyStays(deps, change, others)) ?? 'granted';
  if (change.state === 'queued' && isOver(change, deps.now())) return timeOver;
  if (change.request) {
    if (await deps.stillApproved(change)) return 'granted';
    // Only what was never tried can wait anew.
    return change.state === 'queued' ? 'asked-again' : approvalLost;
  }
  if (change.parentId !== null) {
    const batch = await deps.store.changes.get(change.parentId);
    // What was decided was decided about the batch, which has begun and cannot wait anew.
    if (batch?.request) return (await deps.stillApproved(batch)) ? 'granted' : approvalLost;
  }
  const caller = await deps.graph.caller(change.asker.id);
  return mayAssignFor(caller, deps.assignRoles) ? 'granted' : roleLost;
}

/** Once the write was tried it is seen through, so that its end comes as for any other grant. */
function isOver(change: Change, now: Date): boolean {
  return (endOf(change) ?? Infinity) <= now.getTime();
}

const roleLost: ChangeFailure = {
  code: 'access.role-lost',
  sentence: 'You no longer hold a role that may assign licenses, so nothing was changed.',
};

const approvalLost: ChangeFailure = {
  code: 'request.approval-lost',
  sentence:
    'Somebody who approved this may not decide any more, and it had begun before. Nothing was changed here; ask again.',
};

const timeOver: ChangeFailure = {
  code: 'request.over',
  sentence: 'The time for which this license was needed is over, so nothing was changed.',
};
