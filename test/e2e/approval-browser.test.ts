import { mkdirSync } from 'node:fs';
import path from 'node:path';
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
import { startWindows, type Windows } from '../support/windows';

const images = path.join(__dirname, '..', '..', 'docs', 'images');

/** A request in both windows of `npm start`, in a real browser: the employee asks, the administrator decides. */
describe('an approval in Chromium', () => {
  let windows: Windows;
  let browser: Browser;
  let administrator: Page;
  let employee: Page;

  beforeAll(async () => {
    [windows, browser] = await Promise.all([
      startWindows({ SANDBOX_MEMBERS_PER_SECOND: '5' }),
      launchBrowser(),
    ]);
    administrator = await openPlayground(browser, windows.administrator, 'Megan Bowen');
    employee = await openPlayground(browser, windows.employee, 'Alex Wilber');
    mkdirSync(images, { recursive: true });
  });

  afterAll(async () => {
    await browser?.close();
    await windows?.stop();
  });

  const picture = async (page: Page, text: string | RegExp, name: string): Promise<void> => {
    await card(page, text).screenshot({ path: path.join(images, `${name}.png`) });
  };

  it('goes from the question to the license, and both are told', async () => {
    await say(administrator, 'help');
    await say(employee, 'request m365 e3 for contoso sales');
    const form = card(employee, 'Ask for a license');
    await form.waitFor();
    const why = { 'Why it is needed': 'Twelve new colleagues start on Monday.' };
    await fillCard(employee, form, why);
    await picture(employee, 'Ask for a license', 'request-form');
    await submitCard(employee, form, why, 'Continue');
    await card(employee, 'Before you ask').waitFor();
    await pressCard(employee, card(employee, 'Before you ask'), 'Send request');
    await card(employee, 'Waiting for approval').waitFor();
    await picture(employee, 'Waiting for approval', 'request-waiting');

    const decision = card(administrator, 'Your decision is needed');
    await decision.waitFor({ timeout: 20_000 });
    await decision.getByText('Twelve new colleagues').waitFor();
    await picture(administrator, 'Your decision is needed', 'approval');
    await pressCard(administrator, decision, 'Approve');

    await card(employee, 'All licenses assigned').waitFor({ timeout: 40_000 });
    await picture(employee, 'All licenses assigned', 'request-done');
    await card(administrator, 'All licenses assigned').waitFor({ timeout: 20_000 });
  });

  it('says why it was rejected', async () => {
    await say(employee, 'request visio for contoso interns');
    const form = card(employee, 'Ask for a license');
    await form.waitFor();
    await submitCard(employee, form, { 'Why it is needed': 'They draw diagrams.' }, 'Continue');
    await pressCard(employee, card(employee, 'Before you ask'), 'Send request');
    const decision = card(administrator, 'Visio').filter({ hasText: 'Your decision is needed' });
    await decision.waitFor({ timeout: 20_000 });
    const reason = { Reason: 'Interns use the free viewer.' };
    await submitCard(administrator, decision, reason, 'Reject', { behind: 'Reject' });
    await card(employee, 'Interns use the free viewer.').first().waitFor({ timeout: 20_000 });
    await picture(employee, /Interns use the free viewer/, 'request-rejected');
  });
});
