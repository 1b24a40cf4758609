import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { parseCsv } from '../support/csv';
import { linkOf, submit } from '../support/download';
import { addGroup } from '../support/groups';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const e5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';

/** All groups of a batch put back with one press, by the rules of a single undo. */
describe('undoing a license that several groups were given', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk({
      sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400 } },
      env: () => ({ TYPE_NAME_ABOVE: '10' }),
    });
    const sku = desk.sandbox.tenant.skus.get(visio);
    if (sku) sku.units.enabled = desk.sandbox.tenant.consumed(visio) + 100;
  });
  afterAll(() => desk.close());

  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));
  const groupNamed = (name: string) => {
    const found = [...desk.sandbox.tenant.groups.values()].find((each) => each.displayName === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  };
  const has = (name: string) => groupNamed(name).licenses.map(({ skuId }) => skuId);

  async function confirm(card: unknown, inputs: Record<string, unknown> = {}): Promise<unknown> {
    const before = posts().length;
    const data = { ...buttonData(card, 'change.confirm'), ...inputs };
    await desk.press('megan', 'change.confirm', data, posts().at(-1)?.activityId);
    await desk.until(() => posts().length > before);
    expect(posts()).toHaveLength(before + 1);
    return posts().at(-1)?.card;
  }

  it('puts back each group that nobody altered since, says why the others stay, and can itself be undone', async () => {
    const { tenant } = desk.sandbox;
    const one = addGroup(tenant, 'Pilot one', 1, 8);
    const two = addGroup(tenant, 'Pilot two', 2, 4);
    for (const id of [...one.users].slice(0, 3)) tenant.join(two, id);
    addGroup(tenant, 'Pilot three', 3, 2);
    const early = await desk.say('megan', 'assign visio plan 2 to Pilot one; Pilot two; Pilot three');
    const given = await confirm(early);
    expect(textOfCard(given)).toContain('Assigned to all 3 groups');
    expect(writes()).toHaveLength(3);
    const three = groupNamed('Pilot three');
    three.licenses = [...three.licenses, { skuId: e5, disabledPlans: [] }];

    const card = await desk.press('megan', 'undo.start', buttonData(given, 'undo.start'));
    const text = textOfCard(card);
    expect(text).toContain('Before you undo change 1');
    expect(text).toContain('Pilot one and Pilot two');
    expect(text).toContain('12 people will lose Visio Plan 2.'); // 8 and 7 members, 3 of them in both
    expect(text).toMatch(
      /Stay as they are\nPilot three: Change 4 cannot be undone, because somebody altered/,
    );
    const wrong = await desk.press('megan', 'change.confirm', buttonData(card, 'change.confirm'));
    expect(textOfCard(wrong)).toContain('That is not the name of the license');
    expect(writes()).toHaveLength(3);

    const undone = await confirm(card, { groupName: 'visio plan 2' });
    const told = textOfCard(undone);
    expect(told).toContain('Undone in 2 of 3 groups');
    expect(told).toContain('Undoes change 1');
    expect(told).toContain('Pilot one\nChange 6\n✓ 8 without it now');
    expect(told).toContain('Pilot two\nChange 7\n✓ 7 without it now');
    expect(told).toMatch(/Pilot three\n– Left as it is\. Change 4 cannot be undone/);
    expect(writes()).toHaveLength(5);
    const link = await desk.press('megan', 'batch.download', buttonData(undone, 'batch.download'));
    expect(textOfCard(link)).toContain('Outcome of each group');
    const [head, ...rows] = parseCsv((await (await submit(linkOf(link))).text()).replace(/^\uFEFF/, ''));
    const cells = (...names: string[]) =>
      rows.map((row) => names.map((name) => row[head?.indexOf(name) ?? 0]));
    expect(cells('group', 'change', 'state', 'members', 'without it now', 'failed')).toEqual([
      ['Pilot one', '6', 'done', '8', '8', '0'],
      ['Pilot two', '7', 'done', '7', '7', '0'],
      ['Pilot three', '', 'left out', '', '', ''],
    ]);
    expect(cells('reason')[2]?.[0]).toMatch(/^Change 4 cannot be undone, because somebody altered/);
    expect(textOfCard(await desk.say('megan', 'evidence 5'))).toContain(
      'Downloaded the outcome of each group',
    );
    expect(
      textOfCard(await desk.press('adele', 'batch.download', buttonData(undone, 'batch.download'))),
    ).toContain('License Administrator');
    expect([has('Pilot one'), has('Pilot two'), has('Pilot three')]).toEqual([[], [], [visio, e5]]);
    expect(textOfCard(await desk.say('megan', 'status 6'))).toContain('Undoes change 2');

    const late = textOfCard(await desk.say('megan', 'undo 1'));
    expect(late).toContain('None of the groups of change 1 can be put back');
    expect(late).toContain('Pilot one: Change 2 was undone already, by change 6 of Megan');
    expect(textOfCard(await desk.say('megan', 'undo'))).toContain('Change 5');

    const again = await desk.press('megan', 'undo.start', buttonData(undone, 'undo.start'));
    expect(textOfCard(again)).toContain('12 people will get Visio Plan 2.');
    expect(buttonsOf(again).map(({ verb }) => verb)).not.toContain('change.edit');
    const back = textOfCard(await confirm(again));
    expect(back).toContain('Undone in all 2 groups');
    expect(back).toContain('Pilot one\nChange 9\n✓ 8 assigned');
    expect([has('Pilot one'), has('Pilot two')]).toEqual([[visio], [visio]]);
  });

  it('undoes nothing that has not ended, that never was written, or that others may not', async () => {
    addGroup(desk.sandbox.tenant, 'Early', 11, 2);
    addGroup(desk.sandbox.tenant, 'Late', 12, 2);
    const card = await desk.say('megan', 'assign visio plan 2 to Early; Late in 2 hours');
    await desk.press('megan', 'change.confirm', buttonData(card, 'change.confirm'));
    const id = String(buttonData(card, 'change.confirm')['id']);
    const number = (await desk.store.changes.get(id))?.number;
    expect(textOfCard(await desk.say('megan', `undo ${number}`))).toContain('has not ended yet');
    expect(textOfCard(await desk.press('adele', 'undo.start', { id }))).not.toContain('Before you undo');
    await desk.press('megan', 'scheduled.cancel', {
      id,
      revision: (await desk.store.changes.get(id))?.revision,
    });
    expect(textOfCard(await desk.say('megan', `undo ${number}`))).toContain('None of the groups');
  });
});
