import type { Progress } from './change';

/**
 * Entra takes longer than it should. `slow`: nothing has moved for longer than a group of this size usually needs;
 * `support`: so long that Microsoft itself asks to be told.
 */
export type Stall = 'slow' | 'support';

/** Small groups are usually done within minutes. Milliseconds. */
const shortestMs = 15 * 60_000;
/** Microsoft: ask support when a group of up to 60,000 members takes more than a day (Entra, group-based licensing). */
const dayMs = 24 * 3_600_000;
const membersOfADay = 60_000;

/** How long nothing may move for a group of so many members, before that is worth a word. Milliseconds. */
export function usualSilence(members: number): number {
  return Math.min(dayMs, shortestMs + (dayMs * members) / membersOfADay);
}

/**
 * @param progress with the time since which its numbers stand still
 * @param acceptedAt when Graph accepted the change, ISO time
 */
export function stallOf(progress: Progress, acceptedAt: string | null, now: Date): Stall | undefined {
  const { members, since } = progress;
  const silence = since ? now.getTime() - Date.parse(since) : 0;
  if (silence < usualSilence(members)) return undefined;
  const age = acceptedAt ? now.getTime() - Date.parse(acceptedAt) : 0;
  return age > dayMs && members <= membersOfADay ? 'support' : 'slow';
}

/** A reading with the time since which it stands, and whether that is too long. */
export function withStall(
  before: Progress | null,
  reading: Progress,
  moved: boolean,
  { acceptedAt, now }: { readonly acceptedAt: string | null; readonly now: Date },
): Progress {
  const since = moved ? now.toISOString() : (before?.since ?? now.toISOString());
  const { members, licensed, failed, phase } = reading;
  const progress: Progress = { members, licensed, failed, phase, since };
  const stall = stallOf(progress, acceptedAt, now);
  return stall ? { ...progress, stall } : progress;
}
