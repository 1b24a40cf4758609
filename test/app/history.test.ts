import { parseCsv } from '../support/csv';
import { linkOf, submit } from '../support/download';
import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

/** What happened to licenses, here and elsewhere, through the whole bot. */
describe('history', () => {
  let desk: TestDesk;

  beforeAll(async () => {
    desk = await startTestDesk();
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'));
    await desk.until(() => told().includes('All licenses assigned'));
  });
  afterAll(() => desk.close());

  const told = (): string => desk.connector.sent.map((each) => textOfCard(each.card)).join('\n');
  // The log may be read five times in ten seconds.
  beforeEach(() => desk.pass(20 / 86_400));
  const say = async (text: string, person: 'megan' | 'alex' = 'megan'): Promise<string> =>
    textOfCard(await desk.say(person, text));

  it('tells where the numbers of a completion come from', () => {
    expect(told()).toContain('Entra’s audit log: 12 succeeded, 0 failed.');
  });

  it('joins a change with what the directory’s log says of it', async () => {
    const text = await say('history group contoso sales');
    expect(text).toContain('History\nContoso sales');
    expect(text).toContain('Change 1: Microsoft 365 E3 given to Contoso sales');
    expect(text).toContain('Megan Bowen');
    expect(text).toContain('All licenses assigned');
    expect(text).toMatch(/In the directory’s log at .*, by /);
    expect(text).toContain('Entra’s log: 12 succeeded, 0 failed');
  });

  it('shows what was done elsewhere', async () => {
    const { engine, tenant } = desk.sandbox;
    const group = [...tenant.groups.values()].find((each) => each.displayName === 'Contoso sales');
    if (!group) throw new Error('no group');
    const by = {
      kind: 'user',
      id: 'u',
      name: 'Lynne Robbins',
      userPrincipalName: 'lynne@contoso.example',
    } as const;
    await desk.pass(1);
    engine.setTemplate(group, [], by);
    const text = await say('history contoso sales');
    expect(text).toContain('Licenses of Contoso sales set outside of License Desk');
    expect(text).toContain('Lynne Robbins');
    expect(text).toContain('Removed: Microsoft 365 E3');
  });

  it('is of a license, of a person and of everything', async () => {
    expect(await say('history m365 e3')).toContain('History\nMicrosoft 365 E3');
    expect(await say('history m365 e3')).toContain('Change 1');
    const person = await say('history person megan bowen');
    expect(person).toContain('History\nMegan Bowen');
    expect(person).toContain('Change 1');
    expect(await say('history')).toContain('Change 1');
  });

  it('says when a name means nothing, and offers a choice when it means several', async () => {
    expect(await say('history zzzz')).toContain('is no license, group or person');
    expect(await say('history contoso')).toContain('Whose history?');
  });

  it('is downloaded as CSV, and offered only in a chat with the bot alone', async () => {
    const card = await desk.say('megan', 'history group contoso sales');
    const data = buttonData(card, 'history.download');
    const ready = await desk.press('megan', 'history.download', data);
    const lines = parseCsv((await (await submit(linkOf(ready))).text()).replace('\ufeff', ''));
    expect(lines[0]).toContain('approved by');
    expect(lines.find((line) => line[1] === 'License Desk')).toEqual(
      expect.arrayContaining([
        'assign',
        '1',
        'Contoso sales',
        'Microsoft 365 E3',
        'Megan Bowen',
        'done',
        '12',
        '0',
      ]),
    );
    expect(
      lines.filter((line) => line[1] === 'Entra audit log' && line[3] === '1').map((line) => line[2]),
    ).toEqual([
      'Set group license',
      'Start applying group based license to users',
      'Finish applying group based license to users',
    ]);
    const channel = {
      conversation: { id: '19:x@thread.v2', conversationType: 'groupChat', tenantId: desk.sandbox.tenantId },
    };
    expect(textOfCard(await desk.press('megan', 'history.download', data, undefined, channel))).toContain(
      'Not in this conversation',
    );
  });

  it('goes without the log when it cannot be read, and says so', async () => {
    desk.sandbox.faults.add([{ kind: 'throttle', match: { path: '/auditLogs/directoryAudits' } }]);
    const text = await say('history');
    expect(text).toContain('Change 1');
    expect(text).toContain('The directory’s own log is missing here: Microsoft Graph is limiting requests');
  });
});
