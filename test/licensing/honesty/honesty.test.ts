import type { GraphApi } from '../../../src/graph/api';
import { GraphError } from '../../../src/graph/errors';
import { createCatalog, type Catalog } from '../../../src/licensing/catalog';
import type { Change } from '../../../src/licensing/change';
import { afterEdit, toGraphEdit } from '../../../src/licensing/edit';
import { forecastMembers } from '../../../src/licensing/forecast-members';
import { RefusedLocations } from '../../../src/licensing/learn-from';
import { allPlanFacts } from '../../../src/licensing/learned';
import { memberResult } from '../../../src/licensing/outcome';
import { settleSeats } from '../../../src/licensing/rules/forecast-sum';
import { unpackRows, type ForecastRow } from '../../../src/licensing/rules/forecast-rows';
import { clashInside, dependentPlans } from '../../../src/licensing/rules/template-check';
import { productMap } from '../../../src/licensing/rules/template';
import { createNames } from '../../../src/names/names';
import { startSandbox, virtualClock } from '../../../src/sandbox';
import { pick, seededRandom } from '../../../src/sandbox/random';
import type { Store } from '../../../src/store/contract';
import type { OpenedStore } from '../../../src/store/open';
import { forecast, ids, newChange } from '../../support/builders';
import { serverDatabase, type TestDatabase } from '../../support/databases';
import { sandboxGraph } from '../../support/sandbox-graph';
import { compare, type Compared } from './compare';
import { changeByChance } from './random-change';
import { fillByChance } from './random-tenant';

/** All 200 with `HONESTY=200`; fewer in between, for they take their time. */
const changes = Number(process.env['HONESTY'] ?? 48);
const perTenant = 8;
const wanted = 0.95;

let database: TestDatabase;
let opened: OpenedStore;
let store: Store;

beforeAll(async () => {
  database = await serverDatabase();
  opened = await database.open();
  store = opened.store;
});
afterAll(async () => {
  await opened?.store.close();
  await database?.dispose();
});

interface Found {
  readonly templates: { asked: number; right: number; readonly wrong: string[] };
  readonly members: (Compared & { readonly who: string })[];
}

it(`${changes} changes of chance come out as they were forecast`, async () => {
  const found: Found = { templates: { asked: 0, right: 0, wrong: [] }, members: [] };
  for (let tenant = 0; tenant * perTenant < changes; tenant += 1) {
    await inTenant(20_261_124 + tenant, Math.min(perTenant, changes - tenant * perTenant), found);
  }
  const { members, templates } = found;
  const failures = members.filter((each) => !isFine(each));
  const wrong = members.filter(({ agrees }) => !agrees);
  const report = [
    `${members.length} members, ${failures.length} of them failed or were forecast to; wrong about ${wrong.length}`,
    ...wrong.map(({ who, forecast: said, outcome }) => `${who}: forecast ${said}, came out ${outcome}`),
    ...templates.wrong,
  ].join('\n');
  if (process.env['HONESTY']) process.stderr.write(`${report}\n`);
  // A forecast that says nothing would agree with tenants in which nothing happens.
  expect(failures.length).toBeGreaterThan(members.length / 20);
  expect({ report, share: 1 - wrong.length / failures.length >= wanted }).toEqual({ report, share: true });
  expect(templates.wrong).toEqual([]);
  expect(templates.asked).toBeGreaterThan(0);
});

function isFine({ forecast: said, outcome, agrees }: Compared): boolean {
  return agrees && !said.includes(':') && !/Violation|Other/.test(outcome);
}

async function inTenant(seed: number, count: number, found: Found): Promise<void> {
  const clock = virtualClock(Date.parse('2026-11-24T09:00:00Z') + seed);
  const random = seededRandom(seed);
  const pace = { queuedMs: 0, membersPerSecond: Infinity };
  const sandbox = await startSandbox({ scenario: 'conflicts', clock, pace, staleReadMs: 0 });
  try {
    const groups = fillByChance(sandbox, random);
    const graph = sandboxGraph(sandbox, clock);
    const catalog = createCatalog(graph, createNames());
    for (let number = 0; number < count; number += 1) {
      const group = pick(groups, random);
      const drawn = changeByChance(sandbox, group, random);
      const template = group.licenses;
      const change = await store.changes.create(
        newChange({
          ...drawn,
          group: { id: group.id, name: group.displayName },
          product: drawn.edit.add[0] ?? drawn.edit.remove[0] ?? { skuId: ids.e3, name: '' },
          forecast: forecast({ members: group.users.size, tenantUsageLocation: 'US' }),
        }),
        new Date(clock.now()),
        { at: new Date(clock.now()).toISOString(), kind: 'asked', actor: ids.person, data: {} },
      );
      const rows = await forecastOf(change, { graph, catalog, clock });
      const refusal = await refusedBeforehand(change, template, catalog);
      const label = `seed ${seed}, change ${number} (${change.kind} ${change.product.name})`;
      const written = await write(graph, change);
      if (refusal || !written) {
        found.templates.asked += 1;
        if (refusal && !written) found.templates.right += 1;
        else
          found.templates.wrong.push(
            `${label}: ${refusal || 'not foreseen'}, ${written ? 'taken' : 'refused'}`,
          );
      }
      if (!written) continue;
      clock.advance(60_000);
      await outcomeOf(graph, { ...change, acceptedAt: change.createdAt }, rows, label, found);
    }
  } finally {
    await sandbox.close();
  }
}

/** Each member's forecast, as the service makes and keeps it. */
async function forecastOf(
  change: Change,
  tenant: { graph: GraphApi; catalog: Catalog; clock: { now(): number } },
): Promise<ReadonlyMap<string, ForecastRow['forecast']>> {
  const idle = async (): Promise<void> => undefined;
  const silent = (): void => undefined;
  const { graph, catalog, clock } = tenant;
  await store.forecasts.order(change.id, { total: 0, at: new Date(clock.now()) });
  await forecastMembers(
    {
      graph,
      catalog,
      store,
      now: () => new Date(clock.now()),
      random: () => 0.5,
      wake: idle,
      wakeCards: idle,
      holder: 'a test',
      isStopping: () => false,
      log: { debug: silent, info: silent, warn: silent, error: silent },
    },
    change.id,
  );
  const made = await store.forecasts.get(change.id);
  if (!made?.result) throw new Error(`no forecast: ${JSON.stringify(made)}`);
  const limits = new Map(Object.entries(made.result.seatLimits));
  return new Map(
    unpackRows((await store.forecasts.page(change.id, 0)) ?? '[]').map((row) => [
      row.person.id,
      settleSeats(row.forecast, row.person.id, limits),
    ]),
  );
}

/** Why Graph will refuse the change as a whole; `''`: it will take it. */
async function refusedBeforehand(
  change: Change,
  before: Change['before'],
  catalog: Catalog,
): Promise<string> {
  const products = productMap(await catalog.products());
  const facts = allPlanFacts(await store.facts.of(change.tenantId));
  const after = afterEdit(before ?? [], change.edit);
  const [dependent] = dependentPlans(after, products, facts);
  if (dependent) return `dependent plan ${dependent.plan}`;
  return clashInside(after, products, facts) ? 'products that exclude each other' : '';
}

async function write(graph: GraphApi, change: Change): Promise<boolean> {
  try {
    await graph.assignGroupLicense(change.group.id, toGraphEdit(change.edit));
    return true;
  } catch (error) {
    if (error instanceof GraphError && error.status === 400) return false;
    throw error;
  }
}

/** Compares, and learns from what came out as the bot does. */
async function outcomeOf(
  graph: GraphApi,
  change: Change,
  rows: ReadonlyMap<string, ForecastRow['forecast']>,
  label: string,
  found: Found,
): Promise<void> {
  const refused = new RefusedLocations(change);
  const { items } = await graph.members(change.group.id);
  expect(items.length).toBe(rows.size);
  for (const member of items) {
    const row = rows.get(member.id);
    if (!row) throw new Error(`${label}: ${member.displayName} was not forecast`);
    refused.add(member);
    const compared = compare(change, row, memberResult(member, change));
    found.members.push({ ...compared, who: `${label}, ${member.displayName}` });
  }
  await refused.learn(
    {
      catalog: { products: async () => [] },
      store,
      now: () => new Date(),
      log: { debug: noLine, info: noLine, warn: noLine, error: noLine },
    },
    change.tenantId,
  );
}

function noLine(): void {}
