import { people } from '../../src/sandbox';
import { buttonsOf, textOfCard } from '../support/desk';
import { decisionsOn, startRequestDesk, type RequestDesk } from '../support/request-desk';

const sku = {
  e5: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
  e1: '18181a46-0d4e-45cd-891e-60aabd171b4e',
  f3: '66b55226-6b4f-492c-910c-a3b7a3c9d993',
  visio: 'c5928f49-12ba-48f7-ada3-0d743a3601d5',
  project: '53818b1b-4a27-454b-8896-0dba576410e6',
  powerBi: 'f8a1db68-be16-40ed-86d5-cb42ce701560',
  copilot: '639dec6b-bb19-468b-871c-c5c441c4b0cb',
  flow: 'f30db892-07e9-47e9-837c-80727f46fd3d',
} as const;
const administrators = [{ role: 'License Administrator' }, { role: 'Global Administrator' }];
const stage = (name: string, approvers: unknown[], more: object = {}) => ({ name, approvers, ...more });

/** A policy with one rule for each way of deciding, told apart by the product. */
const policy = (groupId: (name: string) => string) => ({
  rules: [
    {
      products: [sku.e5],
      stages: [stage('Manager', ['manager']), stage('Licenses', [{ role: 'License Administrator' }])],
    },
    { products: [sku.visio], stages: [stage('Two of them', administrators, { quorum: 2 })] },
    {
      products: [sku.project],
      stages: [
        stage('Both', [{ people: [people.megan.id, people.nestor.userPrincipalName] }], {
          quorum: 'everyone',
        }),
      ],
      reasonOnReject: false,
    },
    {
      products: [sku.powerBi],
      stages: [stage('First', administrators), stage('Second', administrators)],
      fourEyes: 'stages',
    },
    {
      products: [sku.e1],
      stages: [
        stage('Adele', [{ people: [people.adele.id] }], {
          escalate: { after: '4h', to: [{ role: 'Global Administrator' }] },
        }),
      ],
      remind: 'never',
    },
    { products: [sku.f3], stages: [stage('Owners', ['owners'])] },
    { products: [sku.flow], stages: [stage('Group', [{ group: groupId('Contoso marketing') }])] },
    {
      products: [sku.copilot],
      stages: [stage('Nobody', [{ people: ['gone@contoso.example'] }])],
      remind: 'never',
    },
  ],
});

let desk: RequestDesk;
afterAll(() => desk.close());

const approve = async (who: 'megan' | 'nestor' | 'isaiah' | 'adele' | 'alex', id: string) =>
  desk.pressOn(who, await desk.card(id, who), 'decide.approve').finally(() => desk.settled(id));
/** A press with an id and a revision that are right, whatever stands on the person's card. */
const tries = async (
  who: 'megan' | 'nestor' | 'isaiah' | 'adele' | 'alex',
  id: string,
  verb = 'decide.approve',
) => textOfCard(await desk.press(who, verb, { id, revision: (await desk.change(id)).revision }));
const end = async (id: string) => {
  const { asker, revision } = await desk.change(id);
  const name = (['alex', 'megan'] as const).find((each) => people[each].id === asker.id) ?? 'alex';
  await desk.press(name, 'request.withdraw', { id, revision });
  await desk.settled(id);
};

describe('a policy with rules for products', () => {
  beforeAll(async () => void (desk = await startRequestDesk({ policy })));

  it('asks the manager first, then a License Administrator', async () => {
    const id = await desk.ask('alex', { license: sku.e5 });
    expect(await desk.card(id, 'megan')).toBeUndefined();
    expect(textOfCard(await desk.card(id, 'adele'))).toContain('1 of 2: Manager');
    expect(await tries('megan', id)).toContain('You are not among those who may decide');
    await approve('adele', id);
    expect(await desk.change(id)).toMatchObject({ state: 'waiting', request: { stage: 1 } });
    expect(decisionsOn(await desk.card(id, 'adele'))).toEqual([]);
    expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('2 of 2: Licenses');
    expect(await tries('adele', id)).toContain('You are not among those who may decide');
    expect(desk.effects().writes).toBe(0);
    await approve('megan', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
    expect((await desk.change(id)).request.decisions.map(({ role }) => role)).toEqual([
      'manager of the asker',
      'License Administrator',
    ]);
    expect(desk.effects()).toEqual({ licenses: 1, writes: 1 });
    const told = (who: 'adele' | 'megan') =>
      desk.told(who).filter((text) => text.includes('Contoso sales') && /assigned|People got/i.test(text));
    await desk.settled(id);
    expect([told('adele').length, told('megan').length]).toEqual([1, 1]);
  });

  it('a second decision is needed with a quorum of two, of another person', async () => {
    const id = await desk.ask('alex', { license: sku.visio });
    await approve('megan', id);
    expect((await desk.change(id)).state).toBe('waiting');
    expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('1 of 2 approved');
    expect(decisionsOn(await desk.card(id, 'megan'))).toEqual([]);
    expect(await tries('megan', id)).toContain('You have decided already.');
    // A reminder goes to those who have not decided.
    const before = [desk.told('megan').length, desk.told('nestor').length];
    await desk.pass(1);
    await desk.settled(id);
    expect([desk.told('megan').length, desk.told('nestor').length]).toEqual([
      before[0],
      (before[1] ?? 0) + 1,
    ]);
    const writes = desk.effects().writes;
    await approve('nestor', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
    expect(desk.effects().writes).toBe(writes + 1);
  });

  it('a question stays open when another approves meanwhile, and is answered before the second decision', async () => {
    const id = await desk.ask('alex', { license: sku.visio, group: 'Contoso interns' });
    await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.ask', { question: 'Who pays?' });
    await desk.settled(id);
    await approve('nestor', id);
    expect((await desk.change(id)).state).toBe('asked-back');
    const question = await desk.card(id, 'alex', 'progress');
    expect(textOfCard(question)).toContain('A question for you');
    await desk.pressOn('alex', question, 'request.answer', { answer: 'We do.' });
    await desk.settled(id);
    expect(textOfCard(await desk.card(id, 'megan'))).toContain('We do.');
    expect((await desk.change(id)).state).toBe('waiting');
    await end(id);
  });

  it('a quorum of two counts a deputy and who is away as one voice', async () => {
    const id = await desk.ask('alex', { license: sku.visio, group: 'Contoso engineering' });
    await desk.say('megan', 'delegate adele vance until 2026-12-20');
    await approve('megan', id);
    expect(await tries('adele', id)).toContain('You have decided already.');
    expect((await desk.change(id)).request.decisions).toHaveLength(1);
    await desk.say('megan', 'delegate off');
    await end(id);
  });

  it('everyone who is named must approve, and one rejection ends it, here without a reason', async () => {
    const id = await desk.ask('alex', { license: sku.project });
    expect(await tries('isaiah', id)).toContain('You are not among those who may decide');
    await approve('megan', id);
    expect((await desk.change(id)).state).toBe('waiting');
    await approve('nestor', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);

    const other = await desk.ask('alex', { license: sku.project, group: 'Contoso interns' });
    await approve('megan', other);
    await desk.pressOn('nestor', await desk.card(other, 'nestor'), 'decide.reject', { reason: '' });
    expect((await desk.change(other)).state).toBe('rejected');
    expect(desk.effects('Contoso interns').writes).toBe(0);
    await desk.settled(other);
  });

  it('nobody decides in two stages where four eyes are wanted', async () => {
    const id = await desk.ask('alex', { license: sku.powerBi });
    await approve('megan', id);
    expect((await desk.change(id)).request.stage).toBe(1);
    expect(await tries('megan', id)).toContain('You decided in an earlier stage.');
    expect((await desk.change(id)).request.decisions).toHaveLength(1);
    expect(decisionsOn(await desk.card(id, 'megan'))).toEqual([]);
    await approve('nestor', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
  });

  it('more are asked after a time in which nobody decided', async () => {
    const id = await desk.ask('alex', { license: sku.e1, group: 'Contoso interns' });
    expect(await desk.card(id, 'nestor')).toBeUndefined();
    expect(await tries('nestor', id)).toContain('You are not among those who may decide');
    await desk.pass(3 / 24);
    expect(await desk.card(id, 'nestor')).toBeUndefined();
    await desk.pass(1.1 / 24);
    await desk.settled(id);
    expect(decisionsOn(await desk.card(id, 'nestor'))).toContain('decide.approve');
    expect(decisionsOn(await desk.card(id, 'adele'))).toContain('decide.approve');
    expect(await desk.evidence(id)).toContain('escalated');
    const told = desk.told('adele').length;
    await desk.pass(5);
    await desk.settled(id);
    expect(desk.told('adele')).toHaveLength(told); // reminders are off
    await approve('nestor', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
  });

  it('owners of the group decide, also one who becomes an owner later', async () => {
    const group = desk.group('Contoso region north');
    group.owners.clear();
    group.owners.add(people.isaiah.id);
    const id = await desk.ask('alex', { license: sku.f3, group: 'Contoso region north' });
    expect(decisionsOn(await desk.card(id, 'isaiah'))).toContain('decide.approve');
    expect(await tries('adele', id)).toContain('You are not among those who may decide');
    group.owners.delete(people.isaiah.id);
    group.owners.add(people.adele.id);
    await desk.pass(0.001);
    expect(await tries('isaiah', id)).toContain('You are not among those who may decide');
    await desk.press('adele', 'decide.approve', { id, revision: (await desk.change(id)).revision });
    expect((await desk.change(id)).request.decisions[0]?.role).toBe('owner of the group');
    await desk.until(async () => (await desk.change(id)).outcome !== null);
  });

  it('members of a group decide, but not the asker among them', async () => {
    const id = await desk.ask('megan', { license: sku.flow, group: 'Contoso region south' });
    expect(decisionsOn(await desk.card(id, 'alex'))).toContain('decide.approve'); // of marketing
    await approve('alex', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
    const own = await desk.ask('alex', { license: sku.flow, group: 'Contoso interns' });
    expect(await desk.card(own, 'alex')).toBeUndefined();
    expect(await tries('alex', own)).toContain('Nobody decides on their own request');
    await end(own);
  });

  it('is not approved by silence when the policy means nobody: the fallback is asked', async () => {
    const before = await desk.review('alex', { license: sku.copilot });
    expect(textOfCard(before)).toContain('Nobody was found who may decide this.');
    const id = await desk.ask('alex', { license: sku.copilot });
    expect(await desk.change(id)).toMatchObject({ state: 'waiting', request: { decisions: [] } });
    expect((await desk.change(id)).request.stages[0]?.approvers.map(({ name }) => name)).toEqual([
      'Nestor Wilke',
    ]);
    expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('Nestor Wilke');
    expect(await tries('megan', id)).toContain('You are not among those who may decide');
    const told = desk.effects().writes;
    for (let day = 0; day < 15; day += 1) await desk.pass(1);
    expect((await desk.change(id)).state).toBe('expired');
    expect(desk.effects().writes).toBe(told);
  });

  it('waits and says so when not even the fallback is anybody', async () => {
    const { tenant } = desk.sandbox;
    const roles = [...tenant.roleAssignments.values()].filter(
      ({ templateId }) => templateId === people.nestor.roleTemplateId,
    );
    for (const { id } of roles) tenant.removeRole(id);
    const id = await desk.ask('alex', { license: sku.copilot });
    expect(await desk.change(id)).toMatchObject({ state: 'waiting' });
    expect((await desk.change(id)).request.stages[0]?.approvers).toEqual([]);
    expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain(
      'Nobody was found who may decide this, so nobody was asked. Tell your administrator; it is tried again every day.',
    );
    // Once somebody holds the role they are found, also where nobody is ever reminded; and they are not.
    await desk.pass(1);
    for (const role of roles) tenant.addRole(role);
    await desk.pass(1);
    await desk.settled(id);
    expect(decisionsOn(await desk.card(id, 'nestor'))).toContain('decide.approve');
    await desk.pass(2);
    await desk.settled(id);
    expect(await desk.card(id, 'nestor', 'reminder')).toBeUndefined();
    await end(id);
    await desk.close();
  });
});

describe('a policy in which only owners ask, and large groups need a second person', () => {
  beforeAll(
    async () =>
      void (desk = await startRequestDesk({
        policy: () => ({ ask: ['owners'], secondPerson: { membersAbove: 20, products: [sku.visio] } }),
      })),
  );

  it('an owner may ask for their group, others are refused, those who may assign always may', async () => {
    const group = desk.group('Contoso sales');
    desk.group('Contoso interns').owners.clear();
    group.owners.clear();
    expect(textOfCard(await desk.review('alex'))).toContain('You cannot ask for that');
    group.owners.add(people.adele.id);
    expect(textOfCard(await desk.review('adele'))).toContain('Before you ask');
    expect(textOfCard(await desk.review('adele', { group: 'Contoso interns' }))).toContain(
      'You cannot ask for that',
    );
    expect(textOfCard(await desk.review('megan'))).toContain('Before you ask');
    group.owners.delete(people.adele.id);
  });

  it('a draft is not sent by somebody who is no owner any more', async () => {
    const group = desk.group('Contoso sales');
    group.owners.add(people.adele.id);
    const before = await desk.review('adele');
    group.owners.delete(people.adele.id);
    const answer = await desk.pressOn('adele', before, 'request.submit');
    expect(textOfCard(answer)).toContain('You cannot ask for that');
    expect(textOfCard(await desk.say('nestor', 'requests'))).toContain('Waiting for me (0)');
  });

  it("an administrator's assign becomes a request for a large group or a listed product", async () => {
    const assign = (license: string, group: string) =>
      desk.press('megan', 'assign.review', { license, group: desk.group(group).id });
    expect(textOfCard(await assign(sku.e5, 'Contoso sales'))).toContain('Before you assign');
    for (const form of [
      await assign(sku.e5, 'Contoso engineering'),
      await assign(sku.visio, 'Contoso sales'),
    ]) {
      expect(textOfCard(form)).toContain('wants a second person to agree');
      expect(textOfCard(form)).toContain('Ask for a license');
    }
    const id = await desk.ask('megan', { license: sku.visio });
    expect(await tries('megan', id)).toContain('Nobody decides on their own request');
    expect(desk.effects().writes).toBe(0);
    await approve('nestor', id);
    await desk.until(async () => (await desk.change(id)).outcome !== null);
    expect(desk.effects().writes).toBe(1);
    // Who asked may assign, so the message at the end offers what an administrator may do.
    await desk.settled(id);
    const told = await desk.card(id, 'megan', 'completion');
    expect(buttonsOf(told).map(({ verb }) => verb)).toContain('undo.start');
  });
});
