import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
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

    addPage: async (changeId, { page, rows, read, at, redraw }) => {
      const row = { changeId, page, rows: await packed(rows), at };
      if (!redraw) return void (await database.insert(forecastPages).values(row));
      await database.transaction(async (tx) => {
        await tx.insert(forecastPages).values(row);
        await advance(tx, changeId, { read }, at);
      });
    },

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

    page: async (changeId, page) => {
      const [row] = await database
        .select({ rows: forecastPages.rows })
        .from(forecastPages)
        .where(and(eq(forecastPages.changeId, changeId), eq(forecastPages.page, page)));
      return row && unpacked(row.rows);
    },

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

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];
const packedMark = 'z:';

/**
 * A page has some hundred KB that say the same a thousand times. PostgreSQL would compress it too, but on the only
 * thread of a process with an embedded database; this is done on another one.
 */
async function packed(rows: string): Promise<string> {
  return packedMark + (await deflate(rows, { level: 1 })).toString('base64');
}

/** Pages from before they were packed are as they are. */
async function unpacked(rows: string): Promise<string> {
  if (!rows.startsWith(packedMark)) return rows;
  return (await inflate(Buffer.from(rows.slice(packedMark.length), 'base64'))).toString();
}
