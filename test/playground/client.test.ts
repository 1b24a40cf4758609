import { rmSync } from 'node:fs';
import path from 'node:path';
import { startPlaygroundWindow, type PlaygroundWindow } from '../../src/playground/window';
import { people } from '../../src/sandbox/contoso/people';
import { buildPlayground, testFolder } from '../support/playground-build';
import { connect, type PlaygroundClient } from '../support/playground-client';
import { startEchoBot, type EchoBot } from '../support/playground-echo-bot';

const folder = testFolder('client');
let bot: EchoBot;
let window: PlaygroundWindow;
let client: PlaygroundClient;

beforeAll(async () => {
  const { childFile } = buildPlayground(path.join(folder, 'built'));
  bot = await startEchoBot();
  window = await startPlaygroundWindow({
    port: 0,
    botEndpoint: bot.endpoint,
    folder,
    persona: 'administrator',
    childFile,
  });
});

beforeEach(async () => {
  client = await connect(window.url);
});

afterEach(() => client.close());

afterAll(async () => {
  await window?.stop();
  await bot?.close();
  rmSync(folder, { recursive: true });
});

/** Asks for the echo bot's form and returns the message that carries it. */
async function askForForm(conversationId = client.personalChatId) {
  await client.say(conversationId, 'form');
  return client.until((message) => message.card !== undefined, { what: 'form' });
}

describe('a browserless window', () => {
  it('carries words both ways, as the person of the window', async () => {
    await client.say(client.personalChatId, 'hello');
    const answer = await client.until(({ text }) => text === 'echo: hello', { what: 'echo' });
    expect(answer).toMatchObject({ conversationId: client.personalChatId, card: undefined, updates: 0 });
    expect(bot.received.at(-1)).toMatchObject({
      text: 'hello',
      from: { id: people.megan.id, aadObjectId: people.megan.id, name: 'Megan Bowen' },
      conversation: { tenantId: client.config.tenantId },
    });
  });

  it('mentions the bot in a group chat', async () => {
    await client.say(client.groupChatId, 'all');
    const answer = await client.until(({ text }) => text === 'echo: all', { what: 'echo' });
    expect(answer.conversationId).toBe(client.groupChatId);
    expect(bot.received.at(-1)?.text).toBe('<at>License Desk</at> all');
  });

  it('folds updates into the message, in order, and counts typing', async () => {
    await client.say(client.personalChatId, 'count');
    const counted = await client.until(({ updates }) => updates === 2, { what: 'second update' });
    expect(counted.text).toBe('count 3');
    expect(client.messages).toEqual([counted]);
    expect(client.typing).toBe(1);
  });

  it('presses Execute and hands on the answered card', async () => {
    const form = await askForForm();
    expect(form.card?.type).toBe('AdaptiveCard');
    const { status, body } = await client.execute(form.conversationId, form.id, 'save', { group: 'Sales' });
    expect({ status, type: body.type }).toEqual({
      status: 200,
      type: 'application/vnd.microsoft.card.adaptive',
    });
    expect(JSON.stringify(body.value)).toContain(
      JSON.stringify('save {"group":"Sales"} by Megan Bowen').slice(1, -1),
    );
  });

  it('presses as another member of a group chat', async () => {
    const form = await askForForm(client.groupChatId);
    const { body } = await client.execute(form.conversationId, form.id, 'save', {}, people.isaiah.id);
    expect(JSON.stringify(body.value)).toContain('by Isaiah Langer');
  });

  it('shows a refusal instead of hiding it', async () => {
    const { status } = await client.execute(client.personalChatId, 'no such message', 'save');
    expect(status).toBe(400);
  });

  it('presses Submit', async () => {
    const form = await askForForm();
    await client.submit(form.conversationId, form.id, { kind: 'send' });
    await client.until(({ text }) => text === 'submitted {"kind":"send"}', { what: 'submission' });
    expect(bot.received.at(-1)).toMatchObject({
      type: 'message',
      replyToId: form.id,
      value: { kind: 'send' },
    });
  });

  it("sends any invoke as anybody and reads the bot's own answer", async () => {
    const value = { queryText: 'sal', dataset: 'groups' };
    const activity = { type: 'invoke', name: 'application/search', value };
    const answer = await client.raw(client.personalChatId, activity, people.alex.id);
    expect(answer).toEqual({ status: 200, body: { type: 'said', value } });
    expect(bot.received.at(-1)?.from.aadObjectId).toBe(people.alex.id);
  });

  it('says what it waited for, and what came instead', async () => {
    await client.say(client.personalChatId, 'one');
    await client.until(({ text }) => text === 'echo: one', { what: 'echo' });
    const waiting = client.until(({ text }) => text === 'two', { what: 'second echo', timeoutMs: 1 });
    await expect(waiting).rejects.toThrow(/no second echo within 1 ms.*echo: one/s);
  });
});
