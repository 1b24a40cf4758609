import type { Change } from '../../src/licensing/change';
import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { startRequestDesk, type RequestDesk } from '../support/request-desk';

const inBerlin = { entities: [{ type: 'clientInfo', timezone: 'Europe/Berlin', locale: 'en-GB' }] };

/** Changes that begin later, through the whole bot. It is Tuesday, 24 November 2026, 10:00 in Berlin. */
describe('a change that begins later', () => {
  let desk: RequestDesk;

  beforeEach(async () => {
    desk = await startRequestDesk({
      sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400, shortestMs: 4_000 } },
      known: ['megan', 'isaiah'],
    });
  });
  afterEach(() => desk.close());

  const typed = (text: string) => desk.say('megan', text, inBerlin);
  const latest = async (): Promise<Change> => {
    const [change] = await desk.store.changes.ofGroup(
      desk.sandbox.tenantId,
      desk.group('Contoso sales').id,
      1,
    );
    if (!change) throw new Error('no change');
    return change;
  };
  const plan = async (when: string): Promise<Change> => {
    const before = await typed(`assign m365 e3 to contoso sales ${when}`);
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), 'card-1', inBerlin);
    return latest();
  };
  const hours = (count: number) => desk.pass(count / 24);

  it('is confirmed, begins at its time by the clock of who asked, and is told then and at its end', async () => {
    const before = await typed('assign m365 e3 to contoso sales on Friday 8am');
    expect(textOfCard(before)).toContain('Begins\nFri, Nov 27, 2026, 8:00 AM GMT+1');
    expect(buttonsOf(before)[0]?.title).toBe('Schedule');
    const card = await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), 'card-1');
    expect(textOfCard(card)).toContain('Scheduled for Fri, Nov 27, 2026, 8:00 AM GMT+1');
    expect(await latest()).toMatchObject({ state: 'scheduled', nextAt: '2026-11-27T07:00:00.000Z' });

    await hours(69.9);
    expect(desk.effects().writes).toBe(0);
    const told = desk.told('megan').length;
    await hours(0.2);
    expect((await latest()).state).not.toBe('scheduled');
    await desk.until(async () => (await latest()).state === 'done');
    await desk.until(() => desk.told('megan').length === told + 2);
    expect(desk.told('megan').at(-2)).toMatch(/Queued|Processing/);
    expect(desk.told('megan').at(-1)).toContain('All licenses assigned');
    expect(desk.effects()).toEqual({ licenses: 1, writes: 1 });
    expect(await desk.evidence((await latest()).id)).toEqual(
      expect.arrayContaining(['asked', 'confirmed', 'begun', 'attempted', 'accepted', 'finished']),
    );
  });

  it('is listed, moved and cancelled, also by a colleague', async () => {
    const change = await plan('tomorrow 7:00');
    const list = await typed('scheduled');
    expect(textOfCard(list)).toContain('Scheduled for Wed, Nov 25, 2026, 7:00 AM GMT+1');
    expect(textOfCard(await typed('status'))).toContain('Scheduled and waiting (1)');
    const card = await desk.press('isaiah', 'change.check', buttonData(list, 'change.check'));
    const form = await desk.press(
      'isaiah',
      'scheduled.edit',
      buttonData(card, 'scheduled.edit'),
      'x',
      inBerlin,
    );
    expect(JSON.stringify(form)).toContain('"value":"07:00"');
    const past = await desk.press(
      'isaiah',
      'scheduled.save',
      { id: change.id, beginDate: '2026-11-24', beginTime: '09:00' },
      'x',
      inBerlin,
    );
    expect(textOfCard(past)).toContain('it is now Tue, Nov 24, 2026, 10:00 AM GMT+1');
    expect(JSON.stringify(past)).toContain('"value":"09:00"');
    const moved = await desk.press(
      'isaiah',
      'scheduled.save',
      { id: change.id, beginDate: '2026-11-26', beginTime: '09:00' },
      'x',
      inBerlin,
    );
    expect(textOfCard(moved)).toContain('Scheduled for Thu, Nov 26, 2026, 9:00 AM GMT+1');

    await hours(30);
    expect(desk.effects().writes).toBe(0);
    const told = desk.told('megan').length;
    const cancelled = await desk.press('isaiah', 'scheduled.cancel', buttonData(moved, 'scheduled.cancel'));
    expect(textOfCard(cancelled)).toContain('Isaiah Langer cancelled it before it began.');
    await desk.until(() => desk.told('megan').length === told + 1);
    expect(desk.told('megan').at(-1)).toContain('Isaiah Langer cancelled it');
    await hours(48);
    expect(desk.effects().writes).toBe(0);
    expect(textOfCard(await typed('scheduled'))).toContain('Nothing is scheduled, and nothing waits');
  });

  it('is not planned twice, and the second is told of the first', async () => {
    const { number } = await plan('tomorrow 7:00');
    const again = textOfCard(await typed('assign m365 e3 to contoso sales'));
    expect(again).toContain('This is planned already');
    expect(again).toContain(`status ${number}`);
  });

  it('asks Entra for the role again when it begins', async () => {
    await plan('tomorrow 7:00');
    const { tenant } = desk.sandbox;
    for (const { id, principalId } of [...tenant.roleAssignments.values()])
      if (principalId === people.megan.id) tenant.removeRole(id);
    await hours(25);
    await desk.until(async () => (await latest()).state === 'failed');
    expect((await latest()).failure?.code).toBe('access.role-lost');
    expect(desk.effects().writes).toBe(0);
    await desk.until(() => (desk.told('megan').at(-1) ?? '').includes('no longer hold a role'));
  });

  it('begins once, however often and late it is woken, in spite of 429, 409 and 503', async () => {
    await plan('tomorrow 7:00');
    const match = { method: 'POST', path: `/groups/${desk.group('Contoso sales').id}/assignLicense` };
    desk.sandbox.faults.add([
      { kind: 'throttle', retryAfter: 7, times: 2, match },
      { kind: 'concurrency', times: 2, match },
      { kind: 'error', status: 503, times: 3, match },
    ]);
    await Promise.all([hours(60), hours(0), hours(0)]);
    await desk.until(async () => (await latest()).state === 'done', 3_600);
    expect(desk.effects().licenses).toBe(1);
    expect((await desk.evidence((await latest()).id)).filter((kind) => kind === 'begun')).toHaveLength(1);
    expect(desk.told('megan').filter((text) => text.includes('All licenses assigned'))).toHaveLength(1);
  });

  it('that was approved waits for its time, and can be cancelled by who asked but not moved', async () => {
    const before = await desk.press(
      'alex',
      'request.review',
      {
        license: '05e9a617-0261-4cee-bb44-138d3ef5d965',
        group: desk.group('Contoso sales').id,
        justification: 'They move next week.',
        beginDate: '2026-12-01',
        beginTime: '06:00',
      },
      'x',
      inBerlin,
    );
    expect(textOfCard(before)).toContain('Tue, Dec 1, 2026, 6:00 AM GMT+1');
    const data = buttonData(before, 'request.submit');
    await desk.press('alex', 'request.submit', data, 'card-2');
    const id = String(data['id']);
    await desk.settled(id);
    const approval = await desk.card(id, 'megan');
    expect(textOfCard(approval)).toContain('Tue, Dec 1, 2026, 6:00 AM GMT+1');
    await desk.pressOn('megan', approval, 'decide.approve');
    expect(await desk.change(id)).toMatchObject({ state: 'scheduled', nextAt: '2026-12-01T05:00:00.000Z' });
    await desk.settled(id);
    const mine = await desk.press('alex', 'request.show', { id });
    expect(buttonsOf(mine).map(({ verb }) => verb)).toEqual(['scheduled.cancel', 'request.show']);
    expect(
      textOfCard(
        await desk.press('megan', 'scheduled.save', { id, beginDate: '2026-11-26', beginTime: '09:00' }),
      ),
    ).not.toContain('Nov 26');
    expect(textOfCard(await desk.press('adele', 'scheduled.cancel', { id }))).toMatch(/role/);
    await desk.pass(6.7);
    expect(desk.effects().writes).toBe(0);
    await desk.pass(0.2);
    await desk.until(async () => (await desk.change(id)).state === 'done');
    expect(desk.effects().licenses).toBe(1);
  });

  it.each([
    ['on Friday', 'At what time of day', 'Contoso sales'],
    ['on 32 December 8:00', 'could not be read: 32 December 8:00', 'Contoso sales'],
    ['on 2027-03-28 02:30', 'never show that time', 'Contoso sales'],
    ['on 2027-10-31 02:30', 'show that time twice', 'Contoso sales'],
    ['today 8:00', 'it is now Tue, Nov 24, 2026, 10:00 AM GMT+1', 'Contoso sales'],
  ])('%s: said what is wrong, and nothing that was typed is lost', async (when, sentence, group) => {
    const form = await typed(`assign m365 e3 to contoso sales ${when}`);
    expect(textOfCard(form)).toContain(sentence);
    expect(JSON.stringify(form)).toContain(group);
    expect(JSON.stringify(form)).toContain('05e9a617-0261-4cee-bb44-138d3ef5d965');
  });

  it('is not read out of the name of a group', async () => {
    desk.group('Contoso sales').displayName = 'Room at 8:00';
    await hours(1);
    const before = await typed('assign m365 e3 to room at 8:00');
    expect(textOfCard(before)).toContain('Room at 8:00');
    expect(textOfCard(before)).not.toContain('Begins');
  });

  it('keeps its time while the group is chosen, and on the way back to the form', async () => {
    const choose = await typed('assign m365 e3 to contoso field service tomorrow 7:00');
    const [first] = buttonsOf(choose).filter(({ verb }) => verb === 'assign.review');
    const before = await desk.press('megan', 'assign.review', first?.data ?? {}, 'x', inBerlin);
    expect(textOfCard(before)).toContain('Wed, Nov 25, 2026, 7:00 AM GMT+1');
    const form = await desk.press('megan', 'change.edit', buttonData(before, 'change.edit'), 'x', inBerlin);
    expect(JSON.stringify(form)).toContain('"value":"2026-11-25"');
    expect(JSON.stringify(form)).toContain('"value":"07:00"');
  });
});
