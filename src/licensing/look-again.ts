import type { Reading } from '../store/contract';
import type { Change, Progress } from './change';
import { groupedBy } from './grouped-by';
import { progressMoved } from './judge';
import { gathered, pollInterval } from './poll-interval';
import type { LicensingDeps } from './services';
import { withStall } from './stall';

export type Stamps = Pick<Change, 'busySeenAt' | 'completeSeenAt'>;

/** A change that has not ended: when it is looked at again, and what was read if it is worth keeping. */
export interface Going {
  readonly id: string;
  readonly next: Date;
  readonly reading?: Reading;
}

/**
 * @param seen when the group was first seen busy, and since when it is complete
 * @param watched how many changes are processing
 */
export function goesOn(
  deps: Pick<LicensingDeps, 'now' | 'random'>,
  change: Change,
  reading: Progress,
  seen: Stamps,
  watched: number,
): Going {
  const now = deps.now();
  const age = now.getTime() - Date.parse(change.acceptedAt ?? change.createdAt);
  const wait = pollInterval(reading.members, age, deps.random());
  const next = new Date(gathered(now.getTime() + wait, watched));
  const moving = progressMoved(change.progress, reading);
  const progress = withStall(change.progress, reading, moving, { acceptedAt: change.acceptedAt, now });
  const redraw = moving || progress.stall !== change.progress?.stall;
  const sameStamps = change.busySeenAt === seen.busySeenAt && change.completeSeenAt === seen.completeSeenAt;
  const { id, revision } = change;
  if (!redraw && sameStamps && change.attempts === 0) return { id, next };
  return { id, next, reading: { id, revision, progress, ...seen, nextAt: next.toISOString(), redraw } };
}

/** Written for all together; one wake-up a time is enough, since whoever looks takes the others along. */
export async function lookAgain(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  going: readonly Going[],
): Promise<void> {
  const readings = going.flatMap(({ reading }) => reading ?? []);
  const kept = readings.length > 0 ? await deps.store.changes.keepReadings(readings, deps.now()) : new Set();
  // Whoever has moved one meanwhile sees to it.
  const ours = going.filter(({ id, reading }) => !reading || kept.has(id));
  for (const [time, those] of groupedBy(ours, ({ next }) => next.getTime())) {
    const unmoved = those.filter(({ reading }) => !reading).map(({ id }) => id);
    if (unmoved.length > 0) await deps.store.changes.lookLater(unmoved, new Date(time));
    const [first] = those;
    if (first) await deps.wake('watch', first.id, new Date(time));
    for (const { id, reading } of those) if (reading?.redraw) await deps.wakeCards(id);
  }
}
