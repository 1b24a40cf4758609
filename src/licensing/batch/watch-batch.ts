import type { ChangePatch } from '../change';
import { finishChange } from '../finish';
import type { LicensingDeps } from '../services';
import type { BatchChange } from './batch';
import { groupCounts, readBatch, sameResults, type BatchReading } from './batch-state';

/** Its card is drawn at most this often, so nobody looks more often. Milliseconds. */
const lookEveryMs = 2_000;
/** A batch that has not moved for a while is looked at less often. Milliseconds. */
const calmAfterMs = 5 * 60_000;
const lookWhenCalmMs = 10_000;

/** Reads from the store how the groups of a batch stand, and ends it when all of them have ended. Safe to repeat. */
export async function watchBatch(deps: LicensingDeps, batch: BatchChange): Promise<void> {
  const reading = readBatch(batch.batch, await deps.store.changes.childrenOf(batch.id));
  if (reading.end) return finish(deps, batch, reading, reading.end);
  const now = deps.now();
  const moved = !sameResults(batch.batch.groups, reading.groups);
  const since = moved ? now.toISOString() : (batch.progress?.since ?? batch.acceptedAt ?? now.toISOString());
  const isCalm = now.getTime() - Date.parse(since) > calmAfterMs;
  const next = new Date(now.getTime() + (isCalm ? lookWhenCalmMs : lookEveryMs));
  if (!moved) {
    await deps.store.changes.lookLater([batch.id], next);
    return deps.wake('watch', batch.id, next);
  }
  const patch: ChangePatch = {
    batch: { ...batch.batch, groups: reading.groups },
    progress: { ...reading.progress, since },
    nextAt: next.toISOString(),
  };
  const { id, revision } = batch;
  if (!(await deps.store.changes.move({ id, revision, at: now, patch }))) return;
  await deps.wake('watch', id, next);
  await deps.wakeCards(id);
}

async function finish(
  deps: LicensingDeps,
  batch: BatchChange,
  { groups, progress }: BatchReading,
  end: NonNullable<BatchReading['end']>,
): Promise<void> {
  const ended = { ...batch.batch, groups };
  const { all, withFailures } = groupCounts(ended);
  const { failures: _, ...counts } = end.outcome ?? none;
  await finishChange(
    deps,
    batch,
    end.to,
    {
      batch: ended,
      progress,
      outcome: end.outcome,
      nextAt: null,
      ...(end.to === 'failed' ? { failure: end.failure } : {}),
    },
    {
      kind: end.to === 'failed' ? 'failed' : 'finished',
      data: {
        ...(end.to === 'failed' ? { ...end.failure } : counts),
        groups: all,
        groupsWithFailures: withFailures,
        // What became of each group stands in the record of its own change.
        changes: groups.map(({ name, result }) => ({ number: result?.number, name, state: result?.state })),
      },
    },
  );
}

const none = { failures: [] };
