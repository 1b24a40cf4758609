import { GraphError } from '@microsoft/microsoft-graph-client';
import { contosoDomain, people, roleTemplates } from '../../src/sandbox';
import type { Group, User } from '../../src/sandbox/tenant';
import { graphClient, names, refused, type GraphClient, type Page } from './graph-client';
import { ask, nobody, startBench, type Bench } from './support';

/** Every endpoint of the tenant, its groups and their members once, over HTTP, asked by Microsoft's own Graph client. */
let bench: Bench;
let client: GraphClient['client'];
let get: GraphClient['get'];
let eventually: GraphClient['eventually'];
let team: Group;
let nested: Group;
let members: readonly User[];
let boss: User;

beforeAll(async () => {
  bench = await startBench();
  ({ client, get, eventually } = await graphClient(bench.sandbox));
  members = Array.from({ length: 5 }, (_, n) =>
    bench.person({ displayName: `Walker ${'edcba'.charAt(n)}`, usageLocation: n === 0 ? 'BY' : 'US' }),
  );
  boss = bench.person({ displayName: 'Boss' });
  nested = bench.group([bench.person({ displayName: 'Far away' })], { displayName: 'Walkers abroad' });
  team = bench.group(members, {
    displayName: 'Walkers OfTheNorth42',
    description: 'Long-distance team',
    mail: `walkers@${contosoDomain}`,
  });
  team.owners.add(boss.id);
  bench.sandbox.tenant.nest(team, nested);
  bench.sandbox.tenant.nest(nested, team); // directories have such circles
  bench.license(team, 'Microsoft_365_Copilot');
});
afterAll(() => bench.sandbox.close());

describe('the tenant', () => {
  it('GET /organization', async () => {
    expect((await get('/organization')).value).toMatchObject([
      { id: bench.sandbox.tenantId, countryLetterCode: 'US', defaultUsageLocation: 'US' },
    ]);
  });

  it('GET /subscribedSkus, with $select and without $filter', async () => {
    const all = await get('/subscribedSkus');
    const copilot = bench.sku('Microsoft_365_Copilot');
    expect(all['@odata.context']).toBe(`${bench.sandbox.url}/v1.0/$metadata#subscribedSkus`);
    expect(all.value.find(({ skuId }) => skuId === copilot.skuId)).toMatchObject({
      id: `${bench.sandbox.tenantId}_${copilot.skuId}`,
      appliesTo: 'User',
      capabilityStatus: 'Enabled',
      consumedUnits: bench.sandbox.tenant.consumed(copilot.skuId),
      prepaidUnits: { enabled: copilot.units.enabled, warning: 0, suspended: 0, lockedOut: 0 },
    });
    const [first] = (await get('/subscribedSkus?$select=skuId,consumedUnits')).value;
    expect(Object.keys(first ?? {})).toEqual(['skuId', 'consumedUnits']);
    await expect(get("/subscribedSkus?$filter=skuPartNumber eq 'SPE_E3'")).rejects.toMatchObject(
      refused(400, 'Request_BadRequest', 'Filter'),
    );
  });

  it('GET /directory/subscriptions', async () => {
    const { value } = await get('/directory/subscriptions');
    expect(value.find(({ skuPartNumber }) => skuPartNumber === 'EMSPREMIUM')).toMatchObject({
      status: 'Suspended',
      totalLicenses: 120,
    });
  });

  it('GET /directoryRoles and its members, by id and by template', async () => {
    const { value } = await get('/directoryRoles');
    const role = value.find(({ roleTemplateId }) => roleTemplateId === roleTemplates.licenseAdministrator);
    for (const key of [
      `/${String(role?.['id'])}`,
      `(roleTemplateId='${roleTemplates.licenseAdministrator}')`,
    ]) {
      const held = (await get(`/directoryRoles${key}/members`)).value;
      expect(held).toContainEqual(
        expect.objectContaining({ '@odata.type': '#microsoft.graph.user', id: people.megan.id }),
      );
    }
    await expect(get(`/directoryRoles/${nobody}/members`)).rejects.toMatchObject(
      refused(404, 'Request_ResourceNotFound', nobody),
    );
  });

  it('GET /auditLogs/directoryAudits, newest first, by filter', async () => {
    const about = `targetResources/any(t:t/id eq '${team.id}')`;
    const { value } = await get(`/auditLogs/directoryAudits?$filter=${about}&$orderby=activityDateTime desc`);
    expect(value.map(({ activityDisplayName }) => activityDisplayName)).toEqual([
      'Finish applying group based license to users',
      'Start applying group based license to users',
      'Set group license',
    ]);
    expect(value[0]).toMatchObject({
      loggedByService: 'Core Directory',
      targetResources: [
        {
          modifiedProperties: [
            {
              displayName: 'Result',
              newValue:
                '[Users successfully assigned licenses: 4, Users for whom license assignment failed: 1.]',
            },
          ],
        },
      ],
    });
    const failures = await get(
      `/auditLogs/directoryAudits?$filter=result eq 'failure' and activityDateTime ge 2026-03-01T08:00:00Z`,
    );
    expect(failures.value).toMatchObject([
      { additionalDetails: [{ value: expect.stringContaining('BY') as string }] },
    ]);
    const setAt = String(value[2]?.['activityDateTime']).replace('.000Z', 'Z');
    const since = await get(`/auditLogs/directoryAudits?$filter=${about} and activityDateTime le ${setAt}`);
    expect(since.value).toHaveLength(1);
  });
});

describe('groups', () => {
  it('GET /groups leaves license properties out unless they are asked for', async () => {
    const filter = `$filter=displayName eq '${team.displayName}'`;
    const [plain] = (await get(`/groups?${filter}`)).value;
    expect(plain).toMatchObject({ id: team.id, securityEnabled: true, groupTypes: [] });
    expect(plain).not.toHaveProperty('assignedLicenses');
    expect(plain).not.toHaveProperty('licenseProcessingState');
    const asked = await get(
      `/groups?${filter}&$select=displayName,assignedLicenses,licenseProcessingState,hasMembersWithLicenseErrors`,
    );
    expect(asked.value).toEqual([
      {
        displayName: team.displayName,
        assignedLicenses: [{ disabledPlans: [], skuId: bench.sku('Microsoft_365_Copilot').skuId }],
        licenseProcessingState: { state: 'ProcessingComplete' },
      },
    ]);
  });

  it('pages with $top and nextLink, each group once', async () => {
    const found = new Set<unknown>();
    const sizes: number[] = [];
    let page: Page | undefined = await get('/groups?$top=10&$select=id');
    while (page) {
      sizes.push(page.value.length);
      for (const { id } of page.value) found.add(id);
      const next: string | undefined = page['@odata.nextLink'];
      page = next === undefined ? undefined : await get(next);
    }
    expect(found).toEqual(new Set(bench.sandbox.tenant.groups.keys()));
    expect(sizes.slice(0, -1).every((size) => size === 10)).toBe(true);
  });

  it('counts only with ConsistencyLevel, and on the first page only', async () => {
    expect((await get('/groups?$count=true&$top=1'))['@odata.count']).toBeUndefined();
    const page = await eventually('/groups?$count=true&$top=1');
    expect(page['@odata.count']).toBe(bench.sandbox.tenant.groups.size);
    expect((await eventually(page['@odata.nextLink'] ?? ''))['@odata.count']).toBeUndefined();
  });

  it('GET /groups/$count is text, and refused without the header', async () => {
    const eventual = { headers: { consistencylevel: 'eventual' } };
    const { text, headers } = await ask(bench.sandbox, 'GET', '/groups/$count', eventual);
    expect([text, headers.get('content-type')]).toEqual([
      String(bench.sandbox.tenant.groups.size),
      'text/plain',
    ]);
    await expect(get('/groups/$count')).rejects.toMatchObject(
      refused(400, 'Request_BadRequest', '$count is not currently supported.'),
    );
  });

  it('searches by words in any order, also inside joined ones', async () => {
    for (const asked of ['"displayName:north walkers"', '"displayName:42"', '"description:distance LONG"']) {
      expect(names(await eventually(`/groups?$search=${asked}`))).toEqual([team.displayName]);
    }
    expect(names(await eventually('/groups?$search="displayName:walkers" AND "mail:walkers@"'))).toEqual([
      team.displayName,
    ]);
    expect(names(await eventually('/groups?$search="displayName:orthwalk"'))).toEqual([]);
  });

  it.each([
    [
      '$search without the header',
      '/groups?$search="displayName:a"',
      'Request_UnsupportedQuery',
      'Consistency',
    ],
    ['a broken $filter', "/groups?$filter=displayName eq 'a", 'BadRequest', 'Syntax error'],
    ['ne', "/groups?$filter=displayName ne 'a'", 'Request_UnsupportedQuery', '$count=true'],
    ['not', "/groups?$filter=not(displayName eq 'a')", 'Request_UnsupportedQuery', '$count=true'],
    ['null', '/groups?$filter=mail eq null', 'Request_UnsupportedQuery', '$count=true'],
    ['endsWith', "/users?$filter=endswith(mail,'e')", 'Request_UnsupportedQuery', '$count=true'],
    ['a state', "/groups?$filter=licenseProcessingState/state eq 'x'", 'Request_UnsupportedQuery', 'Group'],
    [
      'a time',
      '/groups?$filter=createdDateTime ge 2026-01-01',
      'Request_UnsupportedQuery',
      'createdDateTime',
    ],
    ['license states', '/users?$filter=licenseAssignmentStates/any()', 'Request_UnsupportedQuery', 'User'],
    ['an order', '/groups?$orderby=mail', 'Request_UnsupportedQuery', 'mail'],
    [
      'order and filter',
      "/groups?$filter=mail eq 'a'&$orderby=displayName",
      'Request_UnsupportedQuery',
      'Sort',
    ],
    ['a page of none', '/groups?$top=0', 'Request_BadRequest', '999'],
    ['a page of 1000', '/groups?$top=1000', 'Request_BadRequest', '999'],
    ['a made-up token', '/groups?$skiptoken=!!', 'Directory_ExpiredPageToken', 'page token'],
  ])('refuses %s', async (_name, path, code, words) => {
    const error = (await get(path).catch((caught: unknown) => caught)) as GraphError;
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject(refused(400, code, words));
  });

  it('allows in advanced mode what it refuses otherwise', async () => {
    const page = await eventually(
      `/groups?$count=true&$filter=startswith(displayName,'walkers') and mail ne null&$orderby=displayName`,
    );
    expect(names(page)).toEqual([team.displayName]);
    const unlicensed = await eventually('/groups?$count=true&$filter=assignedLicenses/$count eq 0&$top=999');
    expect(names(unlicensed)).toContain(nested.displayName);
    expect(names(unlicensed)).not.toContain(team.displayName);
  });

  it('finds members in error by filter, in default mode only', async () => {
    const path = '/groups?$select=displayName&$filter=hasMembersWithLicenseErrors eq true';
    expect(names(await get(path))).toContain(team.displayName);
    expect(names(await get(path))).not.toContain(nested.displayName);
    await expect(eventually(`${path}&$count=true`)).rejects.toMatchObject(
      refused(400, 'Request_UnsupportedQuery', 'hasMembersWithLicenseErrors'),
    );
  });

  it('GET /groups/{id}', async () => {
    const one = (await client.api(`/groups/${team.id.toUpperCase()}`).get()) as Record<string, unknown>;
    expect(one).toMatchObject({ id: team.id, displayName: team.displayName });
    expect(one).not.toHaveProperty('assignedLicenses');
    expect(await client.api(`/groups/${team.id}`).select('licenseProcessingState').get()).toMatchObject({
      licenseProcessingState: { state: 'ProcessingComplete' },
    });
    expect(await client.api(`/groups/${nested.id}`).select('licenseProcessingState').get()).toMatchObject({
      licenseProcessingState: null,
    });
    await expect(get(`/groups/${nobody}`)).rejects.toMatchObject(
      refused(404, 'Request_ResourceNotFound', nobody),
    );
  });
});

describe('members', () => {
  const path = (rest: string) => `/groups/${team.id}/${rest}`;

  it('GET members: users and groups, or one kind', async () => {
    expect((await get(path('members'))).value.map((each) => each['@odata.type'])).toEqual([
      ...members.map(() => '#microsoft.graph.user'),
      '#microsoft.graph.group',
    ]);
    expect((await get(path('members/microsoft.graph.user'))).value).toHaveLength(5);
    expect(names(await get(path('members/microsoft.graph.group')))).toEqual([nested.displayName]);
  });

  it('counts each kind', async () => {
    const count = async (rest: string) => {
      const eventual = { headers: { consistencylevel: 'eventual' } };
      return Number((await ask(bench.sandbox, 'GET', path(rest), eventual)).text);
    };
    expect(await count('members/$count')).toBe(6);
    expect(await count('members/microsoft.graph.user/$count')).toBe(5);
    expect(await count('members/microsoft.graph.group/$count')).toBe(1);
    expect(await count('transitiveMembers/$count')).toBe(7);
    expect(await count('transitiveMembers/microsoft.graph.user/$count')).toBe(6);
    expect(await count('membersWithLicenseErrors/$count')).toBe(1);
  });

  it('filters and sorts members in advanced mode only', async () => {
    const query = path(
      "members/microsoft.graph.user?$count=true&$filter=usageLocation eq 'US'&$orderby=displayName desc",
    );
    expect(names(await eventually(query))).toEqual(['Walker d', 'Walker c', 'Walker b', 'Walker a']);
    await expect(get(query)).rejects.toMatchObject(
      refused(400, 'Request_UnsupportedQuery', 'reference property'),
    );
    await expect(get(path('members?$orderby=displayName'))).rejects.toMatchObject(
      refused(400, 'Request_UnsupportedQuery', 'Sorting'),
    );
  });

  it('GET transitiveMembers goes through nested groups once, and a cast needs advanced mode', async () => {
    expect(names(await get(path('transitiveMembers'))).sort()).toEqual(
      [...members.map(({ displayName }) => displayName), 'Far away', nested.displayName].sort(),
    );
    const cast = path('transitiveMembers/microsoft.graph.user?$count=true&$top=1');
    expect((await eventually(cast))['@odata.count']).toBe(6);
    await expect(get(cast)).rejects.toMatchObject(refused(400, 'Request_UnsupportedQuery', 'cast'));
  });

  it('GET membersWithLicenseErrors says which source failed', async () => {
    expect((await get(path('membersWithLicenseErrors?$select=licenseAssignmentStates'))).value).toMatchObject(
      [
        {
          id: members[0]?.id,
          licenseAssignmentStates: [
            { assignedByGroup: team.id, state: 'Error', error: 'ProhibitedInUsageLocationViolation' },
          ],
        },
      ],
    );
  });

  it('GET owners', async () => {
    expect(names(await get(path('owners')))).toEqual(['Boss']);
  });
});
