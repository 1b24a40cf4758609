import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { addGroup } from '../support/groups';
import { dieAfter } from '../support/mortal-store';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
/** Everything that is written while a batch is carried out. */
const steps = ['changes.move', 'changes.keepReadings', 'changes.lookLater'];

/** A batch whose process dies, at each step in turn: rows are all that is left. */
describe('a license for several groups that is cut off', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk({
      sandbox: { pace: { queuedMs: 500, membersPerSecond: 400 } },
    });
    const sku = desk.sandbox.tenant.skus.get(visio);
    if (sku) sku.units.enabled = desk.sandbox.tenant.consumed(visio) + 1_000;
  });
  afterAll(() => desk.close());

  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const change = (id: string) => desk.store.changes.get(id);
  const writesTo = (groupId: string) =>
    desk.sandbox.requests.filter(({ path }) => path.endsWith(`/groups/${groupId}/assignLicense`)).length;

  /** Gives the license to two new groups with a process that dies, and then with one that does not. */
  async function carriedOut(step: number, before: boolean) {
    const named = ['first', 'second'].map((which) => `${which} ${step}${before ? ' before' : ''}`);
    const number = (step * 2 + Number(before)) * 2;
    const groups = named.map((name, i) => addGroup(desk.sandbox.tenant, name, number + i, 2));
    const card = await desk.say('megan', `assign visio plan 2 to ${named.join('; ')}`);
    const confirm = buttonData(card, 'change.confirm');
    const sent = posts().length;
    await desk.press('megan', 'change.confirm', confirm, posts().at(-1)?.activityId);
    const id = String(confirm['id']);
    const life = dieAfter(desk.store, steps, step, before);
    try {
      await desk.until(async () => life.died() || (await change(id))?.finishedAt !== null, 120);
    } catch {
      // the job that ran when the process died
    } finally {
      life.revive();
    }
    await desk.pass(0.001); // its wake-ups died with it: what is due in the store is found again
    await desk.until(async () => (await change(id))?.finishedAt !== null, 900);
    await desk.until(() => posts().length > sent);
    await desk.pass(0.01);
    return { id, groups, died: life.died(), told: posts().slice(sent) };
  }

  it.each([
    ['right after', false],
    ['right before', true],
  ])(
    'goes on where it was %s any step: each group is written once, and one card tells the end',
    async (_when, before) => {
      let killed = 0;
      for (let step = 1; step < 60; step += 1) {
        const { id, groups, died, told } = await carriedOut(step, before);
        const at = `step ${step}`;
        expect([at, ...groups.map((group) => writesTo(group.id))]).toEqual([at, 1, 1]);
        expect([at, ...groups.map(({ licenses }) => licenses.length)]).toEqual([at, 1, 1]);
        expect([at, told.map(({ card }) => textOfCard(card).includes('Assigned to all 2 groups'))]).toEqual([
          at,
          [true],
        ]);
        expect(await change(id)).toMatchObject({
          state: 'done',
          outcome: { members: 4, assigned: 4, failed: 0 },
        });
        const children = await desk.store.changes.childrenOf(id);
        expect(children.map(({ state, group }) => [group.id, state])).toEqual(
          groups.map((group) => [group.id, 'done']),
        );
        const kinds = (await desk.store.changes.evidence(id)).map(({ kind }) => kind);
        for (const kind of ['confirmed', 'spread', 'finished'])
          expect([at, kind, kinds.filter((each) => each === kind).length]).toEqual([at, kind, 1]);
        if (!died) break;
        killed += 1;
      }
      expect(killed).toBeGreaterThan(10);
      expect(killed).toBeLessThan(59);
    },
    60_000,
  );
});
