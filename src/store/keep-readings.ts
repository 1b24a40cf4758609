import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reading } from './contract';
import type { Database } from './database';
import { raiseCardsOf } from './raise-cards';
import { changes } from './schema';

/** Readings that one transaction writes. */
const mostAtOnce = 1_000;

/** Each as a compare-and-set, hundreds in one statement. @returns ids of those that were kept */
export async function keepReadings(
  database: Database,
  readings: readonly Reading[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (let from = 0; from < readings.length; from += mostAtOnce) {
    const some = readings.slice(from, from + mostAtOnce);
    await database.transaction(async (tx) => {
      const ids = await keepSome(tx, some);
      const redrawn = some.filter(({ id, redraw }) => redraw && ids.has(id));
      await raiseCardsOf(
        tx,
        redrawn.map(({ id }) => id),
        at,
      );
      for (const id of ids) kept.add(id);
    });
  }
  return kept;
}

async function keepSome(tx: Database, readings: readonly Reading[]): Promise<ReadonlySet<string>> {
  // Who writes one of these at this moment goes first, and nobody waits for a row that another's batch holds.
  const free = tx
    .select({ id: changes.id })
    .from(changes)
    .where(
      inArray(
        changes.id,
        readings.map(({ id }) => id),
      ),
    )
    .for('update', { skipLocked: true });
  const given = sql`jsonb_to_recordset(${JSON.stringify(readings)}::jsonb) as given(
    id uuid, revision integer, progress jsonb, "busySeenAt" timestamptz, "completeSeenAt" timestamptz,
    "nextAt" timestamptz)`;
  const rows = await tx
    .update(changes)
    .set({
      progress: sql`given.progress`,
      busySeenAt: sql`given."busySeenAt"`,
      completeSeenAt: sql`given."completeSeenAt"`,
      nextAt: sql`given."nextAt"`,
      attempts: 0,
      revision: sql`${changes.revision} + 1`,
    })
    .from(given)
    .where(
      and(
        sql`${changes.id} = given.id and ${changes.revision} = given.revision`,
        eq(changes.state, 'processing'),
        inArray(changes.id, free),
      ),
    )
    .returning({ id: changes.id });
  return new Set(rows.map(({ id }) => id));
}
