import { TurnContext, type Activity } from 'botbuilder';
import type { Conversation } from '../store/contract';

/** Personal, group chat or channel, as Teams names them in conversationType. */
export function conversationKind(activity: Activity): Conversation['kind'] {
  switch (activity.conversation.conversationType) {
    case 'groupChat':
      return 'groupChat';
    case 'channel':
      return 'channel';
    default:
      return activity.conversation.isGroup ? 'groupChat' : 'personal';
  }
}

/** What must be kept of an activity to speak in its conversation later. The caller has checked the service URL. */
export function toConversation(
  activity: Activity,
  who: { readonly personId: string; readonly tenantId: string },
  now: Date,
): Omit<Conversation, 'state' | 'welcomedAt'> {
  const kind = conversationKind(activity);
  return {
    id: activity.conversation.id,
    tenantId: who.tenantId,
    kind,
    personId: kind === 'personal' ? who.personId : '',
    serviceUrl: activity.serviceUrl,
    reference: { ...TurnContext.getConversationReference(activity) },
    locale: activity.locale ?? '',
    updatedAt: now.toISOString(),
  };
}
