import { sql } from 'drizzle-orm';
import { personalAddress } from './address';
import { storableJson } from './columns';
import type { ArrivalRepository } from './contract';
import type { Database } from './database';
import { inMilliseconds, paceFields, toRefusal, type RefusedRow } from './paces';
import { rowsOf } from './tables';

/** What every turn begins with, in one statement (migrations/0015-arrivals.ts). */
export function arrivalRepository(database: Database): ArrivalRepository {
  return {
    admit: async ({ key, takes, notes, conversation }, now) => {
      const turn = storableJson({
        ...conversation,
        ...(key ? { key } : {}),
        address: personalAddress(conversation.personId),
        takes: paceFields(takes),
        notes: paceFields(notes),
      });
      const [row] = await rowsOf<RefusedRow & { readonly again: boolean }>(
        database,
        sql`select again, refused, ${inMilliseconds} from admit_turn(${turn}::jsonb, ${now.toISOString()}::timestamptz)`,
      );
      return { again: row?.again === true, refused: toRefusal(row) };
    },
  };
}
