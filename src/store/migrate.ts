import { sql } from 'drizzle-orm';
import type { Database } from './database';
import { migrations } from './migrations';

/** Any fixed number: two servers that start at once wait for each other here. */
const lock = 7_203_311;

/**
 * Brings the tables to the version of this program, each migration once and in order, all in one transaction.
 * PostgreSQL's transaction lock keeps a second starting process waiting; it then finds nothing to do.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`);
    await tx.execute(
      sql`create table if not exists license_desk_migrations (name text primary key, at timestamptz not null default now())`,
    );
    const done = (await tx.execute(sql`select name from license_desk_migrations`)) as unknown as {
      rows: { name: string }[];
    };
    const names = new Set(done.rows.map((row) => row.name));
    for (const migration of migrations) {
      if (names.has(migration.name)) continue;
      for (const statement of migration.statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into license_desk_migrations (name) values (${migration.name})`);
    }
  });
}
