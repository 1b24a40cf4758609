import type { people } from '../../src/sandbox';
import { buttonData, buttonsOf, conversationOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
  // Everybody has spoken with the bot once, so that it can write to them.
  for (const person of ['megan', 'isaiah', 'nestor', 'alex', 'adele'] as const) await desk.say(person, 'help');
});
afterEach(() => desk.close());

const groupId = (name: string): string =>
  [...desk.sandbox.tenant.groups.values()].find((group) => group.displayName === name)?.id ?? '';
const sentTo = (person: keyof typeof people) =>
  desk.connector.sent.filter(({ conversationId }) => conversationId === conversationOf(person));
/** The newest picture of every message in somebody's chat, by message id. */
const standing = (person: keyof typeof people): string[] => {
  const byId = new Map<string, string>();
  for (const { activityId, card } of sentTo(person)) if (card) byId.set(activityId, textOfCard(card));
  return [...byId.values()];
};
const latest = (person: keyof typeof people) => sentTo(person).at(-1)?.card;

async function asked(person: 'alex' | 'adele' = 'alex', over: Record<string, unknown> = {}): Promise<unknown> {
  const before = await desk.press(person, 'request.review', {
    license: e3,
    group: groupId('Contoso sales'),
    justification: 'Twelve new colleagues start on Monday.',
    ...over,
  });
  expect(textOfCard(before)).toContain('Before you ask');
  return desk.press(person, 'request.submit', buttonData(before, 'request.submit'), 'card-of-asker');
}

it('is asked, approved, applied and told to everybody', async () => {
  const form = await desk.say('alex', 'request m365 e3 for contoso sales');
  expect(textOfCard(form)).toContain('Ask for a license');
  const waiting = await asked();
  expect(textOfCard(waiting)).toContain('Waiting for approval');
  await desk.until(() => textOfCard(latest('megan')).includes('Alex Wilber asks for'));
  expect(textOfCard(latest('megan'))).toContain('Twelve new colleagues');

  const approved = await desk.press('megan', 'decide.approve', buttonData(latest('megan'), 'decide.approve'), 'x');
  expect(textOfCard(approved)).toMatch(/Approved/);
  await desk.until(() => standing('alex').some((text) => text.includes('All licenses assigned')));
  await desk.until(() => standing('megan').some((text) => text.includes('All licenses assigned')));
  const group = desk.sandbox.tenant.groups.get(groupId('Contoso sales'));
  expect(group?.licenses.map(({ skuId }) => skuId)).toEqual([e3]);
  // Cards of those who did not decide say how it ended, and offer no decision any more.
  await desk.until(() => buttonsOf(latest('nestor')).every(({ verb }) => !verb.startsWith('decide.')));
});
