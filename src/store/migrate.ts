import { sql } from 'drizzle-orm';
import type { Database } from './database';
import { migrations } from './migrations';
import { migrations as migrationsRun } from './schema';

/** Any fixed number: two servers that start at once wait for each other here. */
const lock = 7_203_311;

/**
 * Brings the tables to the version of this program, each migration once and in order, all in one transaction.
 * PostgreSQL's transaction lock keeps a second starting process waiting; it then finds nothing to do.
 * @param wanted only these migrations, for the tables of an earlier version
 */
export async function migrate(database: Database, wanted?: ReadonlySet<string>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`);
    await tx.execute(
      sql`create table if not exists license_desk_migrations (name text primary key, at timestamptz not null default now())`,
    );
    const done = await tx.select({ name: migrationsRun.name }).from(migrationsRun);
    const names = new Set(done.map((row) => row.name));
    for (const migration of migrations) {
      if (names.has(migration.name) || wanted?.has(migration.name) === false) continue;
      for (const statement of migration.statements) await tx.execute(sql.raw(statement));
      await tx.insert(migrationsRun).values({ name: migration.name });
    }
  });
}
