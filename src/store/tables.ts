import { DrizzleQueryError, sql, type SQL } from 'drizzle-orm';
import { DeskError, messageOf } from '../errors';
import type { Database } from './database';

/** The rows of a statement that the query layer has no words for. */
export async function rowsOf<Row>(database: Database, statement: SQL): Promise<readonly Row[]> {
  const { rows }: { readonly rows: readonly unknown[] } = (await database.execute(statement)) as never;
  return rows as readonly Row[];
}

/** The tables of the schema in use, each after those that it refers to. */
export async function tablesOf(database: Database): Promise<readonly string[]> {
  const names = await rowsOf<{ name: string }>(
    database,
    sql`select relname as name from pg_class
      where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname`,
  );
  const references = await rowsOf<{ name: string; target: string }>(
    database,
    sql`select a.relname as name, b.relname as target from pg_constraint c
      join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
      where c.contype = 'f' and a.relnamespace = current_schema()::regnamespace`,
  );
  const ordered = new Set<string>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    for (const each of references) if (each.name === name && each.target !== name) add(each.target);
    ordered.add(name);
  };
  for (const { name } of names) add(name);
  return [...ordered];
}

/** The failure of a copy without the rows that were on their way, which drizzle puts into its message. */
export function told<T>(work: Promise<T>): Promise<T> {
  return work.catch((thrown: unknown) => {
    if (thrown instanceof DeskError) throw thrown;
    const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
    throw new DeskError('copy.failed', `The database refused: ${messageOf(cause)}. Nothing was changed.`, {
      cause,
    });
  });
}
