import { ask, startBench, type Bench } from '../support';
import { bad, refusal, rows } from './answers';
import { appToken } from './tokens';

/** Teams apps in the personal scope of people. */
const app = '0a1b2c3d-0a1b-4c3d-8e5f-0a1b2c3d4e5f';
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
const pathOf = (user: { readonly id: string }) => `/users/${user.id}/teamwork/installedApps`;
const bind = (address: unknown) => ({ 'teamsApp@odata.bind': address });
const catalog = `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${app}`;

it('an app is installed once for each person, and listed under an id of its own', async () => {
  const [user, other] = [bench.person(), bench.person()];
  const installed = await send('POST', pathOf(user), bind(catalog.toUpperCase()));
  expect([installed.status, installed.text]).toEqual([201, '']);
  expect(refusal(await send('POST', pathOf(user), bind(catalog))).slice(0, 2)).toEqual([409, 'Conflict']);
  const [row] = rows(await send('GET', `${pathOf(user)}?$expand=teamsApp`));
  expect(row).toEqual({ id: expect.any(String) as string, teamsApp: { id: app } });
  expect(row?.['id']).not.toBe(app);
  expect(rows(await send('GET', pathOf(other)))).toEqual([]);
  expect((await send('POST', pathOf(other), bind(catalog))).status).toBe(201);
});

it.each([
  [{}],
  [bind(app)],
  [bind(`${catalog}/x`)],
  [bind(`https://evil.example/${'x'.repeat(5_000)}/appCatalogs/teamsApps/${app}`)],
  [bind({ id: app })],
])('refuses the body %j', async (body) => {
  expect(refusal(await send('POST', pathOf(bench.person()), body))).toEqual(bad('teamsApp@odata.bind'));
});

it('the licensing tool may install nothing until that is granted', async () => {
  const user = bench.person();
  const token = await appToken(bench.sandbox, 'license-desk');
  expect(refusal(await send('POST', pathOf(user), bind(catalog), token)).slice(0, 2)).toEqual([
    403,
    'Authorization_RequestDenied',
  ]);
  bench.sandbox.apps.grant('license-desk', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  const granted = await appToken(bench.sandbox, 'license-desk');
  expect((await send('POST', pathOf(user), bind(catalog), granted)).status).toBe(201);
});
