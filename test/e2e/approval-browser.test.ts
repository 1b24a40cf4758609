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
  });

  afterAll(async () => {
    await browser?.close();
    await windows?.stop();
  });

  it('goes from the question to the license, and both are told', async () => {
    await say(administrator, 'help');
    await say(employee, 'request m365 e3 for contoso sales');
    const form = card(employee, 'Ask for a license');
    await form.waitFor();
    const why = { 'Why it is needed': 'Twelve new colleagues start on Monday.' };
    await fillCard(employee, form, why);
    await picture(card(employee, 'Ask for a license'), 'request-form');
    await submitCard(employee, form, why, 'Continue');
    await card(employee, 'Before you ask').waitFor();
    await pressCard(employee, card(employee, 'Before you ask'), 'Send request');
    await card(employee, 'Waiting for approval').waitFor();
    await picture(card(employee, 'Waiting for approval'), 'request-waiting');

    const decision = card(administrator, 'Your decision is needed');
    await decision.waitFor({ timeout: 20_000 });
    await decision.getByText('Twelve new colleagues').waitFor();
    await picture(card(administrator, 'Your decision is needed'), 'approval');
    await pressCard(administrator, decision, 'Approve');

    await card(employee, 'All licenses assigned').waitFor({ timeout: 40_000 });
    await picture(card(employee, 'All licenses assigned'), 'request-done');
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
    await picture(card(employee, /Interns use the free viewer/), 'request-rejected');
  });
});
