import { buttonData, buttonsOf, textOfCard } from '../support/said';
import { connect, type BotMessage, type PlaygroundClient } from '../support/playground-client';
import { startWindows, type Windows } from '../support/windows';

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

/** Requests as `npm start` runs them, through both windows of the real Playground without a browser. */
describe('approvals in the Agents Playground', () => {
  let windows: Windows;
  let administrator: PlaygroundClient;
  let employee: PlaygroundClient;

  beforeAll(async () => {
    windows = await startWindows({ SANDBOX_MEMBERS_PER_SECOND: '400' });
    administrator = await connect(windows.administrator);
    employee = await connect(windows.employee);
    await ask(administrator, 'help'); // from here on the bot can write to her
  });

  afterAll(async () => {
    await administrator?.close();
    await employee?.close();
    expect(await windows?.stop()).toBe(0);
  });

  /** Says something and waits for the card that answers it. */
  async function ask(client: PlaygroundClient, text: string): Promise<BotMessage> {
    const before = client.messages.length;
    await client.say(client.personalChatId, text);
    return client.until((message) => client.messages.indexOf(message) >= before, {
      what: `answer to ${text}`,
    });
  }

  async function press(client: PlaygroundClient, id: string, verb: string, data: unknown): Promise<unknown> {
    const { status, body } = await client.execute(client.personalChatId, id, verb, data);
    expect({ verb, status }).toEqual({ verb, status: 200 });
    return body?.value;
  }

  /** Asks for Visio for a group; returns the message that becomes the asker's card, and the card. */
  async function request(group: string, justification: string): Promise<{ id: string; card: unknown }> {
    const form = await ask(employee, `request visio for ${group}`);
    const before = await press(employee, form.id, 'request.review', {
      license: visio,
      groupQuery: group,
      justification,
    });
    expect(textOfCard(before)).toContain('Before you ask');
    const waiting = await press(employee, form.id, 'request.submit', buttonData(before, 'request.submit'));
    expect(textOfCard(waiting)).toContain('Waiting for approval');
    return { id: form.id, card: waiting };
  }

  const decision = (text: string) =>
    administrator.until(
      (message) =>
        buttonsOf(message.card).some(({ verb }) => verb === 'decide.approve') &&
        textOfCard(message.card).includes(text),
      { what: `decision about ${text}`, timeoutMs: 20_000 },
    );
  const told = (client: PlaygroundClient, text: RegExp) =>
    client.until((message) => text.test(textOfCard(message.card)), { what: String(text), timeoutMs: 30_000 });

  it('applies what was approved, and tells both', async () => {
    const { id } = await request('contoso sales', 'Floor plans.');
    const card = await decision('Floor plans.');
    const approved = await press(
      administrator,
      card.id,
      'decide.approve',
      buttonData(card.card, 'decide.approve'),
    );
    expect(textOfCard(approved)).toContain('Approved');
    const completion = await told(employee, /Request 1[\s\S]*(All licenses assigned|Failed)/);
    expect(completion.id).not.toBe(id);
    await told(administrator, /Request 1[\s\S]*(All licenses assigned|Failed)/);
    expect(employee.messages.find((message) => message.id === id)?.updates).toBeGreaterThan(0);
  });

  it('asks back, is answered, and is rejected with a reason', async () => {
    const { id } = await request('contoso interns', 'Diagrams for the season.');
    const card = await decision('Diagrams for the season.');
    const data = buttonData(card.card, 'decide.ask');
    await press(administrator, card.id, 'decide.ask', { ...data, question: 'How many diagrams?' });
    const asked = await told(employee, /How many diagrams\?/);
    expect(asked.id).toBe(id);
    await press(employee, id, 'request.answer', {
      ...buttonData(asked.card, 'request.answer'),
      answer: 'About forty.',
    });
    const answered = await told(administrator, /About forty\./);
    const reject = buttonData(answered.card, 'decide.reject');
    const without = await press(administrator, card.id, 'decide.reject', { ...reject, reason: '' });
    expect(textOfCard(without)).toContain('Say why you reject it');
    await press(administrator, card.id, 'decide.reject', { ...reject, reason: 'The free viewer will do.' });
    await told(employee, /Rejected[\s\S]*The free viewer will do\./);
  });

  it('is withdrawn by the asker, and the approver sees that', async () => {
    const { id, card } = await request('contoso engineering', 'A mistake.');
    await decision('A mistake.');
    const withdrawn = await press(employee, id, 'request.withdraw', buttonData(card, 'request.withdraw'));
    expect(textOfCard(withdrawn)).toContain('Withdrawn');
    const after = await told(administrator, /Withdrawn/);
    expect(buttonsOf(after.card).some(({ verb }) => verb.startsWith('decide.'))).toBe(false);
  });
});
