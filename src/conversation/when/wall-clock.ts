import { DateTime, IANAZone } from 'luxon';

/** What a clock on the wall shows. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The moment that a clock on the wall means; twice or never when the clocks are changed. */
export type WallMoment =
  | { readonly at: Date; readonly problem?: undefined }
  | { readonly problem: 'skipped' | 'twice' | 'unreadable' };

/** When a clock in a zone shows a time. In the night of the change some times are not shown, and some twice. */
export function momentOf(wall: WallTime, zone: string): WallMoment {
  const time = DateTime.fromObject({ ...wall }, { zone });
  if (!time.isValid) return { problem: 'unreadable' };
  // Luxon moves a time that is not shown to one that is.
  if (time.hour !== wall.hour || time.minute !== wall.minute) return { problem: 'skipped' };
  return time.getPossibleOffsets().length > 1 ? { problem: 'twice' } : { at: time.toJSDate() };
}

/** Date and time of day that a clock in a zone shows, as Input.Date and Input.Time want them. @param iso ISO 8601 */
export function wallInputs(iso: string, zone: string): { readonly date: string; readonly time: string } {
  const time = DateTime.fromISO(iso, { zone });
  return { date: time.toFormat('yyyy-MM-dd'), time: time.toFormat('HH:mm') };
}

/** How far a zone's clocks are ahead of UTC at a moment, in minutes. */
export function minutesAhead(zone: string, at: Date): number {
  return IANAZone.create(zone).offset(at.getTime());
}

/** A name such as Europe/Berlin, or UTC where a client says none or one that does not exist. */
export function zoneOf(name: unknown): string {
  return typeof name === 'string' && name.length <= 64 && IANAZone.isValidZone(name) ? name : 'UTC';
}
