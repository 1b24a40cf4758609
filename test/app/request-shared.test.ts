import { refreshFor } from '../../src/conversation/requests/refresh-for';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { decisionsOn, startRequestDesk, type RequestDesk } from '../support/request-desk';

/** Requests where others read along: a group chat in which one is asked, and a channel that the policy names. */
const channel = '19:licenses@thread.tacv2';
let desk: RequestDesk;
beforeAll(async () => {
  desk = await startRequestDesk({ policy: () => ({ channels: [channel] }) });
  await desk.say('nestor', 'help', {
    conversation: {
      id: channel,
      conversationType: 'channel',
      isGroup: true,
      tenantId: desk.sandbox.tenantId,
    },
  });
});
afterAll(() => desk.close());

const chat = '19:project@thread.v2';
const inChat = () => ({
  conversation: { id: chat, conversationType: 'groupChat', isGroup: true, tenantId: desk.sandbox.tenantId },
});
const secret = 'Because Zelda leaves us in March.';
const seenIn = (place: string) =>
  desk.connector.sent.filter(({ conversationId }) => conversationId === place);

it('shows everybody only what is not private, and each person their own view', async () => {
  const before = await desk.review('alex', { justification: secret }, inChat());
  const data = buttonData(before, 'request.submit');
  const id = String(data['id']);
  await desk.press('alex', 'request.submit', data, 'card-in-chat', inChat());
  await desk.settled(id);
  for (const place of [chat, channel]) {
    const card = seenIn(place).at(-1)?.card;
    expect(textOfCard(card)).toContain('Alex Wilber');
    expect(textOfCard(card)).toContain('Contoso sales');
    expect(JSON.stringify(card)).not.toContain(secret);
    expect(JSON.stringify(card)).not.toContain('Megan Bowen');
    expect(buttonsOf(card).map(({ verb }) => verb)).toEqual(['request.show']);
  }

  // The answer to Show my view goes to the presser alone: the invoke response, no message.
  const sent = desk.connector.sent.length;
  const shared = seenIn(chat).at(-1)?.card;
  const view = (who: 'alex' | 'megan' | 'adele') =>
    desk.press(who, 'request.show', buttonData(shared, 'request.show'), 'card-in-chat', inChat());
  const [mine, approvers, strangers] = [await view('alex'), await view('megan'), await view('adele')];
  expect(textOfCard(mine)).toContain(secret);
  expect(textOfCard(approvers)).toContain(secret);
  expect(decisionsOn(approvers)).toContain('decide.approve');
  expect(JSON.stringify(strangers)).not.toContain(secret);
  expect(decisionsOn(strangers)).toEqual([]);
  await desk.settled(id);
  expect(desk.connector.sent).toHaveLength(sent);

  // Asked back, answered in private, rejected with a reason: none of it is seen here.
  const ask = { ...buttonData(approvers, 'decide.ask'), question: 'Is Zelda the reason?' };
  await desk.press('megan', 'decide.ask', ask, 'card-in-chat', inChat());
  await desk.settled(id);
  const answering = await view('alex');
  const answer = { ...buttonData(answering, 'request.answer'), answer: 'Yes, Zelda.' };
  await desk.press('alex', 'request.answer', answer, 'card-in-chat', inChat());
  await desk.settled(id);
  const reject = {
    ...buttonData(await view('megan'), 'decide.reject'),
    reason: 'Ask again when Zelda is gone.',
  };
  await desk.press('megan', 'decide.reject', reject, 'card-in-chat', inChat());
  await desk.settled(id);
  for (const place of [chat, channel]) {
    expect(seenIn(place).length).toBeGreaterThan(1);
    expect(JSON.stringify(seenIn(place))).not.toContain('Zelda');
    expect(textOfCard(seenIn(place).at(-1)?.card)).toContain('Rejected');
  }
});

it('says nothing private to typed words in a group chat either', async () => {
  const id = await desk.ask('alex', { justification: secret, group: 'Contoso interns' });
  const { number } = await desk.change(id);
  for (const who of ['alex', 'megan', 'nestor'] as const) {
    const card = await desk.say(who, `request ${number}`, inChat());
    expect(textOfCard(card)).toContain(`Request ${number}`);
    expect(JSON.stringify(card)).not.toContain(secret);
    expect(decisionsOn(card)).toEqual([]);
  }
  await desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
  await desk.settled(id);
  expect(textOfCard(seenIn(channel).at(-1)?.card)).toContain('Withdrawn');
});

it('names the approvers as the channel calls them, for clients that draw a view for each', async () => {
  const id = await desk.ask('alex', { group: 'Contoso interns' });
  const ids = await refreshFor(desk.store, await desk.change(id), 'shared');
  expect([...ids].sort()).toEqual(['29:isaiah', '29:megan', '29:nestor']);
  const { revision } = await desk.change(id);
  await desk.press('alex', 'request.withdraw', { id, revision });
  expect(await refreshFor(desk.store, { ...(await desk.change(id)), request: null }, 'shared')).toEqual([]);
});

it('says in a group chat that a license ends soon, and who asked can ask for longer in their own view', async () => {
  const inDays = (days: number) =>
    new Date(desk.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const asking = { group: 'Contoso engineering', justification: secret, neededUntil: inDays(10) };
  const data = buttonData(await desk.review('alex', asking, inChat()), 'request.submit');
  const id = String(data['id']);
  await desk.press('alex', 'request.submit', data, 'grant-in-chat', inChat());
  await desk.settled(id);
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.approve');
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  await desk.settled(id);
  const own = () => desk.press('alex', 'request.show', { id }, 'grant-in-chat', inChat());
  expect(buttonsOf(await own()).map(({ verb }) => verb)).not.toContain('request.extend');

  await desk.pass(8);
  await desk.settled(id);
  const ending = seenIn(chat).at(-1);
  expect(ending?.method).toBe('POST');
  expect(textOfCard(ending?.card)).toContain('This license ends soon');
  expect(textOfCard(ending?.card)).toContain('Contoso engineering');
  expect(JSON.stringify(ending?.card)).not.toContain('Zelda');
  expect(buttonsOf(ending?.card).map(({ verb }) => verb)).toEqual(['request.show']);
  expect(await refreshFor(desk.store, await desk.change(id), 'ending')).toEqual(['29:alex']);

  // In their own view the asker finds what a personal reminder offers; nobody else does.
  const stranger = await desk.press('adele', 'request.show', { id }, ending?.activityId, inChat());
  expect(buttonsOf(stranger).map(({ verb }) => verb)).not.toContain('request.extend');
  const extend = { ...buttonData(await own(), 'request.extend'), until: inDays(40) };
  const before = await desk.press('alex', 'request.extend', extend, ending?.activityId, inChat());
  const longer = buttonData(before, 'request.submit');
  await desk.press('alex', 'request.submit', longer, ending?.activityId, inChat());
  const next = String(longer['id']);
  await desk.settled(next);
  await desk.pressOn('megan', await desk.card(next, 'megan'), 'decide.approve');
  await desk.until(async () => (await desk.change(next)).outcome !== null);
  await desk.until(async () => (await desk.change(id)).nextAt === null);
  await desk.settled(id);
  await desk.settled(next);
  // The message belongs to the longer grant now: the end of the shorter one does not write over it.
  const last = seenIn(chat)
    .filter(({ activityId }) => activityId === ending?.activityId)
    .at(-1);
  expect(textOfCard(last?.card)).toContain(`Request ${(await desk.change(next)).number}`);
  expect(JSON.stringify(seenIn(chat))).not.toContain('Zelda');
  expect(await refreshFor(desk.store, await desk.change(id), 'ending')).toEqual([]);
});
