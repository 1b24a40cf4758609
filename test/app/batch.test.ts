import type { BatchChange } from '../../src/licensing/batch/batch';
import { addGroup } from '../support/groups';
import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

/** One license for several groups through the whole bot: HTTP in, a real store and tenant, one card out. */
describe('assigning to several groups', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startTestDesk({ sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400 } } });
    freeSeats(500);
  });
  afterEach(() => desk.close());

  function freeSeats(free: number): void {
    const sku = desk.sandbox.tenant.skus.get(visio);
    if (sku) sku.units.enabled = desk.sandbox.tenant.consumed(visio) + free;
  }
  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));
  const groupNamed = (name: string) => {
    const found = [...desk.sandbox.tenant.groups.values()].find((each) => each.displayName === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  };
  const batch = async (number: number): Promise<BatchChange> =>
    (await desk.store.changes.byNumber(desk.sandbox.tenantId, number)) as BatchChange;
  const licensed = () =>
    [...desk.sandbox.tenant.groups.values()].filter(({ licenses }) =>
      licenses.some(({ skuId }) => skuId === visio),
    );

  /** Presses Assign and waits for the message that tells the end. */
  async function confirm(card: unknown): Promise<unknown> {
    const before = posts().length;
    const pressed = await desk.press(
      'megan',
      'change.confirm',
      buttonData(card, 'change.confirm'),
      posts().at(-1)?.activityId,
    );
    expect(textOfCard(pressed)).toContain('Queued');
    await desk.until(() => posts().length > before);
    expect(posts()).toHaveLength(before + 1);
    return posts().at(-1)?.card;
  }

  it('counts a person in two groups once, writes one after the other, and tells all of it on one card', async () => {
    const { tenant } = desk.sandbox;
    const first = addGroup(tenant, 'Pilot one', 1, 12);
    const second = addGroup(tenant, 'Pilot two', 2, 5);
    for (const id of [...first.users].slice(0, 4)) tenant.join(second, id);
    const card = await desk.say('megan', 'assign visio plan 2 to Pilot one, pilot TWO, Contoso designers');
    const text = textOfCard(card);
    expect(text).toContain('Before you assign');
    expect(text).toContain('2 groups');
    expect(text).toContain('Pilot one and Pilot two');
    expect(text).toContain('Have it already\nContoso designers');
    expect(text).toContain('17 people will get Visio Plan 2.'); // 12 and 9 members, 4 of them in both
    expect(text).toContain('Direct members, each counted once\n17\nAlready have it\n0\nSeats needed\n17');
    const completion = textOfCard(await confirm(card));
    expect(completion).toContain('Assigned to all 2 groups');
    expect(completion).toContain('Pilot one\nChange 2\n✓ 12 assigned');
    expect(completion).toContain('Pilot two\nChange 3\n✓ 9 assigned');
    expect(writes()).toHaveLength(2);
    expect((await batch(1)).outcome).toMatchObject({ members: 21, assigned: 21, failed: 0 });
    const updates = desk.connector.sent
      .filter((each) => each.method === 'PUT')
      .map(({ card: c }) => textOfCard(c));
    expect(updates.some((each) => each.includes('of 2 groups done'))).toBe(true);
    // The message tells the result; the card above it only that it is over.
    expect(updates.at(-1)).toContain('✓ Done');
    expect(updates.at(-1)).not.toContain('assigned');

    expect(textOfCard(await desk.say('megan', 'status 1'))).toContain('Assigned to all 2 groups');
    expect(textOfCard(await desk.say('megan', 'status 2'))).toContain('Pilot one');
    expect(textOfCard(await desk.say('megan', 'evidence 1'))).toContain('Began with its 2 groups');
    expect(textOfCard(await desk.say('megan', 'undo 2'))).toContain('Before you undo change 2');
  });

  it('keeps what was right of a pasted list, and asks about the rest', async () => {
    const { tenant } = desk.sandbox;
    addGroup(tenant, 'Pilot, EMEA', 1, 3);
    addGroup(tenant, 'Twins', 2, 1);
    const twin = addGroup(tenant, 'Twins', 3, 2);
    addGroup(tenant, 'Pilot two', 4, 2);
    const list = 'assign visio plan 2 to\n- Pilot, EMEA\n- Pilot two\n- Twins\n- zzzq nothing\n- Pilot two';
    const form = await desk.say('megan', list);
    const text = textOfCard(form);
    expect(text).toContain('2 groups are recognized and kept: Pilot, EMEA and Pilot two');
    expect(text).toContain('2 names fit no group, or more than one');
    expect(text).toContain('“Twins” may be one of these');
    expect(JSON.stringify(form)).toContain('"value":"zzzq nothing"');
    const data = buttonData(form, 'batch.gather');
    const still = await desk.press('megan', 'batch.gather', { ...data, pick0: 'none', names: 'zzzq' });
    expect(textOfCard(still)).toContain('2 groups are recognized');
    const review = await desk.press('megan', 'batch.gather', { ...data, pick0: twin.id, names: '' });
    expect(textOfCard(review)).toContain('3 groups');
    expect(textOfCard(review)).toContain('7 people will get Visio Plan 2.');
    const back = await desk.press('megan', 'change.edit', buttonData(review, 'change.edit'));
    expect(textOfCard(back)).toContain('Which groups?');
    // In Teams several are chosen on the form; what comes back are ids with commas between them.
    const chosen = { license: visio, group: `${twin.id},${groupNamed('Pilot two').id}` };
    expect(textOfCard(await desk.press('megan', 'assign.review', chosen))).toContain('4 people will get');
    const typed = { license: visio, groupQuery: 'Pilot two; Pilot, EMEA' };
    expect(textOfCard(await desk.press('megan', 'assign.review', typed))).toContain('5 people will get');
    // A press with made-up ids finds nothing to assign to, and nothing is written.
    const forged = {
      skuId: visio,
      groupIds: `${twin.id.replace(/./g, '0')},x,${'1'.repeat(9_000)}`,
      names: '',
    };
    expect(textOfCard(await desk.press('megan', 'batch.gather', forged))).toContain(
      'Name at least one group',
    );
    expect(textOfCard(await desk.press('adele', 'batch.gather', data))).not.toContain('Before you assign');
    expect(writes()).toHaveLength(0);
  });

  it('refuses more than 200, and begins a list at its time', async () => {
    const many = Array.from({ length: 201 }, (_, i) => `Group ${i}`).join('; ');
    expect(textOfCard(await desk.say('megan', `assign visio plan 2 to ${many}`))).toContain(
      'These are 201 groups. At most 200',
    );
    addGroup(desk.sandbox.tenant, 'Pilot one', 1, 2);
    addGroup(desk.sandbox.tenant, 'Pilot two', 2, 2);
    const card = await desk.say('megan', 'assign visio plan 2 to Pilot one and Pilot two in 2 hours');
    expect(textOfCard(card)).toContain('4 people will get');
    await desk.press(
      'megan',
      'change.confirm',
      buttonData(card, 'change.confirm'),
      posts().at(-1)?.activityId,
    );
    expect((await batch(1)).state).toBe('scheduled');
    expect(writes()).toHaveLength(0);
    await desk.pass(1);
    await desk.until(async () => (await batch(1)).finishedAt !== null);
    expect(writes()).toHaveLength(2);
  });

  it('says for each group how it ended: one is gone, one fails, Graph stumbles, and nobody is written twice', async () => {
    const { tenant, faults } = desk.sandbox;
    const names = ['Alpha', 'Bravo', 'Charlie', '[Free](https://evil.example) **now** ${x}'];
    const groups = names.map((name, index) => addGroup(tenant, name, index + 1, 6));
    const [alpha, bravo] = groups;
    if (!alpha || !bravo) throw new Error('no groups');
    freeSeats(16);
    const card = await desk.say('megan', `assign visio plan 2 to ${names.join('; ')}`);
    tenant.removeGroup(alpha);
    faults.add([
      { kind: 'throttle', match: { path: `/groups/${bravo.id}/assignLicense` }, times: 1 },
      { kind: 'concurrency', match: { path: `/groups/${groups[2]?.id}/assignLicense` }, times: 1 },
      { kind: 'error', status: 503, match: { path: `/groups/${groups[3]?.id}/assignLicense` }, times: 1 },
    ]);
    const completion = textOfCard(await confirm(card));
    expect(completion).toMatch(/Assigned to [12] of 4 groups without failures/);
    expect(completion).toContain('✕ Not assigned. This group no longer exists');
    const { batch: ended, outcome } = await batch(1);
    expect(ended.groups.map(({ result }) => result?.state === 'failed')).toEqual([true, false, false, false]);
    expect(outcome).toMatchObject({ members: 18, assigned: 16, failed: 2, unconfirmed: 0 });
    expect(licensed().filter(({ id }) => groups.some((each) => each.id === id))).toHaveLength(3);
    expect(groupNamed('Charlie').licenses).toHaveLength(1);
  });

  it('takes 200 groups with long names: counts at once, cards that fit, one message at the end', async () => {
    const { tenant } = desk.sandbox;
    const groups = Array.from({ length: 200 }, (_, i) =>
      addGroup(tenant, `${i} ${'漢'.repeat(200)}`, i + 1, 1),
    );
    const before = desk.sandbox.requests.length;
    const card = await desk.say('megan', `assign visio plan 2 to ${groups.map(({ id }) => id).join('\n')}`);
    // Ids, groups and counts in batches of 20, and what every turn reads.
    expect(
      desk.sandbox.requests.slice(before).filter(({ path }) => path.endsWith('/$batch')).length,
    ).toBeLessThan(60);
    expect(textOfCard(card)).toContain('200 groups');
    expect(JSON.stringify(card).length).toBeLessThan(25_000);
    const exact = await desk.press('megan', 'forecast.show', buttonData(card, 'forecast.show'));
    expect(textOfCard(exact)).toContain('The members are about to be read.');
    await desk.until(async () => (await desk.store.forecasts.get((await batch(1)).id))?.result != null);
    const known = await desk.press('megan', 'change.check', { id: (await batch(1)).id });
    expect(textOfCard(known)).toContain('200 people will get Visio Plan 2.');
    expect(textOfCard(known)).toContain('Seats needed\n200');
    const completion = await confirm(known);
    expect(textOfCard(completion)).toContain('Assigned to all 200 groups');
    expect(Buffer.byteLength(JSON.stringify(completion))).toBeLessThan(25_000);
    const next = await desk.press('megan', 'batch.show', buttonData(completion, 'batch.show'));
    expect(textOfCard(next)).toContain('Page 2 of 17');
    expect(writes()).toHaveLength(200);
    expect((await desk.store.changes.childrenOf((await batch(1)).id)).length).toBe(200);
    // How often its card is drawn anew depends on how fast the groups end; at most every 2 s is shown elsewhere.
    const times = desk.connector.sent.filter((each) => each.method === 'PUT');
    expect(times.length).toBeGreaterThan(0);
  }, 120_000);
});
