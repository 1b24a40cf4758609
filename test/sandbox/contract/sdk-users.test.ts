import { PageIterator } from '@microsoft/msgraph-sdk-core';
import {
  createUserCollectionResponseFromDiscriminatorValue,
  type User as SdkUser,
} from '@microsoft/msgraph-sdk/models/index.js';
import { people } from '../../../src/sandbox';
import type { Group, User } from '../../../src/sandbox/tenant';
import { direct, nobody, startBench, tokenOf, type Bench } from '../support';
import { errorMappings, sdkFor, type Sdk } from './sdk';
import { strangerToken } from './tokens';

/** People and the tenant as Microsoft's generated SDK sees them; nothing of it is adapted to the sandbox. */
let bench: Bench;
let sdk: Sdk;
let walkers: readonly User[];
let team: Group;
let above: Group;
const eventual = { ConsistencyLevel: ['eventual'] };

beforeAll(async () => {
  bench = await startBench();
  sdk = sdkFor(bench.sandbox, await tokenOf(bench.sandbox));
  walkers = Array.from({ length: 7 }, (_, n) =>
    bench.person({ displayName: `Zyxwalker number${n}`, usageLocation: n === 0 ? null : 'NO' }),
  );
  team = bench.group(walkers, { displayName: 'Walkers' });
  above = bench.group([], { displayName: 'Everybody who walks' });
  bench.sandbox.tenant.nest(above, team);
  bench.license(team, 'SPE_E3');
});
afterAll(() => bench.sandbox.close());
beforeEach(() => bench.refresh());

const walker = (n: number): User => walkers[n] as User;
const oneWalker = (n: number) => sdk.users.byUserId(walker(n).id);

it('reads the organization', async () => {
  const [organization] = (await sdk.organization.get())?.value ?? [];
  expect(organization).toMatchObject({
    id: bench.sandbox.tenantId,
    countryLetterCode: 'US',
    verifiedDomains: [{ name: bench.sandbox.tenant.organization.domain, isDefault: true }],
  });
  expect((await sdk.organization.byOrganizationId(bench.sandbox.tenantId).get())?.id).toBe(
    bench.sandbox.tenantId,
  );
});

it('lists people with $select, $filter, $orderby and $count', async () => {
  const page = await sdk.users.get({
    headers: eventual,
    queryParameters: {
      select: ['id', 'displayName', 'usageLocation'],
      filter: "startswith(displayName,'Zyxw') and usageLocation eq 'NO'",
      orderby: ['displayName desc'],
      count: true,
      top: 2,
    },
  });
  expect(page?.odataCount).toBe(6);
  expect(page?.value?.map(({ displayName }) => displayName)).toEqual([
    'Zyxwalker number6',
    'Zyxwalker number5',
  ]);
  expect(page?.value?.[0]?.mail).toBeUndefined();
});

it('searches people with the header, and says why it cannot without', async () => {
  const search = { search: '"displayName:zyxwalker"', top: 999 };
  expect((await sdk.users.get({ headers: eventual, queryParameters: search }))?.value).toHaveLength(7);
  await expect(sdk.users.get({ queryParameters: search })).rejects.toMatchObject({
    responseStatusCode: 400,
    errorEscaped: {
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining('ConsistencyLevel: eventual') as string,
    },
  });
});

it('pages by the next link to the end, each person once', async () => {
  const found: (string | null | undefined)[] = [];
  const first = await sdk.users.get({ queryParameters: { top: 200, select: ['id'] } });
  const iterator = new PageIterator<SdkUser>(
    sdk.adapter,
    first as never,
    ({ id }) => {
      found.push(id);
      return true;
    },
    createUserCollectionResponseFromDiscriminatorValue,
    errorMappings,
  );
  await iterator.iterate();
  expect(found).toHaveLength(bench.sandbox.tenant.users.size);
  expect(new Set(found)).toEqual(new Set(bench.sandbox.tenant.users.keys()));
});

it('counts people', async () => {
  expect(await sdk.users.count.get({ headers: eventual })).toBe(bench.sandbox.tenant.users.size);
});

it('reads one person, by id or by a name with a # in it', async () => {
  const user = await oneWalker(1).get({
    queryParameters: { select: ['id', 'assignedLicenses', 'licenseAssignmentStates', 'createdDateTime'] },
  });
  const { skuId } = bench.sku('SPE_E3');
  expect(user?.assignedLicenses?.map((each) => String(each.skuId))).toEqual([skuId]);
  expect(user?.licenseAssignmentStates).toMatchObject([
    { assignedByGroup: team.id, state: 'Active', errorEscaped: 'None' },
  ]);
  expect(user?.createdDateTime).toBeInstanceOf(Date);
  expect((await sdk.users.byUserId(people.pradeep.userPrincipalName).get())?.id).toBe(people.pradeep.id);
});

it('reads what a person belongs to, whole and cast to groups', async () => {
  expect((await oneWalker(0).memberOf.get())?.value?.map(({ id }) => id)).toEqual([team.id]);
  expect((await oneWalker(0).memberOf.graphGroup.get())?.value).toMatchObject([{ displayName: 'Walkers' }]);
  const transitive = await oneWalker(0).transitiveMemberOf.graphGroup.get({
    headers: eventual,
    queryParameters: { count: true, select: ['displayName'] },
  });
  expect(transitive?.odataCount).toBe(2);
  expect(transitive?.value?.map(({ displayName }) => displayName)).toEqual(['Walkers', above.displayName]);
  expect(await oneWalker(0).transitiveMemberOf.count.get({ headers: eventual })).toBe(2);
  expect((await sdk.users.byUserId(people.megan.id).memberOf.graphDirectoryRole.get())?.value).toMatchObject([
    { displayName: 'License Administrator' },
  ]);
});

it('reads the details of licenses', async () => {
  const [detail] = (await oneWalker(1).licenseDetails.get())?.value ?? [];
  expect(detail).toMatchObject({ skuPartNumber: 'SPE_E3' });
  expect(detail?.servicePlans).toHaveLength(bench.sku('SPE_E3').plans.length);
});

it('changes a usage location', async () => {
  await oneWalker(6).patch({ usageLocation: 'SE' });
  expect(walker(6).usageLocation).toBe('SE');
});

it('assigns a license directly and takes it again', async () => {
  const { skuId } = bench.sku('VISIOCLIENT');
  const change = (add: readonly string[], remove: readonly string[]) =>
    oneWalker(2).assignLicense.post({
      addLicenses: add.map((each) => ({ skuId: each as never, disabledPlans: [] })),
      removeLicenses: remove as never,
    });
  expect((await change([skuId], []))?.id).toBe(walker(2).id);
  expect(bench.states(walker(2))).toContain('VISIOCLIENT direct Active None');
  await change([], [skuId]);
  expect(bench.states(walker(2))).toEqual(['SPE_E3 inherited Active None']);
});

it('reprocesses a person, and passes the reason of a failure on', async () => {
  expect((await oneWalker(1).reprocessLicenseAssignment.post())?.id).toBe(walker(1).id);
  const stuck = bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] });
  bench.license(bench.group([stuck]), 'SPE_F1');
  await expect(sdk.users.byUserId(stuck.id).reprocessLicenseAssignment.post()).rejects.toMatchObject({
    responseStatusCode: 400,
    errorEscaped: {
      code: 'Request_BadRequest',
      message: expect.stringMatching(/mutually exclusive$/) as string,
    },
  });
});

it('makes and deletes a person', async () => {
  const made = await sdk.users.post({
    accountEnabled: true,
    displayName: 'Made by the SDK',
    mailNickname: 'made',
    userPrincipalName: `made@${bench.sandbox.tenant.organization.domain}`,
    passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
  });
  expect(bench.sandbox.tenant.users.get(made?.id ?? '')?.displayName).toBe('Made by the SDK');
  await sdk.users.byUserId(made?.id ?? '').delete();
  expect(bench.sandbox.tenant.users.has(made?.id ?? '')).toBe(false);
});

it('turns a 404 into an ODataError with its code, message and ids', async () => {
  await expect(sdk.users.byUserId(nobody).get()).rejects.toMatchObject({
    responseStatusCode: 404,
    errorEscaped: {
      code: 'Request_ResourceNotFound',
      message: `Resource '${nobody}' does not exist or one of its queried reference-property objects are not present.`,
      innerError: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    },
  });
});

it('turns a 403 and a 401 into an ODataError', async () => {
  const without = sdkFor(bench.sandbox, await strangerToken(bench.sandbox));
  await expect(without.users.get()).rejects.toMatchObject({
    responseStatusCode: 403,
    errorEscaped: {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    },
  });
  await expect(sdkFor(bench.sandbox, 'none').users.get()).rejects.toMatchObject({
    responseStatusCode: 401,
    errorEscaped: { code: 'InvalidAuthenticationToken' },
  });
});
