import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Store } from '../../src/store/contract';
import { openStore, type OpenedStore } from '../../src/store/open';
import { emptyServerDatabase, placeEmptyStore } from './empty-store';
import { memoryStore, type MemoryStore } from './memory-store';
import { emptyTables } from './memory/tables';
import { databaseOnSharedServer } from './server';

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
}

/** A database of its own on the real PostgreSQL server of the run. @param made what it begins as; empty unless told */
export async function serverDatabase(made = databaseOnSharedServer): Promise<ServerDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-store-'));
  const { url, drop } = await made();
  return {
    url,
    open: () => openStore({ databaseUrl: url, folder }),
    place: () => ({ databaseUrl: url, folder }),
    dispose: async () => {
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Both kinds with their tables, as a first start leaves them, for `describe.each`. */
export const databases = [
  ['PGlite', embeddedDatabase],
  ['PostgreSQL', () => serverDatabase(emptyServerDatabase)],
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
