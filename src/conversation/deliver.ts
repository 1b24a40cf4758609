import { messageOf } from '../errors';
import type { Change } from '../licensing/change';
import { isFinal } from '../licensing/change-states';
import { retryDelay } from '../licensing/poll-interval';
import type { Log } from '../licensing/services';
import { personOf } from '../store/address';
import type { Conversation, Store, StoredCard } from '../store/contract';
import type { Telemetry } from '../telemetry/contract';
import type { CardView } from './card-view';
import { addressesOf, holdFor, pacesFor, tenantPace, urgencyOf, waitEveryMs } from './pacing';
import { isNeedless, storedCardView } from './stored-card-view';

/** What became of a message. */
export type Sent =
  | { readonly kind: 'sent'; readonly activityId: string }
  /** The service is busy or not there: the same again later. */
  | {
      readonly kind: 'later';
      readonly afterMs: number | undefined;
      /** It has heard too much: from this conversation, or from everybody in the tenant. */
      readonly throttled?: 'conversation' | 'tenant';
      readonly reason: string;
    }
  /** 404: the message (or its conversation) is not there any more. */
  | { readonly kind: 'missing'; readonly reason: string }
  /** Nobody can be reached in this conversation until somebody writes to the bot again. */
  | { readonly kind: 'unreachable'; readonly state: 'blocked' | 'gone'; readonly reason: string }
  /** The service refused this message; it will refuse it again. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface DeliverDeps {
  readonly store: Pick<Store, 'cards' | 'changes' | 'conversations' | 'forecasts' | 'paces'>;
  readonly send: (conversation: Conversation, view: CardView) => Promise<Sent>;
  readonly update: (conversation: Conversation, activityId: string, view: CardView) => Promise<Sent>;
  readonly wake: (cardId: string, at?: Date) => Promise<void>;
  /** Channel ids of those who get a view of their own on a shared card; none where clients cannot do that. */
  readonly refreshFor: (change: Change, view: StoredCard['view']) => Promise<readonly string[]>;
  /** What is approved may be told to wait for seats. */
  readonly mayWait: boolean;
  /** A card found nobody: what is to be done about that is not the delivery's business. */
  readonly unreached: (card: StoredCard) => Promise<void>;
  /** A card was sent for the first time. */
  readonly reached: (card: StoredCard) => Promise<void>;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

/** A card is redrawn at most this often (Teams counts updates against the conversation's limit). */
export const redrawEveryMs = 2_000;
const leaseMs = 30_000;
/** About an hour of a service that does not answer. */
const mostAttempts = 20;

/** In a tenant where much is said, conversations try again at different times. */
const spreadMs = 1_000;

/**
 * Sends or updates one card so that it shows its change as it stands now, or has it wait when its conversation has
 * heard enough for now. Safe to repeat.
 */
export async function deliverCard(deps: DeliverDeps, cardId: string): Promise<void> {
  const card = await deps.store.cards.claim(cardId, deps.now(), leaseMs);
  if (!card) return;
  const change = await deps.store.changes.get(card.changeId);
  const conversation = change && (await addressee(deps, card, change));
  if (!change || !conversation || conversation.state !== 'active') {
    await giveUp(deps, card);
    return;
  }
  if (isNeedless(card, change)) {
    const at = deps.now();
    await deps.store.cards.shown(card.id, { activityId: '', revision: change.revision, at, notBefore: at });
    await wakeNext(deps, conversation, at);
    return;
  }
  if (await mustWait(deps, card, change, conversation)) return;
  const forecast = card.view === 'forecast' ? await deps.store.forecasts.get(change.id) : undefined;
  const { mayWait } = deps;
  const drawn = storedCardView(card, change, conversation, { now: deps.now(), mayWait, forecast });
  const userIds = conversation.kind === 'personal' ? [] : await deps.refreshFor(change, card.view);
  const view =
    userIds.length > 0
      ? { ...drawn, refresh: { verb: 'request.show', data: { id: change.id }, userIds } }
      : drawn;
  const { activityId } = card;
  const sent = await deps.telemetry.step(wayOf(card), () =>
    activityId ? deps.update(conversation, activityId, view) : deps.send(conversation, view),
  );
  deps.telemetry.count('license_desk_card_deliveries', {
    view: card.view,
    way: wayOf(card),
    outcome: sent.kind,
  });
  await settle(deps, card, change, forecast?.revision ?? change.revision, conversation, sent);
  await wakeNext(deps, conversation, deps.now());
}

/** Teams' limits: what waits in a conversation is said one by one, the most urgent first, each waking the next. */
async function mustWait(
  deps: DeliverDeps,
  card: StoredCard,
  change: Change,
  conversation: Conversation,
): Promise<boolean> {
  const urgency = urgencyOf(card, change);
  const refused = await deps.store.paces.take(pacesFor(conversation, urgency), deps.now());
  if (!refused) return false;
  deps.telemetry.count('license_desk_card_deliveries', {
    view: card.view,
    way: wayOf(card),
    outcome: 'held',
  });
  const spread = refused.name === tenantPace(conversation.tenantId) ? deps.random() * spreadMs : 0;
  const at = new Date(Math.ceil(refused.at.getTime() + spread));
  await deps.store.cards.hold(card.id, addressesOf(conversation), urgency, at, waitEveryMs);
  await wakeNext(deps, conversation, at);
  return true;
}

async function wakeNext(deps: DeliverDeps, conversation: Conversation, at: Date): Promise<void> {
  const next = await deps.store.cards.next(addressesOf(conversation), at);
  if (next) await deps.wake(next.id, new Date(Math.max(at.getTime(), Date.parse(next.dueAt))));
}

/** The conversation that a card is for; a person is reached in their personal chat, wherever it is by now. */
function addressee(deps: DeliverDeps, card: StoredCard, change: Change): Promise<Conversation | undefined> {
  const personId = personOf(card.conversationId);
  return personId === undefined
    ? deps.store.conversations.get(card.conversationId)
    : deps.store.conversations.personal(change.tenantId, personId);
}

async function giveUp(deps: DeliverDeps, card: StoredCard): Promise<void> {
  await deps.store.cards.unreachable(card.id);
  await afterwards(deps, card, deps.unreached);
}

/** What is to be done about a card has no say in whether it was delivered. */
async function afterwards(
  deps: DeliverDeps,
  card: StoredCard,
  act: (card: StoredCard) => Promise<void>,
): Promise<void> {
  try {
    await act(card);
  } catch (error) {
    deps.log.warn({ card: card.id, error: messageOf(error) }, 'what follows a delivery failed');
  }
}

async function settle(
  deps: DeliverDeps,
  card: StoredCard,
  change: Change,
  revision: number,
  conversation: Conversation,
  sent: Sent,
): Promise<void> {
  const now = deps.now();
  if (sent.kind === 'sent') {
    const notBefore = new Date(now.getTime() + redrawEveryMs);
    await deps.store.cards.shown(card.id, {
      activityId: sent.activityId || card.activityId || '',
      revision,
      at: now,
      notBefore,
    });
    if (!card.activityId) {
      noteDelay(deps, card, change, now);
      await afterwards(deps, card, deps.reached);
    }
    await wakeIfBehind(deps, card.id);
    return;
  }
  deps.log.warn(
    { change: change.number, view: card.view, kind: sent.kind, reason: sent.reason },
    'card not delivered',
  );
  if (sent.kind === 'later' && card.attempts < mostAttempts) {
    const waitMs = retryDelay(card.attempts + 1, deps.random(), sent.afterMs);
    const dueAt = new Date(now.getTime() + waitMs);
    if (sent.throttled) await holdFor(deps.store, conversation, sent.throttled, waitMs, now);
    await deps.store.cards.postpone(card.id, { dueAt });
    await deps.wake(card.id, dueAt);
    return;
  }
  // A message that vanished is written anew once, unless another one tells the end anyway or it can be asked for again.
  const toldAnyway =
    card.view === 'forecast' ||
    card.view === 'answer' ||
    card.view === 'reminder' ||
    (isFinal(change.state) && card.view === 'progress');
  if (sent.kind === 'missing' && card.activityId && !toldAnyway) {
    await deps.store.cards.postpone(card.id, { dueAt: now, activityId: null });
    await deps.wake(card.id);
    return;
  }
  if (sent.kind === 'unreachable') await deps.store.conversations.mark(conversation.id, sent.state, now);
  else if (sent.kind === 'missing' && !card.activityId) {
    await deps.store.conversations.mark(conversation.id, 'gone', now);
  }
  await giveUp(deps, card);
}

/** How long people waited for the news: from Entra's completion as first seen to the message. */
function noteDelay(deps: DeliverDeps, card: StoredCard, change: Change, now: Date): void {
  const since = change.completeSeenAt ?? change.finishedAt;
  if (card.view !== 'completion' || since === null) return;
  const seconds = Math.max(0, now.getTime() - Date.parse(since)) / 1_000;
  deps.telemetry.record('license_desk_notice_delay_seconds', seconds, {});
}

function wayOf(card: StoredCard): 'send' | 'update' {
  return card.activityId ? 'update' : 'send';
}

/** The change may have moved while the card was on its way. */
async function wakeIfBehind(deps: DeliverDeps, cardId: string): Promise<void> {
  const card = await deps.store.cards.get(cardId);
  if (card?.state === 'live' && card.wantedRevision > card.shownRevision) {
    await deps.wake(card.id, new Date(card.dueAt));
  }
}
