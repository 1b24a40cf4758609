import {
  card,
  launchBrowser,
  openPlayground,
  pressCard,
  say,
  type Browser,
  type Page,
} from '../support/browser';
import { picture } from '../support/pictures';
import { startWindows, type Windows } from '../support/windows';

/** Cards about what groups have, in a real browser, with the pictures of three of them. */
describe('forecast, errors and swap in Chromium', () => {
  let windows: Windows;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [windows, browser] = await Promise.all([startWindows(), launchBrowser()]);
    page = await openPlayground(browser, windows.administrator, 'Megan Bowen');
  });

  afterAll(async () => {
    await browser?.close();
    await windows?.stop();
  });

  it('says by name who will not get it, and why', async () => {
    await say(page, 'assign m365 e3 to contoso finance');
    await pressCard(page, card(page, 'Before you assign'), 'Who exactly');
    const forecast = card(page, 'Will not get it');
    await forecast.getByText('Rania Reyes').waitFor({ timeout: 20_000 });
    await picture(card(page, 'Will not get it'), 'forecast');
  });

  it('shows members in error by cause, and leads to the people behind one', async () => {
    await say(page, 'errors contoso finance');
    await card(page, '13 members in error').waitFor();
    await picture(card(page, '13 members in error'), 'errors');
    await card(page, '13 members in error').getByText('Not available in their country').click();
    await card(page, 'Not available in their country').getByText('Astrid Smith').waitFor();
  });

  it('swaps after it was said what people gain and lose', async () => {
    await say(page, 'swap m365 e3 for m365 e5 on contoso marketing');
    const before = card(page, 'Before you swap');
    await before.getByText('25 people get Microsoft 365 E5').waitFor();
    await picture(card(page, 'Before you swap'), 'swap');
    await pressCard(page, before, 'Swap');
    await card(page, 'License swapped').waitFor({ timeout: 40_000 });
  });
});
