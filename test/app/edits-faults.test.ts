import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { startRequestDesk, type RequestDesk } from '../support/request-desk';
import { groupNamed } from '../support/sandbox-graph';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const e5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';
const marketing = 'contoso marketing';

type Asked = Pick<RequestDesk, 'sandbox' | 'store'> & {
  say(who: 'megan', text: string): Promise<unknown>;
  press(who: 'megan', verb: string, data: Record<string, unknown>): Promise<unknown>;
};

/** Each kind of change on one group, one after the other, with what the group must have afterwards. */
const steps = [
  {
    name: 'plans',
    end: 'Apps switched',
    after: [[e3, [teams]]],
    start: async (desk: Asked) => {
      const form = await desk.say('megan', `plans m365 e3 on ${marketing}`);
      const data = { ...buttonData(form, 'plans.review'), [`plan-${teams}`]: 'false' };
      return desk.press('megan', 'plans.review', data);
    },
  },
  {
    name: 'swap',
    end: 'License swapped',
    after: [[e5, [teams]]],
    start: (desk: Asked) => desk.say('megan', `swap SPE_E3 for SPE_E5 on ${marketing}`),
  },
  {
    name: 'remove',
    end: 'License taken away',
    after: [],
    start: (desk: Asked) => desk.say('megan', `remove m365 e5 from ${marketing}`),
  },
  {
    name: 'undo',
    end: 'Undoes change',
    after: [[e5, [teams]]],
    start: async (desk: Asked) => {
      const done = await desk.store.changes.inStates(desk.sandbox.tenantId, ['done'], {
        limit: 9,
        offset: 0,
      });
      const removal = done.find(({ kind, edit }) => kind === 'remove' && edit.remove[0]?.skuId === e5);
      return desk.say('megan', `undo ${removal?.number}`);
    },
  },
] as const;

describe('changing a group while Graph has a bad day', () => {
  const faults = [
    ['429', { kind: 'throttle', retryAfter: 7, times: 3 }],
    ['409', { kind: 'concurrency', retryAfter: 1, times: 3 }],
    ['503', { kind: 'error', status: 503, times: 3 }],
    ['an answer that never came', { kind: 'drop-after', times: 1 }],
  ] as const;
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk({ sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400 } } });
  });
  afterAll(() => desk.close());

  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');

  it.each(steps)('$name ends right, and is told once', async ({ end, after, start }) => {
    const group = groupNamed(desk.sandbox, 'Contoso marketing');
    const before = group.licenses;
    for (const [what, fault] of faults) {
      group.licenses = before; // as it was, for the next bad day
      desk.sandbox.faults.clear();
      const card = await start(desk);
      desk.sandbox.faults.add([
        { ...fault, match: { method: 'POST', path: `/groups/${group.id}/assignLicense` } },
        { ...fault, match: { method: 'GET', path: `/groups/${group.id}` } },
        { kind: 'duplicate-members' },
        { kind: 'stale-reads', seconds: 10 },
      ]);
      const sent = posts().length;
      await desk.press('megan', 'change.confirm', buttonData(card, 'change.confirm'), 'pressed');
      await desk.until(() => posts().length > sent);
      expect([what, textOfCard(posts().at(-1)?.card)]).toEqual([what, expect.stringContaining(end)]);
      expect([what, group.licenses.map((each) => [each.skuId, [...each.disabledPlans]])]).toEqual([
        what,
        after,
      ]);
      expect(posts()).toHaveLength(sent + 1);
    }
    desk.sandbox.faults.clear();
  });
});

describe('changing a group where a policy wants a second person', () => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await startRequestDesk({
      policy: () => ({ secondPerson: { membersAbove: 20, products: [] } }),
      sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400 } },
    });
  });
  afterAll(() => desk.close());

  it.each(steps)('$name waits for it, and nobody agrees to their own', async ({ after, start }) => {
    const group = desk.group('Contoso marketing');
    const before = JSON.stringify(group.licenses);
    const card = await start(desk);
    expect(textOfCard(card)).toContain('wants somebody else to agree');
    const why = { justification: 'The contract was changed.' };
    const asked = await desk.pressOn('megan', card, 'change.ask', why);
    const { id } = buttonData(asked, 'request.withdraw') as { id: string };
    await desk.settled(id);
    const { revision } = await desk.change(id);
    const own = await desk.press('megan', 'decide.approve', { id, revision });
    expect(textOfCard(own)).toContain('Nobody decides on their own request');
    expect(JSON.stringify(group.licenses)).toBe(before);
    await desk.pressOn('nestor', await desk.card(id, 'nestor'), 'decide.approve');
    await desk.until(async () => (await desk.change(id)).outcome !== null);
    expect(group.licenses.map((each) => [each.skuId, [...each.disabledPlans]])).toEqual(after);
  });
});
