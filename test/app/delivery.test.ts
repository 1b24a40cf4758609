import { pacesFor } from '../../src/conversation/pacing';
import {
  activityFrom,
  buttonData,
  conversationOf,
  startTestDesk,
  textOfCard,
  type TestDesk,
} from '../support/desk';
import { addGroup } from '../support/groups';

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

  /** Several changes of one person, each with a card that moves. */
  async function orders(who: 'megan' | 'isaiah', count: number): Promise<void> {
    const from = desk.sandbox.tenant.groups.size;
    for (let index = 0; index < count; index += 1) {
      addGroup(desk.sandbox.tenant, `Team ${from + index}`, from + index, 2);
      const before = await desk.say(who, `assign m365 e3 to Team ${from + index}`);
      const id = desk.connector.sent.at(-1)?.activityId ?? '';
      await desk.press(who, 'change.confirm', buttonData(before, 'change.confirm'), id);
    }
  }
  const told = (who: 'megan' | 'isaiah') =>
    completions().filter(({ conversationId }) => conversationId === conversationOf(who)).length;

  it('is silent in the whole conversation as long as the channel asks, and nowhere else', async () => {
    await desk.say('isaiah', 'help');
    await orders('megan', 3);
    desk.connector.failures.push({ status: 429, retryAfter: '40' });
    await desk.until(() => desk.connector.failures.length === 0);
    const refusedAt = desk.now().getTime();
    await orders('isaiah', 1);
    await desk.until(() => told('isaiah') === 1 && told('megan') === 3);
    const since = desk.connector.sent.filter(({ at }) => at >= refusedAt);
    const first = (who: 'megan' | 'isaiah') =>
      (since.find((each) => each.conversationId === conversationOf(who))?.at ?? 0) - refusedAt;
    expect(first('megan')).toBeGreaterThanOrEqual(40_000);
    expect(first('isaiah')).toBeLessThan(5_000);
    expect(desk.log.filter((line) => line.includes('429'))).toHaveLength(1);
  });

  it('is silent in all conversations when the channel speaks of the tenant', async () => {
    await orders('megan', 1);
    await orders('isaiah', 1);
    desk.connector.failures.push({ status: 429, retryAfter: '30', message: 'Too many for this tenant' });
    await desk.until(() => desk.connector.failures.length === 0);
    const refusedAt = desk.now().getTime();
    const before = desk.connector.sent.length;
    await desk.until(() => desk.connector.sent.length > before);
    expect(desk.now().getTime() - refusedAt).toBeGreaterThanOrEqual(30_000);
    await desk.until(() => told('megan') === 1 && told('isaiah') === 1);
  });

  it('counts the answers to what is typed, and messages edited after a press', async () => {
    const left = async (): Promise<number> => {
      const paces = pacesFor({ id: conversationOf('megan'), tenantId: desk.sandbox.tenantId }, 0);
      for (let count = 0; ; count += 1) if (await desk.store.paces.take(paces, desk.now())) return count;
    };
    await desk.until(() => false, 10).catch(() => undefined);
    expect(await left()).toBe(4);
    await desk.until(() => false, 10).catch(() => undefined);
    for (const command of ['help', 'status']) await desk.say('megan', command);
    expect(await left()).toBe(2);
    // A client that sends presses as messages has its card edited; nobody waits for that either.
    await desk.until(() => false, 10).catch(() => undefined);
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const value = { verb: 'change.cancel', data: buttonData(before, 'change.cancel') };
    const replyToId = desk.connector.sent.at(-1)?.activityId;
    const { serviceUrl } = desk.connector;
    await desk.post(activityFrom('megan', serviceUrl, desk.sandbox.tenantId, { value, replyToId }));
    expect(desk.connector.sent.at(-1)).toMatchObject({ method: 'PUT', activityId: replyToId });
    expect(await left()).toBe(2);
  });

  it('draws a card once for all that moved since, as it is then', async () => {
    await order();
    await desk.until(() => desk.connector.sent.some(({ method }) => method === 'PUT'));
    const [change] = await desk.store.changes.inStates(desk.sandbox.tenantId, ['queued', 'processing'], {
      limit: 1,
      offset: 0,
    });
    const puts = desk.connector.sent.filter(({ method }) => method === 'PUT').length;
    let revision = change?.revision ?? 0;
    for (let move = 0; move < 5; move += 1) {
      await desk.store.changes.move({ id: change?.id ?? '', revision, at: desk.now() });
      revision += 1;
    }
    await desk.pass(0);
    await desk.until(async () => {
      const cards = await desk.store.cards.ofChange(change?.id ?? '');
      return cards.every((each) => each.shownRevision >= revision);
    });
    expect(desk.connector.sent.filter(({ method }) => method === 'PUT').length - puts).toBe(1);
  });
});
