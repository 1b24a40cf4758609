import type { Change } from './change';
import type { Schedule } from './shapes';

/** Nothing is planned further ahead than this. Milliseconds: a year. */
export const longestAheadMs = 366 * 24 * 3_600_000;

/** Whether the time at which a change is to begin is still to come; one without a time begins at once. */
export function beginsLater(schedule: Schedule | null, now: Date): schedule is Schedule {
  return schedule !== null && Date.parse(schedule.at) > now.getTime();
}

/**
 * Where a change goes on once it is confirmed or approved, and when.
 * @param waits it is to wait for seats, and to go on from there
 */
export function onceAgreed(
  { schedule }: Pick<Change, 'schedule'>,
  now: Date,
  waits = false,
): { readonly to: 'wait-listed' | 'scheduled' | 'queued'; readonly nextAt: string } {
  if (waits) return { to: 'wait-listed', nextAt: now.toISOString() };
  return beginsLater(schedule, now)
    ? { to: 'scheduled', nextAt: schedule.at }
    : { to: 'queued', nextAt: now.toISOString() };
}
