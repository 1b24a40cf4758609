import { GROUP, healthy, json, list, OTHER, refusal, scripted, user, USER } from './support';

const THIRD = '44444444-4444-4444-8444-444444444444';
const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);
const made = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    user(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
  );
const link = (token: number) => `https://graph.microsoft.com/v1.0/groups/x/owners?$skiptoken=${token}`;

describe('owners', () => {
  it('are the people among them, each once', async () => {
    const { graph, asked } = scripted(() =>
      list(user(), { ...user(OTHER), '@odata.type': '#microsoft.graph.servicePrincipal' }, user(), {}, null),
    );
    expect(ids(await graph.groupOwners(GROUP))).toEqual([USER]);
    expect(asked[0]).toMatchObject({ path: `/groups/${GROUP}/owners`, eventual: false });
  });

  it('are at most a hundred, out of at most five pages', async () => {
    const many = scripted(() => list(...made(150)));
    expect(await many.graph.groupOwners(GROUP)).toHaveLength(100);
    let page = 0;
    const endless = scripted(() => json({ value: [user()], '@odata.nextLink': link((page += 1)) }));
    expect(ids(await endless.graph.groupOwners(GROUP))).toEqual([USER]);
    expect(endless.asked).toHaveLength(5);
  });
});

describe('members who may decide', () => {
  it('come from any depth in the advanced mode, without guests and blocked accounts, each once', async () => {
    const { graph, asked } = scripted(() =>
      list(
        { ...user(OTHER), userType: 'Guest' },
        { ...user(THIRD), accountEnabled: false },
        { ...user(), userType: null },
        user(),
      ),
    );
    expect(ids(await graph.groupMembers(GROUP, 5))).toEqual([USER]);
    expect(asked[0]).toMatchObject({
      path: `/groups/${GROUP}/transitiveMembers/microsoft.graph.user`,
      eventual: true,
      query: { $count: 'true', $top: '999' },
    });
  });

  it('are no more than asked for, and no further page is read for them', async () => {
    const { graph, asked } = scripted(() => json({ value: made(50), '@odata.nextLink': link(1) }));
    expect(await graph.groupMembers(GROUP, 3)).toHaveLength(3);
    expect(await graph.groupMembers(GROUP, NaN)).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it('are looked for in five pages and not in a whole group of guests', async () => {
    let page = 0;
    const { graph, asked } = scripted(() =>
      json({ value: [{ ...user(), userType: 'Guest' }], '@odata.nextLink': link((page += 1)) }),
    );
    expect(await graph.groupMembers(GROUP, 3)).toEqual([]);
    expect(asked).toHaveLength(5);
  });
});

describe('memberships', () => {
  it('are asked in twenties, in lower case, each group once', async () => {
    const groups = made(25).map(({ id }) => id);
    const { graph, asked } = scripted(({ body }) => list((body as { groupIds: string[] }).groupIds[0]));
    const found = await graph.isMemberOf(USER, [GROUP.toUpperCase(), GROUP, ...groups]);
    expect([...found]).toEqual([GROUP, groups[19]]);
    expect(asked.map(({ body }) => (body as { groupIds: string[] }).groupIds.length)).toEqual([20, 6]);
    expect(asked[0]).toMatchObject({ method: 'POST', path: `/users/${USER}/checkMemberGroups` });
  });

  it('are never more than was asked', async () => {
    const { graph } = scripted(() => list(OTHER, 7, null, GROUP.toUpperCase(), '__proto__'));
    expect([...(await graph.isMemberOf(USER, [GROUP]))]).toEqual([GROUP]);
  });

  it('are none, without a call, in no groups', async () => {
    const { graph, asked } = scripted(healthy);
    expect(await graph.isMemberOf(USER, [])).toEqual(new Set());
    expect(asked).toEqual([]);
  });

  it('are none for a person who goes while they are asked', async () => {
    let first = true;
    const { graph } = scripted(({ body }) => {
      if (!first) return refusal(404, 'Request_ResourceNotFound');
      first = false;
      return list(...(body as { groupIds: string[] }).groupIds);
    });
    expect(
      await graph.isMemberOf(
        USER,
        made(21).map(({ id }) => id),
      ),
    ).toEqual(new Set());
  });
});
