import type { Change } from './change';
import type { LicensingDeps } from './services';
import { isRepair } from './repair/carry-out';
import { repairOutcome } from './repair/check-repair';
import { readMembers } from './watch';

/** Members that can be read again while somebody waits for the answer. */
const mostAtOnce = 2_997;

/**
 * Reads the members of a finished change again, as somebody asked to: seats may have been bought, conflicts removed.
 * Larger groups keep the outcome of when they finished, because reading them takes longer than a person should wait.
 */
export async function recheckOutcome(
  deps: Pick<LicensingDeps, 'graph' | 'store' | 'now'>,
  change: Change,
): Promise<Change> {
  if (!change.outcome || change.outcome.members > mostAtOnce) return change;
  const outcome = isRepair(change)
    ? await repairOutcome(deps, change, true)
    : (await readMembers(deps, change)).outcome();
  const { failures, ...counts } = outcome;
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: { outcome },
    evidence: {
      at: at.toISOString(),
      kind: 'rechecked',
      actor: 'system',
      data: {
        ...counts,
        causes: failures.length,
        ...(change.remedy ? { remedy: change.remedy.kind } : {}),
      },
    },
  });
  return moved ?? (await deps.store.changes.get(change.id)) ?? change;
}
