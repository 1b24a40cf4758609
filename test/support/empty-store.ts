import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import type * as Boss from 'pg-boss';
import type * as BossDatabase from '../../src/jobs/boss-database';
import type * as PrepareQueues from '../../src/jobs/prepare-queues';
import type * as Opening from '../../src/store/open';
import { bossSettings, queueNames, queueSettings } from '../../src/jobs/queue-settings';
import { migrations } from '../../src/store/migrations';
import { databaseOnSharedServer, sharedTemplate, type Database } from './server';

const root = path.join(__dirname, '..', '..');
const cache = path.join(root, 'node_modules', '.cache', 'license-desk');

/**
 * Puts an empty store with all its tables at a place, as a first start leaves it. PGlite takes seconds to make one and
 * none to copy one, so it is made once for each set of migrations. Who tests the making itself uses an empty folder.
 */
export async function placeEmptyStore(folder: string): Promise<string> {
  const made = await madeOnce();
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(made, folder, { recursive: true });
  return folder;
}

/** An empty database with all its tables on the server of the run, for programs whose test is not about the embedded one. */
export async function emptyServerDatabase(): Promise<Database> {
  const template = await sharedTemplate('empty_store', (databaseUrl) =>
    makeStore({ databaseUrl, folder: '' }),
  );
  return databaseOnSharedServer(template);
}

async function makeStore(place: Opening.StorePlace): Promise<void> {
  // Loaded only when there is none: most tests that start the compiled program need nothing else of the sources.
  const { openStore } = jest.requireActual<typeof Opening>('../../src/store/open');
  const { prepareQueues } = jest.requireActual<typeof PrepareQueues>('../../src/jobs/prepare-queues');
  const { bossDatabase } = jest.requireActual<typeof BossDatabase>('../../src/jobs/boss-database');
  const { PgBoss } = jest.requireActual<typeof Boss>('pg-boss');
  const { store, queueDatabase } = await openStore(place);
  const boss = new PgBoss({ ...bossSettings(queueDatabase.kind), ...bossDatabase(queueDatabase) });
  await boss.start();
  await prepareQueues(boss);
  await boss.stop();
  await store.close();
}

async function madeOnce(): Promise<string> {
  const name = `empty-store-${version()}`;
  const kept = path.join(cache, name);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'making-'));
  await makeStore({ folder: path.join(folder, 'store') });
  try {
    renameSync(path.join(folder, 'store'), kept);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(kept)) throw error;
  }
  rmSync(folder, { recursive: true, force: true });
  for (const old of readdirSync(cache))
    if (old.startsWith('empty-store-') && old !== name)
      rmSync(path.join(cache, old), { recursive: true, force: true });
  return kept;
}

/** What decides how an empty store looks. */
function version(): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return createHash('sha256')
    .update(
      JSON.stringify([
        migrations,
        [queueNames, queueSettings],
        dependencies['@electric-sql/pglite'],
        dependencies['pg-boss'],
      ]),
    )
    .digest('hex')
    .slice(0, 12);
}
