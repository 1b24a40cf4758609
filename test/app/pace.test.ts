import { activityFrom, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

/** A crowd is answered at once, though some are asked to come again. */
describe('very many at once', () => {
  let desk: TestDesk;
  beforeAll(async () => void (desk = await startTestDesk({ env: () => ({ TURNS_AT_ONCE: '3' }) })));
  afterAll(() => desk.close());

  it('answers everybody, does what it has time for, and loses no card that was pressed', async () => {
    const people = ['megan', 'isaiah', 'adele', 'alex'] as const;
    const activity = (index: number) =>
      activityFrom(people[index % 4] ?? 'megan', desk.connector.serviceUrl, desk.sandbox.tenantId, {
        text: 'help',
        conversation: { id: `a:${index}`, conversationType: 'personal', tenantId: desk.sandbox.tenantId },
      });
    const crowd = Array.from({ length: 24 }, (_, index) => index);
    const answers = await Promise.all(crowd.map((index) => desk.post(activity(index))));
    expect(answers.map(({ status }) => status)).toEqual(crowd.map(() => 200));
    const said = desk.connector.sent.map(({ card }) => textOfCard(card));
    expect(said).toHaveLength(crowd.length);
    const busy = said.filter((text) => text.includes('Very busy at the moment'));
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(crowd.length);

    const press = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'help', data: {} } },
    };
    const pressed = await Promise.all(crowd.map((index) => desk.post({ ...activity(index), ...press })));
    const bodies = pressed.map(({ body }) => JSON.stringify(body));
    expect(bodies.filter((body) => body.includes('press again in a few seconds')).length).toBeGreaterThan(0);
    expect(bodies.filter((body) => body.includes('Very busy at the moment'))).toEqual([]);
    expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
  });
});

/** Nobody keeps the bot from the others, and nobody is punished for being quick. */
describe('the pace of people', () => {
  let desk: TestDesk;
  beforeAll(async () => void (desk = await startTestDesk({ env: () => ({ TURNS_PER_MINUTE: '5' }) })));
  afterAll(() => desk.close());
  const wait = (seconds: number) => desk.until(() => false, seconds).catch(() => undefined);
  /** The pressed card is not replaced: a sentence beside it says when to press again. */
  const said = expect.stringMatching(/press again in \d+ seconds?\./) as unknown;
  const stays = { code: 'TryAgain', message: said };
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
    for (let press = 0; press < 3; press += 1) expect(await desk.press('megan', 'help')).toEqual(stays);
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
    expect(await desk.press('nestor', 'help', {}, undefined, inShared())).toEqual(stays);
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
