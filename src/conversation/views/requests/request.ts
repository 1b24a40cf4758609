import { currentStage, missingVoices } from '../../../approvals/quorum';
import { searchEveryMs } from '../../../approvals/timing';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { isFinal, isOpen, isPlanned, isRunning } from '../../../licensing/change-states';
import { action, type ActionView, type CardView } from '../../card-view';
import { every } from '../parts/every';
import { nothingDone } from '../parts/change-steps';
import { someNames } from '../parts/names';
import { outcomeCounts } from '../parts/outcome-words';
import { decisionRows, questionRows } from './parts/decisions';
import { requestCard } from './parts/request-card';
import { askerFact, spanFacts, waitingFacts, whyFact } from './parts/request-facts';

/** In whose eyes a request is shown: who asked it, who wants to be told, or somebody else. */
export type RequestViewer = 'asker' | 'follower' | 'other';

export interface RequestInput {
  readonly change: Change;
  readonly viewer: RequestViewer;
  readonly now: Date;
}

/**
 * A request as it stands, for one person. Why it is needed, questions and answers are for the asker alone here; a
 * follower is told who decided and why, anybody else only where it stands.
 */
export function requestView(w: Words, { change, viewer, now }: RequestInput): CardView {
  const { request } = change;
  const mine = viewer === 'asker';
  const answering = mine && change.state === 'asked-back';
  const told = viewer !== 'other';
  return requestCard(w, change, {
    ...(answering ? { title: w('request.questionForYou') } : {}),
    text: explanation(w, change, viewer),
    reason: change.state === 'failed' ? (change.failure?.sentence ?? '') : '',
    facts: [
      ...outcomeCounts(w, change),
      askerFact(w, change),
      ...(mine ? whyFact(w, change) : []),
      ...spanFacts(w, change, now),
      ...waitingFacts(w, change, { names: told }),
    ],
    said: [
      ...(request && mine ? questionRows(w, request, change.asker.name) : []),
      ...(request && told ? decisionRows(w, request) : []),
    ],
    unreached: mine ? unreached(w, change) : '',
    ...(answering ? { answer: { label: w('request.answer'), error: w('request.answerError') } } : {}),
    actions: requestButtons(w, change, viewer),
  });
}

function explanation(w: Words, change: Change, viewer: RequestViewer): string {
  switch (change.state) {
    case 'draft':
      return w('request.text.draft');
    case 'waiting':
      return viewer === 'other' ? '' : w('request.text.waiting');
    case 'asked-back':
      return viewer === 'asker' ? w('request.text.answer') : '';
    case 'wait-listed':
      return viewer === 'asker' ? w('waitList.text') : '';
    case 'scheduled':
      return viewer === 'asker' ? w('scheduled.text') : '';
    case 'queued':
    case 'applying':
      return w('progress.queuedText');
    case 'processing':
      return viewer === 'other' ? w('progress.processingText') : w('progress.tellYou');
    default:
      return endWords(w, change);
  }
}

/** What came of a request that ended without an outcome; `''` for any other. */
export function endWords(w: Words, change: Change): string {
  const { state } = change;
  switch (state) {
    case 'rejected':
    case 'withdrawn':
    case 'expired':
      return w(`request.text.${state}`);
    case 'failed':
      return change.attemptedAt ? '' : w(nothingDone(change)); // once tried, something may have been done
    case 'cancelled':
      return w('progress.cancelledText');
    default:
      return '';
  }
}

function unreached(w: Words, { request, state }: Change): string {
  if (!request || !isOpen(state)) return '';
  const { approvers } = currentStage(request);
  const again = { every: every(w, searchEveryMs(request)) };
  if (approvers.length === 0) return w('request.nobodyToDecide', again);
  const names = approvers.filter(({ id }) => request.unreached.includes(id)).map(({ name }) => name);
  const missing = missingVoices({ ...request, unreached: [] });
  return [
    ...(names.length > 0 ? [w('request.unreached', { names: someNames(w, names, names.length) })] : []),
    ...(missing > 0 ? [w('request.tooFewToDecide', { count: missing, ...again })] : []),
  ].join(' ');
}

/** What this person can press; an asker finds the way on from a request that ended. */
export function requestButtons(w: Words, change: Change, viewer: RequestViewer): readonly ActionView[] {
  const { id, revision, state } = change;
  const refresh = action(w('action.refresh'), 'request.show', { id });
  if (viewer === 'other') {
    return isOpen(state) || isPlanned(state) || isRunning(state)
      ? [action(w('action.follow'), 'request.follow', { id }), refresh]
      : [];
  }
  if (viewer === 'follower') return isFinal(state) ? [] : [refresh];
  if (state === 'draft') {
    return [
      action(w('action.send'), 'request.submit', { id, revision }, { style: 'positive' }),
      action(w('action.change'), 'request.edit', { id }),
      action(w('action.cancel'), 'request.cancel', { id }),
    ];
  }
  if (isOpen(state)) {
    return [
      ...(state === 'asked-back'
        ? [
            action(
              w('action.answer'),
              'request.answer',
              { id, revision },
              { style: 'positive', inputs: 'auto' },
            ),
          ]
        : []),
      action(w('action.withdraw'), 'request.withdraw', { id, revision }),
      refresh,
    ];
  }
  if (isPlanned(state)) {
    const cancel = { style: 'destructive' } as const;
    return [action(w('action.cancelPlanned'), 'scheduled.cancel', { id, revision }, cancel), refresh];
  }
  if (isRunning(state)) return [refresh];
  return [...askAgain(w, change), action(w('action.requests'), 'requests', { tab: 'mine', page: 0 })];
}

/** For a request that came to nothing. */
function askAgain(w: Words, { state, product, group }: Change): readonly ActionView[] {
  if (state === 'done' || state === 'done-with-failures') return [];
  return [action(w('action.askAgain'), 'request.start', { skuId: product.skuId, groupId: group.id })];
}
