import { sql, type SQL } from 'drizzle-orm';
import { storableJson } from './columns';
import type { Pace, PaceRepository } from './contract';
import type { Database } from './database';
import { paces } from './schema';
import { rowsOf } from './tables';

/** Nobody asks for more silence than this; what is further away comes from a clock that was set back. Milliseconds. */
const longestHoldMs = 3_600_000;

/**
 * One time a pace says everything: until when what was taken is paid off. It may run ahead of now by as much as the
 * pace allows at once (the "generic cell rate algorithm"), so nothing has to be counted or forgotten. What is only
 * noted may run ahead twice as far: then others wait until that, too, is paid off. The reckoning is a function of the
 * database (migrations/0015-arrivals.ts), so that it takes one statement and holds its rows for a moment only.
 */
export function paceRepository(database: Database): PaceRepository {
  const taken = (wanted: readonly Pace[], now: Date, anyway: boolean) =>
    rowsOf<RefusedRow>(
      database,
      sql`select refused, ${inMilliseconds} from take_paces(${asJson(wanted)}::jsonb, ${now.toISOString()}::timestamptz, ${anyway})`,
    );
  return {
    take: async (wanted, now) => toRefusal((await taken(wanted, now, false))[0]),

    note: async (wanted, now) => void (await taken(wanted, now, true)),

    hold: async (pace, until, now) => {
      const heldUntil = new Date(Math.min(until.getTime(), now.getTime() + longestHoldMs));
      // It begins again with one, and goes on at its own pace.
      const spentUntil = new Date(heldUntil.getTime() + (pace.most - 1) * pace.everyMs);
      await database
        .insert(paces)
        .values({ name: pace.name, spentUntil, heldUntil })
        .onConflictDoUpdate({
          target: paces.name,
          set: {
            spentUntil: sql`greatest(${paces.spentUntil}, excluded.spent_until)`,
            heldUntil: sql`greatest(${paces.heldUntil}, excluded.held_until)`,
          },
        });
    },
  };
}

/** A row of the functions that take paces; `free` in milliseconds since 1970. */
export interface RefusedRow {
  readonly refused: string | null;
  readonly free: number | null;
}

export const inMilliseconds: SQL = sql.raw('(extract(epoch from free_at) * 1000)::float8 as free');

export function toRefusal(
  row: RefusedRow | undefined,
): { readonly name: string; readonly at: Date } | undefined {
  return row?.refused == null ? undefined : { name: row.refused, at: new Date(Math.round(row.free ?? 0)) };
}

/** Paces as the functions take them. */
export function paceFields(wanted: readonly Pace[]) {
  return wanted.map(({ name, most, reserve, everyMs }) => ({ name, most, reserve, every: everyMs }));
}

function asJson(wanted: readonly Pace[]): string {
  return storableJson(paceFields(wanted));
}
