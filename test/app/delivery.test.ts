import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

/** What happens to cards when the channel is busy, forgets, or turns the bot away. */
describe('delivering cards', () => {
  let desk: TestDesk;
  beforeEach(async () => void (desk = await startTestDesk()));
  afterEach(() => desk.close());

  const completions = () =>
    desk.connector.sent.filter(
      (each) => each.method === 'POST' && textOfCard(each.card).includes('All licenses assigned'),
    );

  async function order(): Promise<string> {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const id = desk.connector.sent.at(-1)?.activityId ?? '';
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), id);
    return id;
  }

  it.each([429, 412, 502, 503, 504])(
    'tries again after %i until it is told, exactly once',
    async (status) => {
      await order();
      desk.connector.failures.push(...Array.from({ length: 6 }, () => ({ status, retryAfter: '1' })));
      await desk.until(() => completions().length > 0, 3_600);
      await desk.until(() => false, 60).catch(() => undefined);
      expect(completions()).toHaveLength(1);
      expect(desk.connector.failures).toHaveLength(0);
    },
  );

  it('waits as long as the channel asks', async () => {
    await order();
    desk.connector.failures.push({ status: 429, retryAfter: '40' });
    const calls = desk.connector.calls;
    await desk.until(() => desk.connector.calls > calls);
    const refusedAt = desk.now().getTime();
    const sent = desk.connector.sent.filter((each) => each.method === 'PUT').length;
    await desk.until(() => desk.connector.sent.filter((each) => each.method === 'PUT').length > sent);
    expect(desk.now().getTime() - refusedAt).toBeGreaterThanOrEqual(39_000);
  });

  it('writes a forgotten progress card anew once, and goes on with that one', async () => {
    const card = await order();
    desk.connector.forgotten.add(card);
    await desk.until(() => completions().length > 0);
    const posts = desk.connector.sent.filter((each) => each.method === 'POST');
    expect(posts).toHaveLength(3); // before you assign, the progress card anew, the completion
    expect(completions()).toHaveLength(1);
  });

  it('stops speaking where it is blocked, until somebody writes there again', async () => {
    await order();
    desk.connector.failures.push({ status: 403 });
    await desk.until(() => desk.connector.failures.length === 0);
    const calls = desk.connector.calls;
    await desk.until(() => false, 120).catch(() => undefined);
    expect(desk.connector.calls).toBe(calls);
    expect(textOfCard(await desk.say('megan', 'status contoso sales'))).toContain('All licenses assigned');
  });

  it('updates at most every two seconds', async () => {
    const times: number[] = [];
    await order();
    let seen = desk.connector.sent.length;
    await desk.until(() => {
      if (desk.connector.sent.length > seen && desk.connector.sent.at(-1)?.method === 'PUT')
        times.push(desk.now().getTime());
      seen = desk.connector.sent.length;
      return completions().length > 0;
    });
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(times.length).toBeGreaterThan(1);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
  });
});
