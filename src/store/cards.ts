import { randomUUID } from 'node:crypto';
import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { placeAnswered } from './answered-cards';
import type { CardRepository, StoredCard, Urgency } from './contract';
import { isoOf, type Database } from './database';
import { cards, changes } from './schema';

/** What must be drawn anew. */
export const behind = and(eq(cards.state, 'live'), sql`${cards.wantedRevision} > ${cards.shownRevision}`);

/** `Urgency` in the words of the database. */
const urgencyOf = sql<Urgency>`case
  when ${cards.view} = 'completion' then 0
  when ${cards.activityId} is null then 1
  when (select ${changes.finishedAt} from ${changes} where ${changes.id} = ${cards.changeId}) is not null then 2
  else 3 end`;

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

    hold: async (id, addresses, urgency, at, everyMs) => {
      const waiting = and(
        inArray(cards.conversationId, [...addresses]),
        lte(cards.dueAt, at),
        gte(urgencyOf, urgency),
      );
      // The card itself in any case: another one that waits may have put it off meanwhile, and its claim must end.
      await database.execute(sql`
        update ${cards} set
          due_at = slots.at,
          claimed_until = case when ${cards.id} = ${id} then null else ${cards.claimedUntil} end
        from (
          select id as card_id, ${at.toISOString()}::timestamptz + interval '1 millisecond' * ${everyMs}::int *
            (row_number() over (order by ${urgencyOf}, ${cards.shownAt} nulls first, ${cards.dueAt}) - 1) as at
          from ${cards}
          where ${and(behind, or(eq(cards.id, id), waiting))}
        ) slots
        where ${cards.id} = slots.card_id`);
    },

    next: async (addresses, at) =>
      (
        await database
          .select()
          .from(cards)
          .where(and(behind, inArray(cards.conversationId, [...addresses]), free(at)))
          .orderBy(
            sql`greatest(${cards.dueAt}, ${at.toISOString()}::timestamptz)`,
            urgencyOf,
            sql`${cards.shownAt} nulls first`,
            asc(cards.dueAt),
          )
          .limit(1)
      ).map(toCard)[0],

    place: (card) => database.transaction((tx) => placeAnswered(tx, card)),

    standing: async (conversationId, activityId) =>
      (
        await database
          .select()
          .from(cards)
          .where(
            and(
              eq(cards.conversationId, conversationId),
              eq(cards.activityId, activityId),
              eq(cards.state, 'live'),
            ),
          )
          .limit(1)
      ).map(toCard)[0],

    dropForecast: (changeId) => dropForecastCards(database, changeId),

    unreachable: async (id) => {
      await database.update(cards).set({ state: 'unreachable', claimedUntil: null }).where(eq(cards.id, id));
    },
  };
}

/** The message on which the forecast of a change is shown, as it is there already. */
export async function placeForecastCard(
  tx: Database,
  changeId: string,
  card: {
    readonly conversationId: string;
    readonly activityId: string;
    readonly viewerId: string;
    readonly revision: number;
    readonly at: Date;
  },
): Promise<void> {
  const { conversationId, activityId, viewerId, revision, at } = card;
  const shown = {
    activityId,
    viewerId,
    state: 'live',
    wantedRevision: revision,
    shownRevision: revision,
  } as const;
  await tx
    .insert(cards)
    .values({ id: randomUUID(), changeId, view: 'forecast', conversationId, dueAt: at, ...shown })
    .onConflictDoUpdate({
      target: [cards.changeId, cards.view, cards.conversationId, cards.sequence],
      set: { ...shown, dueAt: at, claimedUntil: null, attempts: 0 },
    });
}

/** Live cards of the forecast must show its new revision, at the earliest when they may be drawn again. */
export async function raiseForecastCards(
  tx: Database,
  changeId: string,
  revision: number,
  at: Date,
): Promise<void> {
  await tx
    .update(cards)
    .set({
      wantedRevision: revision,
      dueAt: sql`greatest(${cards.dueAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(and(eq(cards.changeId, changeId), eq(cards.view, 'forecast'), eq(cards.state, 'live')));
}

/** The message shows something else from now on. */
export async function dropForecastCards(tx: Database, changeId: string): Promise<void> {
  await tx
    .update(cards)
    .set({ state: 'unreachable' })
    .where(and(eq(cards.changeId, changeId), eq(cards.view, 'forecast')));
}

function toCard(row: typeof cards.$inferSelect): StoredCard {
  const { claimedUntil: _claim, shownAt, dueAt, ...rest } = row;
  return { ...rest, shownAt: isoOf(shownAt), dueAt: isoOf(dueAt) };
}
