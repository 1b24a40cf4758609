// Watching 10,000 groups that Entra processes, beside one GET per group every 30 s: requests, and how late the end is noticed.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import graphClient from '../../dist/graph/client.js';
import watching from '../../dist/licensing/watch.js';
import sandboxes from '../../dist/sandbox/index.js';
import stores from '../../dist/store/open.js';
import tenants from '../../dist/tenant.js';

const watched = 10_000;
const naiveEveryMs = 30_000;
const ignore = () => undefined;
const clock = sandboxes.virtualClock(Date.parse('2026-11-24T09:00:00Z'));
const sandbox = await sandboxes.startSandbox({
  scenario: 'large',
  size: { users: 20_000, groups: watched + 1_000, largestGroup: 10 },
  clock,
  pace: { queuedMs: 300_000, membersPerSecond: 1e9 },
  staleReadMs: 0,
});
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const { store, queueDatabase } = await stores.openStore({ folder: path.join(folder, 'store') });
const tenant = tenants.sandboxTenant(sandbox, () => new Date(clock.now()));

let requests = 0;
const realFetch = globalThis.fetch;
globalThis.fetch = (...args) => {
  requests += 1;
  return realFetch(...args);
};
const graph = graphClient.createGraph({
  baseUrl: tenant.graphBaseUrl,
  credential: tenant.credential,
  scope: tenant.scope,
  sleep: async (ms) => void clock.advance(ms),
  random: () => 0.5,
  now: () => clock.now(),
  log: { debug: ignore, info: ignore, warn: ignore },
});

const { skuId } = [...sandbox.tenant.skus.values()].find((each) => each.skuPartNumber === 'FLOW_FREE');
const groups = [...sandbox.tenant.groups.values()]
  .filter((group) => group.licenses.length === 0 && group.users.size > 0)
  .slice(0, watched);
const product = { skuId, name: 'Power Automate Free' };
const forecast = { members: 1, alreadyLicensed: 0, errorsBefore: 0 };
const at = new Date(clock.now());
const time = at.toISOString();
const rows = groups.map((group, index) => {
  sandbox.engine.setTemplate(group, [{ skuId, disabledPlans: [] }], { kind: 'app', appId: null, name: 'b' });
  return { id: randomUUID(), number: index + 1, group_id: group.id, group_name: group.displayName };
});
const edit = { add: [{ ...product, disabledPlans: [] }], remove: [] };
await queueDatabase.pglite.query(
  `insert into changes (id, number, tenant_id, kind, state, revision, group_id, group_name, sku_id, product_name, edit,
     origin, asker_id, asker_name, conversation_id, locale, forecast, created_at, accepted_at, attempted_at, next_at)
   select id, number, 'bench', 'assign', 'processing', 1, group_id, group_name, $2, $3, $4, '{}', 'a', 'a', 'c', 'en', $5,
     $6, $6, $6, $6
   from jsonb_to_recordset($1::jsonb) as row (id uuid, number integer, group_id text, group_name text)`,
  [JSON.stringify(rows), skuId, product.name, JSON.stringify(edit), JSON.stringify(forecast), time],
);
const ids = rows.map(({ id }) => id);

const wakes = new Map();
const telemetry = {
  count: ignore,
  record: ignore,
  turned: ignore,
  within: (_change, act) => act(),
  step: (_name, act) => act(ignore),
};
const deps = {
  graph,
  store,
  now: () => new Date(clock.now()),
  random: Math.random,
  wake: async (_queue, id, when) => void wakes.set(id, (when ?? new Date(clock.now())).getTime()),
  wakeCards: async () => undefined,
  finishLog: { countsFor: async () => undefined },
  telemetry,
  log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
};

/** Runs what is due in the order of its time, until a moment. */
async function runUntil(end) {
  for (;;) {
    const times = [...wakes.values()];
    const next = Math.min(...times);
    if (times.length === 0 || next > end) break;
    if (next > clock.now()) clock.advance(next - clock.now());
    const due = [...wakes].filter(([, when]) => when <= clock.now()).map(([id]) => id);
    for (const id of due) wakes.delete(id);
    await watching.watchChanges(deps, due);
  }
  if (end > clock.now()) clock.advance(end - clock.now());
}

wakes.set(ids[0], clock.now()); // whoever looks takes the others along
await runUntil(clock.now() + 60_000); // the first readings are not what is compared
requests = 0;
const span = 120_000;
await runUntil(clock.now() + span);
const ours = requests / (span / naiveEveryMs);
process.send({
  what: `Watching ${watched.toLocaleString('en')} groups: requests in 30 s`,
  ours,
  theirs: watched,
  unit: 'requests',
  ratio: ours / watched,
  goal: { atMost: 1 / 20 },
});

// Now Entra ends: how long until each end is noticed, in units of our longest interval between two looks.
const begun = clock.now();
const ends = at.getTime() + 300_000;
await runUntil(Math.max(begun, ends) + 95_000);
let latest = 0;
let open = 0;
for (const id of ids) {
  const change = await store.changes.get(id);
  if (change.finishedAt) latest = Math.max(latest, Date.parse(change.finishedAt) - ends);
  else open += 1;
}
if (open > 0) process.stderr.write(`${open} of ${watched} were not noticed within 95 s.\n`);
process.send({
  what: 'The same: the latest notice of an end, beside one poll interval (5 min old changes: ± 30 s, gathered in 30 s)',
  ours: latest / 1000,
  theirs: 66,
  unit: 's',
  ratio: latest / 66_000,
  goal: { atMost: 1 },
});
await store.close();
await sandbox.close();
rmSync(folder, { recursive: true, force: true });
process.exit(open > 0 ? 1 : 0);
