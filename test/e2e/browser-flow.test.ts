import {
  card,
  fillCard,
  launchBrowser,
  openPlayground,
  pressCard,
  say,
  submitCard,
  type Browser,
  type Page,
} from '../support/browser';
import { picture } from '../support/pictures';
import { startWindows, type Windows } from '../support/windows';

/** The administrator's way through the real Playground in a real browser, with pictures of four cards for the README. */
describe('the Agents Playground in Chromium', () => {
  let windows: Windows;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [windows, browser] = await Promise.all([
      startWindows({ SANDBOX_MEMBERS_PER_SECOND: '3' }),
      launchBrowser(),
    ]);
    page = await openPlayground(browser, windows.administrator, 'Megan Bowen');
  });

  afterAll(async () => {
    await browser?.close();
    await windows?.stop();
  });

  it('assigns a license from the form to the completion card', async () => {
    await say(page, 'assign');
    const form = card(page, 'Assign a license to a group');
    await form.waitFor();
    await submitCard(page, form, { 'Find a group': 'sales', License: /^Microsoft 365 E3 \(/ }, 'Search');
    const found = card(page, 'Choose a group');
    await found.waitFor();
    const sales = { 'Contoso sales (Security group · 12 members)': true };
    await fillCard(page, found, sales);
    await picture(card(page, 'Choose a group'), 'assign-form');
    await submitCard(page, found, sales, 'Continue');

    await card(page, 'Before you assign').waitFor();
    await card(page, '9 people will get Microsoft 365 E3').waitFor();
    await picture(card(page, 'Before you assign'), 'before-you-assign');
    await pressCard(page, card(page, 'Before you assign'), 'Assign');

    await card(page, /Processing \d+ of 12/).waitFor({ timeout: 20_000 });
    // Where the machine is slow it is finished before the picture is taken.
    await picture(card(page, /Processing|All licenses assigned/), 'progress');
    await card(page, 'All licenses assigned').waitFor({ timeout: 30_000 });
    await picture(card(page, 'All licenses assigned'), 'completion');

    await say(page, 'status contoso sales');
    await card(page, 'Contoso sales').getByText('All licenses assigned').waitFor();
  });
});
