import { people } from '../../src/sandbox';
import type { ChangeRepository } from '../../src/store/contract';
import { activityFrom, buttonData, textOfCard } from '../support/desk';
import { decisionsOn, products, startRequestDesk, type RequestDesk } from '../support/request-desk';

/** What the world does to a request while it waits: nothing is lost, nothing is written that should not be. */
let desk: RequestDesk;
beforeAll(async () => void (desk = await startRequestDesk()));
afterAll(() => desk.close());

const withdraw = async (id: string) =>
  desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
const ended = (id: string) =>
  desk.until(async () => (await desk.change(id)).finishedAt !== null).then(() => desk.settled(id));

it('deputies of each other, and of the one who asked, never decide in a circle', async () => {
  for (const [who, deputy] of [
    ['megan', 'Isaiah Langer'],
    ['isaiah', 'Megan Bowen'],
    ['nestor', 'Alex Wilber'],
  ] as const)
    await desk.say(who, `delegate ${deputy} until 2026-12-20`);
  const id = await desk.ask('alex');
  const { revision } = await desk.change(id);
  // The asker is the deputy of an approver, and decides nothing for him.
  expect(textOfCard(await desk.press('alex', 'decide.approve', { id, revision }))).not.toContain('Approved');
  expect((await desk.change(id)).request.decisions).toEqual([]);
  const approved = await desk.press('megan', 'decide.approve', { id, revision });
  expect(textOfCard(approved)).toContain('Approved');
  expect((await desk.change(id)).request.decisions).toMatchObject([
    { by: { id: people.megan.id }, onBehalfOf: null },
  ]);
  await ended(id);
  expect(desk.effects().writes).toBe(1);
  for (const who of ['megan', 'isaiah', 'nestor'] as const) await desk.say(who, 'delegate off');
});

it('an approver who removes the app meanwhile is not written to, and decides after coming back', async () => {
  const id = await desk.ask('alex', { license: products.visio });
  const { number } = await desk.change(id);
  const { serviceUrl } = desk.connector;
  const uninstall = { type: 'installationUpdate', action: 'remove', text: undefined };
  await desk.post(activityFrom('nestor', serviceUrl, desk.sandbox.tenantId, uninstall));
  const heard = desk.told('nestor').length;
  await desk.pass(1);
  await desk.settled(id);
  expect(desk.told('nestor')).toHaveLength(heard);
  expect((await desk.change(id)).state).toBe('waiting');
  const again = await desk.say('nestor', `request ${number}`);
  expect(decisionsOn(again)).toContain('decide.reject');
  await desk.pressOn('nestor', again, 'decide.reject', { reason: 'No.' });
  await desk.settled(id);
  expect((await desk.change(id)).state).toBe('rejected');
});

it('buttons of every revision there ever was decide once', async () => {
  const id = await desk.ask('alex', { license: products.visio });
  const old = [await desk.card(id, 'megan')];
  await desk.pressOn('megan', old[0], 'decide.ask', { question: 'Why?' });
  await desk.settled(id);
  old.push(await desk.card(id, 'megan'));
  await desk.pressOn('alex', await desk.card(id, 'alex', 'progress'), 'request.answer', { answer: 'So.' });
  await desk.settled(id);
  const present = await desk.card(id, 'isaiah');
  const presses = [...old, ...old].map((card) => desk.pressOn('megan', card, 'decide.approve'));
  await Promise.all(presses);
  expect((await desk.change(id)).request.decisions).toEqual([]);
  const both = [present, present].map((card) => desk.pressOn('isaiah', card, 'decide.approve'));
  await Promise.all([...both, withdraw(id)]);
  const { state, request } = await desk.change(id);
  expect(request.decisions.length).toBe(state === 'withdrawn' ? 0 : 1);
  await ended(id);
  // Whatever is pressed afterwards answers with how it ended.
  for (const card of [...old, present]) {
    const late = await desk.pressOn('megan', card, 'decide.reject', { reason: 'Late.' });
    expect(decisionsOn(late)).toEqual([]);
  }
  expect((await desk.change(id)).request.decisions).toEqual(request.decisions);
});

it.each([
  ['group was deleted', (name: string) => desk.sandbox.tenant.groups.delete(desk.group(name).id)],
  ['product is gone', () => desk.sandbox.tenant.skus.delete(products.visio)],
])('says why nothing came of it when the %s while it waited', async (_what, spoil) => {
  const name = 'Contoso interns';
  const kept = desk.group(name);
  const sku = desk.sandbox.tenant.skus.get(products.visio);
  const id = await desk.ask('alex', { group: name, license: products.visio });
  spoil(name);
  await desk.pass(0);
  // It can be looked at and decided all the same; what cannot be written fails in words.
  const card = await desk.say('megan', `request ${(await desk.change(id)).number}`);
  expect(textOfCard(card)).toContain('Contoso interns');
  await desk.press('megan', 'decide.approve', { id, revision: (await desk.change(id)).revision });
  await ended(id);
  const { state, failure } = await desk.change(id);
  expect([state, failure?.sentence]).toEqual(['failed', expect.stringMatching(/\w+ .*\./)]);
  expect(desk.told('alex').at(-1)).toContain(failure?.sentence);
  desk.sandbox.tenant.groups.set(kept.id, kept);
  if (sku) desk.sandbox.tenant.skus.set(products.visio, sku);
});

it('names made to mislead stay plain text and within the card', async () => {
  const name = `\u202E**[Approve](https://evil.example)** <at>all</at> \u0000${'ش'.repeat(300)}`;
  const group = desk.group('Contoso interns');
  const user = desk.sandbox.tenant.users.get(people.alex.id);
  if (!user) throw new Error('no Alex');
  const [groupName, userName] = [group.displayName, user.displayName];
  Object.assign(group, { displayName: name });
  Object.assign(user, { displayName: name });
  const before = await desk.press('alex', 'request.review', {
    license: products.visio,
    group: group.id,
    justification: name.slice(0, 200),
  });
  const { id } = JSON.parse(
    /"data":(\{"id":"[^"]+","revision":\d+\})/.exec(JSON.stringify(before))?.[1] ?? '{}',
  ) as { id: string };
  await desk.press('alex', 'request.submit', { id });
  await desk.settled(id);
  for (const card of [await desk.card(id, 'megan'), await desk.say('alex', 'requests')]) {
    const json = JSON.stringify(card);
    expect(textOfCard(card)).toContain('[Approve](https');
    expect(json).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u0000/);
    expect(Buffer.byteLength(json)).toBeLessThan(25_000);
    // What may be read as Markdown holds none of it.
    const blocks = JSON.stringify(card, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'TextRun'
        ? undefined
        : value,
    );
    expect(blocks).not.toMatch(/"text":"[^"]*\]\(https/);
  }
  Object.assign(group, { displayName: groupName });
  Object.assign(user, { displayName: userName });
  await withdraw(id);
});

it('is decided although reminders, followers and lost cards move it at the same moment', async () => {
  const id = await desk.ask('alex', { group: 'Contoso engineering', license: products.visio });
  const card = await desk.card(id, 'megan');
  const { asker } = await desk.change(id);
  // Four times something else has moved what the press has read, by the time that it is stored.
  const changes = desk.store.changes as { move: ChangeRepository['move'] };
  const { move } = changes;
  let others = 4;
  changes.move = async (mine) => {
    if (mine.id === id && others > 0) {
      others -= 1;
      const { revision, request } = await desk.change(id);
      const followers = [...request.followers, { person: asker, conversationId: 'a:x' }];
      const patch = { request: { ...request, followers } };
      await move({ id, revision, at: desk.now(), patch, redraw: false });
    }
    return move(mine);
  };
  const approved = await desk.pressOn('megan', card, 'decide.approve');
  changes.move = move;
  expect(others).toBe(0);
  expect(textOfCard(approved)).toContain('Approved');
  await ended(id);
  expect((await desk.change(id)).request.decisions).toHaveLength(1);
});

it('cannot be taken back once it is being written, on any card of it', async () => {
  const before = desk.effects('Contoso interns').writes;
  const id = await desk.ask('alex', { group: 'Contoso interns', license: products.visio });
  const mine = await desk.card(id, 'alex', 'progress');
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.approve');
  for (const state of ['queued', 'processing']) {
    // It is queued at once; the jobs take it on as soon as they run.
    if (state !== 'queued') await desk.until(async () => (await desk.change(id)).state === state);
    const { revision } = await desk.change(id);
    for (const card of [
      await desk.pressOn('alex', mine, 'request.withdraw'),
      await desk.press('alex', 'request.withdraw', { id, revision }),
    ]) {
      expect(textOfCard(card)).not.toContain('Withdrawn');
      expect(decisionsOn(card)).toEqual([]);
    }
    expect((await desk.change(id)).state).toBe(state);
  }
  await ended(id);
  expect((await desk.change(id)).state).toMatch(/^done/);
  expect(desk.effects('Contoso interns').writes).toBe(before + 1);
});

it('a grant that is extended twice at once lasts until the later day and ends once', async () => {
  const group = 'Contoso designers';
  const day = (days: number) => new Date(desk.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const approve = async (id: string) => {
    await desk.press('megan', 'decide.approve', { id, revision: (await desk.change(id)).revision });
    await desk.until(async () => (await desk.change(id)).finishedAt !== null);
    return desk.change(id);
  };
  const first = await desk.ask('alex', { group, license: products.e3, neededUntil: day(10) });
  expect((await approve(first)).state).toMatch(/^done/);
  const extend = (until: string) => desk.press('alex', 'request.extend', { id: first, until });
  const drafts = await Promise.all([extend(day(20)), extend(day(40))]);
  const ids = drafts.map((card) => String(buttonData(card, 'request.submit')['id']));
  const sent = await Promise.all(
    drafts.map((card) => desk.press('alex', 'request.submit', buttonData(card, 'request.submit'))),
  );
  expect(sent).toHaveLength(2);
  const states = await Promise.all(ids.map(async (id) => (await desk.change(id)).state));
  // Of two at once one is asked; the other is shown the one that is open.
  expect([...states].sort()).toEqual(['draft', 'waiting']);
  const open = ids[states.indexOf('waiting')] ?? '';
  await desk.settled(open);
  await approve(open);
  // What was left as a draft is asked afterwards, and extends the extended one or is over with it.
  const other = ids[states.indexOf('draft')] ?? '';
  await desk.press('alex', 'request.submit', { id: other });
  if ((await desk.change(other)).state === 'waiting') await approve(other);
  const removals = async () =>
    (await desk.store.changes.ofGroup(desk.sandbox.tenantId, desk.group(group).id, 50)).filter(
      ({ kind, state }) => kind === 'remove' && state.startsWith('done'),
    );
  const has = () => desk.group(group).licenses.some(({ skuId }) => skuId === products.e3);
  await desk.pass(25);
  await desk.until(async () => (await desk.change(first)).nextAt === null, 30);
  // Where the shorter one was asked last, its end comes to nothing, because the longer one goes on.
  await desk.until(() => false, 60).catch(() => undefined);
  expect([has(), await removals()]).toEqual([true, []]);
  await desk.pass(14);
  await desk.pass(3);
  await desk.until(async () => (await removals()).length > 0);
  await desk.pass(1);
  expect(await removals()).toHaveLength(1);
  expect(has()).toBe(false);
});

describe('roles that come and go while a request waits', () => {
  const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
  const licenseAdministrator = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';
  let roles: RequestDesk;
  beforeAll(async () => {
    const stages = [{ name: 'Licenses', approvers: [{ role: 'License Administrator' }] }];
    roles = await startRequestDesk({ policy: () => ({ usual: { stages } }) });
  });
  afterAll(() => roles.close());

  const holders = (templateId: string) =>
    [...roles.sandbox.tenant.roleAssignments.values()].filter((each) => each.templateId === templateId);

  it('asks whoever holds the role by now, with the next reminder', async () => {
    const id = await roles.ask('alex', { license: products.visio });
    expect(await roles.card(id, 'adele')).toBeUndefined();
    const [one] = holders(licenseAdministrator);
    if (!one) throw new Error('nobody holds the role');
    roles.sandbox.tenant.addRole({ ...one, id: 'adele', principalId: people.adele.id });
    await roles.pass(1.1);
    await roles.settled(id);
    expect(decisionsOn(await roles.card(id, 'adele'))).toContain('decide.approve');
    await roles.press('alex', 'request.withdraw', { id, revision: (await roles.change(id)).revision });
    roles.sandbox.tenant.removeRole('adele');
  });

  it('asks the fallback, and says so to the asker, when nobody holds it any more', async () => {
    const id = await roles.ask('alex', { license: products.e3 });
    const gone = holders(licenseAdministrator);
    for (const each of gone) roles.sandbox.tenant.removeRole(each.id);
    await roles.pass(1.1);
    await roles.settled(id);
    const [fallback] = holders(globalAdministrator);
    const user = roles.sandbox.tenant.users.get(fallback?.principalId ?? '');
    const { request, state } = await roles.change(id);
    expect(state).toBe('waiting');
    expect(request.stages[0]?.approvers.map((each) => each.id)).toContain(user?.id);
    expect(textOfCard(await roles.card(id, 'alex', 'progress'))).toContain(user?.displayName);
    for (const each of gone) roles.sandbox.tenant.addRole(each);
  });
});

describe('a request that two people must approve', () => {
  let two: RequestDesk;
  beforeAll(async () => {
    const stages = [{ name: 'Two', approvers: [{ people: [people.megan.id, people.isaiah.id] }], quorum: 2 }];
    two = await startRequestDesk({
      policy: () => ({ usual: { stages }, fallback: [{ people: [people.nestor.id] }] }),
    });
  });
  afterAll(() => two.close());

  it('is never handed to somebody who is asked already, nor round to the one who asked', async () => {
    const id = await two.ask('alex');
    const hand = async (who: 'megan' | 'isaiah' | 'nestor', person: string) =>
      textOfCard(await two.pressOn(who, await two.card(id, who), 'decide.reassign', { person }));
    expect(await hand('megan', 'Isaiah Langer')).toContain('Too few people would be left');
    expect(await hand('megan', 'Alex Wilber')).toContain('This person may not decide');
    await hand('megan', 'Nestor Wilke');
    await two.settled(id);
    const asked = async () => (await two.change(id)).request.stages[0]?.approvers.map((each) => each.id);
    expect(await asked()).toEqual([people.isaiah.id, people.nestor.id]);
    expect(await hand('nestor', 'Alex Wilber')).toContain('This person may not decide');
    await two.pressOn('isaiah', await two.card(id, 'isaiah'), 'decide.approve');
    await two.settled(id);
    expect(await hand('nestor', 'Isaiah Langer')).toContain('Too few people would be left');
    expect(await asked()).toEqual([people.isaiah.id, people.nestor.id]);
    await two.pressOn('nestor', await two.card(id, 'nestor'), 'decide.approve');
    await two.until(async () => (await two.change(id)).state === 'done');
    expect(two.effects().writes).toBe(1);
  });

  it('is open to the fallback, too, when one of the two is the asker or has gone, and says who is missing', async () => {
    const id = await two.ask('isaiah', { license: products.visio });
    expect(decisionsOn(await two.card(id, 'nestor'))).toContain('decide.approve');
    expect(textOfCard(await two.card(id, 'isaiah', 'progress'))).not.toContain('would have to be asked');
    const nestor = two.sandbox.tenant.users.get(people.nestor.id);
    if (!nestor) throw new Error('no Nestor');
    await two.press('isaiah', 'request.withdraw', { id, revision: (await two.change(id)).revision });
    nestor.accountEnabled = false;
    const alone = await two.ask('isaiah', { license: products.visio });
    expect(textOfCard(await two.card(alone, 'isaiah', 'progress'))).toContain(
      'One more person would have to be asked, and nobody was found.',
    );
    nestor.accountEnabled = true;
    await two.pass(1.1);
    await two.settled(alone);
    expect(decisionsOn(await two.card(alone, 'nestor'))).toContain('decide.approve');
    await two.pressOn('megan', await two.card(alone, 'megan'), 'decide.approve');
    await two.settled(alone);
    await two.pressOn('nestor', await two.card(alone, 'nestor'), 'decide.approve');
    await two.until(async () => (await two.change(alone)).finishedAt !== null);
    expect((await two.change(alone)).state).toMatch(/^done/);
  });
});
