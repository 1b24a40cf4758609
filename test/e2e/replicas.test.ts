import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { seededRandom } from '../../src/sandbox/random';
import { startConnector, type Connector, type SentMessage } from '../support/connector';
import { serverDatabase, type ServerDatabase } from '../support/databases';
import { addGroup } from '../support/groups';
import { startKillableDesk, type KillableDesk } from '../support/killable-desk';
import { activityFrom, buttonData, buttonsOf, textOfCard } from '../support/said';
import { freePort } from '../support/started-desk';

type Json = Record<string, unknown>;

/** A few in `npm test`; 300 on three replicas with `npm run test:chaos`. Without kills and faults it measures the rate. */
const replicas = Number(process.env['REPLICAS'] ?? 2);
const wanted = Number(process.env['CHANGES'] ?? 6);
const wantedKills = Number(process.env['REPLICA_KILLS'] ?? 1);
const seed = Number(process.env['REPLICA_SEED'] ?? 20261126);
/** A process that dies while it writes keeps the others from writing for up to 15 s (licensing/write-turn.ts). */
const patienceMs = 60_000 + wanted * 800 + wantedKills * 15_000;
/** Between a message and its row is one statement; on a machine with a load of ten that took 3 s. */
const justBeforeMs = 5_000;
const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/**
 * Real processes on one real PostgreSQL server, killed and started again at random while Graph fails now and then.
 *
 * One double is honest, as in killed-approval.test.ts: a message that the channel has taken and whose process died before
 * the row knew it. Such a message is in no row, and was taken just before a kill; nothing else excuses a second one.
 */
describe(`${replicas} replicas on one database`, () => {
  const random = seededRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-replicas-'));
  const killedAt: number[] = [];
  let [database, sandbox, connector]: [ServerDatabase?, Sandbox?, Connector?] = [];
  let desks: KillableDesk[] = [];
  let killer: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    [database, sandbox, connector] = await Promise.all([
      serverDatabase(),
      startSandbox({ pace: { queuedMs: 300, membersPerSecond: 40, shortestMs: 500 }, staleReadMs: 200 }),
      startConnector(),
    ]);
    const env = {
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      SANDBOX_URL: sandbox.url,
      PLAYGROUND: 'off',
    };
    // All at once on an empty database: one makes the tables, the others wait for it.
    for (let each = 0; each < replicas; each += 1)
      desks.push(startKillableDesk(await freePort(), env, () => {}));
    await Promise.all(desks.map((desk) => desk.ready()));
  }, 120_000);

  afterAll(async () => {
    clearTimeout(killer);
    await Promise.all(desks.map((desk) => desk.stop()));
    desks = [];
    await Promise.all([sandbox?.close(), connector?.close()]);
    await database?.dispose();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const anyDesk = (): KillableDesk => desks[Math.floor(random() * desks.length)] as KillableDesk;

  /** Sends until some replica answers, as people and Teams do. */
  async function send(number: number, over: Json): Promise<Json> {
    const conversation = {
      id: `a:chat-${number}`,
      conversationType: 'personal',
      tenantId: sandbox?.tenantId ?? '',
    };
    for (;;) {
      const activity = activityFrom('megan', connector?.serviceUrl ?? '', sandbox?.tenantId ?? '', {
        conversation,
        ...over,
      });
      const answer = await anyDesk().send(activity);
      if (answer !== undefined) return answer as Json;
    }
  }
  const latest = (number: number): SentMessage | undefined =>
    connector?.sent.filter(({ conversationId }) => conversationId === `a:chat-${number}`).at(-1);

  /** Asks for a license for the group of a number; the card stands in a chat of its own, so that no pace limits it. */
  async function ask(number: number): Promise<void> {
    for (;;) {
      await send(number, { text: `assign microsoft 365 e3 to ${nameOf(number)}` });
      if (buttonsOf(latest(number)?.card).some(({ verb }) => verb === 'change.confirm')) return;
    }
  }
  async function confirm(number: number): Promise<void> {
    const card = latest(number);
    const data = buttonData(card?.card, 'change.confirm');
    const value = { action: { type: 'Action.Execute', verb: 'change.confirm', data } };
    for (;;) {
      const press = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: card?.activityId };
      const answer = await send(number, press);
      if (answer['statusCode'] === 200 && !buttonsOf(answer).some(({ verb }) => verb === 'change.confirm'))
        return;
    }
  }
  const nameOf = (number: number): string => `Replica team ${String(number).padStart(3, '0')}`;
  const isNews = ({ method, card }: SentMessage): boolean =>
    method === 'POST' && textOfCard(card).includes('All licenses assigned');
  const told = (): Set<string> =>
    new Set(connector?.sent.filter(isNews).map(({ conversationId }) => conversationId));

  /** Several at a time. */
  async function forAll(act: (number: number) => Promise<void>): Promise<void> {
    const left = Array.from({ length: wanted }, (_, number) => number);
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
    };
    await Promise.all(Array.from({ length: 6 }, worker));
  }

  /** Kills are spread over the whole work: each comes at a random moment after its share of the changes was told. */
  function killSoon(): void {
    if (killedAt.length >= wantedKills) return;
    const early = told().size < (killedAt.length * wanted) / (wantedKills + 1);
    killer = setTimeout(
      () => {
        if (early) return killSoon();
        killedAt.push(Date.now());
        void anyDesk().kill().then(killSoon);
      },
      early ? 100 : 300 + random() * 2_500,
    );
  }

  it(
    `loses and doubles none of ${wanted} changes, killed ${wantedKills} times (seed ${seed})`,
    async () => {
      const groups = Array.from({ length: wanted }, (_, number) =>
        addGroup((sandbox as Sandbox).tenant, nameOf(number), number, 3),
      );
      await forAll(ask);
      if (wantedKills > 0)
        sandbox?.faults.add([
          { kind: 'throttle', retryAfter: 1, probability: 0.05 },
          { kind: 'error', status: 503, probability: 0.05 },
          { kind: 'drop-after', probability: 0.1, match: { path: '/groups/*/assignLicense' } },
        ]);
      killSoon();
      const began = Date.now();
      await forAll(confirm);
      while (told().size < wanted || killedAt.length < wantedKills) {
        if (Date.now() - began > patienceMs)
          throw new Error(
            `only ${told().size} of ${wanted} told, killed ${killedAt.length} times (seed ${seed}): ${textOfCard(latest(0)?.card)}\n${desks.map((d) => d.errors().slice(-3000)).join('\n')}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const seconds = (Date.now() - began) / 1_000;
      if (wanted > 20)
        process.stderr.write(
          `${wanted} changes on ${replicas} replicas, killed ${killedAt.length} times: ${seconds.toFixed(1)} s, ` +
            `${(wanted / seconds).toFixed(2)} finished a second (seed ${seed})\n`,
        );
      // Nothing more comes on its own.
      await new Promise((resolve) => setTimeout(resolve, 2_000));

      for (const group of groups) {
        expect([...group.users].filter((id) => sandbox?.tenant.holds(id, e3))).toHaveLength(3);
        const writes = sandbox?.tenant.audits.filter(
          ({ activity, target }) => activity === 'Set group license' && target.id === group.id,
        );
        expect(writes).toHaveLength(1);
      }
      const rows = await known();
      const news = connector?.sent.filter(isNews) ?? [];
      expect(news.filter(({ activityId }) => rows.has(activityId))).toHaveLength(wanted);
      const strays = news.filter(({ activityId }) => !rows.has(activityId));
      const untilKill = strays.map(({ at }) =>
        Math.min(...killedAt.map((kill) => kill - at).filter((ms) => ms >= 0)),
      );
      if (wanted > 20)
        process.stderr.write(`doubled, each taken so long before a kill: ${untilKill.join(', ')} ms\n`);
      expect(untilKill.filter((ms) => ms > justBeforeMs)).toEqual([]);
      expect(strays.length).toBeLessThanOrEqual(wantedKills);
      expect(killedAt).toHaveLength(wantedKills);
    },
    patienceMs + 60_000 + wanted * 500,
  );

  /** Messages that rows know, and in passing: that the tables were made once. */
  async function known(): Promise<ReadonlySet<string>> {
    const client = new Client({ connectionString: database?.url });
    await client.connect();
    const { rows } = await client.query<{ activity_id: string }>(
      'select activity_id from cards where activity_id is not null',
    );
    const states = await client.query<{ state: string; count: string }>(
      'select state, count(*) from changes group by state',
    );
    expect(states.rows).toEqual([{ state: 'done', count: String(wanted) }]);
    await client.end();
    return new Set(rows.map((row) => row.activity_id));
  }
});
