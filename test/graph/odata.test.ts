import fc from 'fast-check';
import { graphAddress, pathOfLink } from '../../src/graph/address';
import { cleanText, literal, query, requireGuid, searchClause } from '../../src/graph/odata';
import { GROUP } from './support';

it('doubles quotes in literals', () => expect(literal("O'Brien's")).toBe("'O''Brien''s'"));

it('lets no quote or backslash into a search clause', () => {
  expect(searchClause('displayName', 'a" OR "mail:b\\')).toBe('"displayName:a OR mail:b"');
  expect(searchClause('displayName', ' "\\" ')).toBeUndefined();
});

it('makes any text fit for a URL, and gets it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const clean = cleanText(typed);
      const url = new URL(`https://x.example/groups${query({ filter: literal(clean), top: 5 })}`);
      expect(url.searchParams.get('$filter')).toBe(literal(clean));
      expect(url.searchParams.get('$top')).toBe('5');
    }),
  );
  expect(cleanText('half \uD83D of a pair\u0000\n')).toBe('half of a pair');
  expect([...cleanText('😀'.repeat(500))]).toHaveLength(120);
});

it.each(['', 'x', `${GROUP}/../users`, `${GROUP}'`, `{${GROUP}}`, GROUP.replaceAll('-', '')])(
  'refuses the id %j',
  (id) => {
    expect(() => requireGuid(id, 'group')).toThrow(
      expect.objectContaining({ code: 'graph.bad-request', status: 0, passing: false }) as Error,
    );
  },
);

it('takes ids in any case', () =>
  expect(requireGuid('ABCDEF00-1111-4111-8111-111111111111', 'group')).toBe(
    'abcdef00-1111-4111-8111-111111111111',
  ));

describe('the address', () => {
  it.each([
    ['https://graph.microsoft.com', 'https://graph.microsoft.com', 'https://graph.microsoft.com/.default'],
    ['https://graph.microsoft.us/v1.0/', 'https://graph.microsoft.us', 'https://graph.microsoft.us/.default'],
    ['http://127.0.0.1:3979', 'http://127.0.0.1:3979', 'https://graph.microsoft.com/.default'],
  ])('%s', (base, origin, scope) => expect(graphAddress(base)).toMatchObject({ origin, scope }));

  it.each(['http://graph.microsoft.com', 'ftp://127.0.0.1', 'graph.microsoft.com', ''])(
    'refuses %j',
    (base) => {
      expect(() => graphAddress(base)).toThrow(
        expect.objectContaining({ code: 'graph.bad-address' }) as Error,
      );
    },
  );

  const graph = graphAddress('https://graph.microsoft.com');
  it('hands on a link of its own', () => {
    expect(pathOfLink(graph, 'https://graph.microsoft.com/v1.0/groups?$skiptoken=a%2Bb&$top=5')).toBe(
      '/groups?$skiptoken=a%2Bb&$top=5',
    );
  });
  it.each([
    'https://graph.microsoft.com.evil.example/v1.0/groups',
    'https://evil.example/v1.0/groups',
    'http://graph.microsoft.com/v1.0/groups',
    'https://graph.microsoft.com:444/v1.0/groups',
    'https://user:pw@graph.microsoft.com/v1.0/groups',
    'https://graph.microsoft.com/beta/groups',
    'https://graph.microsoft.com/v1.0/../beta/groups',
    '/v1.0/groups',
    'javascript:alert(1)',
    '',
  ])('refuses the link %j', (link) => {
    expect(() => pathOfLink(graph, link)).toThrow(
      expect.objectContaining({ code: 'graph.failed', passing: false }) as Error,
    );
  });
});
