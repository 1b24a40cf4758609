import { people } from '../../../src/sandbox';
import type { Group, User } from '../../../src/sandbox/tenant';
import { ask, startBench, type Bench } from '../support';
import { invalid, refusal, rows, unsupported } from './answers';

/** What Microsoft documents, or was seen, of OData on directory objects; asked over plain HTTP. */
let bench: Bench;
let team: Group;
let members: readonly User[];

beforeAll(async () => {
  bench = await startBench();
  members = Array.from({ length: 25 }, (_, n) =>
    bench.person({ displayName: `Fencer ${String(n).padStart(2, '0')}`, department: n < 3 ? 'Foil' : null }),
  );
  members[0]!.usageLocation = 'BY';
  team = bench.group(members, { displayName: 'Fencers', description: 'En garde' });
  bench.license(team, 'Microsoft_365_Copilot');
});
afterAll(() => bench.sandbox.close());

const get = (path: string) => ask(bench.sandbox, 'GET', path);
const eventually = (path: string) =>
  ask(bench.sandbox, 'GET', path, { headers: { consistencylevel: 'eventual' } });
const fencers = "startswith(displayName,'Fencer')";
const skuId = () => bench.sku('Microsoft_365_Copilot').skuId;

describe('$select and $expand', () => {
  it('license properties and states are not returned unless they are selected', async () => {
    const user = (await get(`/users/${members[1]?.id}`)).body;
    const group = (await get(`/groups/${team.id}`)).body;
    for (const name of ['assignedLicenses', 'assignedPlans', 'licenseAssignmentStates', 'usageLocation'])
      expect(user).not.toHaveProperty(name);
    for (const name of ['assignedLicenses', 'licenseProcessingState', 'hasMembersWithLicenseErrors'])
      expect(group).not.toHaveProperty(name);
  });

  it('hasMembersWithLicenseErrors is for filters alone: it may be selected, and is not returned', async () => {
    const path = `/groups/${team.id}?$select=id,hasMembersWithLicenseErrors`;
    expect(Object.keys((await get(path)).body)).toEqual(['@odata.context', 'id']);
  });

  it('unknown properties are refused', async () => {
    expect(refusal(await get('/users?$select=id,shoeSize'))).toEqual(
      invalid("Could not find a property named 'shoeSize' on type 'microsoft.graph.user'"),
    );
    expect(refusal(await get('/groups?$expand=friends'))).toEqual(invalid("'friends'"));
    for (const path of [`/groups/${team.id}`, "/groups?$filter=displayName eq 'nobody'&x=1"])
      expect(
        refusal(await get(`${path}${path.includes('?') ? '&' : '?'}$expand=members($select=shoeSize)`)),
      ).toEqual(invalid("'shoeSize'"));
  });

  it('$expand=members shows twenty at most, with their type', async () => {
    const path = `/groups/${team.id}?$select=displayName,members&$expand=members($select=id,displayName)`;
    const shown = (await get(path)).body['members'] as readonly Record<string, unknown>[];
    expect(shown).toHaveLength(20);
    expect(shown[0]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: members[0]?.id,
      displayName: 'Fencer 00',
    });
  });

  it('$expand does not go with advanced queries', async () => {
    expect(refusal(await eventually('/groups?$count=true&$expand=members'))).toEqual(unsupported('$expand'));
    expect((await get('/groups?$top=1&$expand=members')).status).toBe(200);
  });

  it.each(['', ',', 'id,', 'id,,mail'])('a list of names with a hole is refused: "%s"', async (select) => {
    expect((await get(`/users?$select=${select}`)).status).toBe(400);
  });

  it('an option stands once and is one of OData', async () => {
    expect(refusal(await get('/users?$top=1&$top=2')).slice(0, 2)).toEqual([400, 'Request_BadRequest']);
    expect(refusal(await get('/users?$top=1&$TOP=2')).slice(0, 2)).toEqual([400, 'Request_BadRequest']);
    expect(refusal(await get('/users?$apply=x')).slice(0, 2)).toEqual([400, 'Request_BadRequest']);
    expect((await get('/users?$top=1&trace=me')).status).toBe(200);
  });
});

describe('$filter and $orderby', () => {
  it('hasMembersWithLicenseErrors works without $count and fails with it, header or not', async () => {
    const path = '/groups?$filter=hasMembersWithLicenseErrors eq true&$select=id&$top=999';
    expect(rows(await get(path)).map(({ id }) => id)).toContain(team.id);
    for (const answer of [await get(`${path}&$count=true`), await eventually(`${path}&$count=true`)])
      expect(refusal(answer)).toEqual(
        unsupported(
          "Unsupported or invalid query filter clause specified for property 'hasMembersWithLicenseErrors' of resource 'Group'.",
        ),
      );
  });

  it.each([
    ['users', "licenseAssignmentStates/any(x:x/state eq 'Error')", 'licenseAssignmentStates'],
    ['groups', "licenseProcessingState/state eq 'ProcessingComplete'", 'licenseProcessingState'],
    ['groups', 'createdDateTime ge 2020-01-01T00:00:00Z', 'createdDateTime'],
  ])('%s cannot be filtered by %s, not even in advanced mode', async (list, filter, name) => {
    expect(refusal(await eventually(`/${list}?$count=true&$filter=${filter}`))).toEqual(
      unsupported(`'${name}'`),
    );
  });

  it.each([
    "displayName ne 'a'",
    "not(displayName eq 'a')",
    'description eq null',
    'assignedLicenses/$count eq 0',
    "NOT(groupTypes/any(c:c eq 'Unified'))",
    'securityEnabled ne true',
  ])('%s needs an advanced query', async (filter) => {
    expect(refusal(await get(`/groups?$filter=${filter}`))).toEqual(unsupported('Try adding $count=true'));
    expect(refusal(await eventually(`/groups?$filter=${filter}`))).toEqual(
      unsupported('Try adding $count=true'),
    );
    expect((await eventually(`/groups?$count=true&$filter=${filter}`)).status).toBe(200);
  });

  it.each([
    'assignedLicenses/any()',
    "groupTypes/any(c:c eq 'Unified')",
    "displayName in ('Fencers','x')",
    "startsWith(displayName,'Fence')",
    'securityEnabled eq true',
    'onPremisesSyncEnabled eq true',
    'isAssignableToRole eq true',
    "membershipRuleProcessingState eq 'On'",
  ])('%s works at once', async (filter) => {
    expect(rows(await get(`/groups?$filter=${filter}`)).length).toBeGreaterThan(0);
  });

  it('a GUID in a lambda is not quoted', async () => {
    expect((await get(`/groups?$filter=assignedLicenses/any(x:x/skuId eq ${skuId()})`)).status).toBe(200);
    expect(refusal(await get(`/groups?$filter=assignedLicenses/any(x:x/skuId eq '${skuId()}')`))).toEqual(
      invalid("Found operand types 'Edm.Guid' and 'Edm.String'"),
    );
  });

  it.each([
    ["accountEnabled eq 'true'", "'Edm.Boolean' and 'Edm.String'"],
    ['displayName eq 5', "'Edm.String' and 'Edm.Int32'"],
    ['displayName eq true', "'Edm.String' and 'Edm.Boolean'"],
    ['displayName eq fencer', "Could not find a property named 'fencer'"],
    ["shoeSize eq 'a'", "Could not find a property named 'shoeSize' on type 'microsoft.graph.user'"],
    ["__proto__ eq 'a'", "'__proto__'"],
    ["displayName eq 'open", 'Syntax error'],
    ["contains(displayName,'a')", 'Syntax error'],
  ])('%s is no filter', async (filter, words) => {
    expect(refusal(await get(`/users?$filter=${filter}`))).toEqual(invalid(words));
  });

  it('at most fifteen alternatives in default mode, more in advanced', async () => {
    const names = Array.from({ length: 16 }, (_, n) => `'Fencer ${String(n).padStart(2, '0')}'`);
    const many = `displayName in (${names.join()})`;
    const chain = names.map((name) => `displayName eq ${name}`).join(' or ');
    for (const filter of [many, chain]) {
      expect(refusal(await get(`/users?$filter=${filter}`))).toEqual(
        unsupported("containing 'OR' operators: 16. Max allowed: 15."),
      );
      expect(rows(await eventually(`/users?$count=true&$filter=${filter}`))).toHaveLength(16);
    }
    expect(rows(await get(`/users?$filter=displayName in (${names.slice(1).join()})`))).toHaveLength(15);
  });

  it('$orderby with $filter needs an advanced query', async () => {
    const path = `/users?$filter=${fencers}&$orderby=displayName desc&$top=1`;
    expect(refusal(await get(path))).toEqual(unsupported('Sorting not supported for current query.'));
    expect(rows(await eventually(`${path}&$count=true`))).toMatchObject([{ displayName: 'Fencer 24' }]);
  });

  it('few properties can be sorted by', async () => {
    for (const by of ['displayName', 'userPrincipalName', 'displayName asc', 'displayName%20DESC'])
      expect([by, (await get(`/users?$orderby=${by}&$top=1`)).status]).toEqual([by, 200]);
    expect(refusal(await get('/users?$orderby=mail'))).toEqual(
      unsupported("orderby clause specified for property 'mail'"),
    );
    expect(refusal(await get('/users?$orderby=shoeSize'))).toEqual(invalid("'shoeSize'"));
    expect(refusal(await get('/users?$orderby=displayName sideways')).slice(0, 2)).toEqual([
      400,
      'Request_UnsupportedQuery',
    ]);
  });
});

describe('$search', () => {
  it('needs the header, and says so', async () => {
    expect(refusal(await get('/groups?$search="displayName:fencers"'))).toEqual(
      unsupported("'ConsistencyLevel: eventual'"),
    );
  });

  it('looks for words in displayName and description, in any order and case, and for beginnings elsewhere', async () => {
    const found = async (search: string) =>
      rows(await eventually(`/groups?$search=${search}`)).map(({ displayName }) => displayName);
    expect(await found('"description:GARDE en"')).toEqual(['Fencers']);
    expect(await found('"displayName:encers"')).toEqual([]);
    expect(await found('"displayName:nothing" OR "description:garde"')).toEqual(['Fencers']);
    expect(await found('"displayName:fencers" AND "description:nothing"')).toEqual([]);
  });

  it.each(['fencers', '"fencers"', '"displayName:fencers', 'displayName:fencers'])(
    'each clause is quoted with its property: %s',
    async (search) => {
      expect((await eventually(`/groups?$search=${search}`)).status).toBe(400);
    },
  );
});

describe('lists that hang on an object', () => {
  it('filter, sort and count in advanced queries only', async () => {
    const path = `/groups/${team.id}/members/microsoft.graph.user`;
    expect(refusal(await get(`${path}?$filter=department eq 'Foil'`))).toEqual(
      unsupported('The specified filter to the reference property query is currently not supported.'),
    );
    expect(rows(await eventually(`${path}?$count=true&$filter=department eq 'Foil'`))).toHaveLength(3);
    expect(refusal(await get(`${path}?$orderby=displayName`))).toEqual(unsupported('Sorting'));
  });

  it('a cast of members works at once; one of transitive members needs an advanced query', async () => {
    expect(rows(await get(`/groups/${team.id}/members/graph.user`))).toHaveLength(25);
    expect(refusal(await get(`/groups/${team.id}/transitiveMembers/microsoft.graph.user`))).toEqual(
      unsupported('ConsistencyLevel'),
    );
    expect((await get(`/groups/${team.id}/members/microsoft.graph.unicorn`)).status).toBe(400);
    expect(rows(await get(`/groups/${team.id}/members/microsoft.graph.servicePrincipal`))).toEqual([]);
  });

  it('members without a cast say their type', async () => {
    const [first] = rows(await get(`/groups/${team.id}/members?$select=displayName`));
    expect(first?.['@odata.type']).toBe('#microsoft.graph.user');
  });

  it('directoryRoles are not paged, and subscribedSkus take nothing but $select', async () => {
    expect((await get('/directoryRoles')).body['@odata.nextLink']).toBeUndefined();
    for (const option of ["$filter=skuPartNumber eq 'SPE_E3'", '$top=1', '$orderby=skuPartNumber'])
      expect([option, (await get(`/subscribedSkus?${option}`)).status]).toEqual([option, 400]);
    expect((await get('/subscribedSkus?$search="x"')).status).toBe(200);
  });
});

describe('@odata.context', () => {
  it.each([
    ['/groups', 'groups'],
    ['/groups?$select=id,displayName', 'groups(id,displayName)'],
    ['/users?$select=id', 'users(id)'],
    ['/subscribedSkus', 'subscribedSkus'],
    ['/auditLogs/directoryAudits', 'auditLogs/directoryAudits'],
    ['/directoryRoles?$select=id', 'directoryRoles(id)'],
    [`/users/${people.megan.id}`, 'users/$entity'],
    [`/users/${people.megan.id}?$select=id`, 'users(id)/$entity'],
    [`/users/${people.megan.id}/memberOf`, 'directoryObjects'],
    [`/users/${people.megan.id}/licenseDetails`, `users('${people.megan.id}')/licenseDetails`],
  ])('of %s is %s', async (path, context) => {
    expect((await get(path)).body['@odata.context']).toBe(`${bench.sandbox.graphUrl}/$metadata#${context}`);
  });
});

describe('addresses', () => {
  it.each([
    ['/teams', 'teams'],
    ['/groups/x/photo', 'photo'],
    [`/users/x/memberOf/microsoft.graph.group/y`, 'y'],
    ['/auditLogs/signIns', 'signIns'],
    ['/', ''],
  ])('%s has a segment that is not there: "%s"', async (path, segment) => {
    expect(refusal(await get(path))).toEqual([
      400,
      'Request_BadRequest',
      `Resource not found for the segment '${segment}'.`,
    ]);
  });

  it('a wrong verb is refused', async () => {
    for (const [method, path] of [
      ['DELETE', '/subscribedSkus'],
      ['PUT', `/groups/${team.id}`],
      ['POST', `/groups/${team.id}/members`],
      ['PATCH', '/organization'],
    ] as const)
      expect(refusal(await ask(bench.sandbox, method, path))).toEqual([
        405,
        'Request_BadRequest',
        'Specified HTTP method is not allowed for the request target.',
      ]);
  });

  it('/me is for people, not for apps', async () => {
    expect(refusal(await get('/me'))).toEqual([
      400,
      'BadRequest',
      '/me request is only valid with delegated authentication flow.',
    ]);
  });
});
