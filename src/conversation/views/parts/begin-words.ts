import { formatMoment } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';

/** When a change begins, by the clock of who planned it; `''` for one that begins at once. */
export function beginTime(w: Words, { schedule }: Pick<Change, 'schedule'>): string {
  return schedule ? formatMoment(schedule.at, w.locale, schedule.zone) : '';
}
