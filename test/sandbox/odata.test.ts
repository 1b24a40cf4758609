import fc from 'fast-check';
import { newDial } from '../../src/sandbox/dial';
import { GraphFault } from '../../src/sandbox/http/answer';
import { readTarget } from '../../src/sandbox/http/request';
import { answerCollection } from '../../src/sandbox/odata/collection';
import { compileFilter } from '../../src/sandbox/odata/compile';
import { parseFilter } from '../../src/sandbox/odata/filter';
import { allow, property, resource } from '../../src/sandbox/odata/resource';
import { compileSearch, parseSearch } from '../../src/sandbox/odata/search';
import { tokenize } from '../../src/sandbox/odata/tokens';
import { emptyTenant } from '../../src/sandbox/scenarios';
import type { View } from '../../src/sandbox/view';

const row = {
  displayName: "O'Hara's Team",
  mail: null as string | null,
  members: 12,
  enabled: true,
  at: '2026-03-01T08:00:00.000Z',
  tags: ['Red', 'Blue'],
  none: [],
  licenses: [
    { skuId: '0a000000-0000-4000-8000-00000000000a', name: 'One' },
    { skuId: '0b000000-0000-4000-8000-00000000000b', name: 'Two' },
  ],
};
type Row = typeof row;

const every = allow('eq in ge le startsWith endsWith any', 'ne not null count');
const thing = resource<Row>('Thing', 'test.thing', [
  property('displayName', 'Edm.String', (each) => each.displayName, {
    shown: true,
    filter: every,
    search: 'words',
    orderBy: 'default',
  }),
  property('mail', 'Edm.String', (each) => each.mail, { shown: true, filter: every, search: 'beginning' }),
  property('members', 'Edm.Int32', (each) => each.members, { filter: every }),
  property('enabled', 'Edm.Boolean', (each) => each.enabled, { filter: every }),
  property('at', 'Edm.DateTimeOffset', (each) => each.at, { filter: every }),
  property('tags', undefined, (each) => each.tags, { filter: every, items: 'Edm.String' }),
  property('none', undefined, (each) => each.none, { filter: every, items: 'Edm.String' }),
  property('licenses', undefined, (each) => each.licenses, {
    filter: every,
    items: { skuId: 'Edm.Guid', name: 'Edm.String' },
  }),
  property('plain', 'Edm.String', () => 'x', { filter: allow('eq', 'ne') }),
  property('secret', 'Edm.Boolean', () => true, { hidden: true, filter: allow('eq') }),
  property('silent', 'Edm.String', () => 'x'),
]);
const view: View = { tenant: emptyTenant(), dial: newDial(), now: 0, eventual: true };
const advanced = { advanced: true, counting: false };
const fits = (text: string): boolean => compileFilter(text, thing, advanced)(row, view);
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GraphFault) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
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
    ['mail ne null', false],
    ['enabled eq true', true],
    ['enabled eq false', false],
    ['members eq 12', true],
    ['members eq -1.5', false],
    ['members ge 12 and members le 12', true],
    ['members gt 12 or members lt 12', false],
    ["startswith(displayName,'o''h')", true],
    ["endsWith(displayName,'TEAM')", true],
    ["startswith(mail,'x')", false],
    ["displayName in ('x', 'O''Hara''s Team')", true],
    ["displayName in ('x')", false],
    ['tags/any()', true],
    ['none/any()', false],
    ["tags/any(t:t eq 'red')", true],
    ["tags/any(t:t eq 'green')", false],
    ['licenses/any(l:l/skuId eq 0B000000-0000-4000-8000-00000000000b)', true],
    ['licenses/any(l:l/skuId eq 0c000000-0000-4000-8000-00000000000b)', false],
    ["licenses/any(l:l/skuId eq 0b000000-0000-4000-8000-00000000000b and l/name eq 'one')", false],
    ["licenses/any(l:l/skuId eq 0a000000-0000-4000-8000-00000000000a and startswith(l/name, 'on'))", true],
    ["licenses/any(l:l/name eq 'x' or l/name ne 'One')", true],
    ['licenses/$count eq 0', false],
    ['licenses/$count ne 1', true],
    ['none/$count eq 0', true],
    ['DISPLAYNAME ne null', true],
    ["not(tags/any(t:t eq 'red'))", false],
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

  it.each([
    ['missing eq null', "Could not find a property named 'missing' on type 'test.thing'"],
    ['constructor ne null', "named 'constructor'"],
    ['displayName eq team', "named 'team'"],
    ['displayName eq 5', "types 'Edm.String' and 'Edm.Int32' for operator kind 'Equal'"],
    ["enabled eq 'true'", "types 'Edm.Boolean' and 'Edm.String'"],
    ["members gt 'a'", "types 'Edm.Int32' and 'Edm.String'"],
    [
      "licenses/any(l:l/skuId eq '0a000000-0000-4000-8000-00000000000a')",
      "types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'",
    ],
    ["licenses/any(l:l/plans eq 'a')", "named 'plans'"],
    ['tags eq 5', 'incompatible types'],
  ])('%s is no filter of it', (text, words) => {
    expect(refusal(() => fits(text))).toMatch(/^400 BadRequest: Invalid filter clause: /);
    expect(refusal(() => fits(text))).toContain(words);
  });

  it.each([
    'displayName/any()',
    "displayName/length eq 'a'",
    'displayName/$count eq 0 and silent eq null',
    "silent eq 'x'",
    "plain in ('x')",
    "not(plain eq 'x')",
    'licenses/$count eq 2',
    'licenses/$count ge 1',
    "tags/any(t:t/name eq 'x')",
    "licenses/any(l:l/name gt 'x')",
    "licenses/any(l:displayName eq 'x')",
    "licenses/any(l:not(l/name eq 'x'))",
  ])('refuses %s as Microsoft does what it does not index', (text) => {
    expect(refusal(() => fits(text))).toMatch(
      /^400 (Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property '\w+' of resource 'Thing'|BadRequest)/,
    );
  });

  it.each(["plain ne 'x'", "not(mail eq 'x')", 'mail eq null', 'licenses/$count eq 0'])(
    'needs an advanced query for %s',
    (text) => {
      const simple = { advanced: false, counting: false };
      expect(refusal(() => compileFilter(text, thing, simple))).toMatch(
        /^400 Request_UnsupportedQuery: Operator '\w+' is not supported because the required parameters might be missing/,
      );
      expect(() => compileFilter(text, thing, advanced)).not.toThrow();
    },
  );

  it('refuses a property for filters only together with a count', () => {
    expect(fits('secret eq true')).toBe(true);
    expect(
      refusal(() => compileFilter('secret eq true', thing, { advanced: true, counting: true })),
    ).toContain("property 'secret' of resource 'Thing'");
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
  const found = (text: string): boolean =>
    compileSearch(text, thing, { eventual: true })(
      { ...row, displayName: 'NorthSea42 crew/blue', mail: 'Crew@contoso.example' },
      view,
    );

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

  it('refuses properties that are not there or not searched, and a request without the header', () => {
    expect(refusal(() => found('"jobTitle:a"'))).toContain("named 'jobTitle'");
    expect(refusal(() => found('"members:1"'))).toContain("Property 'members'");
    expect(refusal(() => compileSearch('"mail:a"', thing, { eventual: false }))).toMatch(
      /^400 Request_UnsupportedQuery: .*'ConsistencyLevel: eventual'/,
    );
    expect(refusal(() => found('mail:a'))).toMatch(/^400 Request_BadRequest/);
  });

  it('refuses what is longer than any URL', () => {
    expect(parseSearch(`"displayName:${'a'.repeat(20_000)}"`)).toBeUndefined();
  });
});

describe('any text at all', () => {
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
      fc.property(text, text, text, fc.boolean(), (filter, search, rest, eventual) => {
        const query = new Map([
          ['$count', 'true'],
          ...(filter === '' ? [] : [['$filter', filter] as const]),
          ...(search === '' ? [] : [['$search', search] as const]),
          ...(rest === '' ? [] : [['$select', rest] as const, ['$orderby', `displayName ${rest}`] as const]),
        ]);
        const headers = eventual ? { consistencylevel: 'eventual' } : {};
        try {
          const request = { method: 'GET', path: '/groups', query, headers, body: undefined, batched: false };
          expect(
            answerCollection(request, view, { resource: thing, context: 'things', entities: [row] }).status,
          ).toBe(200);
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

  it('as a filter is a filter or none', () => {
    let parsed = 0;
    fc.assert(
      fc.property(text, (any) => {
        if (parseFilter(any)) parsed += 1;
      }),
      { numRuns: 3_000, seed: 20260301, examples: [['tags eq 12'], ["__proto__ eq 'a'"]] },
    );
    expect(parsed).toBeGreaterThan(1);
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
        expect(filter).toEqual({
          kind: 'compare',
          path: 'displayName',
          operator: 'eq',
          value: { kind: 'text', value: any },
        });
      }),
      { numRuns: 500, seed: 20260301, examples: [["''"], ["a' or 'b"], [' \n']] },
    );
  });
});
