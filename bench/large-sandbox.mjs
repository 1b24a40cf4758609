// A large sandbox tenant in a process of its own, as Graph is one, and what a part of the bench reads it with. Its time is
// moved, not waited for: Graph's budget of requests is not what is measured.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import graphClient from '../dist/graph/client.js';
import sandboxes from '../dist/sandbox/index.js';
import tenants from '../dist/tenant.js';

const beginsAt = Date.parse('2026-11-24T09:00:00Z');
const ignore = () => undefined;
/** A log that says nothing. */
export const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The sandbox in this process, for parts that move its time and look inside. */
export async function sandboxHere(options) {
  const clock = sandboxes.virtualClock(beginsAt);
  const sandbox = await sandboxes.startSandbox({ scenario: 'large', clock, staleReadMs: 0, ...options });
  return { sandbox, clock, ...readerOf(sandbox, clock, async () => undefined) };
}

/** The sandbox in a process of its own. @returns also `ask`, for what the messages below can do there */
export async function sandboxBeside(size) {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(size)]);
  const waiting = [];
  const answered = () => new Promise((resolve) => waiting.push(resolve));
  child.on('message', (answer) => waiting.shift()?.(answer));
  const place = await answered();
  const ask = (what, ...given) => {
    child.send({ what, given });
    return answered();
  };
  const clock = sandboxes.virtualClock(beginsAt);
  const reader = readerOf(place, clock, (ms) => ask('advance', ms));
  return { ...place, ...reader, ask, close: () => child.kill() };
}

/** Our own client of that tenant. */
function readerOf(sandbox, clock, advance) {
  const now = () => new Date(clock.now());
  const tenant = tenants.sandboxTenant(sandbox, now);
  const graph = graphClient.createGraph({
    baseUrl: tenant.graphBaseUrl,
    credential: tenant.credential,
    scope: tenant.scope,
    sleep: async (ms) => {
      clock.advance(ms);
      await advance(ms);
    },
    random: () => 0.5,
    now: () => clock.now(),
    log,
  });
  return { tenant, graph, now };
}

/** What the process beside does when it is asked. */
async function serve(size) {
  const clock = sandboxes.virtualClock(beginsAt);
  const sandbox = await sandboxes.startSandbox({ scenario: 'large', size, clock, staleReadMs: 0 });
  const { groups, skus } = sandbox.tenant;
  const can = {
    advance: (ms) => void clock.advance(ms),
    /** Requests since the last time, those inside a `$batch` not counted. */
    trips: () => sandbox.requests.splice(0).filter(({ batched }) => !batched).length,
    /** The first members of one group are all members of another from now on. */
    fill: (id, from, members) =>
      void (groups.get(id).users = new Set([...groups.get(from).users].slice(0, members))),
  };
  process.on('message', ({ what, given }) => process.send({ answer: can[what](...given) }));
  process.on('disconnect', () => process.exit(0));
  process.send({
    url: sandbox.url,
    tenantId: sandbox.tenantId,
    skus: [...skus.values()].map(({ skuId, skuPartNumber }) => ({ skuId, skuPartNumber })),
    groups: [...groups.values()].map(({ id, users, licenses }) => ({
      id,
      members: users.size,
      licenses: licenses.length,
    })),
  });
}
if (process.argv[1] === fileURLToPath(import.meta.url) && process.send)
  await serve(JSON.parse(process.argv[2]));
