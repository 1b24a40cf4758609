import { sql } from 'drizzle-orm';
import { DeskError } from '../errors';
import type { Database } from './database';
import { rowsOf, tablesOf, told } from './tables';

/** Every row of a store as JSON that PostgreSQL wrote, so that nothing is rounded or interpreted on the way. */
export interface StoreCopy {
  /** Names of the migrations that its tables have had. */
  readonly migrations: readonly string[];
  /** Hands on all rows, some of one table at a time; a table comes after those that it refers to. */
  read(take: (table: string, rows: readonly string[]) => Promise<void>): Promise<void>;
}

/** Rows held in memory at once; a page of a forecast can have 100 KB. */
const rowsAtOnce = 100;

/** What makes sense only to the process that holds it, and what the migrations write themselves. */
export const notCopied: readonly string[] = ['leases', 'license_desk_migrations'];

/**
 * Reads a store in one snapshot, so that a bot which goes on writing does not tear it.
 * @throws DeskError `copy.empty` when there are no tables
 */
export function copyOf<T>(database: Database, use: (copy: StoreCopy) => Promise<T>): Promise<T> {
  return told(
    database.transaction(
      async (tx) => {
        const tables = await tablesOf(tx);
        if (!tables.includes('license_desk_migrations'))
          throw new DeskError('copy.empty', 'There are no tables of License Desk in this database.');
        const done = await rowsOf<{ name: string }>(tx, sql`select name from license_desk_migrations`);
        return use({
          migrations: done.map(({ name }) => name).sort(),
          read: async (take) => {
            for (const table of tables) if (!notCopied.includes(table)) await readTable(tx, table, take);
          },
        });
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    ),
  );
}

async function readTable(
  tx: Database,
  table: string,
  take: (table: string, rows: readonly string[]) => Promise<void>,
): Promise<void> {
  const name = sql.identifier(table);
  await tx.execute(
    sql`declare copied no scroll cursor for select row_to_json(${name})::text as row from ${name}`,
  );
  for (;;) {
    const rows = await rowsOf<{ row: string }>(tx, sql.raw(`fetch ${rowsAtOnce} from copied`));
    if (rows.length > 0) {
      await take(
        table,
        rows.map(({ row }) => row),
      );
    }
    if (rows.length < rowsAtOnce) break;
  }
  await tx.execute(sql`close copied`);
}
