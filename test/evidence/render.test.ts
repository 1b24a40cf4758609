import fc from 'fast-check';
import { chainStart, hashOf, sealAfter } from '../../src/evidence/chain';
import { csvCell } from '../../src/downloads/csv';
import { renderRecord, type ChangeRecord } from '../../src/evidence/render';
import { ids, noon } from '../support/builders';
import { parseCsv } from '../support/csv';

function record(data: Readonly<Record<string, unknown>>, actor: string = ids.person): ChangeRecord {
  const content = { tenantId: ids.tenant, changeId: ids.change, number: 17, at: noon.toISOString() };
  const first = sealAfter(chainStart, { ...content, kind: 'asked', actor, data });
  const old = { ...content, kind: 'old', actor, data, sequence: null, previousHash: null, hash: null };
  return {
    number: 17,
    changeId: ids.change,
    tenantId: ids.tenant,
    license: 'Microsoft 365 E3',
    group: 'Contoso sales',
    asker: 'Megan Bowen',
    madeAt: noon.toISOString(),
    rows: [old, first],
  };
}

describe('a record as JSON', () => {
  it('holds all that is needed to compute the hashes again', () => {
    const file = renderRecord(record({ why: 'é 😀' }), 'json');
    expect(file).toMatchObject({
      name: 'license-desk-change-17.json',
      contentType: 'application/json; charset=utf-8',
    });
    const read = JSON.parse(file.body) as ChangeRecord;
    expect(read).toMatchObject({ number: 17, license: 'Microsoft 365 E3', group: 'Contoso sales' });
    const [old, row] = read.rows;
    expect(old?.hash).toBeNull();
    expect(row?.hash).toBe(hashOf({ ...row, sequence: row?.sequence ?? 0 } as never, '0'.repeat(64)));
  });
});

describe('a record as CSV', () => {
  it('begins with a byte order mark and a line of names', () => {
    const { body, name } = renderRecord(record({}), 'csv');
    expect(name).toBe('license-desk-change-17.csv');
    expect(body.startsWith('\ufeffsequence,at,kind,actor,data,')).toBe(true);
    expect(body.endsWith('\r\n')).toBe(true);
  });

  it('comes back as it was, whatever people wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const rows = parseCsv(renderRecord(record({ text }), 'csv').body.slice(1));
        expect(rows).toHaveLength(3);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]));
        expect(JSON.parse(rows[2]?.[4] ?? '')).toEqual({ text });
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['=HYPERLINK("https://evil.example","x")', `"'=HYPERLINK(""https://evil.example"",""x"")"`],
    ['a=1', 'a=1'],
    ['a,b', '"a,b"'],
    ['a\nb', '"a\nb"'],
    ['say "x"', '"say ""x"""'],
    ['', ''],
  ])('cannot bring a formula into a spreadsheet: %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('keeps formulas of hostile actors harmless in the file', () => {
    const rows = parseCsv(renderRecord(record({}, '=cmd|calc'), 'csv').body.slice(1));
    expect(rows[2]?.[3]).toBe("'=cmd|calc");
  });
});
