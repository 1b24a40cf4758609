import type { BatchChange } from '../../src/licensing/batch/batch';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { addGroup } from '../support/groups';
import { startRequestDesk, type RequestDesk } from '../support/request-desk';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const administrators = [{ role: 'License Administrator' }, { role: 'Global Administrator' }];
const stages = [{ name: 'A second one', approvers: administrators }];

/** One request for several groups: one card for each approver, and nothing is written before one has agreed. */
describe('several groups that need a second person', () => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await startRequestDesk({
      policy: (groupId) => ({
        secondPerson: { membersAbove: 15 },
        usual: { stages },
        rules: [
          {
            groups: ['Contoso interns', 'Contoso region south'].map(groupId),
            stages: [{ name: 'Owners', approvers: ['owners'] }],
          },
        ],
      }),
    });
    const sku = desk.sandbox.tenant.skus.get(visio);
    if (sku) sku.units.enabled = desk.sandbox.tenant.consumed(visio) + 500;
    addGroup(desk.sandbox.tenant, 'Pilot one', 1, 10);
    addGroup(desk.sandbox.tenant, 'Pilot two', 2, 10);
  });
  afterAll(() => desk.close());

  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));

  it('counts all of them against the limit, asks once, and is carried out when somebody else agrees', async () => {
    const card = await desk.say('megan', 'assign visio plan 2 to Pilot one, Pilot two');
    expect(textOfCard(card)).toContain('20 people will get Visio Plan 2.');
    expect(buttonsOf(card).map(({ verb }) => verb)).toContain('change.ask');
    const data = buttonData(card, 'change.ask');
    const forced = await desk.press('megan', 'change.confirm', data);
    expect(buttonsOf(forced).map(({ verb }) => verb)).toContain('change.ask');
    const { id } = data as { id: string };
    const without = await desk.press('megan', 'change.ask', data);
    expect(textOfCard(without)).toContain('2 groups');
    const asked = await desk.press('megan', 'change.ask', {
      ...buttonData(without, 'change.ask'),
      justification: 'Pilot',
    });
    expect(textOfCard(asked)).toContain('Pilot one, Pilot two');
    await desk.settled(id);
    expect((await desk.change(id)).state).toBe('waiting');
    expect(writes()).toHaveLength(0);
    expect(textOfCard(await desk.say('megan', 'requests'))).toContain('Pilot one, Pilot two');
    await desk.pressOn('nestor', await desk.card(id, 'nestor'), 'decide.approve');
    await desk.until(async () => (await desk.change(id)).finishedAt !== null);
    await desk.settled(id);
    expect(writes()).toHaveLength(2);
    const done = (await desk.change(id)) as unknown as BatchChange;
    expect(done).toMatchObject({ state: 'done', outcome: { members: 20, assigned: 20 } });
    const completion = await desk.card(id, 'megan', 'completion');
    expect(textOfCard(completion)).toContain('Assigned to all 2 groups');

    // Undoing both is asked once for both, too.
    const undo = await desk.pressOn('megan', completion, 'undo.start');
    expect(textOfCard(undo)).toContain('20 people will lose Visio Plan 2.');
    const again = await desk.pressOn('megan', undo, 'change.ask', { justification: 'Pilot is over' });
    expect(textOfCard(again)).toContain('Pilot one, Pilot two');
    const { id: undoing } = buttonData(undo, 'change.ask') as { id: string };
    await desk.settled(undoing);
    expect(writes()).toHaveLength(2);
    const asks = await desk.card(undoing, 'nestor');
    expect(textOfCard(asks)).toContain('remove Visio Plan 2 from Pilot one, Pilot two');
    await desk.pressOn('nestor', asks, 'decide.approve');
    await desk.until(async () => (await desk.change(undoing)).finishedAt !== null);
    await desk.settled(undoing);
    expect(writes()).toHaveLength(4);
    expect(textOfCard(await desk.card(undoing, 'megan', 'completion'))).toContain('Undone in all 2 groups');
  });

  it.each([
    ['Contoso region south; Contoso region north', 'others decide about Contoso region north'],
    ['Contoso region north; Contoso region south', 'others decide about Contoso region south'],
    ['Contoso interns; Contoso region south', 'the owners of each group decide'],
  ])('refuses one request where others decide: %s', async (names, refusal) => {
    const card = await desk.say('megan', `assign visio plan 2 to ${names}`);
    expect(textOfCard(card)).toContain(refusal);
    expect(buttonsOf(card).map(({ verb }) => verb)).toEqual(['assign.start']);
  });
});
