import { people } from '../../src/sandbox';
import type { Change } from '../../src/licensing/change';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { products, startRequestDesk, type RequestDesk } from '../support/request-desk';

/** Changes that compete for seats, through the whole bot: sales needs 12 seats of Visio, role holders 6, regions 3. */
describe('seats that others need first', () => {
  let desk: RequestDesk;

  beforeEach(async () => {
    desk = await startRequestDesk({
      sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400, shortestMs: 4_000 } },
      known: ['megan', 'isaiah', 'alex'],
    });
  });
  afterEach(() => desk.close());

  /** Sells as many seats of Visio that so many are free. */
  function free(seats: number): void {
    const sku = desk.sandbox.tenant.skus.get(products.visio);
    if (!sku) throw new Error('no Visio');
    sku.units = { ...sku.units, enabled: desk.sandbox.tenant.consumed(products.visio) + seats };
  }
  const latest = async (group: string): Promise<Change> => {
    const { id } = desk.group(group);
    const [change] = await desk.store.changes.ofGroup(desk.sandbox.tenantId, id, 1);
    if (!change) throw new Error(`no change of ${group}`);
    return change;
  };
  const stateOf = async (group: string) => (await latest(group)).state;
  const press = (who: 'megan' | 'isaiah', card: unknown, verb: string) =>
    desk.press(who, verb, buttonData(card, verb), `card-${who}`);
  async function order(who: 'megan' | 'isaiah', text: string, verb = 'change.confirm') {
    return press(who, await desk.say(who, text), verb);
  }
  const minutes = (count: number) => desk.pass(count / 1440);

  it('are said by name on the card, and whoever waits gets theirs in order once seats are bought', async () => {
    free(14);
    await order('megan', 'assign visio to contoso sales on Friday 8am');
    expect(await stateOf('Contoso sales')).toBe('scheduled'); // holds its seats already
    const { number } = await latest('Contoso sales');

    const before = await desk.say('isaiah', 'assign visio to contoso role holders');
    expect(textOfCard(before)).toContain('4 seats short');
    expect(textOfCard(before)).toContain(
      `12 of the 14 free seats are held for change ${number}. This one needs 6: 4 short.`,
    );
    expect(textOfCard(before)).not.toMatch(/will fail/); // Entra would give them: it is the other one that would fail
    expect(buttonsOf(before).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Assign anyway', 'Wait for seats']),
    );
    const waiting = await press('isaiah', before, 'change.wait');
    expect(textOfCard(waiting)).toContain('Waiting for 6 seats');
    expect(buttonsOf(waiting).map(({ verb }) => verb)).toEqual(['scheduled.cancel', 'change.check']);

    // Two seats are free and three are needed: a smaller change does not pass by either.
    const third = await order('megan', 'assign visio to contoso regions', 'change.wait');
    expect(textOfCard(third)).toContain('Waiting for 3 seats');
    const shown = textOfCard(await desk.say('megan', 'licenses visio'));
    expect(shown).toContain(`12 seats held for change ${number}`);
    expect(shown).toMatch(/9 seats awaited by changes \d+ and \d+/);
    expect(textOfCard(await desk.say('megan', 'scheduled'))).toContain('Waiting for 6 seats');
    await minutes(30);
    expect([await stateOf('Contoso role holders'), await stateOf('Contoso regions')]).toEqual([
      'wait-listed',
      'wait-listed',
    ]);

    free(18); // enough for the first of the two, and none is left for the other
    const told = desk.told('isaiah').length;
    await minutes(5);
    await desk.until(async () => (await stateOf('Contoso role holders')) === 'done');
    await desk.until(() => desk.told('isaiah').length === told + 2);
    expect(desk.told('isaiah').at(-2)).toMatch(/Queued|Processing/);
    expect(desk.told('isaiah').at(-1)).toContain('All licenses assigned');
    expect(await stateOf('Contoso regions')).toBe('wait-listed');
    expect(await desk.evidence((await latest('Contoso role holders')).id)).toEqual(
      expect.arrayContaining(['asked', 'wait-listed', 'seats-free', 'attempted', 'accepted', 'finished']),
    );

    // The scheduled one is given up: what it held serves the last one at once.
    await desk.press('megan', 'scheduled.cancel', { id: (await latest('Contoso sales')).id });
    await desk.until(async () => (await stateOf('Contoso regions')) === 'done', 60);
    expect(desk.effects('Contoso regions')).toEqual({ licenses: 1, writes: 1 });
    expect(desk.effects('Contoso sales')).toEqual({ licenses: 0, writes: 0 });
  });

  it('of two that press at once the second is told before it is carried out, and may go on all the same', async () => {
    free(14);
    const [one, other] = [
      await desk.say('megan', 'assign visio to contoso sales'),
      await desk.say('isaiah', 'assign visio to contoso role holders'),
    ];
    expect(textOfCard(one) + textOfCard(other)).not.toContain('short');
    await press('megan', one, 'change.confirm');
    const told = await press('isaiah', other, 'change.confirm');
    expect(textOfCard(told)).toContain('Meanwhile another change was given seats.');
    expect(textOfCard(told)).toContain('4 seats short');
    expect(await stateOf('Contoso role holders')).toBe('draft');
    // The old card, pressed again, says nothing else.
    expect(textOfCard(await press('isaiah', other, 'change.confirm'))).toContain('4 seats short');

    await press('isaiah', await desk.say('isaiah', 'assign visio to contoso role holders'), 'change.confirm');
    await desk.until(async () => (await stateOf('Contoso role holders')).startsWith('done'));
    await desk.until(async () => (await stateOf('Contoso sales')).startsWith('done'));
    // Nothing is held any more once both are over.
    expect(textOfCard(await desk.say('megan', 'licenses visio'))).not.toContain('held');
  });

  it('a change that waits is withdrawn, loses its role, or is woken however often: nothing is written twice', async () => {
    free(2);
    await order('megan', 'assign visio to contoso regions', 'change.wait');
    await order('isaiah', 'assign visio to contoso role holders', 'change.wait');
    const again = textOfCard(await desk.say('megan', 'assign visio to contoso regions'));
    expect(again).toContain('This is planned already');

    const cancelled = await press(
      'megan',
      await desk.say('megan', `status ${(await latest('Contoso regions')).number}`),
      'scheduled.cancel',
    );
    expect(textOfCard(cancelled)).toContain('Nothing was changed');
    const { tenant } = desk.sandbox;
    for (const { id, principalId } of [...tenant.roleAssignments.values()])
      if (principalId === people.isaiah.id) tenant.removeRole(id);
    free(6);
    await Promise.all([minutes(6), minutes(0), minutes(0)]);
    await desk.until(async () => (await stateOf('Contoso role holders')) === 'failed');
    expect((await latest('Contoso role holders')).failure?.code).toBe('access.role-lost');
    await desk.until(() => (desk.told('isaiah').at(-1) ?? '').includes('no longer hold a role'));
    const kinds = await desk.evidence((await latest('Contoso role holders')).id);
    expect(kinds.filter((kind) => kind === 'seats-free')).toHaveLength(1);
    expect(desk.effects('Contoso role holders').writes + desk.effects('Contoso regions').writes).toBe(0);
  });

  it('several groups wait as one, and begin together', async () => {
    free(2);
    const before = await desk.say('megan', 'assign visio to contoso regions, contoso role holders');
    expect(textOfCard(before)).toMatch(/\d+ seats short/);
    const waiting = await press('megan', before, 'change.wait');
    expect(textOfCard(waiting)).toContain('Waiting for 9 seats');
    const id = String(buttonData(before, 'change.wait')['id']);
    await minutes(6);
    expect(await desk.store.changes.get(id)).toMatchObject({ state: 'wait-listed' });
    free(8); // enough if the groups shared members, but each of them was looked at: nine people need one
    await minutes(6);
    expect(await desk.store.changes.get(id)).toMatchObject({ state: 'wait-listed' });
    free(9);
    await minutes(6);
    await desk.until(async () => (await desk.store.changes.get(id))?.finishedAt !== null);
    expect(await desk.store.changes.get(id)).toMatchObject({ state: 'done', outcome: { assigned: 9 } });
    expect(desk.effects('Contoso regions').writes + desk.effects('Contoso role holders').writes).toBe(2);
  });

  it('an approver is told too, and what is approved waits', async () => {
    free(14);
    const id = await desk.ask('alex', { license: products.visio, group: 'Contoso role holders' });
    await order('megan', 'assign visio to contoso sales on Friday 8am');
    // The card was drawn before the other change was confirmed, so pressing it decides nothing yet.
    const old = await desk.card(id, 'isaiah');
    const told = await desk.pressOn('isaiah', old, 'decide.approve');
    expect(textOfCard(told)).toContain('12 of the 14 free seats are held for change');
    expect((await desk.change(id)).request.decisions).toEqual([]);
    expect(buttonsOf(told).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Approve anyway', 'Approve and wait for seats']),
    );
    await desk.pressOn('isaiah', told, 'decide.wait');
    expect((await desk.change(id)).state).toBe('wait-listed');
    await desk.settled(id);
    expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('Waiting for 6 seats');
    free(18);
    await minutes(6);
    await desk.until(async () => (await desk.change(id)).state === 'done');
    expect(desk.effects('Contoso role holders')).toEqual({ licenses: 1, writes: 1 });
    await desk.until(() => (desk.told('alex').at(-1) ?? '').includes('All licenses assigned'));
  });
});
