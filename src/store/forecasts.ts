import { and, asc, eq, lt, lte, ne, sql } from 'drizzle-orm';
import type { StoredForecast } from '../licensing/exact-forecast';
import { raiseForecastCards, placeForecastCard } from './cards';
import type { ForecastRepository } from './contract';
import { isoOf, type Database } from './database';
import { forecastPages, forecasts } from './schema';

type Row = typeof forecasts.$inferSelect;

/** Forecasts of members. Their pages are written once and read one at a time, so that a group of any size fits. */
export function forecastRepository(database: Database): ForecastRepository {
  const get = async (id: string) =>
    (await database.select().from(forecasts).where(eq(forecasts.changeId, id))).map(toForecast)[0];
  return {
    get,

    order: (changeId, { total, at, card }) =>
      database.transaction(async (tx) => {
        const fresh = { state: 'running', read: 0, total, result: null, failure: null } as const;
        const times = { orderedAt: at, nextAt: at, attempts: 0 };
        const [ordered] = await tx
          .insert(forecasts)
          .values({ changeId, revision: 1, ...fresh, ...times })
          .onConflictDoUpdate({
            target: forecasts.changeId,
            set: { revision: sql`${forecasts.revision} + 1`, ...fresh, ...times },
            setWhere: ne(forecasts.state, 'running'),
          })
          .returning();
        const row = ordered ?? (await tx.select().from(forecasts).where(eq(forecasts.changeId, changeId)))[0];
        if (card && row) await placeForecastCard(tx, changeId, { ...card, revision: row.revision, at });
        return toForecast(row as Row);
      }),

    begin: async (changeId, total) => {
      await database.delete(forecastPages).where(eq(forecastPages.changeId, changeId));
      await database.update(forecasts).set({ read: 0, total }).where(eq(forecasts.changeId, changeId));
    },

    addPage: (changeId, { page, rows, read, at, redraw }) =>
      database.transaction(async (tx) => {
        await tx.insert(forecastPages).values({ changeId, page, rows, at });
        if (redraw) await advance(tx, changeId, { read }, at);
      }),

    end: (changeId, { at, read, ...ended }) =>
      database.transaction(async (tx) => {
        await advance(
          tx,
          changeId,
          { read, nextAt: null, state: ended.result ? 'done' : 'failed', ...ended },
          at,
        );
      }),

    retry: async (changeId, { nextAt }) => {
      await database
        .update(forecasts)
        .set({ nextAt, attempts: sql`${forecasts.attempts} + 1` })
        .where(eq(forecasts.changeId, changeId));
    },

    page: async (changeId, page) =>
      (
        await database
          .select({ rows: forecastPages.rows })
          .from(forecastPages)
          .where(and(eq(forecastPages.changeId, changeId), eq(forecastPages.page, page)))
      )[0]?.rows,

    due: async (now, limit) =>
      (
        await database
          .select({ id: forecasts.changeId })
          .from(forecasts)
          .where(lte(forecasts.nextAt, now))
          .orderBy(asc(forecasts.nextAt))
          .limit(limit)
      ).map(({ id }) => id),

    forgetPages: async (before) => {
      await database.delete(forecastPages).where(lt(forecastPages.at, before));
    },
  };
}

/** Everything that a card could show raises the revision, and with it the cards. */
async function advance(
  tx: Database,
  changeId: string,
  set: Partial<typeof forecasts.$inferInsert>,
  at: Date,
): Promise<void> {
  const [row] = await tx
    .update(forecasts)
    .set({ ...set, revision: sql`${forecasts.revision} + 1` })
    .where(eq(forecasts.changeId, changeId))
    .returning({ revision: forecasts.revision });
  if (row) await raiseForecastCards(tx, changeId, row.revision, at);
}

function toForecast(row: Row): StoredForecast {
  return { ...row, orderedAt: isoOf(row.orderedAt), nextAt: isoOf(row.nextAt) };
}
