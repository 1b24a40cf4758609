import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { isOpen } from '../../../licensing/change-states';
import { action, type CardView } from '../../card-view';
import { nameOf } from '../parts/names';
import type { ApprovalViewer } from './approval';
import { requestCard } from './parts/request-card';
import { askerFact, waitingFacts } from './parts/request-facts';
import { requestTitle } from './parts/request-words';

export interface ReminderInput {
  readonly change: Change;
  readonly viewer: ApprovalViewer;
}

/** A short nudge to somebody who has not decided; it says so when that is not needed any more. */
export function reminderView(w: Words, { change, viewer }: ReminderInput): CardView {
  return requestCard(w, change, {
    title: isOpen(change.state) ? w('reminder.title') : requestTitle(w, change),
    text: '',
    reason: viewer.deputyFor === null ? '' : w('approval.deputy', { name: nameOf(w, viewer.deputyFor) }),
    facts: [askerFact(w, change), ...waitingFacts(w, change, { names: false })],
    actions: [action(w('action.openRequest'), 'request.show', { id: change.id }, { style: 'positive' })],
  });
}
