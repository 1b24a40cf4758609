import { people } from '../../src/sandbox';
import type { BatchChange } from '../../src/licensing/batch/batch';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { addGroup } from '../support/groups';
import { startRequestDesk, type RequestDesk } from '../support/request-desk';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const administrators = [{ role: 'License Administrator' }, { role: 'Global Administrator' }];

/** One request of somebody without a role for several groups: one form, one decision, one outcome for each group. */
describe('asking for a license for several groups', () => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await startRequestDesk({
      policy: (groupId) => ({
        ask: [{ group: groupId('Contoso region north') }, 'owners'],
        usual: { stages: [{ name: 'Administrators', approvers: administrators }] },
        rules: [
          {
            groups: [groupId('Contoso interns')],
            stages: [{ name: 'Owners', approvers: ['owners'] }],
          },
        ],
      }),
    });
    const { tenant } = desk.sandbox;
    const sku = tenant.skus.get(visio);
    if (sku) sku.units.enabled = tenant.consumed(visio) + 500;
    addGroup(tenant, 'Pilot one', 1, 6);
    addGroup(tenant, 'Pilot two', 2, 4);
    tenant.join(desk.group('Contoso region north'), people.adele.id);
  });
  afterAll(() => desk.close());

  const verbs = (card: unknown) => buttonsOf(card).map(({ verb }) => verb);
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));

  it('is one request with its reason, approved once, and tells the asker how each group ended', async () => {
    const form = await desk.say(
      'adele',
      'request visio plan 2 for\n- Pilot one\n- Pilot two\n- zzzq nothing',
    );
    expect(textOfCard(form)).toContain('2 groups are recognized and kept: Pilot one and Pilot two');
    expect(verbs(form)).toEqual(['batch.gather', 'request.cancel']);
    const card = await desk.pressOn('adele', form, 'batch.gather', { names: '' });
    expect(textOfCard(card)).toContain('Before you ask');
    expect(textOfCard(card)).toContain('10 people will get Visio Plan 2.');
    expect(textOfCard(card)).toContain('Somebody else decides about it.');
    expect(verbs(card)).toEqual(['batch.ask', 'batch.edit', 'request.cancel']);
    const back = await desk.pressOn('adele', card, 'batch.edit');
    expect(verbs(back)).toEqual(['batch.gather', 'request.cancel']);
    const anew = await desk.pressOn('adele', back, 'batch.gather', { names: 'Pilot one; Pilot two' });
    const data = buttonData(anew, 'batch.ask');
    for (const verb of ['change.confirm', 'change.ask'])
      expect(textOfCard(await desk.press('adele', verb, data))).toContain('License Administrator');
    expect(textOfCard(await desk.press('alex', 'batch.ask', data))).not.toContain('Your request');

    const without = await desk.press('adele', 'batch.ask', data);
    expect(textOfCard(without)).toContain('Say why it is needed.');
    const justification = 'A pilot of two teams.';
    const asked = await desk.pressOn('adele', without, 'batch.ask', { justification });
    expect(textOfCard(asked)).toContain('Pilot one, Pilot two');
    const id = String(data['id']);
    await desk.settled(id);
    expect((await desk.change(id)).state).toBe('waiting');
    expect(writes()).toHaveLength(0);
    const decision = await desk.card(id, 'nestor');
    expect(textOfCard(decision)).toContain(justification);
    await desk.pressOn('nestor', decision, 'decide.approve');
    await desk.until(async () => (await desk.change(id)).finishedAt !== null);
    await desk.settled(id);
    expect(writes()).toHaveLength(2);
    expect((await desk.change(id)) as unknown as BatchChange).toMatchObject({
      state: 'done',
      outcome: { assigned: 10, failed: 0 },
    });
    const told = await desk.card(id, 'adele', 'completion');
    expect(textOfCard(told)).toContain('Assigned to all 2 groups');
    expect(verbs(told)).toEqual(['request.show']);
    expect(verbs(await desk.pressOn('adele', told, 'request.show'))).toEqual([]);
    expect(textOfCard(await desk.press('adele', 'batch.show', { id }))).toContain('Pilot two');
    for (const verb of ['batch.download', 'undo.start'])
      expect(textOfCard(await desk.press('adele', verb, { id }))).toContain('License Administrator');
    expect(textOfCard(await desk.press('alex', 'batch.show', { id }))).not.toContain('Pilot two');
  });

  it('takes a list on the form with what was typed, and no end', async () => {
    addGroup(desk.sandbox.tenant, 'Pilot three', 3, 2);
    addGroup(desk.sandbox.tenant, 'Pilot four', 4, 2);
    const filled = { license: visio, groupQuery: 'Pilot three; Pilot four', justification: 'Two more teams' };
    const ends = await desk.press('adele', 'request.review', { ...filled, neededUntil: '2026-12-24' });
    expect(textOfCard(ends)).toContain('A request for several groups cannot end on a day.');
    const card = await desk.press('adele', 'request.review', filled);
    expect(textOfCard(card)).toContain('Before you ask');
    expect(JSON.stringify(card)).toContain('"value":"Two more teams"');
    await desk.pressOn('adele', card, 'request.cancel');
    expect(textOfCard(await desk.pressOn('adele', card, 'batch.ask'))).not.toContain('Before you ask');
  });

  it('is refused where others decide about some of the groups, or where somebody may not ask for all', async () => {
    const other = await desk.say('adele', 'request visio plan 2 for Pilot three; Contoso interns');
    expect(textOfCard(other)).toContain('others decide about Contoso interns');
    expect(verbs(other)).toEqual(['request.start']);
    desk.group('Pilot three').owners.add(people.alex.id);
    const refused = await desk.say('alex', 'request visio plan 2 for Pilot three; Pilot four');
    expect(textOfCard(refused)).toContain('You cannot ask for that');
    desk.group('Pilot four').owners.add(people.alex.id);
    await desk.pass(0.001); // reads right after a change may be old
    const both = await desk.say('alex', 'request visio plan 2 for Pilot three; Pilot four');
    expect(textOfCard(both)).toContain('4 people will get Visio Plan 2.');
  });
});
