import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { RepairedPerson, RepairState } from '../licensing/repair/remedy';
import type { RepairRepository } from './contract';
import { isoOf, type Database } from './database';
import { changes, repairPeople } from './schema';

/** Parameters of one statement are limited to 65,535; a row has six. */
const mostAtOnce = 1_000;

/** Who is repaired, and how it ended for each. */
export function repairRepository(database: Database): RepairRepository {
  const these = (changeId: string, personIds: readonly string[]) =>
    and(
      eq(repairPeople.changeId, changeId),
      inArray(repairPeople.personId, [...personIds]),
      eq(repairPeople.state, 'todo'),
    );
  return {
    add: (changeId, people) =>
      database.transaction(async (tx) => {
        for (let from = 0; from < people.length; from += mostAtOnce) {
          const rows = people
            .slice(from, from + mostAtOnce)
            .map(({ id, ...person }) => ({ ...person, changeId, personId: id }));
          await tx.insert(repairPeople).values(rows).onConflictDoNothing();
        }
      }),

    todo: async (changeId, limit) =>
      (
        await database
          .select()
          .from(repairPeople)
          .where(and(eq(repairPeople.changeId, changeId), eq(repairPeople.state, 'todo')))
          .orderBy(asc(repairPeople.attempts), asc(repairPeople.personId))
          .limit(limit)
      ).map(toPerson),

    settle: (changeId, results, at) =>
      database.transaction(async (tx) => {
        for (const { id, state, reason } of results) {
          await tx
            .update(repairPeople)
            .set({ state, reason, settledAt: at })
            .where(these(changeId, [id]));
        }
      }),

    postpone: async (changeId, personIds, reason) => {
      if (personIds.length === 0) return;
      await database
        .update(repairPeople)
        .set({ attempts: sql`${repairPeople.attempts} + 1`, reason })
        .where(these(changeId, personIds));
    },

    counts: async (changeId) => {
      const found = await database
        .select({ state: repairPeople.state, people: count() })
        .from(repairPeople)
        .where(eq(repairPeople.changeId, changeId))
        .groupBy(repairPeople.state);
      const of = (state: RepairState): number => found.find((each) => each.state === state)?.people ?? 0;
      return { todo: of('todo'), done: of('done'), skipped: of('skipped'), refused: of('refused') };
    },

    products: async (changeId) =>
      (
        await database
          .selectDistinct({ skuId: repairPeople.skuId })
          .from(repairPeople)
          .where(and(eq(repairPeople.changeId, changeId), ne(repairPeople.skuId, '')))
          .orderBy(asc(repairPeople.skuId))
      ).map(({ skuId }) => skuId),

    page: async (changeId, after, limit) =>
      (
        await database
          .select()
          .from(repairPeople)
          .where(and(eq(repairPeople.changeId, changeId), gt(repairPeople.personId, after)))
          .orderBy(asc(repairPeople.personId))
          .limit(limit)
      ).map(toPerson),

    lastReasons: async (tenantId, personIds, since) => {
      if (personIds.length === 0) return new Map();
      const rows = await database
        .selectDistinctOn([repairPeople.personId], {
          id: repairPeople.personId,
          reason: repairPeople.reason,
          settledAt: repairPeople.settledAt,
        })
        .from(repairPeople)
        .innerJoin(changes, eq(changes.id, repairPeople.changeId))
        .where(
          and(
            eq(changes.tenantId, tenantId),
            inArray(repairPeople.personId, [...personIds]),
            isNotNull(repairPeople.settledAt),
            gte(repairPeople.settledAt, since),
            ne(repairPeople.reason, ''),
          ),
        )
        .orderBy(asc(repairPeople.personId), desc(repairPeople.settledAt));
      return new Map(rows.map(({ id, reason, settledAt }) => [id, { reason, at: isoOf(settledAt) ?? '' }]));
    },
  };
}

function toPerson(row: typeof repairPeople.$inferSelect): RepairedPerson {
  const { personId, name, address, error, skuId, state, reason, attempts } = row;
  return { id: personId, name, address, error, skuId, state, reason, attempts };
}
