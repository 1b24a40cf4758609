import { randomUUID } from 'node:crypto';
import { and, asc, count, desc, eq, inArray, isNotNull, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Change, ChangePatch, NewChange } from '../licensing/change';
import { assertMove, openStates, plannedStates, runningStates } from '../licensing/change-states';
import type { ChangeMove, ChangeRepository, Evidence } from './contract';
import { releaseMessage } from './answered-cards';
import { dropForecastCards } from './cards';
import { dateOf, isoOf, type Database } from './database';
import { evidenceOf, record } from './evidence';
import { keepReadings } from './keep-readings';
import { raiseCards } from './raise-cards';
import { cards, changes, counters, repairPeople } from './schema';
import { seatNeeds, standingIn } from './seat-needs';

type Row = typeof changes.$inferSelect;

/** The largest that the column holds; people may type any. */
const largestNumber = 2_147_483_647;

/** Ids that one statement names. */
const mostAtOnce = 1_000;

/** Changes, their record and the cards they call for. */
export function changeRepository(database: Database): ChangeRepository {
  const newest = async (
    tenantId: string,
    which: SQL | undefined,
    page: { readonly limit: number; readonly offset?: number },
  ): Promise<readonly Change[]> =>
    (
      await database
        .select()
        .from(changes)
        .where(and(eq(changes.tenantId, tenantId), which))
        .orderBy(desc(changes.createdAt), desc(changes.number))
        .limit(page.limit)
        .offset(page.offset ?? 0)
    ).map(toChange);
  const dueBy = async (now: Date, which: SQL | undefined, limit: number): Promise<readonly Change[]> =>
    (
      await database
        .select()
        .from(changes)
        .where(and(lte(changes.nextAt, now), which))
        .orderBy(asc(changes.nextAt))
        .limit(limit)
    ).map(toChange);
  return {
    create: (change, at, first) =>
      database.transaction((tx) => insertChange(tx, change, first, { state: 'draft', createdAt: at })),

    get: async (id) => one(await database.select().from(changes).where(eq(changes.id, id))),

    byNumber: async (tenantId, number) => {
      if (!Number.isInteger(number) || number < 1 || number > largestNumber) return undefined;
      return one(
        await database
          .select()
          .from(changes)
          .where(and(eq(changes.tenantId, tenantId), eq(changes.number, number))),
      );
    },

    move: (move) => database.transaction((tx) => applyMove(tx, move)),

    askedToDecide: (tenantId, personId, limit) =>
      newest(
        tenantId,
        and(
          inArray(changes.state, [...openStates]),
          sql`${changes.request} @> ${JSON.stringify({ stages: [{ approvers: [{ id: personId }] }] })}::jsonb`,
        ),
        { limit },
      ),

    requestsOf: (tenantId, personId, page) =>
      newest(
        tenantId,
        and(
          isNotNull(changes.request),
          or(
            eq(changes.askerId, personId),
            sql`${changes.request} @> ${JSON.stringify({ followers: [{ person: { id: personId } }] })}::jsonb`,
          ),
        ),
        page,
      ),

    due: (now, limit) => dueBy(now, undefined, limit),

    dueToWatch: (now, limit) => dueBy(now, eq(changes.state, 'processing'), limit),

    // Whatever is processing is looked at again, so the index of what is due is enough to count them.
    watched: () => database.$count(changes, and(eq(changes.state, 'processing'), isNotNull(changes.nextAt))),

    lookLater: async (ids, at) => {
      for (let from = 0; from < ids.length; from += mostAtOnce) {
        await database
          .update(changes)
          .set({ nextAt: at })
          .where(
            and(
              inArray(changes.id, ids.slice(from, from + mostAtOnce)),
              inArray(changes.state, ['processing', 'wait-listed']),
            ),
          );
      }
    },

    begunFor: async (tenantId, groupIds) =>
      groupIds.length === 0
        ? []
        : (
            await database
              .select()
              .from(changes)
              .where(
                and(
                  eq(changes.tenantId, tenantId),
                  inArray(changes.groupId, [...groupIds]),
                  inArray(changes.state, [...plannedStates, ...runningStates]),
                ),
              )
          ).map(toChange),

    childrenOf: async (parentId) =>
      (
        await database
          .select()
          .from(changes)
          .where(eq(changes.parentId, parentId))
          .orderBy(asc(changes.number))
      ).map(toChange),

    keepReadings: (readings, at) => keepReadings(database, readings, at),

    seatNeeds: (tenantId, states, skuId) => seatNeeds(database, tenantId, states, skuId),

    waitListed: async (tenantId) =>
      (
        await database
          .select()
          .from(changes)
          .where(standingIn(tenantId, ['wait-listed']))
          .orderBy(asc(changes.confirmedAt), asc(changes.number))
      ).map(toChange),

    countByState: async (tenantId, states) => {
      const counted = await database
        .select({ state: changes.state, count: count() })
        .from(changes)
        .where(standingIn(tenantId, states))
        .groupBy(changes.state);
      return new Map(counted.map((each) => [each.state, each.count]));
    },

    inStates: (tenantId, states, page) => newest(tenantId, standingIn(tenantId, states), page),

    ofGroup: (tenantId, groupId, limit) => newest(tenantId, eq(changes.groupId, groupId), { limit }),

    history: (tenantId, about, limit) =>
      newest(
        tenantId,
        and(
          ne(changes.state, 'draft'),
          about.groupId === undefined ? undefined : eq(changes.groupId, about.groupId),
          about.skuId === undefined ? undefined : editsProduct(about.skuId),
          about.personId === undefined ? undefined : concernsPerson(about.personId),
        ),
        { limit },
      ),

    evidence: (changeId) => evidenceOf(database, changeId),
  };
}

/** With the next number of its tenant, and its first evidence. */
async function insertChange(
  tx: Database,
  change: NewChange,
  first: Evidence,
  begins: Pick<typeof changes.$inferInsert, 'state' | 'createdAt' | 'parentId' | 'confirmedAt' | 'nextAt'>,
): Promise<Change> {
  const [counter] = await tx
    .insert(counters)
    .values({ tenantId: change.tenantId, last: 1 })
    .onConflictDoUpdate({ target: counters.tenantId, set: { last: sql`${counters.last} + 1` } })
    .returning();
  const { group, product, asker, ...rest } = change;
  const [row] = await tx
    .insert(changes)
    .values({
      ...rest,
      ...begins,
      id: randomUUID(),
      number: counter?.last ?? 1,
      revision: 1,
      groupId: group.id,
      groupName: group.name,
      skuId: product.skuId,
      productName: product.name,
      askerId: asker.id,
      askerName: asker.name,
    })
    .returning();
  const created = toChange(row as Row);
  await record(tx, created, first);
  return created;
}

function editsProduct(skuId: string) {
  const product = [{ skuId }];
  return or(
    sql`${changes.edit} @> ${JSON.stringify({ add: product })}::jsonb`,
    sql`${changes.edit} @> ${JSON.stringify({ remove: product })}::jsonb`,
  );
}

function concernsPerson(id: string) {
  return or(
    eq(changes.askerId, id),
    sql`${changes.request} @> ${JSON.stringify({ decisions: [{ by: { id } }] })}::jsonb`,
    sql`exists (select 1 from ${repairPeople}
      where ${repairPeople.changeId} = ${changes.id} and ${repairPeople.personId} = ${id})`,
  );
}

async function applyMove(tx: Database, move: ChangeMove): Promise<Change | undefined> {
  const [before] = await tx.select({ state: changes.state }).from(changes).where(eq(changes.id, move.id));
  if (!before) return undefined;
  const same = and(eq(changes.id, move.id), eq(changes.revision, move.revision));
  const [row] = await tx
    .update(changes)
    .set({
      ...columnsOf(move.patch ?? {}),
      ...(move.to ? { state: move.to } : {}),
      revision: move.revision + 1,
    })
    .where(and(same, eq(changes.state, before.state)))
    .returning();
  if (!row) return undefined;
  // Refused after the compare-and-set, so that who came late is told so rather than that the move is illegal.
  if (move.to) assertMove(before.state, move.to);
  if (move.redraw !== false) await raiseCards(tx, row, move);
  // What it was drawn on is about to show something else.
  if (move.to) await dropForecastCards(tx, move.id);
  for (const card of move.cards ?? []) {
    if (card.activityId) await releaseMessage(tx, card.activityId, card);
    await tx
      .insert(cards)
      .values({
        ...card,
        id: randomUUID(),
        changeId: move.id,
        state: 'live',
        wantedRevision: row.revision,
        // A card that was pressed is drawn by the answer to the press, but only for who pressed it.
        shownRevision: 0,
        dueAt: move.at,
        rests: card.view === 'reminder',
      })
      .onConflictDoNothing();
  }
  const moved = toChange(row);
  if (move.evidence) await record(tx, moved, move.evidence);
  for (const { change, evidence } of move.children ?? []) {
    const begins = { parentId: move.id, confirmedAt: row.confirmedAt, createdAt: move.at, nextAt: move.at };
    await insertChange(tx, change, evidence, { ...begins, state: 'queued' });
  }
  return moved;
}

function columnsOf(patch: ChangePatch): Partial<typeof changes.$inferInsert> {
  const { confirmedAt, attemptedAt, acceptedAt, busySeenAt, completeSeenAt, finishedAt, nextAt, ...plain } =
    patch;
  return {
    ...plain,
    confirmedAt: dateOf(confirmedAt),
    attemptedAt: dateOf(attemptedAt),
    acceptedAt: dateOf(acceptedAt),
    busySeenAt: dateOf(busySeenAt),
    completeSeenAt: dateOf(completeSeenAt),
    finishedAt: dateOf(finishedAt),
    nextAt: dateOf(nextAt),
  };
}

function one(rows: readonly Row[]): Change | undefined {
  return rows[0] && toChange(rows[0]);
}

function toChange(row: Row): Change {
  const { groupId, groupName, skuId, productName, askerId, askerName, ...rest } = row;
  return {
    ...rest,
    group: { id: groupId, name: groupName },
    product: { skuId, name: productName },
    asker: { id: askerId, name: askerName },
    createdAt: isoOf(row.createdAt),
    confirmedAt: isoOf(row.confirmedAt),
    attemptedAt: isoOf(row.attemptedAt),
    acceptedAt: isoOf(row.acceptedAt),
    busySeenAt: isoOf(row.busySeenAt),
    completeSeenAt: isoOf(row.completeSeenAt),
    finishedAt: isoOf(row.finishedAt),
    nextAt: isoOf(row.nextAt),
    trace: row.trace ?? undefined,
  };
}
