import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../src/evidence/canonical';
import { chainStart, hashOf, sealAfter, type ChainHead, type ChainRow } from '../../src/evidence/chain';
import { checkRows, endCheck, startCheck, type FoundRow } from '../../src/evidence/check';
import { verifyTenant, type ChainEnd } from '../../src/evidence/verify';

const tenantId = 't';

function chain(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let n = 1; n <= length; n += 1) {
    const content = { tenantId, changeId: `c${n % 3}`, number: n % 3, at: '2026-11-24T12:00:00.000Z' };
    rows.push(sealAfter(rows.at(-1) ?? chainStart, { ...content, kind: 'k', actor: 'a', data: { n } }));
  }
  return rows;
}

function check(rows: readonly FoundRow[], head: ChainHead | undefined) {
  return endCheck(checkRows(startCheck(tenantId), rows), head).broken;
}

const five = chain(5);
const head = five[4] as ChainRow;
const at = (n: number): ChainRow => five[n - 1] as ChainRow;
const replaced = (n: number, row: FoundRow): FoundRow[] => five.map((each, i) => (i === n - 1 ? row : each));

describe('canonical JSON', () => {
  it('is one text for equal values, whatever the order of their keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é","d":null}]}',
    );
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });

  it('does not join what Unicode tells apart', () => {
    expect(canonicalJson('e\u0301')).not.toBe(canonicalJson('é'));
  });

  it('sorts keys as RFC 8785 says, and takes any key as a key', () => {
    const value = JSON.parse(
      '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"__proto__":6}',
    ) as unknown;
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"__proto__":6,"€":1,"😀":5,"\ufb33":3}');
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a chain', () => {
  it('is whole as it was made, empty as well, in one page or in many', () => {
    expect(check(five, head)).toBeNull();
    expect(check([], chainStart)).toBeNull();
    const paged = five.reduce((state, row) => checkRows(state, [row]), startCheck(tenantId));
    expect(endCheck(paged, head).broken).toBeNull();
  });

  it('begins from 64 zeros and hashes what is documented', () => {
    const [row] = chain(1) as [ChainRow];
    const text = `{"actor":"a","at":"2026-11-24T12:00:00.000Z","changeId":"c1","data":{"n":1},"kind":"k","number":1,"previousHash":"${'0'.repeat(64)}","sequence":1,"tenantId":"t"}`;
    expect(row.hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  const { hash: _hash, previousHash: _previous, ...content } = at(3);
  it.each([
    ['altered data', replaced(3, { ...at(3), data: { n: 30 } }), head, 3, 'altered'],
    ['an altered kind', replaced(3, { ...at(3), kind: 'x' }), head, 3, 'altered'],
    ['an altered actor', replaced(3, { ...at(3), actor: 'x' }), head, 3, 'altered'],
    ['an altered time', replaced(3, { ...at(3), at: '2026-11-24T12:00:00.001Z' }), head, 3, 'altered'],
    ['another change', replaced(3, { ...at(3), changeId: 'c9' }), head, 3, 'altered'],
    ['another number', replaced(3, { ...at(3), number: 9 }), head, 3, 'altered'],
    ['another tenant', replaced(3, { ...at(3), tenantId: 'u' }), head, 3, 'altered'],
    ['an altered hash', replaced(3, { ...at(3), hash: 'f'.repeat(64) }), head, 3, 'altered'],
    ['hashes taken out', replaced(3, { ...at(3), hash: null, previousHash: null }), head, 3, 'altered'],
    [
      'a row made anew with its own hash',
      replaced(3, sealAfter(at(2), { ...content, data: { n: 30 } })),
      head,
      4,
      'unlinked',
    ],
    [
      'a row made anew on another',
      replaced(3, { ...at(3), previousHash: at(1).hash, hash: hashOf(at(3), at(1).hash) }),
      head,
      3,
      'unlinked',
    ],
    ['the last row made anew', replaced(5, sealAfter(at(4), { ...content, kind: 'x' })), head, 5, 'head'],
    ['a removed row', five.filter((row) => row.sequence !== 2), head, 2, 'missing'],
    ['the first row removed', five.slice(1), head, 1, 'missing'],
    ['the newest rows cut off', five.slice(0, 3), head, 4, 'cut-off'],
    ['all rows cut off', [], head, 1, 'cut-off'],
    ['a row added behind the head', [...five, sealAfter(head, content)], head, 6, 'head'],
    ['a row put in before the first', [{ ...at(1), sequence: 0 }, ...five], head, 0, 'unlinked'],
    ['a row twice', [...five.slice(0, 3), at(3), ...five.slice(3)], head, 3, 'unlinked'],
    ['another hash in the head', five, { ...head, hash: at(4).hash }, 5, 'head'],
    ['a head further on', five, { ...head, sequence: 9 }, 6, 'cut-off'],
    ['a head set back', five, at(3), 4, 'head'],
    ['no head', five, undefined, 1, 'head'],
  ] as [string, FoundRow[], ChainHead | undefined, number, string][])(
    'with %s is broken there',
    (_name, rows, found, sequence, reason) => {
      expect(check(rows, found)).toEqual({ sequence, reason });
    },
  );

  it('with two rows that changed places is broken at the first of them', () => {
    const swapped = replaced(2, { ...at(4), sequence: 2 }).map((row, i) =>
      i === 3 ? { ...at(2), sequence: 4 } : row,
    );
    expect(check(swapped, head)).toEqual({ sequence: 2, reason: 'altered' });
  });
});

describe('the verdict on a tenant', () => {
  const source = (rows: readonly FoundRow[], end: ChainEnd) => ({
    tenants: async () => [tenantId],
    read: async (_id: string, take: (rows: readonly FoundRow[]) => void) => {
      for (const row of rows) take([row]);
      return end;
    },
  });

  it.each([
    [five, { found: 0, expected: 0 }, true, 't: 5 rows, chain whole'],
    [five.slice(0, 1), { found: 0, expected: 0 }, true, 't: 1 row, chain whole'],
    [five, { found: 7, expected: 7 }, true, 't: 5 rows, chain whole (and 7 rows from before the chain)'],
    [
      five,
      { found: 8, expected: 7 },
      false,
      't: broken before row 1: 8 rows without a hash, 7 when the chain began',
    ],
    [
      five.slice(1),
      { found: 0, expected: 0 },
      false,
      't: broken at row 1: it is missing, rows after it are there',
    ],
  ])('is one line (%#)', async (rows, before, whole, line) => {
    const last = rows.at(-1);
    expect(await verifyTenant(source(rows, { head: last, before }), tenantId)).toEqual({ whole, line });
  });
});
