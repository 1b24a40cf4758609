import fc from 'fast-check';
import { GraphFault } from '../../src/sandbox/http/answer';
import { answerCollection, type CollectionRules } from '../../src/sandbox/http/collection';
import { readTarget } from '../../src/sandbox/http/request';
import { matches, pathsOf } from '../../src/sandbox/odata/evaluate';
import { parseFilter } from '../../src/sandbox/odata/filter';
import { fitsSearch, parseSearch } from '../../src/sandbox/odata/search';
import { tokenize } from '../../src/sandbox/odata/tokens';

const row = {
  displayName: "O'Hara's Team",
  mail: null,
  members: 12,
  enabled: true,
  at: '2026-03-01T08:00:00.000Z',
  tags: ['Red', 'Blue'],
  none: [],
  licenses: [
    { skuId: 'aaa', plans: ['x'] },
    { skuId: 'bbb', plans: [] },
  ],
};
const fits = (text: string): boolean => {
  const filter = parseFilter(text);
  if (!filter) throw new Error(`no filter: ${text}`);
  return matches(filter, row);
};

describe('tokens', () => {
  it('knows words, texts with doubled quotes, and symbols', () => {
    expect(tokenize("a/b eq 'it''s' and(c)")).toEqual([
      { kind: 'word', text: 'a/b' },
      { kind: 'word', text: 'eq' },
      { kind: 'string', text: "it's" },
      { kind: 'word', text: 'and' },
      { kind: 'symbol', text: '(' },
      { kind: 'word', text: 'c' },
      { kind: 'symbol', text: ')' },
    ]);
    expect(tokenize("''")).toEqual([{ kind: 'string', text: '' }]);
    expect(tokenize('  ')).toEqual([]);
    expect(tokenize("a eq 'open")).toBeUndefined();
  });
});

describe('filters', () => {
  it.each([
    ["displayName eq 'o''HARA''s team'", true],
    ["displayName ne 'x'", true],
    ['mail eq null', true],
    ['missing eq null', true],
    ['mail ne null', false],
    ['enabled eq true', true],
    ['enabled eq false', false],
    ['members eq 12', true],
    ['members ge 12 and members le 12', true],
    ['members gt 12 or members lt 12', false],
    ["members gt 'a'", false],
    ['members eq -1.5', false],
    ["startswith(displayName,'o''h')", true],
    ["endsWith(displayName,'TEAM')", true],
    ["startswith(mail,'x')", false],
    ["displayName in ('x', 'O''Hara''s Team')", true],
    ["displayName in ('x')", false],
    ['tags/any()', true],
    ['none/any()', false],
    ['displayName/any()', false],
    ["tags/any(t:t eq 'red')", true],
    ["tags/any(t:t eq 'green')", false],
    ['licenses/any(l:l/skuId eq bbb)', true],
    ["licenses/any(l:l/skuId eq bbb and l/plans/any(p:p eq 'x'))", false],
    ["licenses/any(l:l/skuId eq aaa and l/plans/any(p:p eq 'x'))", true],
    ['licenses/$count eq 2', true],
    ['displayName/$count eq 0', false],
    ['displayName/length eq 5', false],
    ['constructor ne null', false],
    ['at ge 2026-03-01T08:00:00Z', true],
    ['at gt 2026-03-01T08:00:00Z', false],
    ['at le 2026-03-01T09:00:00+01:00', true],
    ['at lt 2026-03-01T08:00:00.001Z', true],
  ])('%s is %s', (text, expected) => {
    expect(fits(text)).toBe(expected);
  });

  it('binds not over and over or', () => {
    expect(fits('enabled eq true or enabled eq true and enabled eq false')).toBe(true);
    expect(fits('(enabled eq true or enabled eq true) and enabled eq false')).toBe(false);
    expect(fits('not enabled eq false and enabled eq true')).toBe(true);
    expect(fits('not(enabled eq true and enabled eq false)')).toBe(true);
  });

  it('names the properties that it reads', () => {
    const filter = parseFilter("not(a eq 1) and (b/any(x:x/c eq 2) or startswith(d,'e') and f in (1))");
    expect(filter && pathsOf(filter)).toEqual(['a', 'b', 'd', 'f']);
  });

  it.each([
    '',
    ' ',
    'a',
    'a eq',
    'a is 1',
    'a eq 1 b',
    'a eq (',
    'a in ()',
    'a in (1',
    'a eq 1 and',
    '(a eq 1',
    'a eq 1)',
    'not',
    "'a' eq 1",
    'a/all(x:x eq 1)',
    'a/any(x x eq 1)',
    'contains(a)',
    "contains(a,'b')",
    'startswith(a)',
    "a eq 'b",
    '('.repeat(1_000) + 'a eq 1' + ')'.repeat(1_000),
    `a eq '${'b'.repeat(20_000)}'`,
  ])('refuses %#', (text) => {
    expect(parseFilter(text)).toBeUndefined();
  });
});

describe('searches', () => {
  const found = (text: string): boolean | undefined => {
    const search = parseSearch(text);
    return (
      search && fitsSearch(search, { displayName: 'NorthSea42 crew/blue', mail: 'Crew@contoso.example' })
    );
  };

  it.each([
    ['"displayName:sea"', true],
    ['"displayName:42"', true],
    ['"displayName:BLUE north"', true],
    ['"displayName:orth"', false],
    ['"mail:crew@con"', true],
    ['"mail:contoso"', false],
    ['"displayName:x" OR "mail:crew"', true],
    ['"displayName:x" AND "mail:crew" OR "displayName:crew"', true],
    ['"displayName:crew" AND "displayName:x"', false],
    ['"displayName:cr\\"ew"', false],
    ['"jobTitle:a"', false],
  ])('%s is %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it.each([
    '',
    'crew',
    '"crew"',
    '"displayName:a',
    '"displayName:a" "mail:b"',
    '"mail:a" AND',
    'OR "mail:a"',
    '"mail:a" and "mail:b"',
  ])('refuses %s', (text) => {
    expect(parseSearch(text)).toBeUndefined();
  });

  it('refuses what is longer than any URL', () => {
    expect(parseSearch(`"displayName:${'a'.repeat(20_000)}"`)).toBeUndefined();
  });
});

describe('any text at all', () => {
  const rules: CollectionRules = {
    resource: 'Group',
    context: '$metadata#groups',
    filterable: Object.keys(row),
    byDefault: Object.keys(row),
  };
  const word = fc.constantFrom(
    ...[
      'displayName',
      'tags',
      'licenses/any',
      'tags/$count',
      'startswith',
      'not',
      'and',
      'or',
      'eq',
      'in',
      'le',
    ],
    ...[
      '(',
      ')',
      ',',
      ':',
      "'a'",
      'null',
      'true',
      '12',
      '2026-03-01T08:00:00Z',
      '"mail:a"',
      '__proto__',
      "'",
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
  );

  it('is answered, or refused by a GraphFault of 400', () => {
    let answered = 0;
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (filter, search, rest, advanced) => {
        const query = new Map([
          ['$count', 'true'],
          ...(filter === '' ? [] : [['$filter', filter] as const]),
          ...(search === '' ? [] : [['$search', search] as const]),
          ...(rest === '' ? [] : [['$select', rest] as const, ['$orderby', `displayName ${rest}`] as const]),
        ]);
        const headers = advanced ? { consistencylevel: 'eventual' } : {};
        try {
          const request = { method: 'GET', path: '/groups', query, headers, body: undefined, batched: false };
          expect(answerCollection(request, rules, [row]).status).toBe(200);
          answered += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(GraphFault);
          expect((error as GraphFault).status).toBe(400);
        }
      }),
      { numRuns: 1_500, seed: 20260301 },
    );
    expect(answered).toBeGreaterThan(0); // or the property would be about refusals only
  });

  it('as a filter is a filter or none, and a filter fits or does not', () => {
    let parsed = 0;
    fc.assert(
      fc.property(text, (any) => {
        const filter = parseFilter(any);
        if (!filter) return;
        parsed += 1;
        expect(typeof matches(filter, row)).toBe('boolean');
      }),
      { numRuns: 3_000, seed: 20260301, examples: [['tags eq 12'], ["__proto__ eq 'a'"]] },
    );
    expect(parsed).toBeGreaterThan(1);
  });

  it('as a search is a search or none', () => {
    fc.assert(
      fc.property(text, (any) => {
        const search = parseSearch(any);
        if (search) expect(typeof fitsSearch(search, row)).toBe('boolean');
      }),
      { numRuns: 1_000, seed: 20260301, examples: [['"__proto__:a"'], ['"displayName:***"']] },
    );
  });

  it('as an address is read, or refused by a GraphFault', () => {
    fc.assert(
      fc.property(text, (any) => {
        try {
          expect(typeof readTarget(`/${any}`).path).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(GraphFault);
        }
      }),
      { numRuns: 500, seed: 20260301, examples: [['%'], ['a?$filter=%E0%A4%A']] },
    );
  });

  it('in quotes comes back from a filter as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (any) => {
        const filter = parseFilter(`displayName eq '${any.replaceAll("'", "''")}'`);
        expect(filter).toEqual({ kind: 'compare', path: 'displayName', operator: 'eq', value: any });
      }),
      { numRuns: 500, seed: 20260301, examples: [["''"], ["a' or 'b"], [' \n']] },
    );
  });
});
