import { messageOf } from '../errors';
import { GraphError } from '../graph/errors';
import type { GraphMember, Page } from '../graph/api';
import { editOf, groupIdsOf } from './batch/batch';
import type { Change, ChangeFailure } from './change';
import { isFinal } from './change-states';
import { afterEdit } from './edit';
import { gone } from './eligibility';
import type { ExactForecast, StoredForecast } from './exact-forecast';
import { allPlanFacts, prohibitedLocations } from './learned';
import { retryDelay } from './poll-interval';
import { ForecastSum, settleSeats, type MemberSum } from './rules/forecast-sum';
import { packRows, unpackRows, type ForecastRow } from './rules/forecast-rows';
import { SeenIds } from './rules/id-keys';
import { knownPlanNames } from './rules/known-plan-facts';
import type { ForecastContext } from './rules/member';
import { memberForecaster } from './rules/member-forecast';
import { Mentioned } from './rules/mentioned';
import { SeatLine, type SeatLimits } from './rules/seat-line';
import { productMap } from './rules/template';
import type { LicensingDeps } from './services';

/** One page of Graph's: so many members are forecast while somebody waits for the answer. */
const mostWhileWaiting = 999;
/** Each group takes a round trip at least. */
const mostGroupsWhileWaiting = 5;
/** A process that died keeps a forecast to itself for at most this long. Milliseconds. */
const leaseMs = 60_000;
/** How often a card is told how far it is. Milliseconds. */
const progressEveryMs = 2_000;
const mostAttempts = 6;

type ForecastDeps = Pick<
  LicensingDeps,
  'graph' | 'catalog' | 'now' | 'random' | 'wake' | 'wakeCards' | 'holder' | 'log' | 'isStopping'
> & {
  readonly store: Pick<LicensingDeps['store'], 'changes' | 'evidence' | 'facts' | 'forecasts' | 'leases'>;
};

/** A message that is there already and shows the forecast from now on. */
export interface ForecastMessage {
  readonly conversationId: string;
  readonly activityId: string;
  readonly viewerId: string;
}

/** Whether members are so few that somebody can wait until each was looked at. */
export function isShort(change: Pick<Change, 'forecast' | 'group' | 'batch'>): boolean {
  return change.forecast.members <= mostWhileWaiting && groupIdsOf(change).length <= mostGroupsWhileWaiting;
}

/** Has the forecast of a change's members made in the background. */
export async function orderForecast(
  deps: ForecastDeps,
  change: Change,
  card?: ForecastMessage,
): Promise<StoredForecast> {
  const { members: total } = change.forecast;
  const ordered = await deps.store.forecasts.order(change.id, {
    total,
    at: deps.now(),
    ...(card ? { card } : {}),
  });
  await deps.wake('forecast', change.id);
  return ordered;
}

/** The same at once, for a group that fits on one page; undefined for a larger one, or when Graph did not answer. */
export async function forecastAtOnce(deps: ForecastDeps, change: Change): Promise<ExactForecast | undefined> {
  if (!isShort(change)) return undefined;
  await deps.store.forecasts.order(change.id, { total: change.forecast.members, at: deps.now() });
  await forecastMembers(deps, change.id);
  return (await deps.store.forecasts.get(change.id))?.result ?? undefined;
}

/**
 * Makes the forecast that was ordered: reads the members page by page, judges each, and keeps them in the store, so
 * that a group of any size takes little memory. Of several groups each person counts once, for which their ids are kept
 * (16 bytes each). Safe to repeat: whoever was killed in the middle begins anew.
 */
export async function forecastMembers(deps: ForecastDeps, changeId: string): Promise<void> {
  const { forecasts, leases } = deps.store;
  const forecast = await forecasts.get(changeId);
  if (forecast?.state !== 'running' || forecast.nextAt === null) return;
  const now = deps.now();
  if (Date.parse(forecast.nextAt) > now.getTime()) {
    await deps.wake('forecast', changeId, new Date(forecast.nextAt));
    return;
  }
  const lease = { name: `forecast:${changeId}`, holder: `${deps.holder}/${deps.random()}` };
  if (!(await leases.take(lease.name, lease.holder, now, leaseMs))) return;
  try {
    await read(deps, changeId, lease);
  } catch (error) {
    await afterError(deps, forecast, error);
  } finally {
    await leases.release(lease.name, lease.holder);
  }
}

async function read(
  deps: ForecastDeps,
  changeId: string,
  lease: { readonly name: string; readonly holder: string },
): Promise<void> {
  const { forecasts, leases } = deps.store;
  const change = await deps.store.changes.get(changeId);
  if (!change || isFinal(change.state)) return fail(deps, changeId, needless);
  const madeAt = deps.now();
  const contexts = await contextsOf(deps, change);
  const [context] = contexts;
  if (!context) return fail(deps, changeId, gone);
  await forecasts.begin(changeId, change.forecast.members);

  const removed = change.edit.remove.map(({ skuId }) => skuId);
  const sum = new ForecastSum(removed);
  const line = new SeatLine(freeSeats(contexts));
  const [seen, mentioned] = [new SeenIds(), new Mentioned()];
  let pages = 0;
  let shownAt = madeAt.getTime();
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const { members, judge } of membersOf(deps, contexts)) {
      if (deps.isStopping()) return; // the next process begins anew
      const rows = members.filter(({ id }) => seen.add(id)).map((member) => rowOf(member, judge(member)));
      for (const { person, forecast } of rows) {
        sum.add(person, forecast);
        if (forecast.verdict !== 'fails') line.add(person.id, forecast.seats);
        mentioned.add(forecast);
      }
      const at = deps.now();
      const redraw = at.getTime() - shownAt >= progressEveryMs;
      await writing; // one page is written while the next is read, not more
      writing = forecasts.addPage(changeId, {
        page: pages,
        rows: packRows(rows),
        read: seen.size,
        at,
        redraw,
      });
      writing.catch(() => undefined); // it is awaited, here or below
      pages += 1;
      if (!redraw) continue;
      shownAt = at.getTime();
      await writing;
      await leases.take(lease.name, lease.holder, at, leaseMs);
      await deps.wakeCards(changeId);
    }
  } finally {
    await writing; // also when it is given up: nothing may be written after somebody began anew
  }
  const limits = line.limits();
  const settled = limits.size === 0 ? sum.sum() : await sumWithSeats(deps, changeId, pages, removed, limits);
  await finish(deps, change, {
    sum: settled,
    names: await namesOf(deps, context, mentioned),
    seatLimits: Object.fromEntries(limits),
    madeAt: madeAt.toISOString(),
  });
}

/** What the rules need to know besides the members, for each group that is still there. */
async function contextsOf(deps: ForecastDeps, change: Change): Promise<readonly ForecastContext[]> {
  const ids = groupIdsOf(change);
  const [groups, products, organization, learned] = await Promise.all([
    deps.graph.pollGroups(ids),
    deps.catalog.products(),
    deps.graph.organization(),
    deps.store.facts.of(change.tenantId),
  ]);
  const there = ids.flatMap((id) => groups.get(id) ?? []);
  const shared = {
    added: change.edit.add.map(({ skuId }) => skuId),
    removed: change.edit.remove.map(({ skuId }) => skuId),
    products: productMap(products),
    facts: allPlanFacts(learned),
    prohibited: prohibitedLocations(learned),
    tenantLocation: organization.usageLocation,
  };
  return there.map((group) => ({
    ...shared,
    groupId: group.id,
    ...(change.batch ? { alongside: new Set(ids) } : {}),
    template: afterEdit(group.assignedLicenses, editOf(change, group.id)),
  }));
}

/** Products that cannot be given at all are none of which seats run out. */
function freeSeats(contexts: readonly ForecastContext[]): ReadonlyMap<string, number> {
  return new Map(
    contexts.flatMap(({ template, products }) =>
      template.flatMap(({ skuId }): readonly (readonly [string, number])[] => {
        const product = products.get(skuId);
        return product?.assignable ? [[skuId, product.available]] : [];
      }),
    ),
  );
}

/** The members of all groups with the judge of theirs: whoever is in several is judged in the first of them. */
async function* membersOf(
  deps: ForecastDeps,
  contexts: readonly ForecastContext[],
): AsyncGenerator<{
  readonly members: readonly GraphMember[];
  readonly judge: ReturnType<typeof memberForecaster>;
}> {
  for (const context of contexts) {
    const judge = memberForecaster(context);
    for await (const members of pagesOf(deps, context.groupId)) yield { members, judge };
  }
}

/** Pages of members, the next one asked for while the present one is worked on. */
async function* pagesOf(deps: ForecastDeps, groupId: string): AsyncGenerator<readonly GraphMember[]> {
  let page: Page<GraphMember> | undefined = await deps.graph.members(groupId);
  while (page) {
    const coming: Promise<Page<GraphMember>> | undefined =
      page.next === undefined ? undefined : deps.graph.members(groupId, page.next);
    coming?.catch(() => undefined); // it is awaited below, unless the reader left
    yield page.items;
    page = await coming;
  }
}

function rowOf(member: GraphMember, forecast: ForecastRow['forecast']): ForecastRow {
  const { id, displayName, mail, userPrincipalName, usageLocation } = member;
  return {
    person: { id, name: displayName, address: mail || userPrincipalName },
    location: usageLocation,
    forecast,
  };
}

/** Adds up once more, for now it is known for whom there is no seat. */
async function sumWithSeats(
  deps: ForecastDeps,
  changeId: string,
  pages: number,
  removed: readonly string[],
  limits: SeatLimits,
): Promise<MemberSum> {
  const sum = new ForecastSum(removed);
  const read = (page: number): Promise<string | undefined> => deps.store.forecasts.page(changeId, page);
  let coming = read(0);
  for (let page = 0; page < pages; page += 1) {
    const rows = (await coming) ?? '[]';
    coming = page + 1 < pages ? read(page + 1) : coming;
    coming.catch(() => undefined); // it is awaited, unless this one cannot be read
    for (const { person, forecast } of unpackRows(rows))
      sum.add(person, settleSeats(forecast, person.id, limits));
  }
  return sum.sum();
}

async function namesOf(
  deps: ForecastDeps,
  { products, added, removed }: ForecastContext,
  mentioned: Mentioned,
): Promise<ExactForecast['names']> {
  const { names } = deps.catalog;
  const owned = new Map(
    [...products.values()].flatMap(({ plans }) => plans.map((plan) => [plan.id, plan.name])),
  );
  const skus = [...mentioned.products, ...added, ...removed];
  return Object.fromEntries([
    ...(await deps.graph.groupNames([...mentioned.groups])),
    ...skus.map((id) => [id, products.get(id)?.name ?? names.product(id, '')] as const),
    ...[...mentioned.plans].map(
      (id) => [id, owned.get(id) ?? names.plan(id, knownPlanNames.get(id) ?? '')] as const,
    ),
  ]);
}

async function finish(deps: ForecastDeps, change: Change, result: ExactForecast): Promise<void> {
  const { sum } = result;
  const at = deps.now();
  await deps.store.forecasts.end(change.id, { at, read: sum.members, result });
  const causes = Object.fromEntries(sum.causes.map(({ cause, count }) => [causeName(cause), count]));
  await deps.store.evidence.append(change.id, {
    at: at.toISOString(),
    kind: 'forecast',
    actor: 'system',
    data: { members: sum.members, verdicts: sum.verdicts, causes },
  });
  await deps.wakeCards(change.id);
}

/** A cause in the record: what it is and which product it concerns. */
function causeName({ kind, skuId }: MemberSum['causes'][number]['cause']): string {
  return `${kind} ${skuId}`;
}

async function fail(deps: ForecastDeps, changeId: string, failure: ChangeFailure): Promise<void> {
  await deps.store.forecasts.end(changeId, { at: deps.now(), read: 0, failure });
  await deps.wakeCards(changeId);
}

async function afterError(deps: ForecastDeps, forecast: StoredForecast, error: unknown): Promise<void> {
  const known = error instanceof GraphError ? error : undefined;
  deps.log.warn({ attempts: forecast.attempts + 1, error: messageOf(error) }, 'a forecast failed');
  if (known?.passing === false || forecast.attempts + 1 >= mostAttempts) {
    return fail(deps, forecast.changeId, known ?? unknownReason);
  }
  const waitMs = retryDelay(forecast.attempts + 1, deps.random(), known?.retryAfterMs);
  const nextAt = new Date(deps.now().getTime() + waitMs);
  await deps.store.forecasts.retry(forecast.changeId, { nextAt });
  await deps.wake('forecast', forecast.changeId, nextAt);
}

const needless: ChangeFailure = {
  code: 'forecast.needless',
  sentence: 'This change has ended, so there is nothing left to forecast.',
};

const unknownReason: ChangeFailure = {
  code: 'forecast.failed',
  sentence: 'The members could not be read to their end. Try again in a moment.',
};
