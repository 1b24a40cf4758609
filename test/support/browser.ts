import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findBrowser } from './browser-binary';

export type { Browser, Locator, Page } from 'playwright-core';
export { fillCard, pressCard, submitCard, type FormValues } from './browser-form';

/** Headless, as root, offline: nothing but the pages of the test. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), headless: true, args: flags });
}

/**
 * Opens a window of the Playground and waits until `personaName` sits there. Each window has its own
 * context: pages in the background of a shared one are slowed down.
 */
export async function openPlayground(browser: Browser, url: string, personaName: string): Promise<Page> {
  const context = await browser.newContext({
    // The list of chats folds away below 1280, and forms should fit without scrolling.
    viewport: { width: 1440, height: 1300 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  // Fonts and animations of a Microsoft CDN: not needed, and not there offline.
  await context.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort(),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // Before its settings arrive the page already shows a composer, for a person who does not exist.
  const settings = page.waitForResponse((answer) => answer.url().endsWith('/_internal/v1/config'), {
    timeout: 20_000,
  });
  await page.goto(url);
  await settings;
  await page.locator('.fui-Toolbar').getByText(personaName).waitFor();
  return page;
}

/** Types into the open chat; with `mention` the bot is picked from the popup first, as group chats need. */
export async function say(page: Page, text: string, options: { mention?: string } = {}): Promise<void> {
  const composer = page.locator('[data-lexical-editor=true]:visible').first();
  await composer.click();
  if (options.mention) {
    await page.keyboard.type('@');
    await page.getByRole('menuitem', { name: options.mention }).click();
    await page.keyboard.type(' ');
  }
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Switches to the chat with this name in the list on the left. */
export async function openChat(page: Page, name: string): Promise<void> {
  await page.getByRole('treeitem', { name }).click();
}

/** The newest text message of the bot that holds `text`; the text alone is also found in two side panes. */
export function botMessage(page: Page, text: string | RegExp): Locator {
  return page.locator('.fai-OutputCard').filter({ hasText: text }).last();
}

/** The newest card that holds `text`. */
export function card(page: Page, text: string | RegExp): Locator {
  return page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
}
