import { createNames } from '../../src/names/names';
import { planTable } from '../../src/names/plan-table';
import { productTable } from '../../src/names/product-table';
import { readablePartNumber } from '../../src/names/readable';
import { ids } from '../support/builders';

const exchange = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

describe('friendly names', () => {
  it('come from our tables, by id in any case', () => {
    const names = createNames();
    expect(names.product(ids.e3.toUpperCase(), '')).toBe('Microsoft 365 E3');
    expect(names.plan(exchange.toUpperCase(), 'EXCHANGE_S_ENTERPRISE')).toBe('Exchange Online (Plan 2)');
  });

  it('are read from the part number when nobody knows better, and never are empty', () => {
    const names = createNames();
    expect(names.product(ids.group, 'CONTOSO_SALES_P1')).toBe('Contoso Sales P1');
    expect(names.plan(ids.group, 'FABRIKAM_EXCHANGE')).toBe('Fabrikam Exchange');
    expect(names.product(ids.group, ' _ ')).toBe(ids.group);
    expect(names.product('constructor', '')).toBe('constructor');
  });

  it('follow a published list while the bot runs', () => {
    const names = createNames();
    names.use({ products: { [ids.e3]: 'Microsoft 365 E3 (new name)' }, plans: { [exchange]: 'Mail' } });
    expect(names.product(ids.e3, 'SPE_E3')).toBe('Microsoft 365 E3 (new name)');
    expect(names.plan(exchange, '')).toBe('Mail');
    expect(names.product(ids.visio, 'VISIOCLIENT')).toBe('Visio Plan 2');
  });

  it('in our tables are names, not part numbers', () => {
    const all = Object.entries({ ...productTable, ...planTable });
    expect(all.length).toBeGreaterThan(250);
    for (const [id, name] of all) {
      expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(name).toMatch(/^[^_\s][^_]*[^_\s]$/);
      expect(name).not.toMatch(/^retired/i);
    }
  });
});

describe('readablePartNumber', () => {
  it.each([
    ['SPE_E3_USGOV', 'Microsoft 365 E3 US Government'],
    ['SPE_E5_USGOV_GCCHIGH', 'Microsoft 365 E5 US Government GCC High'],
    ['SHAREPOINTSTORAGE_GOV', 'Sharepointstorage Government'],
    ['DYN365_SALES_VTRIAL', 'Dynamics 365 Sales trial'],
    ['POWER_BI_PRO', 'Power BI Pro'],
    ['CPC_E_2C_4GB_64GB', 'Cpc E 2C 4GB 64GB'],
    ['M365_F1_COMM', 'Microsoft 365 F1 Comm'],
    ['Microsoft_365_E3_(no_Teams)', 'Microsoft 365 E3 (no Teams)'],
    ['CONSTRUCTOR__PROTO', 'Constructor Proto'],
    ['', ''],
  ])('%s reads %s', (part, words) => {
    expect(readablePartNumber(part)).toBe(words);
  });
});
