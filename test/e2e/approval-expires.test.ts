import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlaygroundWindow, type PlaygroundWindow } from '../../src/playground/window';
import {
  card,
  launchBrowser,
  openPlayground,
  pressCard,
  say,
  submitCard,
  type Browser,
  type Page,
} from '../support/browser';
import { startTestDesk, type TestDesk } from '../support/desk';
import { picture } from '../support/pictures';
import { connect, type PlaygroundClient } from '../support/playground-client';
import { textOfCard } from '../support/said';

/** Both windows of the real Playground before a bot whose time the test moves, so that days go by at once. */
describe('a request that nobody approves, in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-expires-'));
  let desk: TestDesk;
  let windows: readonly PlaygroundWindow[];
  let browser: Browser;
  let administrator: Page;
  let employee: Page;
  let listener: PlaygroundClient;

  beforeAll(async () => {
    desk = await startTestDesk();
    const open = (persona: 'administrator' | 'employee') =>
      startPlaygroundWindow({
        port: 0,
        botEndpoint: desk.app.endpoint,
        folder: path.join(folder, persona),
        persona,
      });
    windows = await Promise.all([open('administrator'), open('employee')]);
    browser = await launchBrowser();
    const [admin, person] = windows;
    if (!admin || !person) throw new Error('no windows');
    administrator = await openPlayground(browser, admin.url, admin.who.name);
    employee = await openPlayground(browser, person.url, person.who.name);
    listener = await connect(person.url);
    await say(administrator, 'help');
    await card(administrator, 'assign').waitFor();
  });

  afterAll(async () => {
    await listener?.close();
    await browser?.close();
    for (const window of windows ?? []) await window.stop();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Asks for Visio for a group and waits until the administrator sees it. */
  async function ask(group: string, why: string): Promise<void> {
    await say(employee, `request visio for ${group}`);
    const form = card(employee, 'Ask for a license');
    await form.waitFor();
    await submitCard(employee, form, { 'Why it is needed': why }, 'Continue');
    await pressCard(employee, card(employee, 'Before you ask'), 'Send request');
    await card(employee, 'Waiting for approval').waitFor();
    const number = Number(/Request (\d+)/.exec(await card(employee, why).innerText())?.[1]);
    await shown(number);
    await card(administrator, why).waitFor();
  }

  /** Runs what is due until every card of a request is as it should be. */
  async function shown(number: number): Promise<void> {
    await desk.until(async () => {
      const change = await desk.store.changes.byNumber(desk.sandbox.tenantId, number);
      const cards = change ? await desk.store.cards.ofChange(change.id) : [];
      return cards.every((each) => each.state !== 'live' || each.shownRevision >= each.wantedRevision);
    });
  }

  it('is withdrawn: both windows say so, and nothing can be decided any more', async () => {
    await ask('contoso interns', 'Asked by mistake.');
    await pressCard(employee, card(employee, 'Asked by mistake.'), 'Withdraw');
    await card(employee, 'Withdrawn').waitFor();
    await shown(1);
    const left = card(administrator, 'Withdrawn');
    await left.waitFor();
    expect(await left.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await picture(card(employee, 'Withdrawn'), 'request-withdrawn');
  });

  it('expires after two weeks: both windows say so, and the asker is told', async () => {
    await ask('contoso engineering', 'Nobody looks at this one.');
    const before = listener.messages.length;
    await desk.pass(15);
    await shown(2);
    const told = await listener.until(
      (message) =>
        listener.messages.indexOf(message) >= before && textOfCard(message.card).includes('Expired'),
      { what: 'the end of the request' },
    );
    expect(textOfCard(told.card)).toContain('Nobody decided in time. Nothing was changed.');
    await card(employee, 'Nobody decided in time').waitFor();
    await card(administrator, 'Expired').first().waitFor();
    await picture(card(employee, 'Nobody decided in time'), 'request-expired');
    expect(desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'))).toEqual([]);
  });
});
