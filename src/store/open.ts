import { mkdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';
import { Client, Pool } from 'pg';
import { DeskError, messageOf } from '../errors';
import { arrivalRepository } from './arrivals';
import { readBacklog } from './backlog';
import { cardRepository } from './cards';
import { changeRepository } from './changes';
import type { Store } from './contract';
import { conversationRepository } from './conversations';
import { deputyRepository } from './deputies';
import type { Database } from './database';
import { assertRoom, freeBytesOf, watchDisk, type DiskWatch } from './disk';
import { openPglite } from './embedded';
import { guarded } from './error-map';
import { evidenceRepository } from './evidence';
import { keyRepository } from './keys';
import { factRepository } from './facts';
import { forecastRepository } from './forecasts';
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

export interface StorePlace {
  readonly databaseUrl?: string;
  readonly folder: string;
}

/**
 * Opens the store: a PostgreSQL server when a URL is given, else PGlite in a folder that this process then owns.
 * @param options.freeBytes how much room the disk of a folder has
 * @throws DeskError `store.in-use`, `store.folder`, `store.full`, `store.unreachable`
 */
export function openStore(
  options: StorePlace & {
    readonly freeBytes?: typeof freeBytesOf;
    readonly log?: Record<'info' | 'error', (fields: object, message: string) => void>;
  },
): Promise<OpenedStore> {
  return options.databaseUrl ? openServer(options.databaseUrl) : openEmbedded(options);
}

async function openEmbedded({
  folder,
  freeBytes = freeBytesOf,
  log,
}: Parameters<typeof openStore>[0]): Promise<OpenedStore> {
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
    await assertRoom(folder, freeBytes);
    const pglite = await openPglite(folder);
    const database: Database = drizzlePglite(pglite, { schema });
    await migrate(database);
    const disk = watchDisk({
      folder,
      freeBytes,
      setReadOnly: async (on) =>
        void (await pglite.exec(`set default_transaction_read_only = ${on ? 'on' : 'off'}`)),
      changed: (on, freeMegabytes) =>
        on
          ? log?.error({ folder, freeMegabytes }, 'the disk is full: the store can only be read')
          : log?.info({ folder, freeMegabytes }, 'the disk has room again: the store can be written'),
    });
    glanceBefore(pglite, disk);
    const close = async (): Promise<void> => {
      disk.stop();
      await pglite.close();
      await giveBack();
    };
    const store = storeOn(database, { exclusive: true, isReadOnly: disk.isReadOnly, close });
    return { store, queueDatabase: { kind: 'embedded', pglite } };
  } catch (error) {
    await giveBack();
    if (error instanceof DeskError) throw error;
    throw new DeskError(
      'store.broken',
      `The store in ${folder} cannot be opened (${messageOf(error)}). Check that the disk is writable and not full.`,
      { cause: error },
    );
  }
}

/** No statement and no transaction begins on a disk that nobody has looked at. */
function glanceBefore(pglite: PGlite, disk: Pick<DiskWatch, 'glance'>): void {
  const { query, transaction } = pglite;
  pglite.query = async (...given) => {
    await disk.glance();
    return query.apply(pglite, given) as ReturnType<typeof pglite.query<never>>;
  };
  pglite.transaction = async (act) => {
    await disk.glance();
    return transaction.call(pglite, act) as ReturnType<typeof act>;
  };
}

async function openServer(url: string): Promise<OpenedStore> {
  // Bringing tables up to date may take long; every other query is short.
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // the query that is under way says what is wrong
  try {
    await client.connect();
    await migrate(drizzlePg(client, { schema }));
    const pool = new Pool({ connectionString: url, ...patience });
    pool.on('error', () => {}); // an idle connection broke; the next query opens another or says what is wrong
    const database: Database = drizzlePg(pool, { schema });
    const store = storeOn(database, { exclusive: false, isReadOnly: () => false, close: () => pool.end() });
    return { store, queueDatabase: { kind: 'server', url } };
  } catch (error) {
    throw new DeskError(
      'store.unreachable',
      'The database in DATABASE_URL cannot be used. Check that the server runs, and the name, user and password.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A server that does not answer must not hold a turn for ever, and a process that stands still in the middle of a
 * transaction must not hold its locks against the other replicas. Milliseconds.
 */
const patience = {
  max: 8,
  connectionTimeoutMillis: 5_000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
} as const;

function storeOn(
  database: Database,
  kind: Pick<Store, 'exclusive' | 'isReadOnly'> & { readonly close: () => Promise<void> },
): Store {
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
    arrivals: guarded(arrivalRepository(database)),
    publishedNames: guarded(publishedNamesRepository(database)),
    keys: guarded(keyRepository(database)),
    exclusive: kind.exclusive,
    isReadOnly: kind.isReadOnly,
    forecasts: guarded(forecastRepository(database)),
    facts: guarded(factRepository(database)),
    ...guarded({
      backlog: (now: Date) => readBacklog(database, now),
      ping: async () => void (await database.execute(sql`select 1`)),
      close: kind.close,
    }),
  };
}
