import { subscribersOf } from '../approvals/subscribers';
import type { Change, ChangeFailure, ChangePatch, Outcome } from './change';
import { nextAfterDone } from './grant-time';
import type { LicensingDeps } from './services';
import { seatsMayBeFree } from './wait-list';

/** Ends a change without success and has everybody concerned told by a new message. */
export async function failChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  change: Change,
  failure: ChangeFailure,
): Promise<void> {
  await finishChange(
    deps,
    change,
    'failed',
    { failure, nextAt: null },
    { kind: 'failed', data: { ...failure } },
  );
}

/**
 * Ends a change with what Entra did for its members and has everybody concerned told by a new message. What was given for a time
 * has its reminder as next step.
 */
export async function completeChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  change: Change,
  outcome: Outcome,
): Promise<void> {
  const { failures, ...counts } = outcome;
  const causes = Object.fromEntries(failures.map((cause) => [cause.error, cause.count]));
  const moved = await finishChange(
    deps,
    change,
    outcome.failed > 0 ? 'done-with-failures' : 'done',
    { outcome, nextAt: nextAfterDone(change, deps.now()) },
    {
      kind: 'finished',
      data: { ...counts, causes, ...(change.remedy ? { remedy: change.remedy.kind } : {}) },
    },
  );
  // At once, because what was approved may replace an earlier grant.
  if (moved?.request) await deps.wake('grant', moved.id);
}

/** Ends a change and has everybody concerned told by a new message. @returns undefined when somebody else was first */
export async function finishChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  change: Change,
  to: 'done' | 'done-with-failures' | 'failed',
  result: Pick<ChangePatch, 'batch' | 'failure' | 'outcome' | 'nextAt' | 'progress'>,
  evidence: { readonly kind: string; readonly data: Readonly<Record<string, unknown>> },
): Promise<Change | undefined> {
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to,
    at,
    patch: { ...result, finishedAt: at.toISOString() },
    evidence: { at: at.toISOString(), actor: 'system', ...evidence },
    cards: subscribersOf(change).map((conversationId) => ({
      view: 'completion' as const,
      conversationId,
      activityId: null,
    })),
  });
  if (!moved) return undefined;
  await deps.wakeCards(change.id);
  // What it needed it has by now, or needs no more; what it took away is free.
  await seatsMayBeFree(deps, change.tenantId);
  return moved;
}
