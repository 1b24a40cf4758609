import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { beginTime } from './parts/begin-words';
import { forecastCounts, missingSeats, whoGetsIt } from './parts/forecast-counts';
import { forecastNotes } from './parts/forecast-notes';
import { nameOf, optionalText } from './parts/names';

export interface BeforeAssignInput {
  readonly change: Change;
  readonly notice?: string;
}

/** Who will get the license and who will not, before anything is written. */
export function beforeAssignView(w: Words, { change, notice }: BeforeAssignInput): CardView {
  const { forecast } = change;
  const license = nameOf(w, change.product.name);
  const group = nameOf(w, change.group.name);
  const short = missingSeats(forecast);
  const sentence = whoGetsIt(w, forecast, license);
  return {
    name: 'before-assign',
    data: {
      title: w('before.title'),
      notice: optionalText(notice, 300),
      licenseLabel: w('before.license'),
      license,
      groupLabel: w('before.group'),
      group,
      beginLabel: w('scheduled.label'),
      begin: beginTime(w, change),
      sentence,
      later: w('before.later'),
      short: short > 0,
      shortTitle: w('before.shortTitle', { count: short }),
      shortText: w('before.shortText', { count: short }),
      counts: forecastCounts(w, forecast),
      notesTitle: w('before.goodToKnow'),
      notes: forecastNotes(w, forecast).map((text) => ({ text })),
      hasNotes: forecastNotes(w, forecast).length > 0,
      id: change.id,
      revision: change.revision,
      confirmTitle: w(change.schedule ? 'scheduled.confirm' : 'action.confirm'),
      changeTitle: w('action.change'),
      cancelTitle: w('action.cancel'),
    },
    summary: `${w('before.title')}: ${w('change.target', { license, group })}. ${sentence}`,
  };
}
