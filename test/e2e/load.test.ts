import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { people, startSandbox, type Sandbox } from '../../src/sandbox';
import { startConnector, type Connector } from '../support/connector';
import { serverDatabase, type ServerDatabase } from '../support/databases';
import { addGroup } from '../support/groups';
import { activityFrom, buttonData } from '../support/said';
import { freePort, startProgram, type StartedDesk } from '../support/started-desk';

type Json = Record<string, unknown>;

/** A little in `npm test`; 50 a second for two minutes while 5,000 changes are watched with `npm run test:load`. */
const perSecond = Number(process.env['LOAD_RATE'] ?? 15);
const seconds = Number(process.env['LOAD_SECONDS'] ?? 3);
const watched = Number(process.env['LOAD_WATCHED'] ?? 100);
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const isFull = watched > 1_000;

const typed = [
  'help',
  'status',
  'licenses',
  'requests',
  'history',
  'assign',
  'scheduled',
  'status contoso sales',
];

/** In whole milliseconds. */
function median(answers: readonly { readonly ms: number }[]): string {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return (times[Math.floor(times.length / 2)] ?? 0).toFixed(0);
}

/** The compiled program on PostgreSQL: turns arrive at a steady pace, whether or not the ones before are answered. */
describe(`${perSecond} activities a second while ${watched} changes are watched`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-load-'));
  let database: ServerDatabase;
  let sandbox: Sandbox;
  let connector: Connector;
  let desk: StartedDesk;
  let port: number;

  beforeAll(async () => {
    [database, sandbox, connector, port] = await Promise.all([
      serverDatabase(),
      startSandbox({ pace: { queuedMs: 300, membersPerSecond: 40, shortestMs: 500 } }),
      startConnector(),
      freePort(),
    ]);
    desk = await startProgram(
      {
        PORT: String(port),
        DATA_DIR: folder,
        DATABASE_URL: database.url,
        SANDBOX_URL: sandbox.url,
        PLAYGROUND: 'off',
      },
      /listens on/,
    );
  }, 60_000);
  afterAll(async () => {
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close()]);
    await database.dispose();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const names = Object.keys(people).filter((name) => name !== 'pradeep') as (keyof typeof people)[];
  async function send(
    over: Json,
    person: keyof typeof people = 'megan',
  ): Promise<{ status: number; ms: number }> {
    const began = performance.now();
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activityFrom(person, connector.serviceUrl, sandbox.tenantId, over)),
        signal: AbortSignal.timeout(15_000),
      });
      await response.text();
      return { status: response.status, ms: performance.now() - began };
    } catch {
      return { status: 0, ms: performance.now() - began };
    }
  }

  /** One change that Entra does not finish while we look, and many like it: each for a group of its own. */
  async function fillWithWatched(): Promise<void> {
    const [first, ...others] = Array.from({ length: watched + 1 }, (_, number) =>
      addGroup(sandbox.tenant, `Watched ${number}`, number, 1),
    ).map((group) => Object.assign(group, { pace: 1e-6 }));
    await send({ text: `assign visio plan 2 to ${first?.displayName}` });
    const card = connector.sent.at(-1);
    const action = {
      type: 'Action.Execute',
      verb: 'change.confirm',
      data: buttonData(card?.card, 'change.confirm'),
    };
    await send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action },
      replyToId: card?.activityId,
    });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const group of others) {
      // As the change wants it; a template without the license is believed after two minutes, and ends the change.
      sandbox.engine.setTemplate(group, [{ skuId: visio, disabledPlans: [] }], {
        kind: 'app',
        appId: null,
        name: 'a test',
      });
      group.processing = 'ProcessingInProgress';
    }
    // Written from outside, as the store would have them: Graph has accepted, and a look is due.
    await client.query(
      `insert into changes select (jsonb_populate_record(null::changes, to_jsonb(c) || jsonb_build_object(
         'id', gen_random_uuid(), 'number', 1000 + g.n, 'group_id', g.id, 'group_name', 'Watched ' || g.n,
         'state', 'processing', 'outcome', null, 'finished_at', null, 'accepted_at', now(), 'next_at', now()))).*
       from (select * from changes where number = 1) c,
         unnest($1::text[]) with ordinality as g(id, n)`,
      [others.map(({ id }) => id)],
    );
    await client.query('update counters set last = $1', [1_000 + watched]);
    await client.end();
  }

  /** Memory of the process as Linux counts it. */
  const megabytes = (): number => {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${desk.process.pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1_024;
  };

  /** How many changes stand where. */
  async function states(): Promise<string> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      "select count(*) || ' ' || state as text from changes group by state order by state",
    );
    await client.end();
    return rows.map(({ text }) => text).join(', ');
  }

  /** The process's own measurement of its heap. */
  async function heap(): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^license_desk_process_heap_used_bytes\S* (\S+)/m.exec(text)?.[1] ?? 0) / 1_048_576;
  }

  it(
    `answers in time for ${seconds} s`,
    async () => {
      await fillWithWatched();
      for (const name of names) await send({ text: 'help' }, name);
      const before = { memory: megabytes(), heap: await heap() };
      const answers: Promise<{ status: number; ms: number }>[] = [];
      const began = performance.now();
      for (let sent = 0; sent < perSecond * seconds; sent += 1) {
        const wait = began + (sent * 1_000) / perSecond - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        // Many chats: what one conversation may be sent is limited.
        const id = `a:load-${sent % 200}`;
        const conversation = { id, conversationType: 'personal', tenantId: sandbox.tenantId };
        answers.push(send({ text: typed[sent % typed.length], conversation }, names[sent % names.length]));
      }
      const done = await Promise.all(answers);
      const times = done.map(({ ms }) => ms).sort((a, b) => a - b);
      const at = (part: number): number =>
        times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
      const still = await states();
      const failed = done.filter(({ status }) => status !== 200).length;
      const busy = connector.sent.filter(({ card }) =>
        JSON.stringify(card).includes('Very busy at the moment'),
      ).length;
      if (isFull)
        process.stderr.write(
          `${typed.map((text, index) => `${text}: p50 ${median(done.filter((_, sent) => sent % typed.length === index))} ms`).join(', ')}\n` +
            `${done.length} activities at ${perSecond} a second, ${watched} changes watched (at the end ${still}): p50 ${at(0.5).toFixed(0)} ms, ` +
            `p99 ${at(0.99).toFixed(0)} ms, most ${at(1).toFixed(0)} ms, ${failed} errors, ${busy} told to come again, ` +
            `heap ${before.heap.toFixed(0)} MB before, ${(await heap()).toFixed(0)} MB after; ` +
            `memory ${before.memory.toFixed(0)} MB before, ${megabytes().toFixed(0)} MB after\n`,
        );
      expect(still).toBe(`${watched + 1} processing`);
      expect(failed).toBe(0);
      expect(at(0.99)).toBeLessThan(15_000);
      expect(desk.errors()).not.toContain('unhandled');
    },
    (seconds + 120) * 1_000,
  );
});
