import { people } from '../../../src/sandbox';
import { ask, nobody, startBench, type Bench } from '../support';
import { bad, invalid, refusal, rows } from './answers';
import { personToken } from './tokens';

/** Who reports to whom: reading it, setting it, and what is there when nobody is named. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.sandbox.close());

const send = (method: string, path: string, body?: unknown, token?: string) =>
  ask(bench.sandbox, method, path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  });
const managerOf = (id: string, query = '') => send('GET', `/users/${id}/manager${query}`);
const reference = (id: string, kind = 'users') => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/${kind}/${id}`,
});
const noManager = [404, 'Request_ResourceNotFound', expect.stringContaining("Resource 'manager'")];

it('a manager is a directory object that says its type, with the usual or the selected fields', async () => {
  const { status, body } = await managerOf(people.alex.userPrincipalName);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    '@odata.context': `${bench.sandbox.graphUrl}/$metadata#directoryObjects/$entity`,
    '@odata.type': '#microsoft.graph.user',
    id: people.adele.id,
    displayName: 'Adele Vance',
    userPrincipalName: people.adele.userPrincipalName,
  });
  const selected = await managerOf(people.alex.id, '?$select=id,accountEnabled,userType');
  expect(selected.body).toEqual({
    '@odata.context': `${bench.sandbox.graphUrl}/$metadata#directoryObjects(id,accountEnabled,userType)/$entity`,
    '@odata.type': '#microsoft.graph.user',
    id: people.adele.id,
    accountEnabled: true,
    userType: 'Member',
  });
});

it('whoever has none, or one who was deleted, has none', async () => {
  expect(refusal(await managerOf(people.nestor.id))).toEqual(noManager);
  const boss = bench.person();
  const user = bench.person({ managerId: boss.id });
  expect((await managerOf(user.id)).body['id']).toBe(boss.id);
  expect((await send('DELETE', `/users/${boss.id}`)).status).toBe(204);
  expect(refusal(await managerOf(user.id))).toEqual(noManager);
  expect(refusal(await send('DELETE', `/users/${user.id}/manager/$ref`))).toEqual(noManager);
});

it('a manager is set, replaced and taken away by reference', async () => {
  const [user, first, second] = [bench.person(), bench.person(), bench.person()];
  const path = `/users/${user.id}/manager/$ref`;
  expect((await send('PUT', path, reference(first.id))).status).toBe(204);
  expect((await send('PUT', path, reference(second.id.toUpperCase(), 'directoryObjects'))).status).toBe(204);
  expect((await managerOf(user.id)).body['id']).toBe(second.id);
  expect((await send('DELETE', path)).status).toBe(204);
  expect(refusal(await managerOf(user.id))).toEqual(noManager);
});

it('a manager is a person of the tenant, and somebody else', async () => {
  const user = bench.person();
  const path = `/users/${user.id}/manager/$ref`;
  const put = async (body: unknown) => refusal(await send('PUT', path, body));
  expect(await put(reference(nobody))).toEqual([
    404,
    'Request_ResourceNotFound',
    expect.stringContaining(nobody),
  ]);
  expect((await put(reference(bench.group([]).id, 'directoryObjects')))[0]).toBe(404);
  expect(await put(reference(user.id))).toEqual(bad('their own manager'));
  expect(await put(reference('../../../x'))).toEqual(bad('odata.id'));
  expect(await put({ '@odata.id': { toString: 'x' } })).toEqual(bad('odata.id'));
  expect(user.managerId).toBeNull();
});

it('$expand puts the manager beside the person, where there is one', async () => {
  const [alex, nestor] = rows(
    await send(
      'GET',
      `/users?$filter=id in ('${people.alex.id}','${people.nestor.id}')&$select=id&$expand=manager($select=id)`,
    ),
  ).toSorted((one) => (one['id'] === people.alex.id ? -1 : 1));
  expect(alex).toEqual({
    id: people.alex.id,
    manager: { '@odata.type': '#microsoft.graph.user', id: people.adele.id },
  });
  expect(nestor).toEqual({ id: people.nestor.id });
  expect(refusal(await send('GET', `/users/${people.alex.id}?$expand=manager($select=nope)`))).toEqual(
    invalid('nope'),
  );
});

it('people read their own manager at /me with the permission for all, not with that for themselves', async () => {
  const token = await personToken(bench.sandbox, people.alex.userPrincipalName);
  const { status, body } = await send('GET', '/me/manager', undefined, token);
  expect([status, body['id']]).toEqual([200, people.adele.id]);
  bench.sandbox.apps.register({
    id: 'only-me',
    name: 'Only me',
    secret: 'sandbox',
    applicationPermissions: [],
    delegatedPermissions: ['User.Read'],
  });
  const small = await personToken(bench.sandbox, people.alex.userPrincipalName, 'only-me');
  expect(refusal(await send('GET', '/me/manager', undefined, small)).slice(0, 2)).toEqual([
    403,
    'Authorization_RequestDenied',
  ]);
});
