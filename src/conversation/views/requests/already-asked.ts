import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { action, type CardView } from '../../card-view';
import { requestCard } from './parts/request-card';
import { askerFact, spanFacts, waitingFacts } from './parts/request-facts';
import { requestTitle } from './parts/request-words';

export interface AlreadyAskedInput {
  readonly change: Change;
  /** The person follows it, or asked it. */
  readonly following: boolean;
}

/** The same was asked before and is still open: who asked it, where it stands, and a way to be told. */
export function alreadyAskedView(w: Words, { change, following }: AlreadyAskedInput): CardView {
  return requestCard(w, change, {
    title: w('asked.title'),
    text: w(following ? 'asked.following' : 'asked.text'),
    facts: [
      { label: w('request.label.state'), value: requestTitle(w, change) },
      askerFact(w, change),
      ...spanFacts(w, change),
      ...waitingFacts(w, change, { names: false }),
    ],
    actions: [
      ...(following
        ? []
        : [action(w('action.follow'), 'request.follow', { id: change.id }, { style: 'positive' })]),
      action(w('action.openRequest'), 'request.show', { id: change.id }),
    ],
  });
}
