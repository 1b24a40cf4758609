import { people } from '../../src/sandbox';
import {
  activityFrom,
  buttonData,
  buttonsOf,
  startTestDesk,
  textOfCard,
  type TestDesk,
} from '../support/desk';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

/** The main job through the whole bot: HTTP in, a real store, a real tenant over HTTP, cards out. */
describe('assigning a license', () => {
  let desk: TestDesk;

  beforeEach(async () => {
    const pace = { queuedMs: 2_000, membersPerSecond: 400, shortestMs: 8_000 };
    desk = await startTestDesk({ database: 'embedded', sandbox: { pace } });
  });
  afterEach(() => desk.close());

  const groupNamed = (name: string) =>
    [...desk.sandbox.tenant.groups.values()].find((each) => each.displayName === name);
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));
  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const lastCard = () => desk.connector.sent.at(-1)?.card;

  /** Says the whole sentence and presses Assign; returns the id of the pressed message. */
  async function order(sentence: string): Promise<string> {
    const before = await desk.say('megan', sentence);
    const id = posts().at(-1)?.activityId ?? '';
    const pressed = await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), id);
    expect(textOfCard(pressed)).toContain('Queued');
    return id;
  }

  it('shows what will happen, counts members up on the pressed card, and tells the end in a new message', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const promised = textOfCard(before);
    for (const part of [
      'Before you assign',
      'Microsoft 365 E3',
      'Contoso sales',
      '9 people',
      '2 have no usage location',
      'United States (US)',
    ]) {
      expect(promised).toContain(part);
    }
    expect(writes()).toHaveLength(0);

    const card = posts().at(-1)?.activityId ?? '';
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), card);
    await desk.until(() => posts().length === 2);

    const updates = desk.connector.sent.filter((each) => each.method === 'PUT');
    expect(updates.every((each) => each.activityId === card)).toBe(true);
    const titles = updates
      .map((each) => /Processing (\d+) of 12/.exec(textOfCard(each.card))?.[1])
      .filter(Boolean);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.map(Number)).toEqual([...titles.map(Number)].sort((a, b) => a - b));

    const completion = textOfCard(posts()[1]?.card);
    expect(completion).toContain('All licenses assigned');
    expect(completion).toMatch(/9\nAssigned/);
    expect(completion).toMatch(/3\nHad it already/);
    expect(buttonsOf(posts()[1]?.card).map((button) => button.verb)).toContain('change.check');
    expect(writes()).toHaveLength(1);
    const shown = () =>
      textOfCard(desk.connector.sent.filter((each) => each.activityId === card).at(-1)?.card);
    await desk.until(() => shown().includes('✓ Done'));
    // Nothing is owed any more: time may pass without another message.
    const sent = desk.connector.sent.length;
    await desk.until(() => false, 120).catch(() => undefined);
    expect(desk.connector.sent.length).toBe(sent);
  });

  it.each([
    ['a group chat', { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true }],
    ['a channel', { id: '19:channel@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true }],
  ])('tells everybody in %s where it was asked', async (_name, where) => {
    const conversation = { ...where, tenantId: desk.sandbox.tenantId };
    const text = '<at>License Desk</at> assign m365 e3 to contoso sales';
    const before = await desk.say('megan', text, { conversation });
    const card = posts().at(-1)?.activityId;
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), card, { conversation });
    // The message itself is drawn for everybody, not only what who pressed it sees.
    const shared = () => desk.connector.sent.find(({ method }) => method === 'PUT');
    await desk.until(() => shared() !== undefined, 2); // at once, not with the next sweep
    expect(shared()?.activityId).toBe(card);
    expect(textOfCard(shared()?.card)).toContain('Queued');
    await desk.until(() => posts().length === 2);
    expect(posts()[1]?.conversationId).toBe(where.id);
    expect(textOfCard(posts()[1]?.card)).toContain('All licenses assigned');
  });

  it('reads the members again when somebody presses Check again', async () => {
    await order('assign visio to contoso sales');
    await desk.until(() => posts().length === 2);
    const completion = posts()[1]?.card;
    expect(textOfCard(completion)).toMatch(/10\nFailed/);
    const sku = desk.sandbox.tenant.skus.get(visio);
    if (sku) sku.units = { ...sku.units, enabled: 100 };
    for (const id of groupNamed('Contoso sales')?.users ?? []) {
      const user = desk.sandbox.tenant.users.get(id);
      if (user) desk.sandbox.engine.reprocess(user, { kind: 'app', appId: null, name: 'Test' });
    }
    const checked = await desk.press('megan', 'change.check', buttonData(completion, 'change.check'));
    expect(textOfCard(checked)).toContain('All licenses assigned');
    expect(textOfCard(checked)).toMatch(/0\nFailed/);
  });

  it('does not begin the same assignment twice, and makes an old forecast anew', async () => {
    const first = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const second = await desk.say('isaiah', 'assign m365 e3 to contoso sales');
    await desk.press('megan', 'change.confirm', buttonData(first, 'change.confirm'));
    const refused = await desk.press('isaiah', 'change.confirm', buttonData(second, 'change.confirm'));
    expect(textOfCard(refused)).toMatch(/Change 1 by Megan Bowen/);
    const old = await desk.say('megan', 'assign m365 e3 to contoso interns');
    await desk.until(() => false, 16 * 60).catch(() => undefined);
    const anew = await desk.press('megan', 'change.confirm', buttonData(old, 'change.confirm'));
    expect(textOfCard(anew)).toContain('Before you assign');
    expect(buttonData(anew, 'change.confirm')).not.toEqual(buttonData(old, 'change.confirm'));
    expect(writes()).toHaveLength(1);
  });

  it('names who failed and why, and lists them on demand', async () => {
    await order('assign visio to contoso sales');
    await desk.until(() => posts().length === 2);
    const completion = posts()[1]?.card;
    expect(textOfCard(completion)).toMatch(/failure/);
    expect(textOfCard(completion)).toMatch(/seat/i);
    const failures = await desk.press('megan', 'change.failures', buttonData(completion, 'change.failures'));
    const group = groupNamed('Contoso sales');
    const failed = [...(group?.users ?? [])]
      .map((id) => desk.sandbox.tenant.users.get(id))
      .filter((user) => !desk.sandbox.tenant.holds(user?.id ?? '', visio));
    expect(failed).toHaveLength(10);
    for (const user of failed) expect(textOfCard(failures)).toContain(user?.displayName);
  });

  it('warns loudly when seats are missing and still lets the administrator go on', async () => {
    const before = await desk.say('megan', 'assign visio to contoso sales');
    expect(textOfCard(before)).toContain('10 seats short');
    expect(buttonsOf(before).map((button) => button.verb)).toContain('change.confirm');
  });

  it('has one effect however often Assign is pressed', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const data = buttonData(before, 'change.confirm');
    const card = posts().at(-1)?.activityId;
    const pressed = await Promise.all([1, 2, 3].map(() => desk.press('megan', 'change.confirm', data, card)));
    for (const each of pressed) expect(textOfCard(each)).toMatch(/Queued|Processing/);
    await desk.until(() => posts().length === 2);
    const late = await desk.press('megan', 'change.confirm', data, card);
    expect(textOfCard(late)).toContain('All licenses assigned');
    await desk.until(() => false, 60).catch(() => undefined);
    expect(writes()).toHaveLength(1);
    expect(posts()).toHaveLength(2);
  });

  it('keeps the card with its button when Graph is away at the press, and says so beside it', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const id = posts().at(-1)?.activityId ?? '';
    const data = buttonData(before, 'change.confirm');
    desk.sandbox.faults.add([{ kind: 'error', status: 503 }]);
    const value = { action: { type: 'Action.Execute', verb: 'change.confirm', data }, trigger: 'manual' };
    const { serviceUrl } = desk.connector;
    const press = activityFrom('megan', serviceUrl, desk.sandbox.tenantId, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
      replyToId: id,
    });
    expect((await desk.post(press)).body).toMatchObject({
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { message: expect.stringContaining('Try again later') as string },
    });
    desk.sandbox.faults.clear();
    expect(textOfCard(await desk.press('megan', 'change.confirm', data, id))).toContain('Queued');
  });

  it('answers a redelivered message once', async () => {
    await desk.say('megan', 'help', { id: 'same' });
    await expect(desk.say('megan', 'help', { id: 'same' })).rejects.toThrow('no answer');
    expect(posts()).toHaveLength(1);
  });

  it('is not done because of a ProcessingComplete from an earlier pass', async () => {
    // Marketing is complete from its E3; stale reads keep saying so for a minute after the new write.
    await desk.close();
    desk = await startTestDesk({
      database: 'embedded',
      sandbox: { staleReadMs: 60_000, pace: { queuedMs: 20_000, membersPerSecond: 100, shortestMs: 10_000 } },
    });
    const group = groupNamed('Contoso marketing');
    expect(group?.processing).toBe('ProcessingComplete');
    await order('assign project to contoso marketing');
    const start = desk.now().getTime();
    await desk.until(() => posts().length === 2);
    expect(desk.now().getTime() - start).toBeGreaterThanOrEqual(60_000);
    expect(group?.processing).toBe('ProcessingComplete');
    expect(textOfCard(posts()[1]?.card)).toMatch(/25\nAssigned|Assigned/);
    expect(
      [...(group?.users ?? [])].every((id) =>
        desk.sandbox.tenant.users
          .get(id)
          ?.assignments.some((each) => each.byGroup === group?.id && each.skuId !== e3),
      ),
    ).toBe(true);
  });

  describe('roles are asked of Entra every time', () => {
    const demote = () => {
      const { tenant } = desk.sandbox;
      for (const { id, principalId } of [...tenant.roleAssignments.values()])
        if (principalId === people.megan.id) tenant.removeRole(id);
    };

    it('at the command', async () => {
      demote();
      const refused = textOfCard(await desk.say('megan', 'assign'));
      expect(refused).toContain('License Administrator');
      expect(refused).toContain('Nestor Wilke');
    });

    it('when Assign is pressed', async () => {
      const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
      demote();
      const refused = await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'));
      expect(textOfCard(refused)).toContain('License Administrator');
      await desk.until(() => false, 30).catch(() => undefined);
      expect(writes()).toHaveLength(0);
    });

    it('and when the job writes', async () => {
      await order('assign m365 e3 to contoso sales');
      demote();
      await desk.until(() => posts().length === 2);
      expect(textOfCard(lastCard()) + textOfCard(posts()[1]?.card)).toContain('no longer hold a role');
      expect(writes()).toHaveLength(0);
    });
  });

  it('lets only the person who asked press Assign', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const other = await desk.press('isaiah', 'change.confirm', buttonData(before, 'change.confirm'));
    expect(textOfCard(other)).toContain('Megan Bowen');
    await desk.until(() => false, 30).catch(() => undefined);
    expect(writes()).toHaveLength(0);
  });

  it.each([
    ['assign e3 to contoso social club', 'not security-enabled'],
    ['assign e3 to contoso marketing', 'already'],
    ['assign dynamics to contoso sales', 'No such license'],
    ['assign enterprise mobility to contoso sales', 'is suspended'],
    ['status 4711', 'There is no change 4711.'],
    ['assign m365 e3 to contosso sails', 'No such group'],
    ['assign m365 to contoso sales', 'Which license'],
    ['assign m365 e3 to contoso field service', 'Which group'],
  ])('%s: %s', async (sentence, answer) => {
    expect(textOfCard(await desk.say('megan', sentence.replace(/^assign e3 /, 'assign m365 e3 ')))).toContain(
      answer,
    );
  });

  it('says that the license is being given, and does not give it twice', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso interns');
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), 'card-1');
    const again = textOfCard(await desk.say('isaiah', 'assign m365 e3 to contoso interns'));
    expect(again).toContain('A change of this license is running');
    expect(again).toContain('by Megan Bowen is assigning this license to this group already');
  });

  it('tells groups with equal names apart and goes on with the chosen one', async () => {
    const choose = await desk.say('megan', 'assign m365 e3 to contoso field service');
    expect(textOfCard(choose)).toContain('field.madrid@contoso.example');
    expect(textOfCard(choose)).toMatch(/22 members/);
    const [first] = buttonsOf(choose).filter((button) => button.verb === 'assign.review');
    expect(textOfCard(await desk.press('megan', 'assign.review', first?.data))).toContain(
      'Before you assign',
    );
  });

  it('names the people in nested groups who will not get it', async () => {
    const shown = textOfCard(await desk.say('megan', 'assign m365 e3 to contoso regions'));
    expect(shown).toMatch(/95 people in nested groups will not get it: Contoso region/);
  });

  it('cancels, and goes back to the form with what was chosen', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const form = await desk.press('megan', 'change.edit', buttonData(before, 'change.edit'));
    expect(JSON.stringify(form)).toContain(e3);
    expect(JSON.stringify(form)).toContain('Contoso sales');
    const gone = await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'));
    expect(textOfCard(gone)).not.toContain('Queued');
    const again = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const cancelled = await desk.press('megan', 'change.cancel', buttonData(again, 'change.cancel'));
    expect(textOfCard(cancelled)).toMatch(/[Cc]ancel|Nothing was changed/);
    await desk.until(() => false, 30).catch(() => undefined);
    expect(writes()).toHaveLength(0);
  });
});
