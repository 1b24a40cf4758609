// What a change would do, beside reading the same members with Microsoft's own client: the summary at once, and then
// every single member of a group of 100,000 with what each will get, and the memory that this takes. The tenant is a
// process of its own, which both sides ask over HTTP on this machine: nothing of a network's time is in the numbers, and
// the sandbox counts members by looking at each of them.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@microsoft/microsoft-graph-client';
import catalogs from '../../dist/licensing/catalog.js';
import forecasting from '../../dist/licensing/forecast-members.js';
import summaries from '../../dist/licensing/summary.js';
import namesOf from '../../dist/names/names.js';
import stores from '../../dist/store/open.js';
import { log, sandboxBeside } from '../large-sandbox.mjs';

const everybody = 100_000;
const some = 10_000;
const sandbox = await sandboxBeside({ users: everybody, groups: 20, largestGroup: everybody });
const { graph, now, tenant } = sandbox;
const names = namesOf.createNames();
const catalog = catalogs.createCatalog(graph, names);
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const { store } = await stores.openStore({ folder: path.join(folder, 'store') });
const sku = (part) => sandbox.skus.find((each) => each.skuPartNumber === part).skuId;
const product = { skuId: sku('SPE_F1'), name: 'Microsoft 365 F3' };
const edit = { add: [{ ...product, disabledPlans: [] }], remove: [] };
const largest = sandbox.groups.find(({ members }) => members === everybody);

const official = Client.init({
  baseUrl: tenant.graphBaseUrl.replace(/v1\.0\/?$/, ''),
  authProvider: (done) => done(null, ''),
});
/** Microsoft's client gives its own token to https addresses only; the sandbox has none. */
const authorized = async () => ({
  authorization: `Bearer ${(await tenant.credential.getToken(tenant.scope)).token}`,
});

/** Every member, a page of 999 after the other; keeps nothing. Its iterator of pages follows https addresses only. */
async function enumerate(groupId) {
  const headers = await authorized();
  const select = 'id,displayName,userPrincipalName,accountEnabled,usageLocation,licenseAssignmentStates';
  let next = `/groups/${groupId}/members/microsoft.graph.user?$top=999&$select=${select}`;
  let counted = 0;
  while (next) {
    const page = await official.api(next).headers(headers).get();
    counted += page.value.length;
    next = page['@odata.nextLink']?.split('/v1.0')[1];
  }
  if (counted === 0) throw new Error('nobody was listed');
}

async function timed(act) {
  globalThis.gc?.();
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

async function summary() {
  const surveyed = await summaries.surveyGroup(
    { graph, catalog, now },
    { groupId: largest.id, skuIds: [product.skuId] },
  );
  return surveyed.forecast(product.skuId, edit);
}

const best = (all) => Math.min(...all);
const [summaryMs, enumerationMs] = [[], []];
let trips = 0;
for (let round = 0; round < 3; round += 1) {
  await sandbox.ask('trips');
  summaryMs.push(await timed(summary));
  trips = (await sandbox.ask('trips')).answer;
  enumerationMs.push(await timed(() => enumerate(largest.id)));
}
process.send({
  what: `Forecast of ${everybody.toLocaleString('en')} members in numbers; beside it, listing them with Microsoft's client (× is how much faster)`,
  ours: best(summaryMs),
  theirs: best(enumerationMs),
  unit: 'ms',
  ratio: best(enumerationMs) / best(summaryMs),
  goal: { atLeast: 20 },
});
process.send({
  what: 'The same in round trips; beside it the most that there should be',
  ours: trips,
  theirs: 2,
  unit: 'trips',
  ratio: trips / 2,
  goal: { atMost: 1 },
});

/** Changes whose members are forecast: drafts in the store, made the way a person's command makes them. */
const preparing = (await import('../../dist/licensing/prepare.js')).default;
async function draftFor(group) {
  const made = await preparing.prepareChange(
    { graph, catalog, store, now },
    {
      tenantId: sandbox.tenantId,
      asker: { id: randomUUID(), name: 'Megan Bowen' },
      conversationId: 'bench',
      locale: 'en',
      groupId: group.id,
    },
    { kind: 'assign', skuId: product.skuId },
  );
  if (!made.draft) throw new Error(JSON.stringify(made));
  return made.draft;
}
const deps = {
  graph,
  catalog,
  store,
  now,
  random: Math.random,
  wake: async () => undefined,
  wakeCards: async () => undefined,
  holder: 'bench',
  isStopping: () => false,
  log,
};

/** @returns the sum that the forecast came to */
async function forecastAll(draft) {
  await store.forecasts.order(draft.id, { total: draft.forecast.members, at: now() });
  await forecasting.forecastMembers(deps, draft.id);
  const { result } = await store.forecasts.get(draft.id);
  if (result?.sum.members !== draft.forecast.members) throw new Error('not everybody was forecast');
}

const draft = await draftFor(largest);
const forecastMs = [];
const plainMs = [];
for (let round = 0; round < 3; round += 1) {
  forecastMs.push(await timed(() => forecastAll(draft)));
  plainMs.push(await timed(() => enumerate(largest.id)));
}
process.send({
  what: `Forecast of each of ${everybody.toLocaleString('en')} members, kept in the embedded database; beside it, listing them with Microsoft's client`,
  ours: best(forecastMs) / 1000,
  theirs: best(plainMs) / 1000,
  unit: 's',
  ratio: best(forecastMs) / best(plainMs),
  goal: { atMost: 1.1 },
});

/** The most that is in use at once above what was before, in MB, looked at after each fifth page of Graph's. */
async function growth(act) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let [most, pages] = [before, 0];
  const real = graph.members;
  deps.graph = {
    ...graph,
    members: async (...given) => {
      pages += 1;
      if (pages % 5 === 0) {
        globalThis.gc?.();
        most = Math.max(most, process.memoryUsage().heapUsed);
      }
      return real(...given);
    },
  };
  await act();
  deps.graph = graph;
  return (most - before) / 1e6;
}
const smaller = sandbox.groups.find((each) => each !== largest && each.licenses === 0);
await sandbox.ask('fill', smaller.id, largest.id, some);
const small = await draftFor(smaller);
const inSmall = await growth(() => forecastAll(small));
const inLarge = await growth(() => forecastAll(draft));
process.send({
  what: `Memory of that at most; beside it, of ${some.toLocaleString('en')} members`,
  ours: inLarge,
  theirs: inSmall,
  unit: 'MB',
  ratio: inLarge / Math.max(inSmall, 0.1),
  goal: { atMost: 2 },
});
await store.close();
sandbox.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
