import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { decisionsOn, products, startRequestDesk, type RequestDesk } from '../support/request-desk';

/** The ways in which a request ends, or begins again, other than by a plain approval. */
let desk: RequestDesk;
beforeAll(async () => void (desk = await startRequestDesk()));
afterAll(() => desk.close());

const approvers = ['megan', 'isaiah', 'nestor'] as const;
const untouched = { licenses: 0, writes: 0 };

/** Every card of every approver says how it ended, and nothing can be decided on it. */
async function allFinal(id: string, words: string): Promise<void> {
  await desk.settled(id);
  for (const who of approvers) {
    const card = await desk.card(id, who);
    expect(textOfCard(card)).toContain(words);
    expect(decisionsOn(card)).toEqual([]);
  }
}
const ended = (who: Parameters<RequestDesk['told']>[0], number: number, words: string) =>
  desk.told(who).filter((text) => text.includes(`Request ${number}`) && text.includes(words)).length;

it('is rejected only with a reason, and asker, follower and decider are told once', async () => {
  const id = await desk.ask('alex');
  const { number } = await desk.change(id);
  const already = await desk.review('adele');
  expect(textOfCard(already)).toContain('This was asked already');
  const following = await desk.pressOn('adele', already, 'request.follow');
  expect(textOfCard(following)).toContain('You follow it');
  await desk.pressOn('adele', already, 'request.follow');

  const card = await desk.card(id, 'megan');
  expect(textOfCard(await desk.pressOn('megan', card, 'decide.reject', { reason: '  ' }))).toContain(
    'Say why you reject it',
  );
  expect((await desk.change(id)).state).toBe('waiting');
  const rejected = await desk.pressOn('megan', card, 'decide.reject', { reason: 'E1 is enough for them.' });
  expect(textOfCard(rejected)).toContain('Rejected');

  await allFinal(id, 'E1 is enough for them.');
  for (const who of ['alex', 'adele', 'megan'] as const) expect(ended(who, number, 'Rejected')).toBe(1);
  expect(desk.told('alex').at(-1)).toContain('E1 is enough for them.');
  expect(textOfCard(await desk.card(id, 'alex', 'progress'))).toContain('Rejected');
  expect(desk.effects()).toEqual(untouched);
  // One holder of the role never wrote to the bot.
  expect(await desk.evidence(id)).toEqual(['asked', 'requested', 'unreached', 'followed', 'decided']);
});

it('expires when nobody decides, after reminders to those who have not decided', async () => {
  const id = await desk.ask('alex');
  const { number } = await desk.change(id);
  const reminders = (who: (typeof approvers)[number]) =>
    desk.told(who).filter((text) => text.includes(`Request ${number}`) && text.includes('Still waiting'))
      .length;
  for (let day = 1; day <= 3; day += 1) {
    await desk.pass(1);
    await desk.settled(id);
    for (const who of approvers) expect(reminders(who)).toBe(day);
  }
  expect(reminders('nestor')).toBe(3);
  const redrawn = async () => {
    const cards = (await desk.store.cards.ofChange(id)).filter(
      ({ view, activityId }) => view === 'reminder' && activityId,
    );
    return cards.map(
      (each) =>
        desk.connector.sent.filter(
          ({ method, activityId }) => method === 'PUT' && activityId === each.activityId,
        ).length,
    );
  };
  for (let day = 4; day <= 15; day += 1) {
    if ((await desk.change(id)).state === 'waiting') expect(Math.max(...(await redrawn()))).toBe(0);
    await desk.pass(1);
    await desk.settled(id);
  }
  expect((await desk.change(id)).state).toBe('expired');
  await allFinal(id, 'Expired');
  // A reminder stays as it was sent, and is drawn once more to show the end.
  expect(await redrawn()).toEqual(Array.from({ length: 39 }, () => 1));
  expect(textOfCard(await desk.card(id, 'megan', 'reminder'))).toContain('Expired');
  expect(ended('alex', number, 'Nobody decided in time')).toBe(1);
  expect(reminders('megan')).toBe(13);
  const late = await desk.press('megan', 'decide.approve', {
    id,
    revision: (await desk.change(id)).revision,
  });
  expect(textOfCard(late)).toContain('Expired');
  expect(desk.effects()).toEqual(untouched);
  const told = desk.told('alex').length;
  await desk.pass(20);
  expect(desk.told('alex')).toHaveLength(told);
});

it('is withdrawn by the asker alone', async () => {
  const id = await desk.ask('alex');
  const { number, revision } = await desk.change(id);
  expect(textOfCard(await desk.press('adele', 'request.withdraw', { id, revision }))).toContain(
    'Only the person who asked can do that.',
  );
  const mine = await desk.card(id, 'alex', 'progress');
  expect(textOfCard(await desk.pressOn('alex', mine, 'request.withdraw'))).toContain('Withdrawn');
  expect(textOfCard(await desk.pressOn('alex', mine, 'request.withdraw'))).toContain('Withdrawn');
  await allFinal(id, 'Withdrawn');
  expect(ended('alex', number, 'Withdrawn')).toBeLessThanOrEqual(1);
  expect((await desk.evidence(id)).filter((kind) => kind === 'withdrawn')).toHaveLength(1);
  expect(desk.effects()).toEqual(untouched);
});

it('is asked back, answered and then approved', async () => {
  const id = await desk.ask('alex', { group: 'Contoso engineering' });
  const asking = await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.ask', {
    question: 'Is E1 not enough?',
  });
  expect(textOfCard(asking)).toContain('Is E1 not enough?');
  await desk.settled(id);
  const question = await desk.card(id, 'alex', 'progress');
  expect(textOfCard(question)).toContain('A question for you');
  expect(textOfCard(question)).toContain('Is E1 not enough?');

  // The asker is reminded, not the approvers.
  await desk.pass(1);
  await desk.settled(id);
  const { number } = await desk.change(id);
  const reminded = desk.told('alex').filter((text) => text.includes(`Request ${number}`));
  expect(reminded.at(-1)).toContain('A question for you');
  expect(desk.told('megan').some((text) => text.includes(`Request ${number}`) && /Still/.test(text))).toBe(
    false,
  );

  const answered = await desk.pressOn('alex', question, 'request.answer', {
    answer: 'They need Teams calls.',
  });
  expect(textOfCard(answered)).toContain('Waiting for approval');
  await desk.settled(id);
  const again = await desk.card(id, 'megan');
  expect(textOfCard(again)).toContain('They need Teams calls.');
  await desk.pressOn('megan', again, 'decide.approve');
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  await desk.settled(id);
  expect(desk.effects('Contoso engineering')).toEqual({ licenses: 1, writes: 1 });
  expect(desk.told('alex').at(-1)).toMatch(/Contoso engineering/);
  // The reminder of the question does not turn into one of the end of a grant.
  expect(textOfCard(await desk.card(id, 'alex', 'reminder'))).not.toContain('ends soon');
});

it('has one winner when two approvers press at once, and the other sees who and what', async () => {
  const id = await desk.ask('alex');
  const [first, second] = await Promise.all([desk.card(id, 'megan'), desk.card(id, 'isaiah')]);
  const answers = await Promise.all([
    desk.pressOn('megan', first, 'decide.reject', { reason: 'Not this year.' }),
    desk.pressOn('isaiah', second, 'decide.approve'),
  ]);
  const { state, request } = await desk.change(id);
  expect(request.decisions).toHaveLength(1);
  const winner = request.decisions[0]?.by.name ?? '';
  for (const answer of answers) expect(textOfCard(answer)).toContain(winner);
  expect(['rejected', 'queued']).toContain(state);
  await desk.until(async () =>
    ['rejected', 'done', 'done-with-failures'].includes((await desk.change(id)).state),
  );
  expect(desk.effects().writes).toBe(state === 'rejected' ? 0 : 1);
});

it('answers a button of an old card with the card as it is now', async () => {
  const id = await desk.ask('alex', { license: products.visio });
  const old = await desk.card(id, 'megan');
  await desk.pressOn('isaiah', await desk.card(id, 'isaiah'), 'decide.ask', { question: 'Why them?' });
  const present = await desk.pressOn('megan', old, 'decide.approve');
  expect(textOfCard(present)).toContain('Why them?');
  expect(buttonData(present, 'decide.approve')['revision']).toBe((await desk.change(id)).revision);
  expect((await desk.change(id)).request.decisions).toEqual([]);
  await desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
});

it('is written anew once where its message was deleted', async () => {
  const id = await desk.ask('alex', { license: products.visio });
  const { number } = await desk.change(id);
  const stored = (await desk.store.cards.ofChange(id)).find(
    (each) => each.viewerId === people.nestor.id && each.view === 'approval',
  );
  desk.connector.forgotten.add(stored?.activityId ?? '');
  const before = desk.told('nestor').length;
  await desk.pressOn('megan', await desk.card(id, 'megan'), 'decide.ask', { question: 'Why them?' });
  await desk.settled(id);
  expect(desk.told('nestor').slice(before)).toHaveLength(1);
  expect(desk.told('nestor').at(-1)).toContain(`Request ${number}`);
  await desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
  await desk.settled(id);
  expect(desk.told('nestor').slice(before)).toHaveLength(1);
  expect(textOfCard(await desk.card(id, 'nestor'))).toContain('Withdrawn');
});

it('is asked for in one line, with its last day, and a number that no request has is said to be none', async () => {
  const field = (card: unknown, id: string) =>
    new RegExp(`"id":"${id}"[^}]*"value":"([^"]*)"`).exec(JSON.stringify(card))?.[1] ??
    new RegExp(`"value":"([^"]*)"[^}]*"id":"${id}"`).exec(JSON.stringify(card))?.[1];
  const form = await desk.say('alex', 'request visio for contoso sales until 31 January');
  expect(field(form, 'neededUntil')).toBe('2027-01-31');
  expect(JSON.stringify(form)).toContain('Contoso sales');
  const unread = await desk.say('alex', 'request visio for contoso sales until 31 Feb');
  expect(textOfCard(unread)).toContain('That is no day within the next five years');
  expect(field(unread, 'groupQuery')).toBe('Contoso sales');
  // An administrator's own assign has no end: what was typed goes on as a request.
  const told = await desk.say('megan', 'assign visio to contoso sales until 31 January');
  expect(textOfCard(told)).toContain('An end needs a request');
  expect(field(await desk.pressOn('megan', told, 'request.start'), 'neededUntil')).toBe('2027-01-31');
  expect(
    textOfCard(await desk.say('alex', 'request visio for contoso sales; contoso interns until tomorrow')),
  ).toContain('cannot end on a day');
  expect(textOfCard(await desk.say('alex', 'request 4711'))).toContain('This request is not there');
});

it('is listed for those who asked and those who decide, and shown to each as they may see it', async () => {
  const id = await desk.ask('alex', { license: products.visio, justification: 'A very private reason.' });
  const { number } = await desk.change(id);
  const waiting = await desk.say('megan', 'requests');
  expect(textOfCard(waiting)).toContain('Waiting for me (1)');
  expect(textOfCard(waiting)).toContain(`Request ${number}`);
  const mine = await desk.say('alex', 'requests');
  expect(textOfCard(mine)).toMatch(/My requests \(\d+\)/);
  const pages = buttonsOf(mine).filter(({ verb, data }) => verb === 'requests' && data['page'] === 1);
  expect(pages.length).toBeGreaterThan(0);
  const second = await desk.press('alex', 'requests', pages[0]?.data);
  expect(textOfCard(second)).not.toEqual(textOfCard(mine));
  expect(textOfCard(await desk.press('megan', 'requests', { tab: 'mine', page: 0 }))).toContain(
    'You have not asked for anything.',
  );

  expect(textOfCard(await desk.say('alex', `request ${number}`))).toContain('A very private reason.');
  const approver = await desk.say('nestor', `request #${number}`);
  expect(textOfCard(approver)).toContain('A very private reason.');
  expect(decisionsOn(approver)).toContain('decide.approve');
  const stranger = await desk.say('adele', `request ${number}`);
  expect(textOfCard(stranger)).toContain(`Request ${number}`);
  expect(JSON.stringify(stranger)).not.toContain('A very private reason.');
  expect(decisionsOn(stranger)).toEqual([]);
  await desk.press('alex', 'request.withdraw', { id, revision: (await desk.change(id)).revision });
  expect(textOfCard(await desk.press('megan', 'requests', { tab: 'waiting', page: 0 }))).toContain(
    'Nothing waits for your decision.',
  );
});
