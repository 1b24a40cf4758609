import type { WordKey, Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { ExactForecast } from '../../licensing/exact-forecast';
import type { CardView } from '../card-view';
import { beginTime } from './parts/begin-words';
import { changeDetails } from './parts/change-details';
import { effectWarnings } from './parts/effect-words';
import { forecastCounts, missingSeats, whoGetsIt } from './parts/forecast-counts';
import { causeNotes, exactSentence, withoutSeat } from './parts/exact-words';
import { forecastNotes } from './parts/forecast-notes';
import { shortageWords } from './parts/held-words';
import { nameOf, optionalText } from './parts/names';

export interface BeforeAssignInput {
  readonly change: Change;
  /** What is known of each member; the counts alone otherwise. */
  readonly exact?: ExactForecast | undefined;
  readonly notice?: string;
  /** It may be told to wait for seats. */
  readonly mayWait?: boolean;
}

/** Who will get the license and who will not, before anything is written. */
export function beforeAssignView(
  w: Words,
  { change, exact, notice, mayWait = false }: BeforeAssignInput,
): CardView {
  const { forecast } = change;
  const license = nameOf(w, change.product.name);
  const group = nameOf(w, change.group.name);
  const short = shortageWords(w, forecast, exact ? withoutSeat(exact.sum, change) : missingSeats(forecast));
  const waits = mayWait && short.count > 0;
  const sentence = exact ? exactSentence(w, change, exact.sum) : whoGetsIt(w, forecast, license);
  const notes = exact
    ? [...causeNotes(w, exact, change), ...forecastNotes(w, { ...forecast, conflicting: [] })]
    : forecastNotes(w, forecast);
  const needs = effectWarnings(w, change); // what would lack something that it needs, where somebody goes on
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
      short: { ...short, hint: waits ? w('held.waitHint') : '' },
      counts: forecastCounts(w, forecast),
      notesTitle: w('before.goodToKnow'),
      notes: [...needs, ...notes].map((text) => ({ text })),
      hasNotes: needs.length + notes.length > 0,
      id: change.id,
      revision: change.revision,
      confirmTitle: w(confirmKey(change, waits)),
      waits,
      waitTitle: w('action.waitForSeats'),
      exactlyTitle: w('forecast.button'),
      exactly: forecast.members > 0,
      changeTitle: w('action.change'),
      cancelTitle: w('action.cancel'),
      details: changeDetails(w, change),
    },
    summary: `${w('before.title')}: ${w('change.target', { license, group })}. ${sentence}`,
  };
}

/** The button that goes on at once, or at the chosen time. @param waits another one waits for seats */
export function confirmKey({ schedule }: Pick<Change, 'schedule'>, waits: boolean): WordKey {
  if (waits) return schedule ? 'action.scheduleAnyway' : 'action.assignAnyway';
  return schedule ? 'scheduled.confirm' : 'action.confirm';
}
