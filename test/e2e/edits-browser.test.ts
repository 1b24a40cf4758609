import { mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  card,
  launchBrowser,
  openPlayground,
  pressCard,
  say,
  type Browser,
  type Page,
} from '../support/browser';
import { startWindows, type Windows } from '../support/windows';

const images = path.join(__dirname, '..', '..', 'docs', 'images');

/** Cards about what groups have, in a real browser, with the pictures of three of them. */
describe('forecast, errors and swap in Chromium', () => {
  let windows: Windows;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [windows, browser] = await Promise.all([startWindows(), launchBrowser()]);
    page = await openPlayground(browser, windows.administrator, 'Megan Bowen');
    mkdirSync(images, { recursive: true });
  });

  afterAll(async () => {
    await browser?.close();
    await windows?.stop();
  });

  const picture = async (text: string | RegExp, name: string): Promise<void> => {
    await card(page, text).screenshot({ path: path.join(images, `${name}.png`) });
  };

  it('says by name who will not get it, and why', async () => {
    await say(page, 'assign m365 e3 to contoso finance');
    await pressCard(page, card(page, 'Before you assign'), 'Who exactly');
    const forecast = card(page, 'Will not get it');
    await forecast.getByText('Rania Reyes').waitFor({ timeout: 20_000 });
    await picture('Will not get it', 'forecast');
  });

  it('shows members in error by cause, and leads to the people behind one', async () => {
    await say(page, 'errors contoso finance');
    await card(page, '13 members in error').waitFor();
    await picture('13 members in error', 'errors');
    await card(page, '13 members in error').getByText('Not available in their country').click();
    await card(page, 'Not available in their country').getByText('Astrid Smith').waitFor();
  });

  it('swaps after it was said what people gain and lose', async () => {
    await say(page, 'swap m365 e3 for m365 e5 on contoso marketing');
    const before = card(page, 'Before you swap');
    await before.getByText('25 people get Microsoft 365 E5').waitFor();
    await picture('Before you swap', 'swap');
    await pressCard(page, before, 'Swap');
    await card(page, 'License swapped').waitFor({ timeout: 40_000 });
  });
});
