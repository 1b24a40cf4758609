import type { Words } from '../../../i18n/words';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "every day", "every 36 hours": in the largest unit that fits. @param ms milliseconds */
export function every(w: Words, ms: number): string {
  if (ms % dayMs === 0) return w('every.days', { count: ms / dayMs });
  if (ms % hourMs === 0) return w('every.hours', { count: ms / hourMs });
  return w('every.minutes', { count: Math.round(ms / minuteMs) });
}
