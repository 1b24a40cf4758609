import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { action, type CardView } from '../../card-view';
import { dayOf, inputDay } from '../parts/day';
import { requestCard } from './parts/request-card';
import { askerFact } from './parts/request-facts';

export interface EndingInput {
  readonly change: Change;
  /** When the license is taken away again: ISO time. */
  readonly endsAt: string;
}

const dayMs = 86_400_000;
const tone = { symbol: '⚠', color: 'Default' } as const;

/** A grant for a time ends soon: whoever asked for it may ask for longer. */
export function endingView(w: Words, { change, endsAt }: EndingInput): CardView {
  return requestCard(w, change, {
    title: w('ending.title'),
    tone,
    text: w('ending.text', { day: dayOf(w, endsAt) }),
    until: {
      label: w('ending.until'),
      error: w('ending.untilError'),
      earliest: inputDay(new Date(Date.parse(endsAt) + dayMs).toISOString()),
    },
    actions: [
      action(w('action.extend'), 'request.extend', { id: change.id }, { style: 'positive', inputs: 'auto' }),
    ],
  });
}

/** The same where many can read it: whoever asked finds the way on in their own view. */
export function sharedEndingView(w: Words, { change, endsAt }: EndingInput): CardView {
  return requestCard(w, change, {
    title: w('ending.title'),
    tone,
    text: w('ending.shared', { day: dayOf(w, endsAt) }),
    facts: [askerFact(w, change)],
    actions: [action(w('action.showRequest'), 'request.show', { id: change.id })],
  });
}
