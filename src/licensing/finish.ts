import type { Change, ChangeFailure, Outcome } from './change';
import type { LicensingDeps } from './services';

/** Ends a change without success and has the asker told by a new message. */
export async function failChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wakeCards'>,
  change: Change,
  failure: ChangeFailure,
): Promise<void> {
  await finish(deps, change, 'failed', { failure }, { kind: 'failed', data: { ...failure } });
}

/** Ends a change with what Entra did for its members and has the asker told by a new message. */
export async function completeChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wakeCards'>,
  change: Change,
  outcome: Outcome,
): Promise<void> {
  const { failures, ...counts } = outcome;
  const causes = Object.fromEntries(failures.map((cause) => [cause.error, cause.count]));
  await finish(
    deps,
    change,
    outcome.failed > 0 ? 'done-with-failures' : 'done',
    { outcome },
    { kind: 'finished', data: { ...counts, causes } },
  );
}

async function finish(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wakeCards'>,
  change: Change,
  to: 'done' | 'done-with-failures' | 'failed',
  result: { readonly failure?: ChangeFailure; readonly outcome?: Outcome },
  evidence: { readonly kind: string; readonly data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to,
    at,
    patch: { ...result, finishedAt: at.toISOString(), nextAt: null },
    evidence: { at: at.toISOString(), actor: 'system', ...evidence },
    cards: [{ view: 'completion', conversationId: change.conversationId, activityId: null }],
  });
  if (moved) await deps.wakeCards(change.id);
}
