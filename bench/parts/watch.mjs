// Watching 10,000 groups that Entra processes, beside one GET per group every 30 s: requests, those inside a $batch too,
// and how late the end of 300 of them is noticed. Time is moved, not waited for.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import watching from '../../dist/licensing/watch.js';
import stores from '../../dist/store/open.js';
import { log, sandboxHere } from '../large-sandbox.mjs';

const watched = 10_000;
const naiveEveryMs = 30_000;
/** The others take so long that they never end here. */
const ending = 300;
const endsWithinMs = [40_000, 120_000];
const queuedMs = 1_000;
const ignore = () => undefined;
const asked = { trips: 0, requests: 0 };
const realFetch = globalThis.fetch;
globalThis.fetch = (url, options) => {
  asked.trips += 1;
  asked.requests += String(url).endsWith('/$batch') ? JSON.parse(options.body).requests.length : 1;
  return realFetch(url, options);
};
const { sandbox, clock, graph } = await sandboxHere({
  size: { users: 20_000, groups: watched + 1_000, largestGroup: 10 },
  pace: { queuedMs, membersPerSecond: 1e-6 },
});
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const { store, queueDatabase } = await stores.openStore({ folder: path.join(folder, 'store') });

const { skuId } = [...sandbox.tenant.skus.values()].find((each) => each.skuPartNumber === 'FLOW_FREE');
const groups = [...sandbox.tenant.groups.values()]
  .filter((group) => group.licenses.length === 0 && group.users.size > 0)
  .slice(0, watched);
const product = { skuId, name: 'Power Automate Free' };
const forecast = { members: 1, alreadyLicensed: 0, errorsBefore: 0 };
const began = clock.now();
const endsAt = new Map();
const rows = groups.map((group, index) => {
  if (index % Math.floor(watched / ending) === 0 && endsAt.size < ending) {
    const [least, most] = endsWithinMs;
    const takesMs = least + ((most - least) * endsAt.size) / ending;
    group.pace = group.users.size / (takesMs / 1_000);
    endsAt.set(group.id, began + queuedMs + takesMs);
  }
  sandbox.engine.setTemplate(group, [{ skuId, disabledPlans: [] }], { kind: 'app', appId: null, name: 'b' });
  return {
    id: randomUUID(),
    number: index + 1,
    group_id: group.id,
    group_name: group.displayName,
    at: new Date(clock.now()),
  };
});
const edit = { add: [{ ...product, disabledPlans: [] }], remove: [] };
const queryOf = (text, given) => queueDatabase.pglite.query(text, given);
await queryOf(
  `insert into changes (id, number, tenant_id, kind, state, revision, group_id, group_name, sku_id, product_name, edit,
     origin, asker_id, asker_name, conversation_id, locale, forecast, created_at, accepted_at, attempted_at, next_at)
   select id, number, 'bench', 'assign', 'processing', 1, group_id, group_name, $2, $3, $4, '{}', 'a', 'a', 'c', 'en', $5,
     at, at, at, at
   from jsonb_to_recordset($1::jsonb)
     as row (id uuid, number integer, group_id text, group_name text, at timestamptz)`,
  [JSON.stringify(rows), skuId, product.name, JSON.stringify(edit), JSON.stringify(forecast)],
);
await queryOf(`insert into counters (tenant_id, last) values ('bench', $1)`, [rows.length]);

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
  log,
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

wakes.set(rows[0].id, clock.now()); // whoever looks takes the others along
await runUntil(clock.now() + 30_000); // the first readings are not what is compared
Object.assign(asked, { trips: 0, requests: 0 });
const span = 90_000;
await runUntil(clock.now() + span);
for (const [kind, what] of [
  ['requests', 'requests in 30 s, those inside a $batch counted'],
  ['trips', 'the same, a $batch counted as one'],
]) {
  const ours = asked[kind] / (span / naiveEveryMs);
  process.send({
    what: `Watching ${watched.toLocaleString('en')} groups, beside a GET for each: ${what}`,
    ours,
    theirs: watched,
    unit: 'requests',
    ratio: ours / watched,
    goal: { atMost: 1 / 20 },
  });
}

// The last ends, and a look or two after it.
await runUntil(Math.max(...endsAt.values()) + 120_000);
const { rows: ended } = await queryOf(
  `select group_id, finished_at from changes where finished_at is not null`,
);
const late = ended.map(({ group_id, finished_at }) => finished_at.getTime() - endsAt.get(group_id));
if (ended.length !== ending) throw new Error(`${ended.length} of ${ending} ends were noticed`);
late.sort((a, b) => a - b);
for (const [part, what] of [
  [0.5, 'half of the ends are noticed within'],
  [1, 'all are noticed within'],
]) {
  const ours = late[Math.ceil(late.length * part) - 1];
  process.send({
    what: `The same: ${what}, beside the 30 s between two GETs`,
    ours,
    theirs: naiveEveryMs,
    unit: 'ms',
    ratio: ours / naiveEveryMs,
    goal: { atMost: 1 },
  });
}

await store.close();
await sandbox.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
