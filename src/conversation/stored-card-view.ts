import { currentStage } from '../approvals/quorum';
import type { RequestChange } from '../approvals/perform';
import { changedSince } from '../approvals/since';
import { createWords, type Words } from '../i18n/words';
import { isBatch } from '../licensing/batch/batch';
import type { Change } from '../licensing/change';
import { isFinal, isOpen } from '../licensing/change-states';
import { endsSoonAt } from '../licensing/grant-time';
import type { StoredForecast } from '../licensing/exact-forecast';
import type { Conversation, StoredCard } from '../store/contract';
import type { CardView } from './card-view';
import { batchCard, changeCard, completionCard } from './change-card';
import { deputyFor } from './requests/deputy-for';
import { approvalView } from './views/requests/approval';
import { endingView, sharedEndingView } from './views/requests/ending';
import { reminderView } from './views/requests/reminder';
import { requestCompletionView } from './views/requests/request-completion';
import { requestView, type RequestViewer } from './views/requests/request';
import { sharedRequestView } from './views/requests/shared-request';
import { forecastView } from './views/forecast';
import { progressView } from './views/progress';

/** What a card that the bot keeps up to date shows now, in the language of whoever reads it. */
export function storedCardView(
  card: StoredCard,
  change: Change,
  conversation: Conversation,
  {
    now,
    mayWait,
    forecast,
  }: { readonly now: Date; readonly mayWait: boolean; readonly forecast?: StoredForecast | undefined },
): CardView {
  const words = createWords(conversation.locale || change.locale);
  if (card.view === 'forecast') return forecastView(words, { change, forecast, mayDownload: true });
  // An approver is asked, and reminded, like about any other request.
  if (isBatch(change) && showsGroups(card, change)) {
    if (!change.request) return changeCard(words, change);
    // Of anybody else it is known when they press whether they may do more.
    if (conversation.kind === 'personal')
      return batchCard(words, change, isForAssigner(change, conversation) ? undefined : null);
  }
  if (!change.request) {
    if (card.view === 'answer') return changeCard(words, change);
    return card.view === 'completion' ? completionCard(words, change) : progressView(words, { change });
  }
  const asked = change as RequestChange;
  const endsAt = card.view === 'ending' ? endsSoonAt(change) : undefined;
  // Whatever a card is for: where others read along, nothing private stands on it.
  if (conversation.kind !== 'personal')
    return endsAt ? sharedEndingView(words, { change, endsAt }) : sharedRequestView(words, { change, now });
  switch (card.view) {
    case 'progress': {
      const viewer = card.viewerId === '' || card.viewerId === change.asker.id ? 'asker' : 'follower';
      return requestView(words, { change, viewer, now });
    }
    case 'shared':
      return sharedRequestView(words, { change, now });
    case 'answer':
      return isAsked(asked, card.viewerId)
        ? approvalCard(words, card, asked, { now, mayWait })
        : requestView(words, { change, viewer: viewerOf(asked, card.viewerId), now });
    case 'approval':
      return approvalCard(words, card, asked, { now, mayWait });
    case 'reminder':
      return reminderCard(words, card, asked, now);
    case 'ending':
      // Once it has ended, or lasts longer by another request, there is nothing to extend.
      return endsAt
        ? endingView(words, { change, endsAt })
        : requestView(words, { change, viewer: 'asker', now });
    case 'completion':
      return requestCompletionView(words, {
        change,
        viewer: readerOf(asked, conversation),
        mayRead: isForAssigner(change, conversation),
      });
  }
}

/** The groups of a batch stand on its message at the end, and until then on the card of its progress. */
function showsGroups({ view }: StoredCard, { state, outcome }: Change): boolean {
  if (isOpen(state)) return false;
  const told = isFinal(state) && outcome !== null;
  return view === 'completion' || (view === 'progress' && !told);
}

/** Read by whoever asked, who may do with it what an administrator may. */
function isForAssigner({ request, asker }: Change, conversation: Conversation): boolean {
  return request?.askerMayAssign === true && conversation.personId === asker.id;
}

function approvalCard(
  words: Words,
  { viewerId }: StoredCard,
  change: RequestChange,
  at: { readonly now: Date; readonly mayWait: boolean },
): CardView {
  return approvalView(words, {
    change,
    viewer: { ...nameOf(change, viewerId), deputyFor: deputyFor(change, viewerId) },
    since: changedSince(words, change.request.askedForecast, change.forecast),
    canDecide: isOpen(change.state) && mayStillDecide(change, viewerId),
    ...at,
  });
}

function isAsked({ request, asker }: RequestChange, personId: string): boolean {
  const asked = request.stages.some(({ approvers }) => approvers.some(({ id }) => id === personId));
  return asked && personId !== asker.id;
}

function viewerOf({ request, asker }: RequestChange, personId: string): RequestViewer {
  if (personId === asker.id) return 'asker';
  return request.followers.some(({ person }) => person.id === personId) ? 'follower' : 'other';
}

/** Asked people are reminded to decide, and the asker of an open question. */
function reminderCard(words: Words, card: StoredCard, change: RequestChange, now: Date): CardView {
  if (card.viewerId === change.asker.id) return requestView(words, { change, viewer: 'asker', now });
  const viewer = { ...nameOf(change, card.viewerId), deputyFor: deputyFor(change, card.viewerId) };
  return reminderView(words, { change, viewer });
}

/** Whether a card that was never sent has nothing to say any more, because that is told elsewhere anyway. */
export function isNeedless(card: StoredCard, change: Change): boolean {
  if (card.activityId || card.view === 'completion') return false;
  if (card.view === 'reminder') return !isOpen(change.state);
  if (card.view === 'ending') return endsSoonAt(change) === undefined;
  return isFinal(change.state);
}

/** As far as the request itself says; Entra is asked when a button is pressed. */
function mayStillDecide(change: RequestChange, personId: string): boolean {
  const { request } = change;
  const asked = currentStage(request).approvers.find(({ id }) => id === personId);
  if (!asked) return false;
  const mine = [personId, ...(asked.deputyOf ? [asked.deputyOf.id] : [])];
  return !request.decisions.some(
    (each) =>
      (each.stage === request.stage || request.fourEyes === 'stages') &&
      (mine.includes(each.by.id) || (each.onBehalfOf !== null && mine.includes(each.onBehalfOf.id))),
  );
}

function readerOf(change: RequestChange, conversation: Conversation): 'asker' | 'follower' | 'approver' {
  if (conversation.id === change.conversationId || conversation.personId === change.asker.id) return 'asker';
  const decided = change.request.decisions.some(({ by }) => by.id === conversation.personId);
  return decided ? 'approver' : 'follower';
}

function nameOf(change: RequestChange, personId: string): { readonly id: string; readonly name: string } {
  const all = change.request.stages.flatMap((stage) => stage.approvers);
  return { id: personId, name: all.find(({ id }) => id === personId)?.name ?? '' };
}
