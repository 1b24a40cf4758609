import type { Activity } from 'botbuilder';
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
    reference: referenceOf(activity),
    locale: activity.locale ?? '',
    updatedAt: now.toISOString(),
  };
}

/** Named fields only: what else an activity carries may be of any size and depth. */
function referenceOf(activity: Activity): Conversation['reference'] {
  const { conversation, from, recipient, channelId, locale, serviceUrl } = activity;
  const { id, name, conversationType, tenantId, isGroup } = conversation;
  return {
    user: { id: from.id, name: from.name, aadObjectId: from.aadObjectId },
    bot: { id: recipient.id, name: recipient.name },
    conversation: { id, name, conversationType, tenantId, isGroup },
    channelId,
    locale,
    serviceUrl,
  };
}
