import { and, asc, count, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ChainSource } from '../evidence/verify';
import { DeskError } from '../errors';
import { isoOf, type Database } from './database';
import { guarded } from './error-map';
import { evidenceColumns } from './evidence';
import { openExisting, type ExistingPlace } from './open-existing';
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
export async function openEvidenceReader(options: ExistingPlace): Promise<EvidenceReader> {
  const opened = await openExisting(options);
  try {
    await opened.database.execute(sql`set default_transaction_read_only = on`);
    await assertChained(opened.database);
    return { ...guarded(chainSource(opened.database)), close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
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
