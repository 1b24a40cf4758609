import {
  batched,
  GROUP,
  healthy,
  json,
  list,
  OTHER,
  refusal,
  scripted,
  user,
  USER,
  type Asked,
} from './support';

const THIRD = '44444444-4444-4444-8444-444444444444';
const FOURTH = '55555555-5555-4555-8555-555555555555';
const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);
const named = (id: string, displayName: string, more: object = {}) => ({ ...user(id), displayName, ...more });

describe('one person', () => {
  it('is read by object id, and by user principal name with its marks escaped', async () => {
    const { graph, asked } = scripted(() => json(user()));
    expect(await graph.person(` ${USER.toUpperCase()} `)).toMatchObject({ id: USER, mail: '' });
    await graph.person("o'neil_fabrikam.com#EXT#@contoso.com");
    expect(asked[1]?.path).toBe("/users/o'neil_fabrikam.com#EXT#@contoso.com");
    expect(asked[1]?.url).toContain('%23EXT%23%40contoso.com?$select=');
  });

  it.each([
    '',
    'Megan Bowen',
    'me',
    '../groups',
    `${USER}/manager`,
    'a/b@contoso.com',
    'a?$select=id@contoso.com',
    '$x@contoso.com',
    'a%2Fb@contoso.com',
    'a\u0000@contoso.com',
    `${'a'.repeat(114)}@contoso.com`,
    'a@contoso.com/manager',
  ])('is nobody, without a call, for %j', async (text) => {
    const { graph, asked } = scripted(healthy);
    expect(await graph.person(text)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('the manager', () => {
  it('is a person', async () => {
    const { graph, asked } = scripted(() => json(user(OTHER)));
    expect((await graph.manager(USER))?.id).toBe(OTHER);
    expect(asked[0]).toMatchObject({ method: 'GET', path: `/users/${USER}/manager`, eventual: false });
  });

  it('is nobody where an organizational contact is named', async () => {
    const { graph } = scripted(() => json({ ...user(OTHER), '@odata.type': '#microsoft.graph.orgContact' }));
    expect(await graph.manager(USER)).toBeUndefined();
  });
});

describe('people found', () => {
  const answers =
    (byKind: { address?: unknown[]; names?: unknown[]; words?: unknown[] }) =>
    ({ query }: Asked) => {
      if (query['$search']) return list(...(byKind.words ?? []));
      const begins = query['$filter']?.startsWith('startsWith');
      return list(...((begins ? byKind.names : byKind.address) ?? []));
    };

  it('come best first: address, name, beginning of the name, words, each once', async () => {
    const address = named(USER, 'Zoe', { mail: 'megan@contoso.com' });
    const exact = named(OTHER, 'MEGAN@contoso.com', { mail: '', userPrincipalName: 'x@contoso.com' });
    const rest = named(THIRD, 'Anna', { userPrincipalName: 'a@contoso.com' });
    const { graph, asked } = scripted(
      batched(answers({ address: [address], names: [exact], words: [rest, exact, address, {}] })),
    );
    expect(ids(await graph.findPeople(' megan@contoso.com ', 5))).toEqual([USER, OTHER, THIRD]);
    expect(ids(await graph.findPeople('megan@contoso.com', 2))).toEqual([USER, OTHER]);
    expect(asked.filter((one) => !one.batched)).toHaveLength(2);
    const filters = asked.map(({ query }) => query['$filter']);
    expect(filters).toContain("userPrincipalName eq 'megan@contoso.com' or mail eq 'megan@contoso.com'");
    expect(asked.find(({ query }) => query['$search'])).toMatchObject({
      eventual: true,
      query: {
        $search:
          '"displayName:megan@contoso.com" OR "mail:megan@contoso.com" OR "userPrincipalName:megan@contoso.com"',
        $count: 'true',
      },
    });
  });

  it('who can act come before guests and blocked accounts of the same rank, then by name', async () => {
    const people = [
      named(USER, 'Meg A', { userType: 'Guest' }),
      named(OTHER, 'Meg B', { accountEnabled: false }),
      named(THIRD, 'Meg D'),
      named(FOURTH, 'Meg C', { userType: null }),
    ];
    const { graph } = scripted(batched(answers({ words: people })));
    expect(ids(await graph.findPeople('meg', 10))).toEqual([FOURTH, THIRD, USER, OTHER]);
  });

  it('are none for nothing', async () => {
    const { graph, asked } = scripted(healthy);
    expect(await graph.findPeople(' \n\u0007 ', 5)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each([`" OR "mail:x`, `\\"displayName:*`, `'; drop`, 'a\uD800b', '%27 or 1 eq 1', 'x'.repeat(5_000)])(
    'are asked for safely with the name %j',
    async (text) => {
      const { graph, asked } = scripted(batched(answers({})));
      expect(await graph.findPeople(text, 5)).toEqual([]);
      const reads = asked.filter((one) => one.batched);
      expect(reads).toHaveLength(2);
      for (const { query } of reads) {
        const literals = (query['$filter'] ?? "''").replaceAll("''", '').match(/'/g) ?? [];
        expect([0, 2]).toContain(literals.length);
        if (query['$search']) expect(query['$search'].match(/"/g)).toHaveLength(6);
      }
    },
  );

  it('are looked up by name where the word search is refused, and the log says so', async () => {
    const { graph, logs } = scripted(
      batched((one) =>
        one.query['$search'] ? refusal(400, 'Request_UnsupportedQuery') : answers({ names: [user()] })(one),
      ),
    );
    expect(ids(await graph.findPeople('meg', 5))).toEqual([USER]);
    expect(logs.map(({ message }) => message)).toContain(
      'graph refused the word search; only names were looked up',
    );
  });
});

it.each(['x', '', '../me', `${GROUP}?$select=id`])('sends nothing for the id %j', async (id) => {
  const { graph, asked } = scripted(healthy);
  const refused = { code: 'graph.bad-request' };
  await expect(graph.manager(id)).rejects.toMatchObject(refused);
  await expect(graph.eligibleRoles(id)).rejects.toMatchObject(refused);
  await expect(graph.groupOwners(id)).rejects.toMatchObject(refused);
  await expect(graph.groupMembers(id, 5)).rejects.toMatchObject(refused);
  await expect(graph.isMemberOf(id, [GROUP])).rejects.toMatchObject(refused);
  await expect(graph.isMemberOf(USER, [GROUP, id])).rejects.toMatchObject(refused);
  await expect(graph.installForUser(id, GROUP)).rejects.toMatchObject(refused);
  await expect(graph.installForUser(USER, id)).rejects.toMatchObject(refused);
  expect(asked).toEqual([]);
});
