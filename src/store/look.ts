import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { DeskError } from '../errors';
import { assertRoom, freeBytesOf } from './disk';
import { migrations } from './migrations';
import { openServer, type ExistingPlace } from './open-existing';
import { takeFolder } from './owner-lock';
import { rowsOf, tablesOf } from './tables';

/**
 * Looks whether a store can be used, without making or altering anything in it.
 * @throws DeskError `store.in-use`, `store.folder`, `store.full`, `store.unreachable`
 */
export async function lookAtStore({ databaseUrl, folder }: ExistingPlace) {
  return databaseUrl ? lookAtServer(databaseUrl) : lookAtFolder(folder);
}

async function lookAtServer(url: string) {
  const { database, close } = await openServer(url);
  try {
    const [facts] = await rowsOf<{ version: string; may_create: boolean; guarded: boolean }>(
      database,
      sql`select current_setting('server_version') as version,
        has_schema_privilege(current_schema(), 'create')
          and has_database_privilege(current_database(), 'create') as may_create,
        coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)
          or inet_server_addr() is null or inet_server_addr() << '127.0.0.0/8' or inet_server_addr() = '::1' as guarded`,
    );
    const made = (await tablesOf(database)).includes('license_desk_migrations');
    const done = made
      ? await rowsOf<{ name: string }>(database, sql`select name from license_desk_migrations`)
      : [];
    const names = new Set(done.map(({ name }) => name));
    return {
      kind: 'server' as const,
      version: facts?.version ?? '',
      mayCreate: facts?.may_create === true,
      guarded: facts?.guarded === true,
      behind: made ? migrations.filter(({ name }) => !names.has(name)).length : undefined,
    };
  } finally {
    await close();
  }
}

async function lookAtFolder(folder: string) {
  const made = existsSync(folder);
  try {
    await access(made ? folder : nearestOf(folder), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DeskError(
      'store.folder',
      `The folder ${folder} cannot be made or written. Choose another with DATA_DIR=….`,
      {
        cause,
      },
    );
  }
  if (!made)
    return { kind: 'folder' as const, version: '', mayCreate: true, guarded: true, behind: undefined };
  const giveBack = await takeFolder(folder);
  try {
    await assertRoom(folder, freeBytesOf);
    // Its tables are not looked at: that would start the whole database.
    const behind = existsSync(path.join(folder, 'PG_VERSION')) ? 0 : undefined;
    return { kind: 'folder' as const, version: '', mayCreate: true, guarded: true, behind };
  } finally {
    await giveBack();
  }
}

/** The folder in which one that is not there would be made: whoever looks must not be the one who owns it then. */
function nearestOf(folder: string): string {
  let parent = path.dirname(path.resolve(folder));
  while (!existsSync(parent)) parent = path.dirname(parent);
  return parent;
}
