import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openStore, type OpenedStore } from '../../src/store/open';
import { emptyServerDatabase, placeEmptyStore } from './empty-store';

/** Which of the two databases a story runs on. */
export type StoryDatabase = OpenedStore['queueDatabase']['kind'];

interface Shared {
  readonly opened: OpenedStore;
  run(sql: string): Promise<void>;
  dispose(): Promise<void>;
}

const shared = new Map<StoryDatabase, Promise<Shared>>();
const open: Record<StoryDatabase, () => Promise<Shared>> = { embedded: openEmbedded, server: openOnServer };

afterAll(async () => {
  for (const each of shared.values()) await (await each).dispose();
});

/**
 * An empty store. All desks of a test file have the same one, emptied for each: a new one takes longer than most tests.
 * It is a real server's unless told, which takes half of the time of the embedded one; `STORIES_ON=embedded` runs every
 * story on the embedded one.
 */
export async function emptyStoryStore(database: StoryDatabase = 'server'): Promise<OpenedStore> {
  const kind = process.env['STORIES_ON'] === 'embedded' ? 'embedded' : database;
  const made = shared.get(kind) ?? open[kind]();
  shared.set(kind, made);
  const { opened, run } = await made;
  await run(
    'truncate changes, repair_people, evidence, cards, conversations, deputies, seen, leases, paces, published_names, learned_facts, counters restart identity cascade',
  );
  return { ...opened, store: { ...opened.store, close: async () => {} } };
}

async function openEmbedded(): Promise<Shared> {
  const folder = path.join(tmpdir(), `license-desk-test-${process.pid}-${randomUUID()}`);
  const opened = await openStore({ folder: await placeEmptyStore(path.join(folder, 'store')) });
  const { queueDatabase } = opened;
  if (queueDatabase.kind !== 'embedded') throw new Error('an embedded store was expected');
  return {
    opened,
    run: async (sql) => void (await queueDatabase.pglite.exec(sql)),
    dispose: async () => {
      await opened.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openOnServer(): Promise<Shared> {
  const database = await emptyServerDatabase();
  const opened = await openStore({ databaseUrl: database.url, folder: '' });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    opened,
    run: async (sql) => void (await client.query(sql)),
    dispose: async () => {
      await client.end();
      await opened.store.close();
      await database.drop();
    },
  };
}
