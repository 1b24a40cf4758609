import type { Words } from '../../../i18n/words';
import type { Change, Forecast } from '../../../licensing/change';
import type { CardView } from '../../card-view';
import { forecastCounts, missingSeats, whoGetsIt } from '../parts/forecast-counts';
import { forecastNotes } from '../parts/forecast-notes';
import { nameOf, optionalText, someNames } from '../parts/names';
import { spanFacts, whyFact } from './parts/request-facts';

export interface BeforeRequestInput {
  readonly change: Change;
  /** Names of those who will be asked. */
  readonly approvers: readonly string[];
  /** They could not be read just now. */
  readonly unknownApprovers?: boolean;
  readonly notice?: string;
}

/** What approving it would do, and who will be asked, before anybody is. */
export function beforeRequestView(w: Words, input: BeforeRequestInput): CardView {
  const { change } = input;
  const { forecast } = change;
  const [license, group] = [nameOf(w, change.product.name), nameOf(w, change.group.name)];
  const sentence = wouldGetIt(w, forecast, license);
  const notes = [...forecastNotes(w, forecast), seatsNote(w, forecast)].filter(Boolean);
  return {
    name: 'before-request',
    data: {
      title: w('request.beforeTitle'),
      notice: optionalText(input.notice, 300),
      sentence,
      facts: [
        { label: w('before.license'), value: license },
        { label: w('before.group'), value: group },
        ...whyFact(w, change),
        ...spanFacts(w, change),
        ...decidersFact(w, input),
      ],
      warning: approversWarning(w, input),
      counts: forecastCounts(w, forecast),
      notesTitle: w('before.goodToKnow'),
      notes: notes.map((text) => ({ text })),
      hasNotes: notes.length > 0,
      id: change.id,
      revision: change.revision,
      sendTitle: w('action.send'),
      changeTitle: w('action.change'),
      cancelTitle: w('action.cancel'),
    },
    summary: `${w('request.beforeTitle')}: ${w('change.target', { license, group })}. ${sentence}`,
  };
}

/** Who would get it, as if there were seats: the person who asks cannot do anything about those. */
function wouldGetIt(w: Words, forecast: Forecast, license: string): string {
  return forecast.members > 0 && forecast.seatsNeeded > 0
    ? w('request.before', { count: forecast.seatsNeeded, license })
    : whoGetsIt(w, forecast, license);
}

function seatsNote(w: Words, forecast: Forecast): string {
  const count = missingSeats(forecast);
  return count > 0 ? w('request.beforeShort', { count }) : '';
}

function decidersFact(w: Words, { approvers }: BeforeRequestInput) {
  if (approvers.length === 0) return [];
  return [{ label: w('request.label.willDecide'), value: someNames(w, approvers, approvers.length) }];
}

function approversWarning(w: Words, { approvers, unknownApprovers }: BeforeRequestInput): string {
  if (unknownApprovers) return w('request.unknownApprovers');
  return approvers.length === 0 ? w('request.noApprovers') : '';
}
