import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { decisionsOn, products, startRequestDesk, type RequestDesk, type Who } from '../support/request-desk';

/** Who decides in the end: somebody else, a deputy, somebody whose role comes or goes, or is not reached at first. */
let desk: RequestDesk;
afterEach(() => desk.close());

const withdraw = async (id: string) =>
  desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
const roleOf = (personId: string) => {
  const role = [...desk.sandbox.tenant.roleAssignments.values()].find(
    ({ principalId }) => principalId === personId,
  );
  if (!role) throw new Error('no role');
  return role;
};

it('is reassigned to somebody who may decide, and to nobody else', async () => {
  desk = await startRequestDesk();
  const id = await desk.ask('alex');
  const reassign = async (person: string) =>
    desk.press('megan', 'decide.reassign', { id, revision: (await desk.change(id)).revision, person });
  const asked = async () =>
    (await desk.change(id)).request.stages[0]?.approvers.map(({ name, through }) => `${name} ${through}`);
  const before = await asked();

  for (const person of ['Adele Vance', people.adele.id, 'Alex Wilber', people.alex.userPrincipalName])
    expect(textOfCard(await reassign(person))).toContain('This person may not decide on the request.');
  expect(textOfCard(await reassign(people.pradeep.id))).toContain('Nobody was found');
  expect(textOfCard(await reassign('Nobody of that name'))).toContain('Nobody was found');
  expect(textOfCard(await reassign(''))).toContain('No such person');
  expect(await asked()).toEqual(before);

  const names = new Map<string, number>();
  for (const { displayName, accountEnabled, userType } of desk.sandbox.tenant.users.values())
    if (accountEnabled && userType === 'Member') names.set(displayName, (names.get(displayName) ?? 0) + 1);
  const [shared] = [...names].find(([, count]) => count > 1 && count < 5) ?? [];
  const which = await reassign(shared ?? '');
  expect(textOfCard(which)).toContain('Which person did you mean?');
  expect(buttonsOf(which).filter(({ verb }) => verb === 'decide.reassign').length).toBeGreaterThan(1);
  expect(textOfCard(await desk.pressOn('megan', which, 'decide.reassign'))).toContain('may not decide');

  await reassign('Isaiah Langer');
  await desk.settled(id);
  const after = await asked();
  expect(after).toContain('Isaiah Langer reassigned');
  expect(after?.some((each) => each.startsWith('Megan'))).toBe(false);
  expect(decisionsOn(await desk.card(id, 'megan'))).toEqual([]);
  expect(decisionsOn(await desk.card(id, 'isaiah'))).toContain('decide.approve');
  await desk.pressOn('isaiah', await desk.card(id, 'isaiah'), 'decide.approve');
  expect((await desk.change(id)).request.decisions[0]).toMatchObject({
    by: { name: 'Isaiah Langer' },
    onBehalfOf: null,
  });
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  expect(desk.effects().writes).toBe(1);
});

it('is decided by a deputy, for whom the evidence says, and never by the deputy of the asker', async () => {
  desk = await startRequestDesk();
  expect(textOfCard(await desk.say('megan', 'delegate adele vance until 2026-12-20'))).toContain(
    'Adele Vance decides for you until',
  );
  expect(textOfCard(await desk.say('megan', 'delegate megan bowen until 2026-12-20'))).toContain(
    'You cannot be your own deputy.',
  );
  expect(textOfCard(await desk.say('megan', 'delegate adele vance until 2026-11-01'))).toContain(
    'That day is over',
  );
  // What was typed stays on the form, and so does who decides meanwhile.
  const unread = await desk.say('megan', 'delegate lynne until 31 Feb');
  expect(textOfCard(unread)).toContain('Adele Vance decides for you until');
  expect(JSON.stringify(unread)).toContain('"value":"lynne"');
  const nobody = await desk.say('megan', 'delegate zzzq until 2026-12-20');
  expect(textOfCard(nobody)).toContain('Adele Vance decides for you until');
  expect(JSON.stringify(nobody)).toContain('"value":"zzzq"');
  const id = await desk.ask('alex');
  expect(await desk.card(id, 'megan')).toBeUndefined();
  const card = await desk.card(id, 'adele');
  expect(textOfCard(card)).toContain('You decide for Megan Bowen.');
  expect(textOfCard(await desk.say('adele', 'requests'))).toContain('Waiting for me (1)');
  await desk.pressOn('adele', card, 'decide.reject', { reason: 'Not now.' });
  const decided = (await desk.store.changes.evidence(id)).find(({ kind }) => kind === 'decided');
  expect(decided).toMatchObject({
    actor: people.adele.id,
    data: { onBehalfOf: { id: people.megan.id }, role: 'License Administrator' },
  });
  await desk.settled(id);
  expect(desk.told('alex').at(-1)).toContain('Adele Vance for Megan Bowen');

  // The asker's own deputy has nothing to decide about what the asker wants.
  expect(textOfCard(await desk.say('megan', 'delegate adele vance until 20 December'))).toContain(
    'Dec 20, 2026',
  );
  expect(textOfCard(await desk.say('megan', 'delegate off'))).toMatch(
    /^Your deputy\nYour decisions are yours again\./,
  );
  await desk.say('isaiah', 'delegate adele vance until 2026-12-20');
  const own = await desk.ask('isaiah', { group: 'Contoso engineering' });
  expect(await desk.card(own, 'adele')).toBeUndefined();
  const { revision } = await desk.change(own);
  expect(textOfCard(await desk.press('adele', 'decide.approve', { id: own, revision }))).toContain(
    'Nobody decides on their own request, and a deputy does not either.',
  );
  expect((await desk.change(own)).request.decisions).toEqual([]);
  expect(decisionsOn(await desk.card(own, 'megan'))).toContain('decide.approve');

  expect(textOfCard(await desk.say('isaiah', 'delegate off'))).toContain('Your decisions are yours again.');
  const later = await desk.ask('alex', { license: products.visio });
  expect(await desk.card(later, 'adele')).toBeUndefined();
  const stranger = await desk.press('adele', 'decide.approve', {
    id: later,
    revision: (await desk.change(later)).revision,
  });
  expect(textOfCard(stranger)).toContain('You are not among those who may decide');
});

it('a deputy whose time is over decides nothing any more', async () => {
  desk = await startRequestDesk();
  await desk.say('megan', 'delegate adele vance until 2026-11-26');
  const id = await desk.ask('alex');
  await desk.pass(4);
  await desk.settled(id);
  const late = await desk.press('adele', 'decide.approve', {
    id,
    revision: (await desk.change(id)).revision,
  });
  expect(textOfCard(late)).toContain('You are not among those who may decide');
  expect((await desk.change(id)).state).toBe('waiting');
});

it('a deputy named after the request was sent finds it and decides', async () => {
  desk = await startRequestDesk();
  const id = await desk.ask('alex');
  await desk.say('megan', 'delegate adele vance until 2026-12-20');
  const list = await desk.say('adele', 'requests');
  expect(textOfCard(list)).toContain('Waiting for me (1)');
  const card = await desk.press('adele', 'request.show', { id });
  expect(textOfCard(card)).toContain('You decide for Megan Bowen.');
  await desk.pressOn('adele', card, 'decide.reject', { reason: 'No.' });
  expect((await desk.change(id)).state).toBe('rejected');
});

it('waits for an approver who never wrote, is named to the asker, and comes when they write', async () => {
  desk = await startRequestDesk({ known: ['alex', 'megan', 'isaiah'] });
  const id = await desk.ask('alex');
  expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toMatch(/Could not be reached:.*Nestor Wilke/);
  expect((await desk.change(id)).request.unreached).toContain(people.nestor.id);
  await desk.say('nestor', 'help');
  await desk.pass(0);
  await desk.settled(id);
  const card = await desk.card(id, 'nestor');
  expect(decisionsOn(card)).toContain('decide.approve');
  expect(textOfCard(await desk.card(id, 'alex', 'progress'))).not.toMatch(/Could not be reached:.*Nestor/);
  await desk.pressOn('nestor', card, 'decide.reject', { reason: 'No.' });
  expect((await desk.change(id)).state).toBe('rejected');
});

it('asks the fallback when a later stage means only somebody who was not reached before', async () => {
  const isaiah = { people: [people.isaiah.id] };
  const stages = [
    { name: 'First', approvers: [isaiah, { people: [people.adele.id] }] },
    { name: 'Second', approvers: [isaiah] },
  ];
  desk = await startRequestDesk({
    known: ['alex', 'adele', 'nestor'],
    policy: () => ({ usual: { stages } }),
  });
  const id = await desk.ask('alex');
  expect(await desk.card(id, 'nestor')).toBeUndefined();
  await desk.pressOn('adele', await desk.card(id, 'adele'), 'decide.approve');
  await desk.settled(id);
  expect((await desk.change(id)).request).toMatchObject({ stage: 1, unreached: [people.isaiah.id] });
  await desk.pressOn('nestor', await desk.card(id, 'nestor'), 'decide.approve');
  expect((await desk.change(id)).state).toBe('queued');
});

it('sends no old request to an approver who first writes after it ended', async () => {
  desk = await startRequestDesk({ known: ['alex', 'megan', 'isaiah'] });
  const id = await desk.ask('alex');
  await withdraw(id);
  await desk.settled(id);
  await desk.say('nestor', 'help');
  await desk.pass(0);
  await desk.settled(id);
  expect(desk.told('nestor')).toHaveLength(1);
});

it('installs the app for an approver who never wrote, where that is allowed', async () => {
  const appId = '7a1f0d52-3c7e-4c55-9c1e-6d2b8f0a4e11';
  desk = await startRequestDesk({ known: [], env: { TEAMS_CATALOG_APP_ID: appId } });
  desk.sandbox.apps.grant('license-desk', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  await desk.say('alex', 'help');
  const id = await desk.ask('alex');
  expect(desk.sandbox.tenant.users.get(people.nestor.id)?.installedApps).toEqual([appId]);
  expect((await desk.change(id)).request.unreached).toEqual([]);
  // Teams tells the bot of the new chat; the card goes there without a word of the person.
  await desk.post({
    type: 'installationUpdate',
    action: 'add',
    id: 'installed',
    channelId: 'msteams',
    serviceUrl: desk.connector.serviceUrl,
    from: { id: '29:nestor', aadObjectId: people.nestor.id },
    recipient: { id: '28:bot', name: 'License Desk' },
    conversation: { id: 'a:personal-nestor', conversationType: 'personal', tenantId: desk.sandbox.tenantId },
    channelData: { tenant: { id: desk.sandbox.tenantId } },
  });
  await desk.pass(0);
  await desk.settled(id);
  expect(decisionsOn(await desk.card(id, 'nestor'))).toContain('decide.approve');
});

it('tells somebody who is eligible for the role to activate it, and goes on on the same card', async () => {
  desk = await startRequestDesk();
  const { tenant } = desk.sandbox;
  const held = new Set([...tenant.roleAssignments.values()].map(({ principalId }) => principalId));
  const eligibility = [...tenant.roleEligibilities.values()].find(
    ({ principalId }) => !held.has(principalId),
  );
  const user = tenant.users.get(eligibility?.principalId ?? '');
  if (!eligibility || !user) throw new Error('nobody is eligible');
  const who: Who = { id: user.id, displayName: user.displayName };
  await desk.say(who, 'help');
  const id = await desk.ask('alex');
  const { number } = await desk.change(id);
  const shown = await desk.say(who, `request ${number}`);
  expect(textOfCard(shown)).toContain('You are eligible for the role License Administrator');
  expect(JSON.stringify(shown)).toContain('Microsoft_Azure_PIMCommon');
  expect(decisionsOn(shown)).toEqual([]);
  const revision = (await desk.change(id)).revision;
  const refused = await desk.press(who, 'decide.approve', { id, revision });
  expect(textOfCard(refused)).toContain('Activate your role first');
  expect((await desk.change(id)).request.decisions).toEqual([]);

  const now = desk.now().getTime();
  tenant.addRole({
    id: 'activated-now',
    templateId: eligibility.templateId,
    principalId: user.id,
    scope: '/',
    type: 'Activated',
    startAt: now - 1_000,
    endAt: now + 8 * 3_600_000,
    worksFrom: now - 1_000,
  });
  const again = await desk.pressOn(who, refused, 'request.show');
  expect(decisionsOn(again)).toContain('decide.approve');
  await desk.pressOn(who, again, 'decide.approve');
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  expect(desk.effects()).toEqual({ licenses: 1, writes: 1 });
});

it('is not written when the approver lost the role meanwhile, waits again, and goes to another', async () => {
  desk = await startRequestDesk();
  const id = await desk.ask('alex');
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.approve');
  expect((await desk.change(id)).state).toBe('queued');
  desk.sandbox.tenant.removeRole(roleOf(people.megan.id).id);
  await desk.settled(id);
  const waiting = await desk.change(id);
  expect(waiting).toMatchObject({ state: 'waiting', request: { decisions: [] } });
  expect(waiting.request.stages[0]?.approvers.some((each) => each.id === people.megan.id)).toBe(false);
  expect(desk.effects()).toEqual({ licenses: 0, writes: 0 });
  expect(await desk.evidence(id)).toContain('role-lost');
  expect(decisionsOn(await desk.card(id, 'megan'))).toEqual([]);
  const card = await desk.card(id, 'nestor');
  expect(decisionsOn(card)).toContain('decide.approve');
  expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('Waiting for approval');
  await desk.pressOn('nestor', card, 'decide.approve');
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  expect(desk.effects()).toEqual({ licenses: 1, writes: 1 });
});

it('is not carried by the right of another for whom the approver is the deputy', async () => {
  desk = await startRequestDesk();
  await desk.say('isaiah', 'delegate megan bowen until 2026-12-20');
  const id = await desk.ask('alex');
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.approve');
  expect((await desk.change(id)).request.decisions[0]?.onBehalfOf).toBeNull();
  desk.sandbox.tenant.removeRole(roleOf(people.megan.id).id);
  await desk.settled(id);
  expect(await desk.change(id)).toMatchObject({ state: 'waiting', request: { decisions: [] } });
  expect(desk.effects().writes).toBe(0);
  // As the deputy she may decide, and the record says for whom.
  const card = await desk.press('megan', 'request.show', { id });
  expect(textOfCard(card)).toContain('You decide for Isaiah Langer.');
  await desk.pressOn('megan', card, 'decide.approve');
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  expect((await desk.change(id)).request.decisions[0]?.onBehalfOf?.id).toBe(people.isaiah.id);
});

it('takes the card of a deputy back when the person hands the decision over', async () => {
  desk = await startRequestDesk();
  await desk.say('megan', 'delegate adele vance until 2026-12-20');
  const id = await desk.ask('alex');
  await desk.press('megan', 'decide.reassign', {
    id,
    revision: (await desk.change(id)).revision,
    person: people.nestor.id,
  });
  await desk.settled(id);
  expect((await desk.change(id)).request.stages[0]?.approvers.map(({ name }) => name)).not.toContain(
    'Adele Vance',
  );
  expect(decisionsOn(await desk.card(id, 'adele'))).toEqual([]);
});

it('is withdrawn while a press of an approver is on its way: one of both holds', async () => {
  desk = await startRequestDesk();
  const id = await desk.ask('alex');
  const card = await desk.card(id, 'megan');
  await Promise.all([withdraw(id), desk.pressOn('megan', card, 'decide.approve')]);
  await desk.until(async () =>
    ['withdrawn', 'done', 'done-with-failures'].includes((await desk.change(id)).state),
  );
  const { state, request } = await desk.change(id);
  expect(request.decisions).toHaveLength(state === 'withdrawn' ? 0 : 1);
  expect(desk.effects().writes).toBe(state === 'withdrawn' ? 0 : 1);
  expect(buttonData(await desk.say('alex', 'requests'), 'request.show')).toMatchObject({ id });
});
