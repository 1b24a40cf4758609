import { activityFrom, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

/** Nobody keeps the bot from the others, and nobody is punished for being quick. */
describe('the pace of people', () => {
  let desk: TestDesk;
  beforeAll(async () => void (desk = await startTestDesk({ env: () => ({ TURNS_PER_MINUTE: '5' }) })));
  afterAll(() => desk.close());
  const wait = (seconds: number) => desk.until(() => false, seconds).catch(() => undefined);
  const shared = { id: '19:shared@thread.v2', conversationType: 'groupChat', isGroup: true };
  const inShared = () => ({ conversation: { ...shared, tenantId: desk.sandbox.tenantId } });

  it('lets somebody be quick, then asks for patience kindly and once, and listens again', async () => {
    for (let turn = 0; turn < 5; turn += 1)
      expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
    expect(textOfCard(await desk.say('megan', 'help'))).toMatch(/One moment.*\n.*In 12 seconds/);
    const before = desk.connector.sent.length;
    for (let turn = 0; turn < 20; turn += 1)
      await desk.post(
        activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, { text: 'help' }),
      );
    expect(desk.connector.sent.length).toBe(before);
    // A button is answered always, because the client says that the bot is broken otherwise.
    for (let press = 0; press < 3; press += 1)
      expect(textOfCard(await desk.press('megan', 'help'))).toContain('One moment');
    // Somebody else is not concerned.
    expect(textOfCard(await desk.say('isaiah', 'help'))).toContain('License Desk');
    await wait(12);
    expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
    expect(textOfCard(await desk.say('megan', 'help'))).toContain('One moment');
  });

  it('counts what comes again once', async () => {
    await wait(60);
    const activity = activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, {
      text: 'help',
    });
    for (let copy = 0; copy < 10; copy += 1) await desk.post(activity);
    expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
  });

  it('holds for all people of a conversation together', async () => {
    await wait(60);
    const everybody = ['megan', 'isaiah', 'adele', 'alex'] as const;
    for (const person of everybody)
      for (let turn = 0; turn < 5; turn += 1)
        expect(textOfCard(await desk.press(person, 'help', {}, undefined, inShared()))).toContain(
          'License Desk',
        );
    expect(textOfCard(await desk.press('nestor', 'help', {}, undefined, inShared()))).toContain('One moment');
    expect(textOfCard(await desk.press('nestor', 'help'))).toContain('License Desk');
  });

  it('leaves typing alone until a machine types', async () => {
    await wait(60);
    const type = async (): Promise<number> => {
      const answer = await desk.post(
        activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, {
          type: 'invoke',
          name: 'application/search',
          value: { queryText: 'contoso', dataset: 'groups' },
        }),
      );
      return (answer.body as { value: { results: unknown[] } }).value.results.length;
    };
    for (let key = 0; key < 20; key += 1) expect(await type()).toBe(15);
    expect(await type()).toBe(0);
    expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
  });
});
