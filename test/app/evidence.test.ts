import { hashOf } from '../../src/evidence/chain';
import type { ChangeRecord } from '../../src/evidence/render';
import { people } from '../../src/sandbox';
import { parseCsv } from '../support/csv';
import { linkOf, submit } from '../support/download';
import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

type Json = Record<string, unknown>;

/** The record of a change through the whole bot: card, link, file. */
describe('evidence', () => {
  let desk: TestDesk;

  beforeAll(async () => {
    desk = await startTestDesk();
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'));
    const said = () => desk.connector.sent.map((each) => textOfCard(each.card)).join('\n');
    await desk.until(() => said().includes('All licenses assigned'));
  });
  afterAll(() => desk.close());

  /** Presses a download button and gives the address and the code of the link. */
  async function link(format: string, card?: Json): Promise<{ url: string; code: string }> {
    const shown = card ?? (await desk.say('megan', 'evidence 1'));
    const button = buttonsOf(shown).find((each) => each.data['format'] === format);
    const ready = await desk.press('megan', 'evidence.download', button?.data);
    expect(textOfCard(ready)).toContain('works once and for 5 minutes');
    return linkOf(ready);
  }

  it('shows an administrator what happened, in order', async () => {
    const card = await desk.say('isaiah', 'evidence 1');
    const text = textOfCard(card);
    const inOrder = [
      'Record of change 1',
      'Looked at what would happen',
      '12 members, 3 licensed already, 9 seats needed',
      'Pressed Assign',
      'Called Microsoft Graph: assignLicense',
      'Microsoft Graph accepted the call',
      'Microsoft Entra finished',
      '9 assigned, 3 had it already, 0 failed',
      'Hash of the last row',
    ];
    const places = inOrder.map((part) => text.indexOf(part));
    expect({ text, places }).toEqual({ text, places: expect.not.arrayContaining([-1]) as number[] });
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toMatch(/Pressed Assign\n.* · Megan Bowen\nCalled/);
    expect(text).toMatch(/\n[0-9a-f]{64}\n/);
  });

  it('is downloaded as JSON whose hashes fit, once', async () => {
    const given = await link('json');
    expect(given.url.startsWith(`http://127.0.0.1:${desk.app.port}/downloads/`)).toBe(true);
    const response = await submit(given);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="license-desk-change-1.json"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      'referrer-policy': 'no-referrer',
    });
    const { rows } = (await response.json()) as ChangeRecord;
    expect(rows.map((row) => row.kind)).toEqual([
      'asked',
      'forecast',
      'confirmed',
      'attempted',
      'accepted',
      'finished',
      'downloaded',
    ]);
    let previous = '0'.repeat(64);
    for (const row of rows) {
      expect(row.previousHash).toBe(previous);
      previous = hashOf({ ...row, sequence: row.sequence ?? 0 }, previous);
      expect(row.hash).toBe(previous);
    }
    const again = await submit(given);
    expect(again.status).toBe(410);
    expect(await again.text()).toContain('This link has been used or is too old');
    expect(again.headers.get('cache-control')).toBe('no-store');
  });

  it('asks for the code on a page that runs nothing, and gives nothing for another one', async () => {
    const given = await link('json');
    const page = await fetch(given.url);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'.*style-src 'sha256-/,
    );
    expect(html).toContain('Type the code');
    expect(html).not.toMatch(/<script|https?:|\son[a-z]+=/);
    const wrong = await submit({ ...given, code: given.code === '000 000' ? '000 001' : '000 000' });
    expect([wrong.status, await wrong.text()]).toEqual([
      403,
      expect.stringContaining('not the code') as string,
    ]);
    expect((await fetch(given.url, { method: 'POST', body: 'x'.repeat(300) })).status).toBe(413);
    expect((await submit(given)).status).toBe(200);
  });

  it('is downloaded as CSV', async () => {
    const response = await submit(await link('csv'));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const [names, ...rows] = parseCsv(bytes.subarray(3).toString('utf8'));
    expect(names?.slice(0, 4)).toEqual(['sequence', 'at', 'kind', 'actor']);
    expect(rows.at(0)?.[2]).toBe('asked');
    expect(rows.at(-1)?.[2]).toBe('downloaded');
    expect(textOfCard(await desk.say('megan', 'evidence 1'))).toContain('Page 1 of');
  });

  it('pages through a long record', async () => {
    const first = await desk.say('megan', 'evidence 1');
    const next = buttonsOf(first).find((each) => each.verb === 'evidence');
    const second = textOfCard(await desk.press('megan', 'evidence', next?.data));
    expect(second).toContain('Downloaded this record');
    expect(second).toContain('Page 2 of 2');
  });

  it('gives nothing for a link that is too old or made up', async () => {
    const given = await link('json');
    const { url } = given;
    await desk.until(() => false, 301).catch(() => undefined);
    expect((await fetch(url)).status).toBe(410);
    expect((await submit(given)).status).toBe(410);
    for (const path of ['x', 'x.y', '', `${'a'.repeat(4_000)}.b`, '%', url.slice(-60)]) {
      const response = await fetch(`http://127.0.0.1:${desk.app.port}/downloads/${path}`);
      expect([400, 404]).toContain(response.status);
      expect(await response.text()).not.toMatch(/Error|at .*\.js/);
    }
  });

  it('is not for an employee, by command, button or guess', async () => {
    const own = await desk.say('megan', 'evidence 1');
    for (const refused of [
      await desk.say('adele', 'evidence 1'),
      await desk.say('adele', 'evidence 2'),
      await desk.press('adele', 'evidence', buttonData(own, 'evidence')),
      await desk.press('adele', 'evidence.download', buttonData(own, 'evidence.download')),
    ]) {
      expect(textOfCard(refused)).toContain('License Administrator');
      expect(JSON.stringify(refused)).not.toMatch(/downloads|Pressed Assign/);
    }
  });

  it('leaves out what people wrote, and every link, where others can read', async () => {
    const conversation = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true };
    const over = { conversation: { ...conversation, tenantId: desk.sandbox.tenantId } };
    const shared = await desk.say('megan', '<at>License Desk</at> evidence 1', over);
    expect(textOfCard(shared)).toContain('left out here');
    expect(buttonsOf(shared).map((each) => each.verb)).not.toContain('evidence.download');
    const own = await desk.say('megan', 'evidence 1');
    const data = buttonData(own, 'evidence.download');
    const refused = await desk.press('megan', 'evidence.download', data, undefined, over);
    expect(JSON.stringify(refused)).not.toContain('/downloads/');
  });

  it.each(['evidence', 'evidence 99', 'evidence x', 'evidence 99999999999', "evidence 1' or 1=1"])(
    'answers "%s" with what to type',
    async (text) => {
      expect(textOfCard(await desk.say('megan', text))).toContain('evidence 17');
    },
  );

  it('knows no change for a made-up id', async () => {
    for (const id of [undefined, 'x', { a: 1 }, '33333333-3333-4333-8333-333333333333']) {
      const card = await desk.press('megan', 'evidence.download', { id, format: 'json' });
      expect(textOfCard(card)).toContain('This change is not known');
    }
  });

  it('shows an asker who lost the role their own record, without the download', async () => {
    const own = await desk.say('megan', 'evidence 1');
    const { tenant } = desk.sandbox;
    for (const { id, principalId } of [...tenant.roleAssignments.values()])
      if (principalId === people.megan.id) tenant.removeRole(id);
    const mine = await desk.say('megan', 'evidence 1');
    expect(textOfCard(mine)).toContain('Pressed Assign');
    expect(buttonsOf(mine).map((each) => each.verb)).not.toContain('evidence.download');
    const refused = await desk.press('megan', 'evidence.download', buttonData(own, 'evidence.download'));
    expect(JSON.stringify(refused)).not.toContain('/downloads/');
    expect(textOfCard(refused)).toContain('License Administrator');
  });
});
