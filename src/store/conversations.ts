import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Conversation, ConversationRepository } from './contract';
import { isoOf, type Database } from './database';
import { conversations } from './schema';

/** Where the bot may speak by itself. */
export function conversationRepository(database: Database): ConversationRepository {
  return {
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
