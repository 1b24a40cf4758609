import type { CardView } from '../../../src/conversation/card-view';
import type { DeliverDeps, Sent } from '../../../src/conversation/deliver';
import type { Conversation } from '../../../src/store/contract';
import type { MemoryStore } from '../../support/memory-store';
import type { Story } from './story';

/** A message as it stands; without a picture: the card that was pressed before the story begins. */
export interface Message {
  readonly conversationId: string;
  readonly picture?: CardView;
  /** Everybody in the conversation reads it. */
  readonly shared: boolean;
}

/** The channel: it keeps what stands in its conversations, and answers as the story says. */
export interface Chat extends Pick<DeliverDeps, 'send' | 'update'> {
  readonly messages: Map<string, Message>;
  /** Messages that people deleted; nothing stands there any more. */
  readonly deleted: Set<string>;
  /** Conversations in which the bot may not speak. */
  readonly blocked: Set<string>;
  /** While it is calm every call succeeds. */
  calm(is: boolean): void;
}

export function chatOf(answers: Story['answers']): Chat {
  const messages = new Map<string, Message>();
  const deleted = new Set<string>();
  const blocked = new Set<string>();
  let calls = 0;
  let calm = false;
  let sent = 0;
  const answer = () => (calm ? 'ok' : answers[(calls += 1) % answers.length]);
  const refusal = (conversationId: string): Sent | undefined =>
    blocked.has(conversationId) ? { kind: 'unreachable', state: 'blocked', reason: '403' } : undefined;
  const later: Sent = { kind: 'later', afterMs: undefined, reason: '429' };
  return {
    messages,
    deleted,
    blocked,
    calm: (is) => (calm = is),
    send: async ({ id, kind }, picture) => {
      const refused = refusal(id);
      if (refused) return refused;
      // A new message whose answer is lost is sent twice: that is known, and not what is looked at here (docs/adr/0002).
      if (answer() === 'later') return later;
      sent += 1;
      messages.set(`m${sent}`, { conversationId: id, picture, shared: kind !== 'personal' });
      return { kind: 'sent', activityId: `m${sent}` };
    },
    update: async ({ id, kind }, activityId, picture) => {
      const refused = refusal(id);
      if (refused) return refused;
      const what = answer();
      if (what === 'later') return later;
      if (messages.get(activityId)?.conversationId !== id) return { kind: 'missing', reason: '404' };
      messages.set(activityId, { conversationId: id, picture, shared: kind !== 'personal' });
      return what === 'lost' ? later : { kind: 'sent', activityId };
    },
  };
}

/** Somebody, or everybody in a shared conversation, writes to the bot. */
export async function speak(
  store: Pick<MemoryStore, 'arrivals'>,
  { id, tenantId, kind, personId }: Pick<Conversation, 'id' | 'tenantId' | 'kind' | 'personId'>,
  now: Date,
): Promise<void> {
  const conversation = {
    id,
    tenantId,
    kind,
    personId,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    reference: { user: { id: `29:${personId}` } },
    locale: 'en',
    updatedAt: now.toISOString(),
  };
  await store.arrivals.admit({ key: '', takes: [], notes: [], conversation }, now);
}
