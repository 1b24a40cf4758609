import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { ChangeState } from '../licensing/change-states';
import type { SeatNeed } from '../licensing/rules/held-seats';
import { isoOf, type Database } from './database';
import { changes } from './schema';

/** Changes of a tenant in the given states; a batch stands for those of its groups. */
export function standingIn(tenantId: string, states: readonly ChangeState[]): SQL | undefined {
  return and(eq(changes.tenantId, tenantId), isNull(changes.parentId), inArray(changes.state, [...states]));
}

/**
 * Thousands may be under way while people wait for the answer, so of each change only numbers are read: one row for each
 * product that it gives and that its forecast said needs seats.
 */
export async function seatNeeds(
  database: Database,
  tenantId: string,
  states: readonly ChangeState[],
  skuId?: string,
): Promise<readonly SeatNeed[]> {
  const { edit, forecast, progress } = changes;
  const given = sql`jsonb_array_elements(${edit} -> 'add') as license,
    lateral (select license ->> 'skuId' as sku_id) as given,
    lateral (select case
      when given.sku_id = ${changes.skuId} then (${forecast} ->> 'seatsNeeded')::integer
      else (select (other ->> 'needed')::integer from jsonb_array_elements(${forecast} -> 'also') as other
        where other ->> 'skuId' = given.sku_id) end as needed) as foretold`;
  const found = await database
    .select({
      changeId: changes.id,
      number: changes.number,
      state: changes.state,
      confirmedAt: changes.confirmedAt,
      skuId: sql<string>`given.sku_id`,
      needed: sql<number>`foretold.needed`,
      had: sql<number>`(${forecast} ->> 'alreadyLicensed')::integer`,
      licensed: sql<number | null>`(${progress} ->> 'licensed')::integer`,
      failed: sql<number | null>`(${progress} ->> 'failed')::integer`,
    })
    .from(changes)
    .crossJoinLateral(given)
    .where(
      and(
        standingIn(tenantId, states),
        sql`foretold.needed > 0`,
        skuId === undefined ? undefined : sql`given.sku_id = ${skuId}`,
      ),
    );
  return found.map(({ licensed, failed, ...need }) => ({
    ...need,
    confirmedAt: isoOf(need.confirmedAt),
    progress: licensed === null || failed === null ? null : { licensed, failed },
  }));
}
