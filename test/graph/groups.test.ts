import {
  batched,
  GROUP,
  group,
  healthy,
  json,
  list,
  OTHER,
  refusal,
  scripted,
  SKU,
  type Asked,
  type Script,
} from './support';

const THIRD = '44444444-4444-4444-8444-444444444444';
const link = (token: string) => `https://graph.microsoft.com/v1.0/groups?$skiptoken=${token}`;
const names = (groups: readonly { displayName: string }[]) => groups.map(({ displayName }) => displayName);

it('asks for the license fields by name', async () => {
  const { graph, asked } = scripted(healthy);
  await graph.group(GROUP);
  expect(asked[0]?.query['$select']).toContain('assignedLicenses,licenseProcessingState');
});

it.each(['x', '', '../me', `${GROUP}?$select=id`])('sends nothing for the id %j', async (id) => {
  const { graph, asked } = scripted(healthy);
  await expect(graph.group(id)).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.members(id)).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.survey(GROUP, [id])).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.caller(id)).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.pollCounts([{ groupId: id, skuId: SKU }])).rejects.toMatchObject({
    code: 'graph.bad-request',
  });
  await expect(graph.roleHolders(id, 3)).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.groupsWithProduct(id)).rejects.toMatchObject({ code: 'graph.bad-request' });
  expect(asked).toEqual([]);
});

describe('named', () => {
  it('doubles quotes and compares without case', async () => {
    const { graph, asked } = scripted(() =>
      list(group(GROUP, "Ann's TEAM"), group(OTHER, 'Änn’s team'), group(GROUP, "Ann's TEAM")),
    );
    expect(names(await graph.groupsNamed(" ann's team "))).toEqual(["Ann's TEAM"]);
    expect(asked[0]?.query['$filter']).toBe("displayName eq 'ann''s team'");
  });

  it('looks many names up in batches, mail addresses too, and leaves out what nobody has', async () => {
    const { graph, asked } = scripted(
      batched(({ query }) =>
        query['$filter']?.includes('nobody')
          ? list()
          : list(group(GROUP, 'Sales'), group(OTHER, 'Sales'), group(GROUP, 'Sälés')),
      ),
    );
    const typed = ['sales', 'nobody', ' ', ...Array.from({ length: 45 }, (_, i) => `nobody ${i}`)];
    const found = await graph.groupsNamedEach([...typed, 'nobody@contoso.example']);
    expect([...found].map(([name, all]) => [name, all.length])).toEqual([['sales', 2]]);
    expect(asked.filter((each) => each.path === '/$batch')).toHaveLength(3); // 48 names in parts of 40, 20 in a batch
    expect(asked.map(({ query }) => query['$filter'])).toContain(
      "displayName eq 'nobody@contoso.example' or mail eq 'nobody@contoso.example'",
    );
    expect(await graph.groupsNamedEach([])).toEqual(new Map());
  });

  it('is nothing for nothing', async () => {
    const { graph, asked } = scripted(healthy);
    expect(await graph.groupsNamed(' \n ')).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('search', () => {
  const answers =
    (byKind: { named?: unknown[]; begins?: unknown[]; words?: unknown[] }): Script =>
    ({ query }) => {
      if (query['$search']) return list(...(byKind.words ?? []));
      return list(...((query['$filter']?.startsWith('startsWith') ? byKind.begins : byKind.named) ?? []));
    };

  it('puts the exact name first, then names that begin with it, each group once', async () => {
    const exact = group(GROUP, 'sales');
    const begins = group(OTHER, 'Sales Norway');
    const { graph } = scripted(
      batched(
        answers({
          words: [group(THIRD, 'All sales'), begins, exact],
          begins: [begins, exact],
          named: [exact],
        }),
      ),
    );
    expect(names(await graph.searchGroups('Sales', 10))).toEqual(['sales', 'Sales Norway', 'All sales']);
    expect(names(await graph.searchGroups('Sales', 2))).toEqual(['sales', 'Sales Norway']);
  });

  it('searches words of the name and the mail in the advanced mode, in one round trip', async () => {
    const { graph, asked } = scripted(batched(() => list()));
    expect(await graph.searchGroups('sales"x', 10)).toEqual([]);
    const words = asked.find((one) => one.query['$search'] !== undefined);
    expect(words?.query['$search']).toBe('"displayName:sales x" OR "mail:sales x"');
    expect(words).toMatchObject({ eventual: true, batched: true });
    expect(words?.query).toMatchObject({ $count: 'true', $top: '50' });
    expect(asked.filter((one) => !one.batched)).toHaveLength(1);
  });

  it('still finds names where the tenant has no word search', async () => {
    const { graph, logs } = scripted(
      batched((one) => (one.query['$search'] ? refusal(400, 'Request_UnsupportedQuery') : list(group()))),
    );
    expect(names(await graph.searchGroups('contoso', 10))).toEqual(['Contoso sales']);
    expect(logs.some(({ level, message }) => level === 'warn' && message.includes('word search'))).toBe(true);
  });

  it('lists the first groups by name for an empty text', async () => {
    const { graph, asked } = scripted(() => list(group(GROUP, 'A'), group(OTHER, 'B')));
    expect(names(await graph.searchGroups('  ', 1))).toEqual(['A']);
    expect(asked[0]?.query).toMatchObject({ $orderby: 'displayName', $top: '1' });
  });

  it.each([
    [0, '1'],
    [999, '50'],
    [NaN, '1'],
  ])('asks for 1 to 50 when %p are wanted', async (top, asks) => {
    const { graph, asked } = scripted(() => list());
    await graph.searchGroups('', top);
    expect(asked[0]?.query['$top']).toBe(asks);
  });
});

describe('with a product', () => {
  it('asks the advanced mode for an order, on every page', async () => {
    const { graph, asked } = scripted((one) =>
      one.query['$skiptoken']
        ? list(group(OTHER, 'Z'))
        : json({
            value: [group(GROUP, 'B'), group(THIRD, 'A'), group(GROUP, 'B')],
            '@odata.nextLink': link('t%2B1'),
          }),
    );
    const first = await graph.groupsWithProduct(SKU);
    expect(names(first.items)).toEqual(['A', 'B']);
    const second = await graph.groupsWithProduct(SKU, first.next);
    expect(second).toMatchObject({ items: [{ displayName: 'Z' }], next: undefined });
    expect(asked.map(({ eventual }) => eventual)).toEqual([true, true]);
    expect(asked[0]?.query).toMatchObject({
      $filter: `assignedLicenses/any(x:x/skuId eq ${SKU})`,
      $orderby: 'displayName',
      $count: 'true',
    });
    expect(asked[1]?.query).toEqual({ $skiptoken: 't+1' });
  });

  it('falls back to the default mode where the advanced one is refused', async () => {
    const { graph, asked } = scripted((one) =>
      one.eventual ? refusal(400, 'Request_UnsupportedQuery') : list(group(GROUP, 'B'), group(OTHER, 'a')),
    );
    expect(names((await graph.groupsWithProduct(SKU)).items)).toEqual(['a', 'B']);
    expect(asked[1]?.query).not.toHaveProperty('$orderby');
  });

  it.each([
    'https://evil.example/v1.0/groups?$skiptoken=1',
    'nonsense',
    'https://graph.microsoft.com/beta/groups',
  ])('follows neither a given nor an answered link to %s', async (hostile) => {
    const { graph, asked } = scripted(() => json({ value: [], '@odata.nextLink': hostile }));
    await expect(graph.groupsWithProduct(SKU, hostile)).rejects.toMatchObject({ code: 'graph.failed' });
    expect(asked).toEqual([]);
    await expect(graph.groupsWithProduct(SKU)).rejects.toMatchObject({ code: 'graph.failed' });
  });
});

describe('with errors', () => {
  const pages: Record<string, { ids: string[]; next?: string }> = {
    '': { ids: [GROUP], next: '1' },
    '1': { ids: [], next: '2' },
    '2': { ids: [GROUP, OTHER] },
  };
  const paged = ({ query }: Asked) => {
    const page = pages[query['$skiptoken'] ?? ''];
    return json({
      value: page?.ids.map((id) => ({ id })),
      ...(page?.next ? { '@odata.nextLink': link(page.next) } : {}),
    });
  };

  it('reads all pages, also behind an empty one, in the default mode and without $count', async () => {
    const { graph, asked } = scripted(paged);
    expect([...(await graph.groupIdsWithErrors())]).toEqual([GROUP, OTHER]);
    expect(asked.map(({ eventual, query }) => eventual || '$count' in query)).toEqual([false, false, false]);
  });

  it('does not run in circles', async () => {
    const { graph, asked } = scripted(() => json({ value: [], '@odata.nextLink': link('again') }));
    await expect(graph.groupIdsWithErrors()).rejects.toMatchObject({ code: 'graph.failed' });
    expect(asked).toHaveLength(2);
  });
});
