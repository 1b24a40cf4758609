import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { ChangeState } from '../licensing/change-states';
import type { NeedsSeats } from '../licensing/rules/held-seats';
import { isoOf, type Database } from './database';
import { changes } from './schema';

/** Changes of a tenant in the given states; a batch stands for those of its groups. */
export function standingIn(tenantId: string, states: readonly ChangeState[]): SQL | undefined {
  return and(eq(changes.tenantId, tenantId), isNull(changes.parentId), inArray(changes.state, [...states]));
}

/** Thousands may be under way, and people wait for the answer: of each only what its seats are counted from is read. */
export async function seatNeeds(
  database: Database,
  tenantId: string,
  states: readonly ChangeState[],
  skuId?: string,
): Promise<readonly NeedsSeats[]> {
  const { id, number, state, edit, forecast, progress, confirmedAt } = changes;
  const found = await database
    .select({ id, number, state, skuId: changes.skuId, edit, forecast, progress, confirmedAt })
    .from(changes)
    .where(
      and(
        standingIn(tenantId, states),
        skuId === undefined
          ? sql`${edit} -> 'add' <> '[]'::jsonb`
          : sql`${edit} @> ${JSON.stringify({ add: [{ skuId }] })}::jsonb`,
      ),
    );
  return found.map(({ skuId: main, ...row }) => ({
    ...row,
    product: { skuId: main },
    confirmedAt: isoOf(row.confirmedAt),
  }));
}
