import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { groupNamed, skuNamed } from '../support/sandbox-graph';

const audioConferencing = '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40';

/** Services that need others, found before anything is written, through the whole bot. */
describe('a license that would lack what it needs', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk();
  });
  afterAll(() => desk.close());

  const groupOf = (name: string) => groupNamed(desk.sandbox, name);
  const partsOf = (name: string) =>
    groupOf(name).licenses.map(({ skuId }) => desk.sandbox.tenant.skus.get(skuId)?.skuPartNumber);
  const latest = async (name: string) =>
    (await desk.store.changes.ofGroup(desk.sandbox.tenantId, groupOf(name).id, 1))[0];
  const choose = (card: unknown, title: string) => {
    const button = buttonsOf(card).find((each) => each.title === title);
    if (!button) throw new Error(`no ${title} on: ${textOfCard(card)}`);
    return desk.press('megan', String(button.verb), button.data, 'card-1');
  };
  const confirm = async (card: unknown, name: string) => {
    await desk.press('megan', 'change.confirm', buttonData(card, 'change.confirm'), 'card-1');
    await desk.until(async () => (await latest(name))?.finishedAt !== null);
  };

  it('is given together with what it needs', async () => {
    const asked = await desk.say('megan', 'assign audio conferencing to contoso regions');
    expect(textOfCard(asked)).toContain('A required service is missing');
    expect(textOfCard(asked)).toMatch(/Audio Conferencing needs one of these, and none would be on: .*Teams/);
    expect(textOfCard(asked)).toMatch(/Add the prerequisite: Office 365 E1 comes to the group too/);
    // With its only service off, the license would give nothing.
    expect(buttonsOf(asked).map(({ title }) => title)).toEqual(['Add the prerequisite', 'Go on', 'Cancel']);

    const before = await choose(asked, 'Add the prerequisite');
    expect(textOfCard(before)).toContain('Also\nOffice 365 E1');
    expect(textOfCard(before)).toContain('Together with Office 365 E1, which brings what it needs');
    expect(textOfCard(before)).toMatch(/Office 365 E1: \d+ seats needed, \d+ available/);
    expect(textOfCard(before)).not.toContain('Something else needs it');
    await confirm(before, 'Contoso regions');
    expect(partsOf('Contoso regions').toSorted()).toEqual(['MCOMEETADV', 'STANDARDPACK']);
    expect(await latest('Contoso regions')).toMatchObject({
      outcome: { members: 3 },
      origin: { needs: 'add' },
    });
    await desk.until(() =>
      desk.connector.sent.some((each) => textOfCard(each.card).includes('Together with Office 365 E1')),
    );
  });

  it('is given without the service that needs something, and keeps its time', async () => {
    const visio = desk.sandbox.tenant.skus.get(skuNamed(desk.sandbox, 'VISIOCLIENT'));
    if (!visio) throw new Error('no Visio');
    const plans = [...visio.plans, { id: audioConferencing, name: 'MCOMEETADV', appliesTo: 'User' }];
    Object.assign(visio, { plans });
    const asked = await desk.say('megan', 'assign visio to contoso empty tomorrow 7:00');
    expect(buttonsOf(asked).map(({ title }) => title)).toEqual([
      'Add the prerequisite',
      'Switch the dependent plan off',
      'Go on',
      'Cancel',
    ]);
    const before = await choose(asked, 'Switch the dependent plan off');
    expect(textOfCard(before)).toMatch(/Without .*Conferencing.*, because what it needs is not in the group/);
    expect(textOfCard(before)).toContain('Begins');
    expect(buttonsOf(before)[0]).toMatchObject({ title: 'Schedule', verb: 'change.confirm' });
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), 'card-1');
    expect(await latest('Contoso empty')).toMatchObject({ state: 'scheduled', origin: { needs: 'off' } });
    await desk.pass(1);
    await desk.until(async () => (await latest('Contoso empty'))?.finishedAt !== null);
    expect(groupOf('Contoso empty').licenses).toMatchObject([{ disabledPlans: [audioConferencing] }]);
  });

  it('is shown as it is, with what is missing, where somebody goes on', async () => {
    const asked = await desk.say('megan', 'assign audio conferencing to contoso role holders');
    const before = await choose(asked, 'Go on');
    expect(textOfCard(before)).toContain('Before you assign');
    expect(textOfCard(before)).toContain('Microsoft Graph will probably refuse this as it is.');
    expect(buttonsOf(before).map(({ verb }) => verb)).toContain('change.confirm');
    const cancelled = await choose(before, 'Cancel');
    expect(textOfCard(cancelled)).toContain('Nothing was changed');
  });

  it('of a group in error: what its members lack is a change like any other', async () => {
    const { id } = groupOf('Contoso finance');
    const text = textOfCard(await desk.press('megan', 'errors.group', { groupId: id }));
    expect(text).toMatch(/required service|depends/i);
    const cause = await desk.press('megan', 'errors.cause', { groupId: id, error: 'DependencyViolation' });
    const before = await desk.press('megan', 'repair.prerequisite', buttonData(cause, 'repair.prerequisite'));
    expect(textOfCard(before)).toMatch(/Before you (assign|switch)/);
    expect(buttonsOf(before).map(({ verb }) => verb)).toEqual(
      expect.arrayContaining(['change.confirm', 'change.cancel']),
    );
  });
});
