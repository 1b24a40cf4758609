import { rmSync } from 'node:fs';
import path from 'node:path';
import { startPlaygroundWindow, type PlaygroundWindow } from '../../src/playground/window';
import {
  botMessage,
  card,
  fillCard,
  launchBrowser,
  openChat,
  openPlayground,
  say,
  submitCard,
  type Browser,
  type Page,
} from '../support/browser';
import { findBrowser } from '../support/browser-binary';
import { buildPlayground, testFolder } from '../support/playground-build';
import { startEchoBot, type EchoBot } from '../support/playground-echo-bot';

const folder = testFolder('browser');
let bot: EchoBot;
let window: PlaygroundWindow;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const { childFile } = buildPlayground(path.join(folder, 'built'));
  bot = await startEchoBot();
  const into = { folder, persona: 'employee', childFile } as const;
  window = await startPlaygroundWindow({ port: 0, botEndpoint: bot.endpoint, ...into });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await window?.stop();
  await bot?.close();
  rmSync(folder, { recursive: true });
});

describe('a window in a browser', () => {
  beforeEach(async () => {
    page = await openPlayground(browser, window.url, window.who.name);
  });

  afterEach(() => page?.context().close());

  it('shows what the bot answers', async () => {
    await say(page, 'hello');
    await botMessage(page, 'echo: hello').waitFor();
    expect(bot.received.at(-1)).toMatchObject({ text: 'hello', from: { name: 'Alex Wilber' } });
  });

  it('fills every kind of input and sends it by Execute', async () => {
    await say(page, 'form');
    const form = card(page, 'Echo form');
    const values = {
      Group: 'Sales',
      Reason: 'two\nlines',
      Seats: '12',
      Until: '2026-12-31',
      Product: 'Microsoft 365 E5',
      'Search product': 'Visio Plan 2',
      'Tell the members': true,
    };
    await submitCard(page, form, values, 'Save');
    await card(page, 'save {').waitFor();
    const { action } = bot.received.at(-1)?.value as { action: { verb: string; data: unknown } };
    expect(action).toMatchObject({
      verb: 'save',
      data: {
        group: 'Sales',
        reason: 'two\nlines',
        seats: '12',
        until: '2026-12-31',
        product: 'e5',
        filter: 'visio',
        notify: 'yes',
      },
    });
  });

  it('fills a card in a group chat, where the bot has to be mentioned', async () => {
    await openChat(page, 'License rollout');
    await say(page, 'form', { mention: 'License Desk' });
    const form = card(page, 'Echo form');
    await submitCard(page, form, { Group: 'Everybody' }, 'Send');
    await botMessage(page, 'submitted').waitFor();
    expect(bot.received.at(-1)?.value).toMatchObject({ kind: 'send', group: 'Everybody' });
  });

  it('says so when a card cannot be filled', async () => {
    await say(page, 'form');
    page.setDefaultTimeout(500);
    await expect(fillCard(page, card(page, 'Echo form'), { Nothing: 'x' })).rejects.toThrow('Nothing');
  });
});

describe('which browser is taken', () => {
  it('takes the one that CHROME_PATH names, before all others', async () => {
    const env = { CHROME_PATH: process.execPath };
    await expect(findBrowser(env, [__filename])).resolves.toBe(process.execPath);
  });

  it('refuses a CHROME_PATH that names no file', async () => {
    await expect(findBrowser({ CHROME_PATH: '/no/such/chrome' })).rejects.toThrow(
      'CHROME_PATH names no file',
    );
  });

  it('takes the first installed one', async () => {
    await expect(findBrowser({}, ['/no/such/chrome', __filename])).resolves.toBe(__filename);
  });
});
