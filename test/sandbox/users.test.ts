import { people, roleTemplates } from '../../src/sandbox';
import type { Group, User } from '../../src/sandbox/tenant';
import { graphClient, names, refused, type GraphClient } from './graph-client';
import { ask, direct, nobody, startBench, type Bench } from './support';

/** Every endpoint of people once, over HTTP, asked by Microsoft's own Graph client. */
let bench: Bench;
let client: GraphClient['client'];
let get: GraphClient['get'];
let eventually: GraphClient['eventually'];
let team: Group;
let members: readonly User[];
let boss: User;

beforeAll(async () => {
  bench = await startBench();
  ({ client, get, eventually } = await graphClient(bench.sandbox));
  members = Array.from({ length: 5 }, (_, n) =>
    bench.person({ displayName: `Walker ${n}`, usageLocation: n === 0 ? 'BY' : 'US' }),
  );
  boss = bench.person({ displayName: 'Boss' });
  team = bench.group(members, { displayName: 'Walkers' });
  bench.license(team, 'Microsoft_365_Copilot');
});
afterAll(() => bench.sandbox.close());

it('GET /users by filter, and how many', async () => {
  const skuId = bench.sku('Microsoft_365_Copilot').skuId;
  const page = await eventually(
    `/users?$count=true&$filter=assignedLicenses/any(x:x/skuId eq ${skuId}) and startswith(displayName,'Walker')`,
  );
  expect(page['@odata.count']).toBe(4);
  expect(names(await get(`/users?$filter=id in ('${boss.id}','${nobody}')`))).toEqual(['Boss']);
  const eventual = { headers: { consistencylevel: 'eventual' } };
  expect((await ask(bench.sandbox, 'GET', '/users/$count', eventual)).text).toBe(
    String(bench.sandbox.tenant.users.size),
  );
});

it('GET /users/{id}: by id or name; license states only when selected', async () => {
  const plain = (await client.api(`/users/${people.megan.id}`).get()) as Record<string, unknown>;
  expect(plain).toMatchObject({ displayName: 'Megan Bowen', mail: people.megan.mail });
  expect(plain).not.toHaveProperty('licenseAssignmentStates');
  expect(await client.api(`/users/${people.megan.userPrincipalName.toUpperCase()}`).get()).toEqual(plain);
  expect(
    await client.api(`/users/${members[1]?.id}`).select('assignedLicenses,licenseAssignmentStates').get(),
  ).toMatchObject({
    assignedLicenses: [{ skuId: bench.sku('Microsoft_365_Copilot').skuId }],
    licenseAssignmentStates: [{ assignedByGroup: team.id, state: 'Active', error: 'None' }],
  });
  await expect(get(`/users/${nobody}`)).rejects.toMatchObject(refused(404, 'Request_ResourceNotFound'));
});

it('shows a plan as disabled only when every source disables it', async () => {
  const { skuId, plans: all } = bench.sku('SPE_E3');
  const [one = '', two = '', three = ''] = all.map(({ id }) => id);
  const user = bench.person({ assignments: [direct(skuId, [one, two])] });
  bench.license(bench.group([user]), { skuId, disabledPlans: [two, three] });
  expect(await client.api(`/users/${user.id}`).select('assignedLicenses').get()).toMatchObject({
    assignedLicenses: [{ skuId, disabledPlans: [two] }],
  });
});

it('GET roles and groups of a person', async () => {
  for (const way of ['memberOf', 'transitiveMemberOf']) {
    const roles = await eventually(
      `/users/${people.megan.id}/${way}/microsoft.graph.directoryRole?$count=true`,
    );
    expect(roles.value).toMatchObject([{ roleTemplateId: roleTemplates.licenseAdministrator }]);
  }
  expect(names(await get(`/users/${members[0]?.id}/memberOf`))).toEqual([team.displayName]);
});

it('gives a next link that works for a guest, whose name has a # in it', async () => {
  const name = encodeURIComponent(people.pradeep.userPrincipalName);
  bench.group([bench.sandbox.tenant.users.get(people.pradeep.id) as User]);
  const first = await get(`/users/${name}/memberOf?$top=1`);
  expect((await get(first['@odata.nextLink'] ?? '')).value).toHaveLength(1);
});

it('PATCH usageLocation and reprocess: the person gets the license; without the first, the reason', async () => {
  const user = bench.person({ usageLocation: 'RU' });
  bench.license(bench.group([user]), 'Microsoft_365_Copilot');
  const reprocess = () =>
    client.api(`/users/${user.id}/reprocessLicenseAssignment`).post({}) as Promise<unknown>;
  await expect(reprocess()).rejects.toMatchObject(
    refused(400, 'Request_BadRequest', 'invalid usage location'),
  );
  await expect(client.api(`/users/${user.id}`).patch({ usageLocation: null })).rejects.toMatchObject(
    refused(400, 'Request_BadRequest', 'usageLocation'),
  );
  const patched = await ask(bench.sandbox, 'PATCH', `/users/${user.id}`, {
    body: '{"usageLocation":"no"}',
  });
  expect([patched.status, patched.text, user.usageLocation]).toEqual([204, '', 'NO']);
  expect(await reprocess()).toMatchObject({ id: user.id });
  expect(bench.states(user)).toEqual(['Microsoft_365_Copilot inherited Active None']);
});

it('reprocess also settles what a group left behind that the person is no longer in', async () => {
  const user = bench.person();
  const base = bench.group([user]);
  bench.license(base, 'SPE_E3');
  const { tenant } = bench.sandbox;
  tenant.assign(user, [...user.assignments, direct(bench.sku('MCOMEETADV').skuId)]);
  tenant.leave(base, user.id);
  const reprocess = () =>
    client.api(`/users/${user.id}/reprocessLicenseAssignment`).post({}) as Promise<unknown>;
  await expect(reprocess()).rejects.toMatchObject(refused(400, 'Request_BadRequest', 'depends on'));
  expect(bench.states(user)).toContain('SPE_E3 inherited ActiveWithError DependencyViolation');
  tenant.assign(
    user,
    user.assignments.filter(({ byGroup }) => byGroup !== null),
  );
  await reprocess();
  expect(bench.states(user)).toEqual([]);
});
