import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { isFinal } from '../../../licensing/change-states';
import { action, type CardView } from '../../card-view';
import { requestCard } from './parts/request-card';
import { askerFact, spanFacts, waitingFacts } from './parts/request-facts';

export interface SharedRequestInput {
  readonly change: Change;
  readonly now: Date;
}

/**
 * A request where many can read it: who asks for what, where it stands, and counts. No reasons, no questions, no
 * names besides the asker's.
 */
export function sharedRequestView(w: Words, { change, now }: SharedRequestInput): CardView {
  return requestCard(w, change, {
    text: isFinal(change.state) ? '' : w('shared.text'),
    facts: [askerFact(w, change), ...spanFacts(w, change, now), ...waitingFacts(w, change, { names: false })],
    actions: [action(w('action.showRequest'), 'request.show', { id: change.id })],
  });
}
