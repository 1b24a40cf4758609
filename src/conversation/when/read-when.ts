import { casual, en, type ParsedResult } from 'chrono-node';
import { beginsLater, longestAheadMs } from '../../licensing/schedule-time';
import type { Schedule } from '../../licensing/shapes';
import { minutesAhead, momentOf, type WallMoment } from './wall-clock';

/** Why what was typed is no time at which something can begin. */
export type WhenProblem = 'unreadable' | 'no-time' | 'past' | 'too-far' | 'skipped' | 'twice';

/** When something is to begin: a time, none (then at once), or why what was typed is neither. */
export type When =
  { readonly schedule: Schedule | null; readonly problem?: undefined } | { readonly problem: WhenProblem };

/** Whose clock and calendar a typed time is read by. */
export interface Reader {
  /** IANA name */
  readonly zone: string;
  /** Says whether 3/4 is in March or in April. */
  readonly locale: string;
  readonly now: Date;
}

/** Reads a date and a time of day as people write them: `2026-12-24 08:30`, `Friday 8am`, `tomorrow 7:00`. */
export function readWhen(text: string, reader: Reader): When {
  const typed = text.trim();
  if (!typed) return { schedule: null };
  const found = parse(typed, reader);
  // What stands around a time would be part of it, were it understood.
  if (!found || found.text.length < typed.length) return { problem: 'unreadable' };
  if (!found.start.isCertain('hour')) return { problem: 'no-time' };
  return upcoming(instantOf(found, reader.zone), reader);
}

/** Reads a day as people write it: `2026-12-24`, `Friday`, `tomorrow`, `24 December`. @returns YYYY-MM-DD; `''`: it is none */
export function readDay(text: string, reader: Reader): string {
  const typed = text.trim();
  const found = parse(typed, reader);
  if (!found || found.text.length < typed.length || found.start.isCertain('hour')) return '';
  const part = (name: 'year' | 'month' | 'day', digits: number): string =>
    String(found.start.get(name) ?? 0).padStart(digits, '0');
  return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`;
}

/** Reads what Input.Date and Input.Time sent: `YYYY-MM-DD` and `HH:MM`, each `''` when nothing was chosen. */
export function readWhenInputs(date: string, time: string, reader: Reader): When {
  if (!date && !time) return { schedule: null };
  if (!time) return { problem: 'no-time' };
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const clock = /^(\d\d):(\d\d)(?::\d\d)?$/.exec(time);
  if (!day || !clock) return { problem: 'unreadable' };
  const [year, month, dayOfMonth, hour, minute] = [...day.slice(1), ...clock.slice(1, 3)].map(Number);
  const wall = { year, month, day: dayOfMonth, hour, minute } as Parameters<typeof momentOf>[0];
  return upcoming(momentOf(wall, reader.zone), reader);
}

/** Reads a moment that a card carries: believed no more than what is typed. */
export function readMoment(iso: string, reader: Reader): When {
  if (!iso) return { schedule: null };
  const at = new Date(iso);
  return upcoming(Number.isNaN(at.getTime()) ? { problem: 'unreadable' } : { at }, reader);
}

function upcoming(moment: WallMoment, { zone, now }: Reader): When {
  if (moment.problem) return moment;
  const schedule = { at: moment.at.toISOString(), zone };
  if (!beginsLater(schedule, now)) return { problem: 'past' };
  return moment.at.getTime() - now.getTime() > longestAheadMs ? { problem: 'too-far' } : { schedule };
}

function parse(text: string, { zone, locale, now }: Reader): ParsedResult | undefined {
  // Only the United States write the month first.
  const chrono = /^en-US$/i.test(locale) ? casual : en.GB;
  const [found, ...more] = chrono.parse(
    text,
    { instant: now, timezone: minutesAhead(zone, now) },
    { forwardDate: true },
  );
  return found?.index === 0 && more.length === 0 && !found.end ? found : undefined;
}

/** `in 2 hours` and `08:30 UTC` are a moment anywhere; everything else is what the person's clock shows. */
function instantOf({ start }: ParsedResult, zone: string): WallMoment {
  if (start.isCertain('timezoneOffset')) return { at: start.date() };
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute'): number => start.get(name) ?? 0;
  return momentOf(
    {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
    },
    zone,
  );
}
