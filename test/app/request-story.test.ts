import { buttonsOf, textOfCard } from '../support/desk';
import { startRequestDesk, type RequestDesk } from '../support/request-desk';

let desk: RequestDesk;
beforeAll(async () => void (desk = await startRequestDesk()));
afterAll(() => desk.close());

it('is asked, approved, applied and told to everybody', async () => {
  const form = await desk.say('alex', 'request m365 e3 for contoso sales');
  expect(textOfCard(form)).toContain('Ask for a license');
  const before = await desk.review('alex');
  expect(textOfCard(before)).toContain('Before you ask');
  const waiting = await desk.pressOn('alex', before, 'request.submit');
  expect(textOfCard(waiting)).toContain('Waiting for approval');
  const [{ id } = { id: '' }] = await desk.store.changes.inStates(desk.sandbox.tenantId, ['waiting'], {
    limit: 1,
    offset: 0,
  });
  await desk.settled(id);
  const card = await desk.card(id, 'megan');
  expect(textOfCard(card)).toContain('Alex Wilber asks for');
  expect(textOfCard(card)).toContain('Twelve new colleagues');

  expect(textOfCard(await desk.pressOn('megan', card, 'decide.approve'))).toMatch(/Approved/);
  await desk.until(async () => (await desk.change(id)).outcome !== null);
  await desk.settled(id);
  for (const who of ['alex', 'megan'] as const)
    expect(desk.told(who).filter((text) => text.includes('All licenses assigned'))).toHaveLength(1);
  expect(desk.effects()).toEqual({ licenses: 1, writes: 1 });
  // Cards of those who did not decide say how it ended, and offer no decision any more.
  const other = await desk.card(id, 'nestor');
  expect(textOfCard(other)).toContain('All licenses assigned');
  expect(buttonsOf(other).filter(({ verb }) => verb.startsWith('decide.'))).toEqual([]);
});
