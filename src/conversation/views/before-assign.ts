import type { Words } from '../../i18n/words';
import type { Change, Forecast } from '../../licensing/change';
import type { CardView } from '../card-view';
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
      sentence,
      later: w('before.later'),
      short: short > 0,
      shortTitle: w('before.shortTitle', { count: short }),
      shortText: w('before.shortText', { count: short }),
      counts: [
        { label: w('before.members'), value: w('number', { number: forecast.members }) },
        { label: w('before.already'), value: w('number', { number: forecast.alreadyLicensed }) },
        { label: w('before.needed'), value: w('number', { number: forecast.seatsNeeded }) },
        {
          label: w('before.available'),
          value: w('number', { number: Math.max(0, forecast.seatsAvailable) }),
        },
      ],
      notesTitle: w('before.goodToKnow'),
      notes: forecastNotes(w, forecast).map((text) => ({ text })),
      hasNotes: forecastNotes(w, forecast).length > 0,
      id: change.id,
      revision: change.revision,
      confirmTitle: w('action.confirm'),
      changeTitle: w('action.change'),
      cancelTitle: w('action.cancel'),
    },
    summary: `${w('before.title')}: ${w('change.target', { license, group })}. ${sentence}`,
  };
}

/** How many members Entra will have no seat for. */
export function missingSeats(forecast: Forecast): number {
  return Math.max(0, forecast.seatsNeeded - Math.max(0, forecast.seatsAvailable));
}

function whoGetsIt(w: Words, forecast: Forecast, license: string): string {
  if (forecast.members === 0) return w('before.empty', { license });
  if (forecast.seatsNeeded === 0) return w('before.allHave', { license });
  const short = missingSeats(forecast);
  if (short === 0) return w('before.will', { count: forecast.seatsNeeded, license });
  const can = forecast.seatsNeeded - short;
  if (can === 0) return w('before.willNone', { license });
  return w('before.willSome', { count: can, needed: forecast.seatsNeeded, license });
}
