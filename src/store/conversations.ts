import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { personalAddress } from './address';
import type { Conversation, ConversationRepository } from './contract';
import { isoOf, type Database } from './database';
import { cards, conversations } from './schema';

/** Where the bot may speak by itself. */
export function conversationRepository(database: Database): ConversationRepository {
  return {
    save: async (conversation) => {
      const row = { ...conversation, state: 'active' as const, updatedAt: new Date(conversation.updatedAt) };
      const { id: _id, ...set } = row;
      await database.insert(conversations).values(row).onConflictDoUpdate({ target: conversations.id, set });
      // Somebody writes here again: what could not be told before is owed once more.
      await database
        .update(cards)
        .set({ state: 'live', dueAt: row.updatedAt, attempts: 0, claimedUntil: null })
        .where(
          and(
            inArray(cards.conversationId, [row.id, personalAddress(conversation.personId)]),
            eq(cards.state, 'unreachable'),
            inArray(cards.view, ['completion', 'approval']),
            isNull(cards.shownAt),
          ),
        );
    },

    get: async (id) =>
      (await database.select().from(conversations).where(eq(conversations.id, id))).map(toConversation)[0],

    personal: async (tenantId, personId) =>
      (
        await database
          .select()
          .from(conversations)
          .where(
            and(
              eq(conversations.tenantId, tenantId),
              eq(conversations.personId, personId),
              eq(conversations.kind, 'personal'),
            ),
          )
          .orderBy(desc(conversations.updatedAt))
          .limit(1)
      ).map(toConversation)[0],

    mark: async (id, state, at) => {
      await database.update(conversations).set({ state, updatedAt: at }).where(eq(conversations.id, id));
    },

    claimWelcome: async (id, at) => {
      const claimed = await database
        .update(conversations)
        .set({ welcomedAt: at })
        .where(and(eq(conversations.id, id), isNull(conversations.welcomedAt)))
        .returning({ id: conversations.id });
      return claimed.length > 0;
    },
  };
}

function toConversation(row: typeof conversations.$inferSelect): Conversation {
  return { ...row, welcomedAt: isoOf(row.welcomedAt), updatedAt: isoOf(row.updatedAt) };
}
