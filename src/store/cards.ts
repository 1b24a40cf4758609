import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { CardRepository, StoredCard } from './contract';
import { isoOf, type Database } from './database';
import { cards } from './schema';

const behind = and(eq(cards.state, 'live'), sql`${cards.wantedRevision} > ${cards.shownRevision}`);

/** Cards in conversations; what must be drawn is what is behind. */
export function cardRepository(database: Database): CardRepository {
  const free = (now: Date) => or(isNull(cards.claimedUntil), lte(cards.claimedUntil, now));
  return {
    get: async (id) => (await database.select().from(cards).where(eq(cards.id, id))).map(toCard)[0],

    due: async (now, limit) =>
      (
        await database
          .select()
          .from(cards)
          .where(and(behind, lte(cards.dueAt, now), free(now)))
          .orderBy(asc(cards.dueAt))
          .limit(limit)
      ).map(toCard),

    ofChange: async (changeId) =>
      (await database.select().from(cards).where(eq(cards.changeId, changeId)).orderBy(asc(cards.dueAt))).map(
        toCard,
      ),

    claim: async (id, now, leaseMs) =>
      (
        await database
          .update(cards)
          .set({ claimedUntil: new Date(now.getTime() + leaseMs) })
          .where(and(eq(cards.id, id), behind, lte(cards.dueAt, now), free(now)))
          .returning()
      ).map(toCard)[0],

    shown: async (id, shown) => {
      await database
        .update(cards)
        .set({
          activityId: shown.activityId,
          shownRevision: shown.revision,
          shownAt: shown.at,
          dueAt: shown.notBefore,
          claimedUntil: null,
          attempts: 0,
        })
        .where(eq(cards.id, id));
    },

    postpone: async (id, retry) => {
      await database
        .update(cards)
        .set({
          dueAt: retry.dueAt,
          claimedUntil: null,
          attempts: sql`${cards.attempts} + 1`,
          ...(retry.activityId === null ? { activityId: null } : {}),
        })
        .where(eq(cards.id, id));
    },

    unreachable: async (id) => {
      await database.update(cards).set({ state: 'unreachable', claimedUntil: null }).where(eq(cards.id, id));
    },
  };
}

function toCard(row: typeof cards.$inferSelect): StoredCard {
  const { claimedUntil: _claim, shownAt, dueAt, ...rest } = row;
  return { ...rest, shownAt: isoOf(shownAt), dueAt: isoOf(dueAt) };
}
