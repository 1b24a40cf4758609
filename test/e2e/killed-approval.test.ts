import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people, startSandbox, type Sandbox } from '../../src/sandbox';
import { personalAddress } from '../../src/store/address';
import { startConnector, type Connector, type SentMessage } from '../support/connector';
import { activityFrom, buttonData, buttonsOf, conversationOf, textOfCard } from '../support/said';
import { addGroup } from '../support/groups';
import { killPoints, type KillPoint } from '../support/kill-points';
import { startKillableDesk, type KillableDesk } from '../support/killable-desk';
import { leftCards, type LeftCard } from '../support/left-cards';
import { placeEmptyStore } from '../support/empty-store';
import { freePort } from '../support/started-desk';

type Person = keyof typeof people;
type Json = Record<string, unknown>;

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
/** A part of them in `npm test`, all of them with `npm run test:chaos`. */
const wantedKills = Number(process.env['KILLS'] ?? 5);
const seed = Number(process.env['KILL_SEED'] ?? 20261124);

/**
 * The approval story, over and over, while the process dies at seeded moments: at the n-th call to the tenant or to the
 * channel, before or after its effect, or after a while. People press again what was not answered.
 *
 * One double is honest: the channel has accepted a new message and the process dies before its row says so; then it is
 * sent again, because the channel takes no key that would tell the two to be one, and cannot be asked (docs/adr/0002).
 * So the rows are read as each dead process left them, and only a message that is in none of them excuses a second one.
 */
describe('kill -9 in the approval story', () => {
  let folder: string;
  let sandbox: Sandbox;
  let connector: Connector;
  let desk: KillableDesk;
  const points = killPoints(seed, wantedKills);
  let armed: { point: KillPoint; left: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** What each process that was killed had written, and how many messages the channel had taken when the next began. */
  const lives: { readonly cards: Promise<readonly LeftCard[]>; readonly sent: number }[] = [];

  /** Counts the calls that the armed moment counts, and kills at the last. */
  async function meet(kind: KillPoint['kind'], phase: 'before' | 'after'): Promise<void | 'drop'> {
    if (!armed || armed.point.kind !== kind || armed.point.phase !== phase) return undefined;
    armed.left -= 1;
    if (armed.left > 0) return undefined;
    await kill();
    return 'drop';
  }

  async function kill(): Promise<void> {
    armed = undefined;
    await desk.kill(async () => {
      const { cards } = await leftCards(path.join(folder, 'store'));
      lives.push({ cards, sent: connector.sent.length });
    });
  }

  /** New messages that the channel had taken and no row knew when the process died that had sent them. */
  async function unwritten(): Promise<ReadonlyMap<string, readonly LeftCard[]>> {
    const found = new Map<string, readonly LeftCard[]>();
    for (const [life, { cards, sent }] of lives.entries()) {
      const rows = await cards;
      const known = new Set(rows.map(({ activityId }) => activityId));
      for (const { method, activityId } of connector.sent.slice(lives[life - 1]?.sent ?? 0, sent))
        if (method === 'POST' && !known.has(activityId)) found.set(activityId, rows);
    }
    return found;
  }

  /** The next moment, as soon as the process listens again. */
  function arm(): void {
    const point = points[desk?.kills() ?? 0];
    if (!point || armed) return;
    armed = { point, left: point.count };
    clearTimeout(timer);
    if (point.kind === 'delay') timer = setTimeout(() => void kill(), point.count);
  }

  beforeAll(async () => {
    process.stderr.write(`kill moments drawn from seed ${seed}; KILL_SEED=… draws others\n`);
    folder = mkdtempSync(path.join(tmpdir(), 'license-desk-kill-'));
    await placeEmptyStore(path.join(folder, 'store'));
    sandbox = await startSandbox({
      pace: { queuedMs: 100, membersPerSecond: 2_000, shortestMs: 200 },
      staleReadMs: 50,
      onRequest: ({ phase }) => meet('graph', phase),
    });
    connector = await startConnector({ onCall: ({ phase }) => meet('channel', phase) });
    desk = startKillableDesk(
      await freePort(),
      { DATA_DIR: folder, SANDBOX_URL: sandbox.url, PLAYGROUND: 'off' },
      arm,
    );
    await desk.ready();
  });

  afterAll(async () => {
    clearTimeout(timer);
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param maxMs since the last process began */
  async function until<T>(what: string, look: () => T | undefined | false, maxMs = 90_000): Promise<T> {
    let [seen, end] = [desk.kills(), Date.now() + maxMs];
    for (;;) {
      const found = look();
      if (found) return found;
      if (seen !== desk.kills()) [seen, end] = [desk.kills(), Date.now() + maxMs];
      if (Date.now() > end) throw new Error(`never: ${what} (seed ${seed}, kill ${desk.kills()})`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Presses until there is an answer, as people do. */
  async function press(person: Person, verb: string, data: Json, activityId: string): Promise<Json> {
    for (let tries = 0; tries < 20; tries += 1) {
      const value = { action: { type: 'Action.Execute', verb, data } };
      const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: activityId };
      const answer = await desk.send(activityFrom(person, connector.serviceUrl, sandbox.tenantId, invoke));
      const card = (answer as { value?: Json } | undefined)?.value;
      if (card) return card;
    }
    throw new Error(`no answer to ${verb} (seed ${seed})`);
  }

  /** The newest picture of every message about a group in somebody's chat. */
  function standing(person: Person, group: string): SentMessage[] {
    const newest = new Map<string, SentMessage>();
    for (const each of connector.sent)
      if (each.conversationId === conversationOf(person)) newest.set(each.activityId, each);
    return [...newest.values()].filter((each) => textOfCard(each.card).includes(group));
  }

  const told = (person: Person, group: string): SentMessage[] =>
    connector.sent.filter(
      (each) =>
        each.method === 'POST' &&
        each.conversationId === conversationOf(person) &&
        textOfCard(each.card).includes(group) &&
        textOfCard(each.card).includes('All licenses assigned'),
    );

  const subscribers = ['alex', 'adele', 'megan'] as const;
  const everybody = [...subscribers, 'isaiah', 'nestor'] as const;

  /** Everybody has spoken with the bot once, so that it can write to them. */
  async function greet(person: Person): Promise<void> {
    const help = activityFrom(person, connector.serviceUrl, sandbox.tenantId, { text: 'help' });
    while ((await desk.send(help)) === undefined);
  }

  /** From asking to the last message. */
  async function story(group: string, groupId: string): Promise<void> {
    const wish = { license: e3, group: groupId, justification: 'New colleagues start on Monday.' };
    const before = await press('alex', 'request.review', wish, `form-${group}`);
    await press('alex', 'request.submit', buttonData(before, 'request.submit'), `card-${group}`);
    const asked = await press('adele', 'request.review', wish, `follow-${group}`);
    await press('adele', 'request.follow', buttonData(asked, 'request.follow'), `follow-${group}`);
    const approval = await until(`the approval card of ${group}`, () =>
      standing('megan', group).find((each) =>
        buttonsOf(each.card).some(({ verb }) => verb === 'decide.approve'),
      ),
    );
    const data = buttonData(approval.card, 'decide.approve');
    const decided = await press('megan', 'decide.approve', data, approval.activityId);
    expect(buttonsOf(decided).map(({ verb }) => verb)).not.toContain('decide.approve');
    for (const person of subscribers)
      await until(`${person} told of ${group}`, () => told(person, group).length > 0);
  }

  const isFinal = (message: SentMessage): boolean =>
    textOfCard(message.card).includes('All licenses assigned') &&
    buttonsOf(message.card).every(({ verb }) => !verb.startsWith('decide.'));

  it(`loses nothing and doubles nothing, killed ${wantedKills} times`, async () => {
    const groups: { name: string; id: string }[] = [];
    for (const person of everybody) await greet(person);
    while (desk.kills() < wantedKills) {
      const name = `Killed team ${String(groups.length + 1).padStart(2, '0')}`;
      const group = addGroup(sandbox.tenant, name, groups.length, 3);
      groups.push({ name, id: group.id });
      await story(name, group.id);
    }
    const excused = await unwritten();
    const cards = () =>
      groups
        .flatMap(({ name }) => everybody.flatMap((person) => standing(person, name)))
        .filter(({ activityId }) => !excused.has(activityId));
    await until('all cards final', () => cards().every(isFinal));
    // Nothing more comes on its own.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(desk.kills()).toBe(wantedKills);
    expect(lives).toHaveLength(wantedKills);
    expect(cards().every(isFinal)).toBe(true);

    await desk.stop();
    const rows = await (await leftCards(path.join(folder, 'store'))).cards;
    let doubles = 0;
    for (const { name, id } of groups) {
      const writes = sandbox.tenant.audits.filter(
        (entry) => entry.activity === 'Set group license' && entry.target.id === id,
      );
      expect(writes).toHaveLength(1);
      expect(sandbox.tenant.groups.get(id)?.licenses.map(({ skuId }) => skuId)).toEqual([e3]);
      for (const person of subscribers)
        expect(told(person, name).filter(({ activityId }) => !excused.has(activityId))).toHaveLength(1);
      for (const person of everybody) {
        const addresses = [conversationOf(person), personalAddress(people[person].id)];
        const mine = (row: LeftCard) => row.group === name && addresses.includes(row.conversationId);
        for (const { activityId } of standing(person, name)) {
          const known = rows.filter((row) => mine(row) && row.activityId === activityId);
          const left = excused.get(activityId);
          expect({ activityId, rows: known.length }).toEqual({ activityId, rows: left ? 0 : 1 });
          if (!left) continue;
          // The one cause: it was owed when the process died, and is sent since.
          expect(left.some((row) => mine(row) && !row.activityId)).toBe(true);
          doubles += 1;
        }
      }
    }
    process.stderr.write(
      `${groups.length} stories, ${lives.length} kills, ${doubles} messages doubled: taken by the channel and in no row at the kill\n`,
    );
  }, 540_000);
});
