import { existsSync } from 'node:fs';
import path from 'node:path';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { Client } from 'pg';
import { DeskError, messageOf } from '../errors';
import type { Database } from './database';
import { openPglite } from './embedded';
import { takeFolder } from './owner-lock';
import * as schema from './schema';

export interface OpenDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

export interface ExistingPlace {
  readonly databaseUrl?: string;
  readonly folder: string;
}

/**
 * Opens a store as it is, on one connection: nothing is created or brought up to date.
 * @throws DeskError `store.in-use`, `store.missing`, `store.broken`, `store.unreachable`
 */
export function openExisting({ databaseUrl, folder }: ExistingPlace): Promise<OpenDatabase> {
  if (databaseUrl) return openServer(databaseUrl);
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    throw new DeskError('store.missing', `There is no store in ${folder}. Say where it is with DATA_DIR=….`);
  }
  return openFolder(folder);
}

/** The server that is to take a store; it need not hold anything. @throws DeskError `store.unreachable` */
export async function openServer(url: string): Promise<OpenDatabase> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // the query that is under way, or the next one, says what is wrong
  try {
    await client.connect();
  } catch (cause) {
    await client.end().catch(() => {});
    throw new DeskError(
      'store.unreachable',
      'The database in DATABASE_URL cannot be used. Check that the server runs, and the name, user and password.',
      { cause },
    );
  }
  return { database: drizzlePg(client, { schema }), close: () => client.end() };
}

/**
 * Opens the embedded store of a folder that this process then owns, and makes it when there is none.
 * @throws DeskError `store.in-use`, `store.broken`
 */
export async function openFolder(folder: string): Promise<OpenDatabase> {
  const giveBack = await takeFolder(folder).catch((error: unknown) => {
    if (!(error instanceof DeskError) || error.code !== 'store.in-use') throw error;
    throw new DeskError(
      'store.in-use',
      `A running License Desk has the store in ${folder} open. Stop it, then try again.`,
      { cause: error },
    );
  });
  try {
    const pglite = await openPglite(folder);
    const close = async (): Promise<void> => {
      await pglite.close();
      await giveBack();
    };
    return { database: drizzlePglite(pglite, { schema }), close };
  } catch (cause) {
    await giveBack();
    const sentence = `The store in ${folder} cannot be opened (${messageOf(cause)}).`;
    throw new DeskError('store.broken', sentence, { cause });
  }
}
