import { connect, type BotMessage, type PlaygroundClient } from '../support/playground-client';
import { buttonData, buttonsOf, textOfCard } from '../support/said';
import { startWindows, type Windows } from '../support/windows';

const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';

/** What changes a group that has licenses already, as `npm start` runs it, through the real Playground without a browser. */
describe('changing and repairing in the Agents Playground', () => {
  let windows: Windows;
  let megan: PlaygroundClient;

  beforeAll(async () => {
    windows = await startWindows({ SANDBOX_MEMBERS_PER_SECOND: '400' });
    megan = await connect(windows.administrator);
  });

  afterAll(async () => {
    await megan?.close();
    expect(await windows?.stop()).toBe(0);
  });

  /** Says something and waits for the card that answers it. */
  async function ask(text: string): Promise<BotMessage> {
    const before = megan.messages.length;
    await megan.say(megan.personalChatId, text);
    return megan.until((message) => megan.messages.indexOf(message) >= before, { what: `answer to ${text}` });
  }

  async function press(messageId: string, verb: string, data: unknown): Promise<unknown> {
    const { status, body } = await megan.execute(megan.personalChatId, messageId, verb, data);
    expect({ verb, status }).toEqual({ verb, status: 200 });
    return body?.value;
  }

  /** The message that says how it ended, which comes by itself. */
  async function endAfter(act: () => Promise<unknown>, text: RegExp): Promise<BotMessage> {
    const before = megan.messages.length;
    await act();
    return megan.until(
      (message) => megan.messages.indexOf(message) >= before && text.test(textOfCard(message.card)),
      { what: String(text), timeoutMs: 40_000 },
    );
  }

  /** Reviews a change and confirms it. */
  async function carryOut(messageId: string, card: unknown, end: RegExp, inputs = {}): Promise<BotMessage> {
    const data = { ...buttonData(card, 'change.confirm'), ...inputs };
    return endAfter(async () => {
      expect(textOfCard(await press(messageId, 'change.confirm', data))).toContain('Queued');
    }, end);
  }

  const statusOf = async (group: string) => textOfCard((await ask(`status ${group}`)).card);

  it('swaps, switches an app off, removes, and puts back', async () => {
    const swap = await ask('swap m365 e3 for m365 e5 on contoso marketing');
    expect(textOfCard(swap.card)).toContain('25 people get Microsoft 365 E5 instead of Microsoft 365 E3.');
    await carryOut(swap.id, swap.card, /License swapped/);
    expect(await statusOf('contoso marketing')).toMatch(/Microsoft 365 E5\n/);

    const plans = await ask('plans m365 e5 on contoso marketing');
    const switched = await press(plans.id, 'plans.review', {
      ...buttonData(plans.card, 'plans.review'),
      [`plan-${teams}`]: 'false',
    });
    expect(textOfCard(switched)).toContain('Switched off\nMicrosoft Teams');
    await carryOut(plans.id, switched, /Apps switched/);

    const remove = await ask('remove m365 e5 from contoso marketing');
    expect(textOfCard(remove.card)).toMatch(/25 people lose Microsoft 365 E5\./);
    const removed = await carryOut(remove.id, remove.card, /License taken away/, {
      groupName: 'Contoso marketing',
    });

    const undo = await press(removed.id, 'undo.start', buttonData(removed.card, 'undo.start'));
    expect(textOfCard(undo)).toContain('Before you undo');
    await carryOut(removed.id, undo, /Undoes change/);
    const again = textOfCard((await ask('plans m365 e5 on contoso marketing')).card);
    expect(again).toContain('12 apps and services, 11 on'); // Teams is off, as before the license was taken away
  });

  it('gives a license to several groups, tells how each ended, and takes it back from all of them', async () => {
    const names = ['Contoso interns', 'Contoso region north', 'Contoso empty'];
    const before = await ask(`assign power bi pro to ${names.join('; ')}`);
    expect(textOfCard(before.card)).toContain('3 groups');
    const exactly = await press(before.id, 'forecast.show', buttonData(before.card, 'forecast.show'));
    expect(textOfCard(exactly)).toMatch(/people will get Power BI Pro|will not get it/);
    const progress = megan.until(
      ({ id, card }) => id === before.id && /\d of 3 groups done/.test(textOfCard(card)),
      { what: 'progress on the pressed card', timeoutMs: 40_000 },
    );
    const done = await carryOut(before.id, before.card, /Assigned to all 3 groups/);
    await progress;
    for (const name of names) expect(textOfCard(done.card)).toMatch(new RegExp(`${name}\nChange \\d+\n✓`));

    const undo = await press(done.id, 'undo.start', buttonData(done.card, 'undo.start'));
    expect(textOfCard(undo)).toContain('Before you undo');
    const undone = await carryOut(done.id, undo, /Undone in all 3 groups/, { groupName: 'Power BI Pro' });
    expect(textOfCard(undone.card)).toMatch(/Contoso region north\nChange \d+\n✓ \d+ without it now/);
    expect(await statusOf('contoso interns')).not.toContain('Power BI Pro');
  });

  it('finds who is in error, and repairs from the card', async () => {
    const errors = await ask('errors contoso finance');
    expect(textOfCard(errors.card)).toContain('Conflicts with another license: 2 people');
    const conflict = buttonsOf(errors.card).find(
      ({ data }) => data['error'] === 'MutuallyExclusiveViolation',
    );
    const cause = await press(errors.id, 'errors.cause', conflict?.data);
    const remedy = buttonsOf(cause).find(({ data }) => data['kind'] === 'remove-direct');
    const before = await press(errors.id, 'repair.start', remedy?.data);
    const end = await endAfter(
      () => press(errors.id, 'repair.confirm', buttonData(before, 'repair.confirm')),
      /Fixed|Nobody was fixed/,
    );
    expect(textOfCard(end.card)).toContain('Fixed all 2 members');
  });
});
