import { Application, type TurnState } from '@microsoft/teams-ai';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { createWords } from '../i18n/words';
import { onAction, onInstalled, onText } from '../conversation/dispatch';
import { awayReply } from '../conversation/away';
import { refuse, slowDown, tooManyAtOnce } from '../conversation/refuse';
import { suggestGroups } from '../conversation/typeahead';
import type { Desk, Reply } from '../conversation/turn';
import type { CardView } from '../conversation/card-view';
import { keepAnswer } from '../conversation/keep-answer';
import { noticeView } from '../conversation/views/notice';
import { DeskError, messageOf } from '../errors';
import type { CardRenderer, RenderedCard } from './card-renderer';
import type { Gate, Passage } from './gate';
import { respond, respondAgain, respondBody, respondCard, respondSearch, respondUnsupported } from './invoke';
import { cardActivity } from './messenger';
import { readPress } from './press';
import type { Speech } from './speech';
import {
  exchangeAnswer,
  loginRequest,
  readExchange,
  readSignOnToken,
  signInCard,
  toExchangeId,
  type SignOn,
} from './sign-on';

export interface RouteDeps {
  readonly desk: Desk;
  readonly gate: Gate;
  readonly cards: CardRenderer;
  readonly speech: Speech;
  /** Null when the app writes to Graph itself: then nobody is asked to sign in. */
  readonly signOn: SignOn | null;
}

type In = Extract<Passage, { pass: 'in' }>;

/** teams-ai's dispatcher; its typing timer is shared by all turns and its state would be kept in memory: neither is used. */
class DeskApplication extends Application<TurnState> {
  override startTypingTimer(): void {
    // Turns answer within the time in which an indicator would appear.
  }
}

/** Who may come in is decided once, before any route; then each kind of activity has one handler. */
export function createRoutes(deps: RouteDeps): Application<TurnState> {
  const app = new DeskApplication({ removeRecipientMention: false, startTypingTimer: false });
  const isType = (type: string) => (context: TurnContext) => Promise.resolve(context.activity.type === type);
  const isInvoke = (name: string) => (context: TurnContext) =>
    Promise.resolve(context.activity.type === 'invoke' && context.activity.name === name);

  app.addRoute(isInvoke('adaptiveCard/action'), (context) => cardAction(deps, context), true);
  app.addRoute(isInvoke('application/search'), (context) => search(deps, context), true);
  app.addRoute(isInvoke('signin/tokenExchange'), (context) => tokenExchange(deps, context), true);
  app.addRoute(isType(ActivityTypes.Invoke), respondUnsupported, true);
  app.activity(isType(ActivityTypes.Message), (context) => message(deps, context));
  app.activity(isType(ActivityTypes.InstallationUpdate), (context) => installation(deps, context));
  app.activity(isType(ActivityTypes.ConversationUpdate), (context) => conversationUpdate(deps, context));
  return app;
}

/** A typed command, or a button of a client that sends presses as messages (Action.Submit). */
async function message(deps: RouteDeps, context: TurnContext): Promise<void> {
  const { activity } = context;
  await enter(deps, context, async ({ arrival }) => {
    const press = activity.text ? undefined : readPress(activity.value, activity.replyToId);
    const reply = press
      ? await onAction(deps.desk, arrival, press.verb, press.input)
      : await onText(deps.desk, arrival, activity.text ?? '');
    if (reply.signIn && deps.signOn) {
      const id = toExchangeId(reply.signIn, onceOf(deps));
      const card = signInCard(deps.signOn, arrival.words, id);
      return void (await deps.speech.say(context, { attachments: [card] }, 'at the gate'));
    }
    const pressed = press?.input.activityId;
    if (reply.forEveryone && pressed)
      await deps.speech.edit(context, pressed, cardActivity(draw(deps, reply.card)), 'at the gate');
    else await say(deps, context, reply, arrival);
  });
}

async function cardAction(deps: RouteDeps, context: TurnContext): Promise<void> {
  const passage = await deps.gate.check(context.activity);
  if (passage.pass !== 'in') {
    const { card, again } = await turnAway(deps, context, passage);
    return again ? respondAgain(context, again) : respondCard(context, draw(deps, card).card);
  }
  const value: unknown = context.activity.value;
  const { action } = (value ?? {}) as { action?: unknown };
  const press = readPress(action, context.activity.replyToId);
  const signOnToken = readSignOnToken(value);
  const reply = await onAction(deps.desk, passage.arrival, press?.verb ?? '', {
    ...(press?.input ?? { data: {}, activityId: null }),
    ...(signOnToken === undefined ? {} : { signOnToken }),
  });
  if (reply.signIn && deps.signOn) {
    const id = toExchangeId(reply.signIn, onceOf(deps));
    return respondBody(context, loginRequest(deps.signOn, passage.arrival.words, id));
  }
  if (reply.again) return respondAgain(context, reply.again);
  const rendered = draw(deps, reply.card);
  await respondCard(context, rendered.card);
  const pressed = press?.input.activityId;
  if (pressed && passage.arrival.conversation.kind === 'personal')
    await keep(deps, passage.arrival, reply, pressed);
  if (reply.forEveryone && pressed && passage.arrival.conversation.kind !== 'personal')
    await showEverybody(deps, context, pressed, rendered);
}

/** A card that is kept for the message is delivered as any other, and at once: not every move wakes its cards. */
async function showEverybody(
  { desk, speech }: RouteDeps,
  context: TurnContext,
  activityId: string,
  card: RenderedCard,
): Promise<void> {
  try {
    const kept = await desk.store.cards.standing(context.activity.conversation.id, activityId);
    if (kept) return await desk.licensing.wakeCards(kept.changeId);
    await speech.edit(context, activityId, cardActivity(card));
  } catch (error) {
    desk.log.warn({ error: messageOf(error) }, 'a shared card could not be updated');
  }
}

/**
 * A token for a press that was sent as a message. Every client that a person has open sends one; the first does what was
 * pressed, and the others are told that theirs was not needed.
 */
async function tokenExchange(deps: RouteDeps, context: TurnContext): Promise<void> {
  const exchange = readExchange(context.activity.value);
  const passage = await deps.gate.check(context.activity);
  if (passage.pass !== 'in' || !exchange || !deps.signOn) return respondUnsupported(context);
  const { arrival } = passage;
  const answer = (failure: string | null): Promise<void> => {
    const { status, body } = exchangeAnswer(exchange.id, failure);
    return respond(context, status, body);
  };
  const key = `sign-on/${arrival.person.id}/${exchange.id}`;
  if (!(await deps.desk.store.seen.first(key, deps.desk.now()))) return answer('It was sent before.');
  const { verb, id, revision } = exchange.press;
  const input = { data: { id, revision }, activityId: null, signOnToken: exchange.token };
  const reply = await onAction(deps.desk, arrival, verb, input);
  await answer(null);
  await say(deps, context, reply);
}

/** Tells one request for a token from the next. */
function onceOf({ desk }: RouteDeps): string {
  return desk.now().getTime().toString(36);
}

async function search(deps: RouteDeps, context: TurnContext): Promise<void> {
  const passage = await deps.gate.check(context.activity);
  const value = context.activity.value as { queryText?: unknown; dataset?: unknown } | null | undefined;
  const asked = typeof value?.queryText === 'string' ? value.queryText : '';
  if (passage.pass !== 'in' || value?.dataset !== 'groups') return respondSearch(context, []);
  const { arrival } = passage;
  await respondSearch(context, await suggestGroups(deps.desk, arrival, asked));
}

async function installation(deps: RouteDeps, context: TurnContext): Promise<void> {
  if (context.activity.action === 'remove') {
    if ((await deps.gate.check(context.activity)).pass !== 'in') return;
    await deps.desk.store.conversations.mark(context.activity.conversation.id, 'gone', deps.desk.now());
    return;
  }
  await greet(deps, context);
}

async function conversationUpdate(deps: RouteDeps, context: TurnContext): Promise<void> {
  const { membersAdded, recipient } = context.activity;
  if (membersAdded?.some((member) => member.id === recipient.id)) await greet(deps, context);
}

/** Install events come in pairs and again at every page load of some clients; the greeting comes once. */
async function greet(deps: RouteDeps, context: TurnContext): Promise<void> {
  const passage = await deps.gate.check(context.activity);
  if (passage.pass !== 'in') return;
  const { arrival } = passage;
  if (!(await deps.desk.store.conversations.claimWelcome(arrival.conversation.id, deps.desk.now()))) return;
  await say(deps, context, await onInstalled(deps.desk, arrival));
}

async function enter(
  deps: RouteDeps,
  context: TurnContext,
  go: (passage: In) => Promise<void>,
): Promise<void> {
  const passage = await deps.gate.check(context.activity);
  if (passage.pass === 'in') {
    try {
      await go(passage);
    } catch (error) {
      await passage.undo();
      throw error;
    }
  } else if (passage.pass !== 'ignored') {
    await say(deps, context, await turnAway(deps, context, passage));
  }
}

/** Why somebody does not come in, in words. */
function turnAway({ desk }: RouteDeps, context: TurnContext, passage: Exclude<Passage, In>): Promise<Reply> {
  const words = createWords(context.activity.locale ?? 'en');
  if (passage.pass === 'slow') return Promise.resolve(slowDown(desk, words, passage.until));
  if (passage.pass === 'busy') return Promise.resolve(tooManyAtOnce(words));
  if (passage.pass === 'away') return Promise.resolve(awayReply(desk, words, passage.error));
  return refuse(desk, { words }, passage.pass === 'refused' ? passage.reason : 'identity');
}

/** A card that cannot be drawn is replaced by one that says so, because no answer is the worst one. */
function draw(deps: RouteDeps, view: CardView): RenderedCard {
  try {
    return deps.cards.render(view);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    deps.desk.log.error(
      { card: view.name, error: messageOf(error), cause: messageOf(error.cause) },
      'a card failed',
    );
    const words = createWords('en');
    const title = words('error.title');
    return deps.cards.render(noticeView(words, { tone: 'bad', title, lines: [error.sentence], actions: [] }));
  }
}

/** @param arrival whose message it answers: the gate has counted the answer */
async function say(
  deps: RouteDeps,
  context: TurnContext,
  reply: Reply,
  arrival?: In['arrival'],
): Promise<void> {
  const counted = arrival && 'at the gate';
  const activityId = await deps.speech.say(context, cardActivity(draw(deps, reply.card)), counted);
  if (arrival) await keep(deps, arrival, reply, activityId);
}

/** The answer was given, whatever becomes of keeping it up to date. */
async function keep(
  { desk }: RouteDeps,
  arrival: In['arrival'],
  reply: Reply,
  activityId: string,
): Promise<void> {
  await keepAnswer(desk, arrival, reply, activityId).catch((error: unknown) => {
    desk.log.warn({ error: messageOf(error) }, 'an answer is not kept up to date');
  });
}
