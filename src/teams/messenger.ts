import {
  CardFactory,
  MessageFactory,
  type Activity,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import type { Sent } from '../conversation/deliver';
import type { Conversation } from '../store/contract';
import type { DeskAdapter } from './adapter';
import type { RenderedCard } from './card-renderer';
import { deliveryOf } from './delivery';
import { isTrustedServiceUrl } from './service-url';

/** Speaks in a conversation without being spoken to. Never throws; says what became of the message. */
export interface Messenger {
  send(conversation: Conversation, card: RenderedCard): Promise<Sent>;
  update(conversation: Conversation, activityId: string, card: RenderedCard): Promise<Sent>;
}

/** A card as a message of its own: card alone, because text beside it would be split off. */
export function cardActivity(card: RenderedCard): Partial<Activity> {
  const activity = MessageFactory.attachment(CardFactory.adaptiveCard(card.card));
  return { ...activity, summary: card.summary };
}

export function createMessenger(options: {
  readonly adapter: DeskAdapter;
  readonly botId: string;
  readonly serviceHosts: readonly string[];
}): Messenger {
  const within = async (
    conversation: Conversation,
    speak: (context: TurnContext) => Promise<string | undefined>,
  ): Promise<Sent> => {
    if (!isTrustedServiceUrl(conversation.serviceUrl, options.serviceHosts)) {
      return { kind: 'unreachable', state: 'gone', reason: 'service URL is not allowed' };
    }
    // The newest service URL wins: it may have moved since the reference was made.
    const reference = {
      ...conversation.reference,
      serviceUrl: conversation.serviceUrl,
    } as Partial<ConversationReference>;
    let activityId: string | undefined;
    try {
      await options.adapter.continueConversationAsync(options.botId, reference, async (context) => {
        options.adapter.sendOnce(context);
        activityId = await speak(context);
      });
      return { kind: 'sent', activityId: activityId ?? '' };
    } catch (error) {
      return deliveryOf(error);
    }
  };
  return {
    send: (conversation, card) =>
      within(conversation, async (context) => {
        const alert = { notification: { alert: true } };
        return (await context.sendActivity({ ...cardActivity(card), channelData: alert }))?.id;
      }),
    update: (conversation, activityId, card) =>
      within(conversation, async (context) => {
        await context.updateActivity({ ...cardActivity(card), id: activityId });
        return activityId;
      }),
  };
}
