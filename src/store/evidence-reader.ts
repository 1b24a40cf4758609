import { existsSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { and, asc, count, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { Client } from 'pg';
import type { ChainSource } from '../evidence/verify';
import { DeskError, messageOf } from '../errors';
import { isoOf, type Database } from './database';
import { guarded } from './error-map';
import { evidenceColumns } from './evidence';
import { takeFolder } from './owner-lock';
import * as schema from './schema';

const { changes, counters, evidence } = schema;

/** The chains of a store that somebody wants to check. */
export interface EvidenceReader extends ChainSource {
  close(): Promise<void>;
}

/** Rows held in memory at once. */
const pageSize = 500;
/** The smallest that the column holds; honest numbers begin with 1. */
const smallest = -2_147_483_648;

/**
 * Opens a store for reading only: nothing is created, migrated or written.
 * @throws DeskError `store.in-use`, `store.missing`, `store.unreachable`, `evidence.no-chain`
 */
export async function openEvidenceReader(options: {
  readonly databaseUrl?: string;
  readonly folder: string;
}): Promise<EvidenceReader> {
  const opened = options.databaseUrl
    ? await openServer(options.databaseUrl)
    : await openFolder(options.folder);
  try {
    await opened.database.execute(sql`set default_transaction_read_only = on`);
    await assertChained(opened.database);
    return { ...guarded(chainSource(opened.database)), close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface OpenDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

async function openServer(url: string): Promise<OpenDatabase> {
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

async function openFolder(folder: string): Promise<OpenDatabase> {
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    throw new DeskError('store.missing', `There is no store in ${folder}. Say where it is with DATA_DIR=….`);
  }
  const giveBack = await takeFolder(folder).catch((error: unknown) => {
    if (!(error instanceof DeskError) || error.code !== 'store.in-use') throw error;
    throw new DeskError(
      'store.in-use',
      `A running License Desk has the store in ${folder} open. Stop it, then verify again.`,
      { cause: error },
    );
  });
  try {
    const pglite = await PGlite.create(folder);
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

async function assertChained(database: Database): Promise<void> {
  const found = await database
    .select({ one: sql`1` })
    .from(sql`information_schema.columns`)
    .where(sql`table_name = 'evidence' and column_name = 'hash' and table_schema = current_schema()`);
  if (found.length === 0) {
    throw new DeskError(
      'evidence.no-chain',
      'This store has no chain of evidence yet. Start License Desk once, so that it is brought up to date.',
    );
  }
}

/** The chains in an open database. */
export function chainSource(database: Database): ChainSource {
  return {
    tenants: async () => {
      const [counted, recorded] = [
        await database.select({ id: counters.tenantId }).from(counters),
        await database.selectDistinct({ id: evidence.tenantId }).from(evidence),
      ];
      return [...new Set([...counted, ...recorded].map(({ id }) => id))].sort();
    },

    // One snapshot for rows and head: a bot that goes on writing does not look like tampering.
    read: (tenantId, take) =>
      database.transaction(
        async (tx) => {
          for (let from = smallest; ;) {
            const rows = await pageOf(tx, tenantId, from);
            take(rows);
            const last = rows.at(-1);
            if (!last || rows.length < pageSize) break;
            from = last.sequence + 1;
          }
          const [counter] = await tx.select().from(counters).where(eq(counters.tenantId, tenantId));
          const [unchained] = await tx
            .select({ rows: count() })
            .from(evidence)
            .where(and(eq(evidence.tenantId, tenantId), isNull(evidence.sequence)));
          return {
            head: counter && { sequence: counter.evidenceSequence, hash: counter.evidenceHash },
            before: { found: unchained?.rows ?? 0, expected: counter?.evidenceBefore ?? 0 },
          };
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      ),
  };
}

async function pageOf(tx: Database, tenantId: string, from: number) {
  const rows = await tx
    .select(evidenceColumns)
    .from(evidence)
    .innerJoin(changes, eq(changes.id, evidence.changeId))
    .where(and(eq(evidence.tenantId, tenantId), isNotNull(evidence.sequence), gte(evidence.sequence, from)))
    .orderBy(asc(evidence.sequence))
    .limit(pageSize);
  return rows.map((row) => ({ ...row, sequence: row.sequence ?? 0, at: isoOf(row.at) }));
}
