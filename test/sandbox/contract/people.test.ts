import { people } from '../../../src/sandbox';
import { ask, direct, startBench, type Bench } from '../support';
import { bad, refusal } from './answers';
import { personToken } from './tokens';

/** Writes of people, and people who act for themselves. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => bench.refresh());
afterAll(() => bench.sandbox.close());

const send = (method: string, path: string, body?: unknown, token?: string) =>
  ask(bench.sandbox, method, path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  });

const made = (more: object = {}) => ({
  accountEnabled: true,
  displayName: 'Made',
  mailNickname: 'made',
  userPrincipalName: 'made.up@contoso.example',
  passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
  ...more,
});

it('people are made with 201, found by their name, and deleted with everything they held', async () => {
  const { status, body } = await send('POST', '/users', made({ usageLocation: 'no', department: 'Sales' }));
  expect([status, body['userPrincipalName']]).toEqual([201, 'made.up@contoso.example']);
  const user = bench.sandbox.tenant.findUser('MADE.UP@contoso.example');
  expect([user?.usageLocation, user?.department]).toEqual(['NO', 'Sales']);
  const { skuId } = bench.sku('SPE_E3');
  await send('POST', `/users/${user?.id}/assignLicense`, { addLicenses: [{ skuId }], removeLicenses: [] });
  const seats = bench.sandbox.tenant.consumed(skuId);
  expect((await send('DELETE', '/users/made.up@contoso.example')).status).toBe(204);
  expect(bench.sandbox.tenant.consumed(skuId)).toBe(seats - 1);
  expect((await send('GET', `/users/${user?.id}`)).status).toBe(404);
  expect((await send('POST', '/users', made())).status).toBe(201);
});

it.each([
  [
    'a name',
    made({ displayName: undefined }),
    "A value is required for property 'displayName' of resource 'User'.",
  ],
  ['a password', made({ passwordProfile: null }), "'passwordProfile'"],
  ['a nickname in text', made({ mailNickname: 7 }), "'mailNickname'"],
  ['a flag for accountEnabled', made({ accountEnabled: 'true' }), "'accountEnabled'"],
  ['known properties', made({ shoeSize: 44 }), "'shoeSize'"],
  ['properties that can be written', made({ id: people.alex.id }), "'id'"],
  ['licenses by assignLicense only', made({ assignedLicenses: [] }), "'assignedLicenses'"],
  [
    'a domain of the tenant',
    made({ userPrincipalName: 'a@fabrikam.example' }),
    'The domain portion of the userPrincipalName property is invalid.',
  ],
  [
    'exactly this domain',
    made({ userPrincipalName: 'a@notcontoso.example' }),
    'The domain portion of the userPrincipalName property is invalid.',
  ],
  [
    'a name of their own',
    made({ userPrincipalName: people.alex.userPrincipalName.toUpperCase() }),
    'Another object with the same value for property userPrincipalName already exists.',
  ],
  ['an address for a name', made({ userPrincipalName: 'a b@contoso.example' }), "'userPrincipalName'"],
  ['two letters of a country', made({ usageLocation: 'NOR' }), "'usageLocation'"],
])('people need %s; a refused one is not made', async (_name, body, words) => {
  const before = bench.sandbox.tenant.users.size;
  expect(refusal(await send('POST', '/users', body))).toEqual(bad(words));
  expect(bench.sandbox.tenant.users.size).toBe(before);
});

it('a usage location is not nullable; other values are', async () => {
  const user = bench.person({ department: 'Sales' });
  for (const usageLocation of [null, '', 'N', 'Norway', 47])
    expect(refusal(await send('PATCH', `/users/${user.id}`, { usageLocation }))).toEqual(
      bad("Invalid value specified for property 'usageLocation' of resource 'User'."),
    );
  expect((await send('PATCH', `/users/${user.id}`, { department: null })).status).toBe(204);
  expect([user.usageLocation, user.department]).toEqual(['US', null]);
});

it('a change is whole: one bad property, and none is changed', async () => {
  const user = bench.person();
  const answer = await send('PATCH', `/users/${user.id}`, { displayName: 'New', usageLocation: 'Norway' });
  expect([answer.status, user.displayName]).toEqual([400, `Person ${user.id}`]);
});

it('a renamed person is found by the new name only, and keeps it against others', async () => {
  const user = bench.person();
  const [before, after] = [user.userPrincipalName, 'renamed@contoso.example'];
  expect((await send('PATCH', `/users/${user.id}`, { userPrincipalName: after })).status).toBe(204);
  expect((await send('GET', `/users/${before}`)).status).toBe(404);
  expect((await send('GET', `/users/${after}`)).body['id']).toBe(user.id);
  expect((await send('PATCH', `/users/${bench.person().id}`, { userPrincipalName: after })).status).toBe(400);
});

it('a disabled person keeps their licenses, and gets no new token', async () => {
  const user = bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] });
  expect((await send('PATCH', `/users/${user.id}`, { accountEnabled: false })).status).toBe(204);
  expect(bench.states(user)).toEqual(['SPE_E3 direct Active None']);
  await expect(personToken(bench.sandbox, user.userPrincipalName)).rejects.toThrow('no token');
});

it('a License Administrator sets usage locations and nothing else of a person', async () => {
  const megan = await personToken(bench.sandbox, people.megan.userPrincipalName);
  const path = `/users/${bench.person().id}`;
  expect((await send('PATCH', path, { usageLocation: 'SE' }, megan)).status).toBe(204);
  expect((await send('PATCH', path, { department: 'X' }, megan)).status).toBe(403);
  expect((await send('PATCH', path, { usageLocation: 'SE', department: 'X' }, megan)).status).toBe(403);
});

it('a member reads what is their own below /me, with the rights of a guest as well', async () => {
  for (const { userPrincipalName, id } of [people.alex, people.pradeep]) {
    const token = await personToken(bench.sandbox, userPrincipalName);
    const me = (path = '') => send('GET', `/me${path}`, undefined, token);
    expect((await me()).body['id']).toBe(id);
    for (const path of ['/memberOf', '/licenseDetails', '/transitiveMemberOf', '/memberOf/graph.group'])
      expect([path, (await me(path)).status]).toEqual([path, 200]);
  }
});

it('reprocessing answers the person, or the concrete reason', async () => {
  const user = bench.person({ usageLocation: 'BY' });
  bench.license(bench.group([user]), 'Microsoft_365_Copilot');
  const path = `/users/${user.id}/reprocessLicenseAssignment`;
  expect(refusal(await send('POST', path))).toEqual(bad('invalid usage location'));
  await send('PATCH', `/users/${user.id}`, { usageLocation: 'US' });
  const answer = await send('POST', path, {});
  expect([answer.status, answer.body['id']]).toEqual([200, user.id]);
  expect(bench.states(user)).toEqual(['Microsoft_365_Copilot inherited Active None']);
});
