import fc from 'fast-check';
import { DeskError } from '../../src/errors';
import { readPublishedList } from '../../src/names/published-list';

const header =
  'Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names';
const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';
const mail = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

const row = (over: Partial<Record<'name' | 'sku' | 'part' | 'plan' | 'planName', string>> = {}): string => {
  const {
    name = 'Microsoft 365 E3',
    sku = e3,
    part = 'TEAMS1',
    plan = teams,
    planName = 'Microsoft Teams',
  } = over;
  return [name, 'SPE_E3', sku, part, plan, planName]
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',');
};
const list = (...rows: string[]): string => [header, ...rows].join('\r\n');

describe('Microsoft’s published list', () => {
  it('names products and plans', () => {
    expect(readPublishedList(list(row()))).toEqual({
      products: { [e3]: 'Microsoft 365 E3' },
      plans: { [teams]: 'Microsoft Teams' },
    });
  });

  it.each([
    ['a byte order mark', '\ufeff'],
    ['the remains of one', '???'],
    ['a mark that was read as Latin', 'ï»¿'],
  ])('is read with %s before its first column', (_name, mark) => {
    expect(readPublishedList(mark + list(row())).products).toEqual({ [e3]: 'Microsoft 365 E3' });
  });

  it('is read when columns stand elsewhere, and with line breaks, commas and quotes in a name', () => {
    const text = `"Guid","Service_Plan_ID","SERVICE_PLAN_NAME","More","product_display_name","Service_Plans_Included_Friendly_Names"\n${e3},${teams},TEAMS1,,"A, ""b""\nc","Teams"`;
    expect(readPublishedList(text)).toEqual({ products: { [e3]: 'A, "b" c' }, plans: { [teams]: 'Teams' } });
  });

  it('has its non-breaking spaces and tabs taken out, and ids in lower case', () => {
    const names = readPublishedList(
      list(row({ name: ' Office\u00a0365  E3\t', sku: `${e3.toUpperCase()}\u00a0` })),
    );
    expect(names.products).toEqual({ [e3]: 'Office 365 E3' });
  });

  it('has the part number at the end of a name read like one', () => {
    const names = readPublishedList(
      list(row({ name: 'Azure Information Protection Premium P1_USGOV_GCCHIGH' })),
    );
    expect(names.products).toEqual({
      [e3]: 'Azure Information Protection Premium P1 US Government GCC High',
    });
  });

  it('takes the most frequent spelling that is neither the part number nor shouted', () => {
    const spellings = [
      'MICROSOFT TEAMS',
      'MICROSOFT TEAMS',
      'TEAMS1',
      'Teams',
      'Microsoft Teams',
      'Microsoft Teams',
    ];
    const names = readPublishedList(list(...spellings.map((planName) => row({ planName }))));
    expect(names.plans).toEqual({ [teams]: 'Microsoft Teams' });
  });

  it('leaves a plan to our tables that it only shouts, and keeps a name of one word in capitals', () => {
    const shouted = row({ part: 'EXCHANGE_S_ENTERPRISE', plan: mail, planName: 'EXCHANGE ONLINE (PLAN 2)' });
    const names = readPublishedList(list(shouted, row({ part: 'X_Y', planName: 'OKTA' })));
    expect(names.plans).toEqual({ [teams]: 'OKTA' });
  });

  it('says at the end that something is retired', () => {
    const names = readPublishedList(list(row({ planName: 'RETIRED - Kaizala' })));
    expect(names.plans).toEqual({ [teams]: 'Kaizala (retired)' });
  });

  it.each([
    ['nothing', ''],
    ['a page of HTML', '<!doctype html><html><body>Moved</body></html>'],
    ['another table', 'a,b\n1,2'],
    ['a table without rows', header],
    ['rows without ids', list(row({ sku: 'none', plan: '{}' }))],
  ])('is refused when it is %s', (_name, text) => {
    expect(() => readPublishedList(text)).toThrow(DeskError);
  });

  it('cannot name what is no id, nor carry what no name holds', () => {
    const names = readPublishedList(
      list(
        row(),
        row({ sku: '__proto__', plan: 'constructor' }),
        row({ name: `x\u202e\u0000${'y'.repeat(5_000)}` }),
      ),
    );
    expect(Object.keys(names.products)).toEqual([e3]);
    const long = readPublishedList(list(row({ name: `x\u202e\u0000${'y'.repeat(5_000)}` })));
    expect(long.products[e3]).toBe(`x${'y'.repeat(199)}`);
  });

  it('does not fall over broken rows between good ones', () => {
    const names = readPublishedList(list('"unclosed', row(), 'a,b', ',,,,,,,,,', row({ name: 'B "x" y' })));
    expect(names.products[e3]).toBeDefined();
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (text, withHeader) => {
        try {
          const names = readPublishedList(withHeader ? list(text, row()) : text);
          for (const name of Object.values(names.products)) expect(name).toMatch(/^[^\p{Cc}]{1,210}$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(DeskError);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
