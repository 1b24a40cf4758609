import {
  batched,
  GROUP,
  healthy,
  json,
  list,
  OTHER,
  refusal,
  ROLE,
  scripted,
  SKU,
  user,
  USER,
  type Asked,
  type Reply,
} from './support';

const number = (body: unknown): Reply => ({ status: 200, body });

describe('counts of a group', () => {
  const answer = (one: Asked): Reply => {
    const { path, query } = one;
    if (path.endsWith('microsoft.graph.group'))
      return json({ '@odata.count': 7, value: [{ id: OTHER, displayName: 'Inner' }, { id: OTHER }, {}] });
    if (!path.includes('members') && !path.includes('Members')) return healthy(one);
    if (path.includes('transitive')) return number(40);
    if (path.includes('Errors')) return number('2');
    if (query['$filter']?.startsWith('usageLocation')) return number(1);
    return number(query['$filter'] === undefined ? 12 : 5);
  };

  it('come from one batch in the advanced mode', async () => {
    const { graph, asked } = scripted(batched(answer));
    const survey = await graph.survey(GROUP, [SKU, SKU]);
    expect(survey.group).toMatchObject({ id: GROUP, assignedLicenses: [{ skuId: SKU }] });
    expect(survey.skus).toMatchObject([{ skuId: SKU }]);
    expect(survey.organization).toMatchObject({ usageLocation: 'NO' });
    expect(survey.counts).toEqual({
      directUsers: 12,
      holders: new Map([[SKU, 5]]),
      withoutUsageLocation: 1,
      transitiveUsers: 40,
      nestedGroups: [{ id: OTHER, displayName: 'Inner' }],
      nestedGroupCount: 7,
      withErrors: 2,
    });
    expect(asked.filter((one) => !one.batched)).toHaveLength(1);
    expect(asked.filter((one) => one.path.endsWith('$count') && !one.eventual)).toEqual([]);
  });

  it('do without usage locations where Graph does not count them', async () => {
    const { graph } = scripted(
      batched((one) =>
        one.query['$filter']?.startsWith('usage') ? refusal(400, 'Request_UnsupportedQuery') : answer(one),
      ),
    );
    expect((await graph.survey(GROUP, [SKU])).counts).toMatchObject({
      withoutUsageLocation: undefined,
      directUsers: 12,
    });
  });

  it('read the members in error as a list where Graph does not count them', async () => {
    const { graph } = scripted(
      batched((one) => {
        if (one.path.endsWith('membersWithLicenseErrors/$count')) return refusal(400, 'Request_BadRequest');
        return one.path.endsWith('Errors') ? list({ id: USER }, { id: USER }, { id: OTHER }) : answer(one);
      }),
    );
    expect((await graph.survey(GROUP, [SKU])).counts).toMatchObject({ withErrors: 2 });
  });

  it('are none for a group that is gone, which is an answer', async () => {
    const { graph } = scripted(
      batched((one) =>
        one.path.startsWith('/groups') ? refusal(404, 'Request_ResourceNotFound') : healthy(one),
      ),
    );
    expect(await graph.survey(GROUP, [SKU])).toMatchObject({
      group: undefined,
      counts: undefined,
      skus: [{ skuId: SKU }],
    });
  });

  it('of holders come twenty a batch and leave out what Graph does not count', async () => {
    const { graph, asked } = scripted(
      batched((one) => (one.query['$filter']?.includes(ROLE) ? refusal(400) : number(4))),
    );
    expect([...(await graph.holders(GROUP, [SKU, ROLE]))]).toEqual([[SKU, 4]]);
    expect(asked.filter((one) => !one.batched)).toHaveLength(1);
  });
});

describe('progress', () => {
  it('shares what two products of one group have in common and leaves deleted groups out', async () => {
    const { graph, asked } = scripted(
      batched((one) => (one.path.includes(OTHER) ? refusal(404) : number(4))),
    );
    const found = await graph.pollCounts([
      { groupId: GROUP, skuId: SKU },
      { groupId: GROUP, skuId: ROLE },
      { groupId: OTHER, skuId: SKU },
    ]);
    expect([...found.keys()]).toEqual([`${GROUP}/${SKU}`, `${GROUP}/${ROLE}`]);
    expect(asked.filter((one) => one.batched)).toHaveLength(7);
  });

  it('totals leave out what cannot be counted', async () => {
    const { graph } = scripted(batched((one) => (one.path.includes(OTHER) ? refusal(403) : number(4))));
    expect([...(await graph.directUserTotals([GROUP, OTHER]))]).toEqual([[GROUP, 4]]);
  });
});

describe('members', () => {
  it('are read from the directory itself, page by page', async () => {
    const next = `https://graph.microsoft.com/v1.0/groups/${GROUP}/members/microsoft.graph.user?$skiptoken=2`;
    const { graph, asked } = scripted((one) =>
      one.query['$skiptoken']
        ? list(user(OTHER))
        : json({ value: [user(), user(), {}, null], '@odata.nextLink': next }),
    );
    const first = await graph.members(GROUP);
    expect(first).toMatchObject({
      items: [
        { id: USER, mail: '', licenseAssignmentStates: [{ skuId: SKU, assignedByGroup: '', error: '' }] },
      ],
      next,
    });
    expect(first.items).toHaveLength(1);
    expect((await graph.members(GROUP, first.next)).items.map(({ id }) => id)).toEqual([OTHER]);
    expect(asked[0]).toMatchObject({
      eventual: false,
      path: `/groups/${GROUP}/members/microsoft.graph.user`,
    });
    expect(asked[0]?.query).toMatchObject({ $top: '999' });
  });

  it('are asked in the advanced mode where the cast demands it', async () => {
    const { graph, asked } = scripted((one) =>
      one.eventual && one.query['$count'] === 'true'
        ? list(user())
        : refusal(400, 'Request_UnsupportedQuery'),
    );
    expect((await graph.members(GROUP)).items).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it('refuse a link that leads elsewhere', async () => {
    const { graph, asked } = scripted(healthy);
    await expect(graph.members(GROUP, 'https://evil.example/v1.0/groups')).rejects.toMatchObject({
      code: 'graph.failed',
    });
    expect(asked).toEqual([]);
  });
});

describe('the caller', () => {
  it('comes with roles in one round trip', async () => {
    const { graph, asked } = scripted(healthy);
    expect(await graph.caller(USER)).toMatchObject({
      user: { id: USER },
      roles: [{ displayName: 'License Administrator', roleTemplateId: ROLE }],
    });
    expect(asked).toHaveLength(3);
    expect(asked.find((one) => one.path.includes('transitiveMemberOf'))).toMatchObject({
      eventual: true,
      query: { $count: 'true' },
    });
  });

  it('may be unknown to the tenant', async () => {
    const { graph } = scripted(batched(() => refusal(404, 'Request_ResourceNotFound')));
    expect(await graph.caller(USER)).toEqual({ user: undefined, roles: [] });
  });

  it('without readable roles has none, and the log says why', async () => {
    const { graph, logs } = scripted(
      batched((one) =>
        one.path.includes('memberOf') || one.path.includes('MemberOf') ? list({ id: OTHER }) : healthy(one),
      ),
    );
    expect((await graph.caller(USER)).roles).toEqual([]);
    expect(logs.some(({ message }) => message.includes('RoleManagement.Read.Directory'))).toBe(true);
  });
});

describe('role holders', () => {
  const inGroup = '55555555-5555-4555-8555-555555555555';
  it('are people, also those in a group that holds the role, each once', async () => {
    const { graph, asked } = scripted(
      batched((one) =>
        one.path.includes('transitiveMembers')
          ? list(user(), user(inGroup))
          : list(
              user(),
              { '@odata.type': '#microsoft.graph.group', id: GROUP },
              { '@odata.type': '#microsoft.graph.servicePrincipal', id: OTHER },
            ),
      ),
    );
    expect((await graph.roleHolders(ROLE, 5)).map(({ id }) => id)).toEqual([USER, inGroup]);
    const before = asked.length;
    expect((await graph.roleHolders(ROLE, 1)).map(({ id }) => id)).toEqual([USER]);
    expect(asked).toHaveLength(before + 1);
    expect(asked[0]?.path).toBe(`/directoryRoles(roleTemplateId='${ROLE}')/members`);
  });

  it('are none for a role that was never used', async () => {
    const { graph } = scripted(() => refusal(404, 'Request_ResourceNotFound'));
    expect(await graph.roleHolders(ROLE, 5)).toEqual([]);
  });
});
