import { formatMoment } from '../../i18n/format';
import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { changeNumber, target } from './parts/asked-by';
import { beginFields, type BeginInput } from './parts/begin-fields';
import { optionalText } from './parts/names';

export interface ChangeTimeInput {
  readonly change: Change;
  readonly begin: BeginInput;
  readonly now: Date;
  /** Why it is asked again. */
  readonly notice?: string;
}

/** Asks for another time for a scheduled change. */
export function changeTimeView(w: Words, { change, begin, now, notice }: ChangeTimeInput): CardView {
  const title = w('scheduled.timeTitle');
  return {
    name: 'change-time',
    data: {
      number: changeNumber(w, change),
      title,
      target: target(w, change),
      notice: optionalText(notice, 300),
      now: w('scheduled.timeNow', { time: formatMoment(now.toISOString(), w.locale, begin.zone) }),
      begin: { ...beginFields(w, begin), dateLabel: w('scheduled.date') },
      id: change.id,
      saveTitle: w('action.saveTime'),
      backTitle: w('action.cancel'),
    },
    summary: `${title} ${target(w, change)}`,
  };
}
