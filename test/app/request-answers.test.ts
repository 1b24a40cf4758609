import { buttonData, conversationOf, textOfCard } from '../support/desk';
import { decisionsOn, startRequestDesk, type RequestDesk } from '../support/request-desk';

/** Cards that somebody got because they asked for them: they show how it ended as every other card does. */
let desk: RequestDesk;
beforeAll(async () => void (desk = await startRequestDesk()));
afterAll(() => desk.close());

const chat = '19:talk@thread.v2';
const inChat = () => ({
  conversation: { id: chat, conversationType: 'groupChat', isGroup: true, tenantId: desk.sandbox.tenantId },
});
const lastId = () => desk.connector.sent.at(-1)?.activityId ?? '';
/** What a message shows now, and how often it was sent or updated. */
const standing = (place: string, activityId: string) => {
  const all = desk.connector.sent.filter(
    (each) => each.conversationId === place && each.activityId === activityId,
  );
  return { card: all.at(-1)?.card, text: textOfCard(all.at(-1)?.card), times: all.length };
};
const answersOf = async (id: string) =>
  (await desk.store.cards.ofChange(id)).filter(({ view }) => view === 'answer');

it('shows the end wherever the request was typed, opened from a list, or asked for a second time', async () => {
  const id = await desk.ask('alex', { justification: 'Zelda needs it.' });
  const { number } = await desk.change(id);
  const typed = async (
    who: 'alex' | 'nestor' | 'adele' | 'megan' | 'isaiah',
    text: string,
    over?: object,
  ) => {
    await desk.say(who, text, { ...over });
    return { place: over ? chat : conversationOf(who), activityId: lastId() };
  };
  const messages = [
    await typed('alex', `request ${number}`),
    await typed('nestor', `request #${number}`),
    await typed('adele', `request ${number}`),
    await typed('megan', `status ${number}`),
    await typed('adele', `request ${number}`, inChat()),
  ];
  // From the list: the message of the list shows the request from then on.
  const list = await typed('isaiah', 'requests');
  const row = buttonData(await desk.press('isaiah', 'requests', { tab: 'waiting' }), 'request.show');
  expect(row['id']).toBe(id);
  await desk.press('isaiah', 'request.show', row, list.activityId);
  messages.push(list);
  // The second asker's card, as a client of theirs shows it.
  await desk.say('adele', 'help');
  const second = { place: conversationOf('adele'), activityId: lastId() };
  const review = { license: '05e9a617-0261-4cee-bb44-138d3ef5d965', group: desk.group('Contoso sales').id };
  const already = await desk.press(
    'adele',
    'request.review',
    { ...review, justification: 'Me too.' },
    second.activityId,
  );
  expect(textOfCard(already)).toContain('This was asked already');
  messages.push(second);
  expect(await answersOf(id)).toHaveLength(messages.length);

  // Pressed again, or on a card that is kept already, nothing is added.
  await desk.press('isaiah', 'request.show', row, list.activityId);
  await desk.settled(id);
  const own = (await desk.store.cards.ofChange(id)).find(({ view }) => view === 'progress');
  await desk.press('alex', 'request.show', { id }, own?.activityId ?? '');
  await desk.press('adele', 'request.show', { id }, lastId(), inChat());
  expect(await answersOf(id)).toHaveLength(messages.length);

  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.reject', { reason: 'Ask Zelda.' });
  await desk.settled(id);
  for (const { place, activityId } of messages) {
    const { card, text } = standing(place, activityId);
    expect([place, activityId, text]).toEqual([place, activityId, expect.stringContaining('Rejected')]);
    expect(decisionsOn(card)).toEqual([]);
    const mayKnow = [conversationOf('alex'), conversationOf('nestor'), conversationOf('isaiah')];
    if (!mayKnow.includes(place) && place !== conversationOf('megan')) expect(text).not.toContain('Zelda');
  }
  // What is over is not kept: the answer is final as it is.
  await desk.say('alex', `request ${number}`);
  expect(await answersOf(id)).toHaveLength(messages.length);
});

it('moves the newest of several with the request, and the others once, at the end', async () => {
  const id = await desk.ask('alex', { group: 'Contoso interns' });
  const { number } = await desk.change(id);
  const place = conversationOf('nestor');
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    await desk.say('nestor', `request ${number}`);
    ids.push(lastId());
  }
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.ask', { question: 'Why them?' });
  await desk.settled(id);
  expect(ids.map((each) => standing(place, each).times)).toEqual([1, 1, 2]);
  expect(standing(place, ids[2] ?? '').text).toContain('Why them?');
  // A button of one that rests answers with the request as it is now.
  const old = standing(place, ids[0] ?? '').card;
  expect(textOfCard(await desk.pressOn('nestor', old, 'decide.approve'))).toContain('Why them?');
  expect((await desk.change(id)).request.decisions).toEqual([]);

  // One that was deleted is not written anew: it can be asked for again.
  desk.connector.forgotten.add(ids[1] ?? '');
  const before = desk.told('nestor').length;
  await desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
  await desk.settled(id);
  expect(desk.told('nestor')).toHaveLength(before);
  expect(ids.map((each) => standing(place, each).times)).toEqual([2, 1, 3]);
  for (const each of [ids[0], ids[2]]) expect(standing(place, each ?? '').text).toContain('Withdrawn');
});
