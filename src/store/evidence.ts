import { asc, eq } from 'drizzle-orm';
import { sealAfter } from '../evidence/chain';
import { DeskError } from '../errors';
import type { Evidence, EvidenceRepository, StoredEvidence } from './contract';
import { isoOf, type Database } from './database';
import { changes, counters, evidence } from './schema';

/** The append-only record of all changes, chained by hashes. */
export function evidenceRepository(database: Database): EvidenceRepository {
  return {
    ofChange: async (changeId) => rowsOf(database, changeId),

    append: (changeId, entry) =>
      database.transaction(async (tx) => {
        const [change] = await tx
          .select({ id: changes.id, tenantId: changes.tenantId, number: changes.number })
          .from(changes)
          .where(eq(changes.id, changeId))
          .for('key share'); // the change first, as in every other transaction
        if (!change) throw new DeskError('evidence.no-change', 'There is no such change to record this for.');
        await record(tx, change, entry);
      }),
  };
}

/**
 * Appends a row to the chain of the tenant, in the transaction of what it tells about. The chain's head is locked until
 * that transaction ends, so this comes last in it: change, cards, head is the order in which everybody locks.
 */
export async function record(
  tx: Database,
  change: { readonly id: string; readonly tenantId: string; readonly number: number },
  entry: Evidence,
): Promise<void> {
  const mine = eq(counters.tenantId, change.tenantId);
  const [head] = await tx
    .select({ sequence: counters.evidenceSequence, hash: counters.evidenceHash })
    .from(counters)
    .where(mine)
    .for('update');
  if (!head) throw new DeskError('evidence.no-head', 'The head of the chain of evidence is gone.');
  const at = new Date(entry.at);
  const { sequence, previousHash, hash } = sealAfter(head, {
    tenantId: change.tenantId,
    changeId: change.id,
    number: change.number,
    at: at.toISOString(),
    ...asStored(entry),
  });
  const { kind, actor, data } = entry;
  const row = { changeId: change.id, tenantId: change.tenantId, at, kind, actor, data };
  await tx.insert(evidence).values({ ...row, sequence, previousHash, hash });
  await tx.update(counters).set({ evidenceSequence: sequence, evidenceHash: hash }).where(mine);
}

/** The record of a change as its readers knew it before there was a chain. */
export async function evidenceOf(database: Database, changeId: string): Promise<readonly Evidence[]> {
  const rows = await rowsOf(database, changeId);
  return rows.map(({ at, kind, actor, data }) => ({ at, kind, actor, data }));
}

/** The columns of evidence, with the number of the change. */
export const evidenceColumns = {
  tenantId: evidence.tenantId,
  changeId: evidence.changeId,
  number: changes.number,
  sequence: evidence.sequence,
  at: evidence.at,
  kind: evidence.kind,
  actor: evidence.actor,
  data: evidence.data,
  previousHash: evidence.previousHash,
  hash: evidence.hash,
};

async function rowsOf(database: Database, changeId: string): Promise<readonly StoredEvidence[]> {
  const rows = await database
    .select(evidenceColumns)
    .from(evidence)
    .innerJoin(changes, eq(changes.id, evidence.changeId))
    .where(eq(evidence.changeId, changeId))
    .orderBy(asc(evidence.id));
  return rows.map((row) => ({ ...row, at: isoOf(row.at) }));
}

/** What the columns will give back: the hash must fit what is read, not what was handed in. */
function asStored({ kind, actor, data }: Evidence): Pick<Evidence, 'kind' | 'actor' | 'data'> {
  return {
    kind: String(evidence.kind.mapToDriverValue(kind)),
    actor: String(evidence.actor.mapToDriverValue(actor)),
    data: JSON.parse(String(evidence.data.mapToDriverValue(data))) as Evidence['data'],
  };
}
