import type { Words } from '../../../i18n/words';

/** What is known of the two fields that say when something begins. */
export interface BeginInput {
  /** `YYYY-MM-DD` and `HH:MM`, each `''` when nothing was chosen. */
  readonly date: string;
  readonly time: string;
  /** Today by the person's clock, `YYYY-MM-DD`. */
  readonly earliest: string;
  /** IANA name of the zone in which they are meant. */
  readonly zone: string;
}

/** Day and time of day for Input.Date and Input.Time. */
export function beginFields(w: Words, { date, time, earliest, zone }: BeginInput) {
  return {
    dateLabel: w('scheduled.formDate'),
    timeLabel: w('scheduled.time'),
    dateError: w('scheduled.dateError'),
    timeError: w('scheduled.timeError'),
    hint: w('scheduled.formHint', { zone }),
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : '',
    time: /^\d\d:\d\d$/.test(time) ? time : '',
    earliest,
  };
}
