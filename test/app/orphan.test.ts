import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { groupNamed } from '../support/sandbox-graph';

/** A group that carries what no subscription brings any more: found among the errors, and cleaned from there. */
describe('a license that is not owned any more', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk();
  });
  afterAll(() => desk.close());

  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const legacy = () => groupNamed(desk.sandbox, 'Contoso legacy telephony');

  /** The page of the errors that offers to clean it, or the last one. */
  async function errorsPage() {
    let card = await desk.say('megan', 'errors');
    for (;;) {
      const next = buttonsOf(card).find(({ title, verb }) => verb === 'errors' && title.startsWith('Next'));
      if (!next || buttonsOf(card).some(({ verb }) => verb === 'errors.clean')) return card;
      card = await desk.press('megan', 'errors', next.data);
    }
  }

  it('comes off the group by the button beside it, after it was said what that does', async () => {
    const [orphan] = legacy().licenses;
    expect([...desk.sandbox.tenant.skus.keys()]).not.toContain(orphan?.skuId);
    const found = await errorsPage();
    const [clean] = buttonsOf(found).filter(({ verb }) => verb === 'errors.clean');
    expect(clean?.data).toMatchObject({ groupId: legacy().id, skuId: orphan?.skuId });
    expect(textOfCard(await desk.press('adele', 'errors.clean', clean?.data))).toContain(
      'License Administrator',
    );
    const before = await desk.press('megan', 'errors.clean', clean?.data);
    expect(textOfCard(before)).toContain('Before you remove');
    expect(textOfCard(before)).toContain('Contoso legacy telephony');
    const sent = posts().length;
    await desk.press(
      'megan',
      'change.confirm',
      buttonData(before, 'change.confirm'),
      posts().at(-1)?.activityId,
    );
    await desk.until(() => posts().length > sent);
    expect(textOfCard(posts().at(-1)?.card)).toContain('License taken away');
    expect(legacy().licenses).toEqual([]);
    await desk.pass(0.001); // reads right after a change may be old
    expect(buttonsOf(await errorsPage()).map(({ verb }) => verb)).not.toContain('errors.clean');
  });
});
