import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestDesk, textOfCard, type TestDesk } from '../support/desk';

/** Friendly names through the whole bot: a list in a file, read by the jobs, on every card from then on. */
describe('friendly names', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-list-'));
  const file = path.join(folder, 'names.csv');
  let desk: TestDesk | undefined;
  afterEach(async () => desk?.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const header =
    'Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names';
  const e3 = (name: string): string =>
    `\ufeff${header}\r\n${name},SPE_E3,05e9a617-0261-4cee-bb44-138d3ef5d965,TEAMS1,57ff2da0-773e-42df-b2af-ffb7a2317929,Chat and meetings`;

  async function start(list: string): Promise<TestDesk> {
    writeFileSync(file, list);
    desk = await startTestDesk({ env: () => ({ PRODUCT_NAMES: file }) });
    return desk;
  }

  it('are those of the list once it was read, and follow it day by day', async () => {
    const { say, pass } = await start(e3('Contoso Everything'));
    expect(textOfCard(await say('megan', 'licenses SPE_E3'))).toContain('Microsoft 365 E3');
    await pass(0);
    const renamed = textOfCard(await say('megan', 'licenses contoso everything'));
    expect(renamed).toMatch(/Contoso Everything\nPart number SPE_E3/);
    expect(renamed).toMatch(/Chat and meetings {2}\n57ff2da0-773e-42df-b2af-ffb7a2317929/);
    writeFileSync(file, e3('Contoso Even More'));
    await pass(1);
    expect(textOfCard(await say('megan', 'licenses'))).toContain('Contoso Even More');
  });

  it('are our own when the list is no list', async () => {
    const { say, pass, log } = await start('<html>Sign in to continue</html>');
    await pass(0);
    expect(textOfCard(await say('megan', 'licenses e3'))).toContain('Microsoft 365 E3');
    expect(log.join()).toContain('known names stay');
  });

  it('cannot carry anything into a card but text', async () => {
    const { say, pass } = await start(e3('"[Free](https://evil.example) **now** ${summary} <at>all</at>"'));
    await pass(0);
    const card = await say('megan', 'licenses SPE_E3');
    expect(textOfCard(card)).toContain('[Free](https://evil.example) **now** ${summary} <at>all</at>');
    const markdown = JSON.stringify(card).match(/"type":"TextBlock","text":"[^"]*evil[^"]*"/);
    expect(markdown).toBeNull();
  });

  it('show every id of a license behind Details, page by page', async () => {
    desk = await startTestDesk();
    const card = await desk.say('megan', 'licenses SPE_E3');
    expect(JSON.stringify(card)).toContain('"Action.ToggleVisibility"');
    for (const { id } of desk.sandbox.tenant.skus.get('05e9a617-0261-4cee-bb44-138d3ef5d965')?.plans ?? []) {
      expect(textOfCard(card)).toContain(id);
    }
  });
});
