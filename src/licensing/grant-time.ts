import type { Change } from './change';

/** How long before its end the asker of a grant is reminded, when there is as much time. Milliseconds. */
export const remindBeforeMs = 3 * 24 * 3_600_000;

/** When a license that was given for a time is taken away again, in milliseconds; undefined: it was given for good. */
export function endOf(change: Pick<Change, 'kind' | 'request'>): number | undefined {
  const until = change.kind === 'assign' ? change.request?.neededUntil : null;
  return until ? Date.parse(until) : undefined;
}

/**
 * When the asker of a grant is reminded of its end: three days before, or after half of the time when that is shorter.
 * @param end milliseconds
 * @param from when the time begins to run, in milliseconds
 */
export function reminderTime(end: number, from: number): number {
  const left = Math.max(0, end - from);
  return end - Math.min(remindBeforeMs, left / 2);
}

/** The next step of a change that has just ended well: the reminder of a grant's end; null when there is none. */
export function nextAfterDone(change: Change, now: Date): string | null {
  const end = endOf(change);
  if (end === undefined) return null;
  return new Date(Math.max(now.getTime(), reminderTime(end, now.getTime()))).toISOString();
}

/**
 * When a license that was given for a time is taken away, once its asker was reminded of that, as an ISO time;
 * undefined: not yet, or it lasts longer by another request, or it has ended.
 */
export function endsSoonAt(
  change: Pick<Change, 'kind' | 'state' | 'nextAt' | 'request'>,
): string | undefined {
  const end = endOf(change);
  const given = change.state === 'done' || change.state === 'done-with-failures';
  if (!given || end === undefined || change.nextAt === null || change.request?.endedBy !== undefined)
    return undefined;
  // Until then the next step is the reminder.
  return Date.parse(change.nextAt) >= end ? new Date(end).toISOString() : undefined;
}
