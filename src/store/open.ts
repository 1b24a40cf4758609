import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { DeskError, messageOf } from '../errors';
import { readBacklog } from './backlog';
import { cardRepository } from './cards';
import { changeRepository } from './changes';
import type { Store } from './contract';
import { conversationRepository } from './conversations';
import { deputyRepository } from './deputies';
import type { Database } from './database';
import { guarded } from './error-map';
import { evidenceRepository } from './evidence';
import { keyRepository } from './keys';
import { leaseRepository } from './leases';
import { migrate } from './migrate';
import { takeFolder } from './owner-lock';
import { paceRepository } from './paces';
import { publishedNamesRepository } from './published-names';
import * as schema from './schema';
import { repairRepository } from './repairs';
import { seenRepository } from './seen';

/** An open store, and what the job queue needs to live in the same database. */
export interface OpenedStore {
  readonly store: Store;
  readonly queueDatabase:
    | { readonly kind: 'embedded'; readonly pglite: PGlite }
    | { readonly kind: 'server'; readonly url: string };
}

/**
 * Opens the store: a PostgreSQL server when a URL is given, else PGlite in a folder that this process then owns.
 * @throws DeskError `store.in-use`, `store.folder`, `store.unreachable`
 */
export function openStore(options: {
  readonly databaseUrl?: string;
  readonly folder: string;
}): Promise<OpenedStore> {
  return options.databaseUrl ? openServer(options.databaseUrl) : openEmbedded(options.folder);
}

async function openEmbedded(folder: string): Promise<OpenedStore> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new DeskError(
      'store.folder',
      `The folder ${folder} cannot be made. Choose one that can be written with DATA_DIR=….`,
      { cause: error },
    );
  }
  const giveBack = await takeFolder(folder);
  try {
    const pglite = await PGlite.create(folder);
    const database: Database = drizzlePglite(pglite, { schema });
    await migrate(database);
    const close = async (): Promise<void> => {
      await pglite.close();
      await giveBack();
    };
    return { store: storeOn(database, true, close), queueDatabase: { kind: 'embedded', pglite } };
  } catch (error) {
    await giveBack();
    throw new DeskError(
      'store.broken',
      `The store in ${folder} cannot be opened (${messageOf(error)}). Check that the disk is writable and not full.`,
      { cause: error },
    );
  }
}

async function openServer(url: string): Promise<OpenedStore> {
  const pool = new Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {}); // an idle connection broke; the next query opens another or says what is wrong
  try {
    const database: Database = drizzlePg(pool, { schema });
    await migrate(database);
    return { store: storeOn(database, false, () => pool.end()), queueDatabase: { kind: 'server', url } };
  } catch (error) {
    await pool.end();
    throw new DeskError(
      'store.unreachable',
      'The database in DATABASE_URL cannot be used. Check that the server runs, and the name, user and password.',
      { cause: error },
    );
  }
}

function storeOn(database: Database, exclusive: boolean, close: () => Promise<void>): Store {
  return {
    changes: guarded(changeRepository(database)),
    repairs: guarded(repairRepository(database)),
    evidence: guarded(evidenceRepository(database)),
    cards: guarded(cardRepository(database)),
    conversations: guarded(conversationRepository(database)),
    deputies: guarded(deputyRepository(database)),
    seen: guarded(seenRepository(database)),
    leases: guarded(leaseRepository(database)),
    paces: guarded(paceRepository(database)),
    publishedNames: guarded(publishedNamesRepository(database)),
    keys: guarded(keyRepository(database)),
    exclusive,
    ...guarded({
      backlog: (now: Date) => readBacklog(database, now),
      ping: async () => void (await database.execute(sql`select 1`)),
      close,
    }),
  };
}
