import type { Change, NewChange } from '../change';
import { failChange } from '../finish';
import { permitFor } from '../permit';
import type { LicensingDeps } from '../services';
import type { BatchChange, BatchGroup } from './batch';

/** A batch looks first at its groups so soon after it began. Milliseconds. */
const firstLookMs = 1_000;

/**
 * A batch that was confirmed or approved becomes a change for each of its groups, all in the one transaction in which it
 * begins, so that none is lost and none is made twice. They are written one after the other, like any others.
 * Safe to repeat.
 */
export async function spreadBatch(deps: LicensingDeps, batch: BatchChange): Promise<void> {
  const applying = batch.state === 'applying' ? batch : await begin(deps, batch);
  if (!applying) return;
  const at = deps.now();
  const firstLook = new Date(at.getTime() + firstLookMs);
  const moved = await deps.store.changes.move({
    id: applying.id,
    revision: applying.revision,
    to: 'processing',
    at,
    patch: { acceptedAt: at.toISOString(), nextAt: firstLook.toISOString(), attempts: 0 },
    evidence: {
      at: at.toISOString(),
      kind: 'spread',
      actor: 'system',
      data: { groups: batch.batch.groups.length },
    },
    children: batch.batch.groups.map((group) => ({
      change: changeFor(batch, group),
      evidence: {
        at: at.toISOString(),
        kind: 'asked',
        actor: batch.asker.id,
        data: { batch: batch.number, forecast: forecastFor(batch, group) },
      },
    })),
  });
  if (!moved) return;
  for (const { id } of await deps.store.changes.childrenOf(moved.id)) await deps.wake('apply', id);
  await deps.wake('watch', moved.id, firstLook);
  await deps.wakeCards(moved.id);
}

/** @returns undefined when it must not begin, or somebody else has begun it */
async function begin(deps: LicensingDeps, batch: BatchChange): Promise<Change | undefined> {
  const permit = await permitFor(deps, batch, []);
  if (permit === 'asked-again') return undefined;
  if (permit !== 'granted') {
    await failChange(deps, batch, permit);
    return undefined;
  }
  const at = deps.now();
  return deps.store.changes.move({
    id: batch.id,
    revision: batch.revision,
    to: 'applying',
    at,
    patch: { attemptedAt: at.toISOString() },
    redraw: false,
  });
}

/** What one group is to be given; it is told with the batch, and nowhere else. */
function changeFor(batch: BatchChange, group: BatchGroup): NewChange {
  const { tenantId, kind, product, origin, asker, conversationId, locale, trace } = batch;
  return {
    tenantId,
    kind,
    product,
    edit: group.back?.edit ?? batch.edit,
    origin: group.back ? { undoes: group.back.undoes } : origin,
    asker,
    conversationId,
    locale,
    trace,
    group: { id: group.id, name: group.name },
    forecast: forecastFor(batch, group),
  };
}

function forecastFor({ kind, forecast }: BatchChange, group: BatchGroup): Change['forecast'] {
  const { members, holders, keep = 0 } = group;
  const counted = { ...forecast, members, errorsBefore: 0 };
  // Of a removal those count as having it who keep it.
  return kind === 'remove'
    ? { ...counted, alreadyLicensed: keep, seatsNeeded: 0, losing: { holders, keepElsewhere: null } }
    : { ...counted, alreadyLicensed: holders, seatsNeeded: Math.max(0, members - holders) };
}
