import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { DeskError } from '../errors';
import { notCopied, type StoreCopy } from './copy-out';
import type { Database } from './database';
import { migrate } from './migrate';
import { migrations } from './migrations';
import * as schema from './schema';
import { rowsOf, tablesOf, told } from './tables';

/** Rows of each table. */
export type Counts = Readonly<Record<string, number>>;

/** Tables that a bot fills before anybody has spoken to it; a store with nothing else counts as empty. */
const filledAtStart = ['keys', 'published_names', ...notCopied];

/**
 * Makes a database the copy of a store, or leaves it as it was: everything happens in one transaction. Tables are made
 * as they were when the copy was taken, filled, and brought up to date like those of a store that was there all along.
 * @param options.replace what is in the database may be thrown away
 * @throws DeskError `copy.newer`, `copy.not-empty`, `copy.in-use`, `copy.unknown-table`
 */
export function copyInto(
  database: Database,
  copy: StoreCopy,
  options: { readonly replace: boolean },
): Promise<Counts> {
  const known = new Set(migrations.map(({ name }) => name));
  const newer = copy.migrations.find((name) => !known.has(name));
  if (newer)
    throw new DeskError(
      'copy.newer',
      `The copy was made by a newer version of License Desk (${newer}). Use that version or a later one.`,
    );
  return told(
    database.transaction(async (tx) => {
      // Whoever else uses the tables is not waited for.
      await tx.execute(sql`set local lock_timeout = '5s'`);
      await assertUnused(tx);
      if (!options.replace) await assertEmpty(tx);
      await dropAll(tx);
      await migrate(tx, new Set(copy.migrations));
      const tables = await tablesOf(tx);
      // A rule that holds for new rows only must not refuse the old ones (those from before the chain of evidence).
      const rules = await rulesForNewRows(tx);
      for (const { table, name } of rules)
        await tx.execute(sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(name)}`);
      const counts: Record<string, number> = {};
      await copy.read(async (table, rows) => {
        if (!tables.includes(table) || notCopied.includes(table))
          throw new DeskError('copy.unknown-table', `The copy holds a table that is not known: ${table}.`);
        const name = sql.identifier(table);
        await tx.execute(
          sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${`[${rows.join()}]`}::json)`,
        );
        counts[table] = (counts[table] ?? 0) + rows.length;
      });
      for (const { table, name, rule } of rules)
        await tx.execute(
          sql`alter table ${sql.identifier(table)} add constraint ${sql.identifier(name)} ${sql.raw(rule)}`,
        );
      await continueNumbers(tx);
      await migrate(tx);
      return counts;
    }),
  );
}

/** The job queues of every running replica have a connection of this name. */
async function assertUnused(tx: Database): Promise<void> {
  const running = await rowsOf(
    tx,
    sql`select 1 from pg_stat_activity
      where application_name = 'license-desk-jobs' and datname = current_database()`,
  );
  if (running.length > 0)
    throw new DeskError('copy.in-use', 'License Desk is running on this database. Stop it, then try again.');
}

async function assertEmpty(tx: Database): Promise<void> {
  const ours = new Set(ownTables());
  for (const table of await tablesOf(tx)) {
    if (!ours.has(table) || filledAtStart.includes(table)) continue;
    const [row] = await rowsOf(tx, sql`select 1 from ${sql.identifier(table)} limit 1`);
    if (row)
      throw new DeskError(
        'copy.not-empty',
        'There is a store already, and it is not empty. Nothing was done. To throw away what it holds, add: -- --replace',
      );
  }
}

function ownTables(): string[] {
  return Object.values(schema)
    .filter((each) => is(each, PgTable))
    .map((table) => getTableName(table));
}

async function dropAll(tx: Database): Promise<void> {
  for (const table of ownTables())
    await tx.execute(sql`drop table if exists ${sql.identifier(table)} cascade`);
  await tx.execute(sql`drop function if exists refuse_evidence_change()`);
}

/** Checks that were added `not valid`, with the text that adds them again. */
function rulesForNewRows(
  tx: Database,
): Promise<readonly { readonly table: string; readonly name: string; readonly rule: string }[]> {
  return rowsOf(
    tx,
    sql`select t.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as rule
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where not c.convalidated and t.relnamespace = current_schema()::regnamespace`,
  );
}

/** Numbers that the database gives go on after the highest that was copied. */
async function continueNumbers(tx: Database): Promise<void> {
  const numbered = await rowsOf<{ table: string; column: string }>(
    tx,
    sql`select table_name as table, column_name as column from information_schema.columns
      where table_schema = current_schema() and column_default like 'nextval(%'`,
  );
  for (const { table, column } of numbered)
    await tx.execute(
      sql`select setval(pg_get_serial_sequence(${table}, ${column}),
        coalesce(max(${sql.identifier(column)}), 0) + 1, false) from ${sql.identifier(table)}`,
    );
}
