import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { action, type CardView } from '../../card-view';
import { completionCard } from '../../change-card';
import { decisionRows } from './parts/decisions';
import { requestCard } from './parts/request-card';
import { askerFact } from './parts/request-facts';
import { endWords, requestButtons } from './request';

export interface RequestCompletionInput {
  readonly change: Change;
  readonly viewer: 'asker' | 'follower' | 'approver';
  /** They may see the group's status, so the buttons that lead there are shown. */
  readonly mayRead?: boolean;
}

/** The last message about a request: the result per member, or why nothing came of it. */
export function requestCompletionView(w: Words, input: RequestCompletionInput): CardView {
  const { change, viewer, mayRead = false } = input;
  if (change.outcome) {
    const card = completionCard(w, change);
    return { ...card, data: { ...card.data, mayRead } };
  }
  return requestCard(w, change, {
    text: endWords(w, change),
    reason: change.failure?.sentence ?? '',
    facts: [askerFact(w, change)],
    said: change.request ? decisionRows(w, change.request) : [],
    actions:
      viewer === 'asker'
        ? requestButtons(w, change, viewer)
        : [action(w('action.openRequest'), 'request.show', { id: change.id })],
  });
}
