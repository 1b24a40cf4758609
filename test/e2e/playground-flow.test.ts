import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, textOfCard } from '../support/said';
import { connect, type PlaygroundClient } from '../support/playground-client';
import { startWindows, type Windows } from '../support/windows';

/** The whole product as `npm start` runs it, driven through the real Playground without a browser. */
describe('the Agents Playground', () => {
  let windows: Windows;
  let administrator: PlaygroundClient;
  let employee: PlaygroundClient;

  beforeAll(async () => {
    windows = await startWindows({}, 'embedded');
    administrator = await connect(windows.administrator);
    employee = await connect(windows.employee);
  });

  afterAll(async () => {
    await administrator?.close();
    await employee?.close();
    expect(await windows?.stop()).toBe(0);
  });

  /** Says something and waits for the card that answers it. */
  async function ask(client: PlaygroundClient, conversation: string, text: string) {
    const before = client.messages.length;
    await client.say(conversation, text);
    const answer = await client.until((message) => client.messages.indexOf(message) >= before, {
      what: `answer to ${text}`,
    });
    return { id: answer.id, card: answer.card, text: textOfCard(answer.card) };
  }

  /** Presses a button of a card and returns the card that replaces it. */
  async function press(
    client: PlaygroundClient,
    conversation: string,
    id: string,
    verb: string,
    data: unknown,
  ) {
    const { status, body } = await client.execute(conversation, id, verb, data);
    expect({ status, type: body?.type }).toEqual({
      status: 200,
      type: 'application/vnd.microsoft.card.adaptive',
    });
    return body.value;
  }

  it('prints three lines that say where to go and what to type', () => {
    const lines = windows.desk.output().trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/Megan Bowen.*http:\/\/localhost:\d+.*assign/);
    expect(lines[1]).toMatch(/Alex Wilber.*http:\/\/localhost:\d+.*help/);
    expect(windows.desk.errors()).toBe('');
  });

  it('leads an administrator from help to the completion card', async () => {
    const chat = administrator.personalChatId;
    const help = await ask(administrator, chat, 'help');
    expect(help.text).toContain('assign');
    expect(buttonsOf(help.card).map((button) => button.verb)).toContain('assign.start');

    const licenses = await press(administrator, chat, help.id, 'licenses', {});
    expect(textOfCard(licenses)).toContain('Microsoft 365 E3');

    const form = await ask(administrator, chat, 'assign');
    expect(form.text).toContain('Search');
    const license = '05e9a617-0261-4cee-bb44-138d3ef5d965';
    const found = await press(administrator, chat, form.id, 'assign.search', {
      license,
      groupQuery: 'sales',
    });
    const choice = JSON.stringify(found).match(/"title":"(Contoso sales[^"]*)","value":"([^"]+)"/);
    expect(choice?.[1]).toMatch(/12 members/);

    const before = await press(administrator, chat, form.id, 'assign.review', {
      license,
      group: choice?.[2],
    });
    expect(textOfCard(before)).toContain('Before you assign');

    const progress = await press(
      administrator,
      chat,
      form.id,
      'change.confirm',
      buttonData(before, 'change.confirm'),
    );
    expect(textOfCard(progress)).toContain('Queued');

    const completion = await administrator.until(
      (message) => message.id !== form.id && /All licenses assigned|Assigned/.test(textOfCard(message.card)),
      { what: 'completion card', timeoutMs: 30_000 },
    );
    expect(textOfCard(completion.card)).toContain('Contoso sales');
    const pressed = administrator.messages.find((message) => message.id === form.id);
    expect(pressed?.updates).toBeGreaterThan(0);
    expect(administrator.messages.filter((message) => message.id === completion.id)).toHaveLength(1);

    const status = await ask(administrator, chat, 'status contoso sales');
    expect(status.text).toContain('All licenses assigned');
  });

  it('turns an employee away and says who may', async () => {
    const chat = employee.personalChatId;
    const help = await ask(employee, chat, 'hi');
    expect(buttonsOf(help.card).map((button) => button.verb)).not.toContain('assign.start');
    for (const text of ['assign', 'assign e3 to contoso sales', 'licenses', 'status']) {
      const refused = await ask(employee, chat, text);
      expect(refused.text).toContain('License Administrator');
      expect(refused.text).toContain('Megan Bowen');
    }
    const forged = await employee.execute(chat, help.id, 'assign.review', {
      license: '05e9a617-0261-4cee-bb44-138d3ef5d965',
      group: people.megan.id,
    });
    expect(textOfCard(forged.body?.value)).toContain('License Administrator');
  });

  it('answers in the group chat and in a channel, where it is mentioned', async () => {
    const answer = await ask(administrator, administrator.groupChatId, 'assign e3 to contoso engineering');
    expect(answer.text).toContain('Before you assign');
  });

  it('greets once, however often the page is loaded', async () => {
    const { port } = new URL(windows.desk.output().match(/http:\/\/localhost:\d+/)?.[0] ?? '');
    const install = `http://localhost:${port}/_debug/conversation/${encodeURIComponent(administrator.personalChatId)}/installation`;
    const greetings = (): number =>
      administrator.messages.filter((message) => textOfCard(message.card).includes('Welcome')).length;
    for (let time = 0; time < 3; time += 1) {
      await fetch(install, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    }
    await ask(administrator, administrator.personalChatId, 'help');
    expect(greetings()).toBeLessThanOrEqual(1);
  });
});
