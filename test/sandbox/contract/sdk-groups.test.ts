import { HttpMethod } from '@microsoft/kiota-abstractions';
import { BatchRequestContent, PageIterator } from '@microsoft/msgraph-sdk-core';
import {
  createDirectoryObjectCollectionResponseFromDiscriminatorValue,
  createGroupCollectionResponseFromDiscriminatorValue,
  createGroupFromDiscriminatorValue,
  createSubscribedSkuCollectionResponseFromDiscriminatorValue,
  createUserCollectionResponseFromDiscriminatorValue,
  type DirectoryObjectCollectionResponse,
  type GroupCollectionResponse,
  type SubscribedSkuCollectionResponse,
  type UserCollectionResponse,
  type Group as SdkGroup,
} from '@microsoft/msgraph-sdk/models/index.js';
import { people } from '../../../src/sandbox';
import type { Group, User } from '../../../src/sandbox/tenant';
import { nobody, startBench, tokenOf, type Bench } from '../support';
import { errorMappings, sdkFor, type Sdk } from './sdk';
import { personToken } from './tokens';

/** Groups, products and batches through the SDK's own request adapter, with its models. */
let bench: Bench;
let sdk: Sdk;
let team: Group;
let stuck: User;
const eventual = { ConsistencyLevel: 'eventual' };

beforeAll(async () => {
  bench = await startBench();
  sdk = sdkFor(bench.sandbox, await tokenOf(bench.sandbox));
  stuck = bench.person({ displayName: 'Not there', usageLocation: 'BY' });
  team = bench.group([stuck, bench.person(), bench.person()], { displayName: 'Quizzers OfTheNorth' });
  bench.sandbox.tenant.nest(team, bench.group([], { displayName: 'Guests of the quiz' }));
  bench.license(team, 'Microsoft_365_Copilot');
});
afterAll(() => bench.sandbox.close());
beforeEach(() => bench.refresh());

const groups = (query: Readonly<Record<string, string>>, headers = {}) =>
  sdk.get<GroupCollectionResponse>('/groups', createGroupCollectionResponseFromDiscriminatorValue, {
    query,
    headers,
  });

it('finds groups by words and by filter', async () => {
  const search = { '%24search': '"displayName:north quizzers"', '%24count': 'true', '%24select': 'id' };
  const page = await groups(search, eventual);
  expect([page?.odataCount, page?.value?.map(({ id }) => id)]).toEqual([1, [team.id]]);
  const filter = `assignedLicenses/any(x:x/skuId eq ${bench.sku('Microsoft_365_Copilot').skuId})`;
  const licensed = await groups({ $filter: filter, $select: 'id,assignedLicenses', $top: '999' });
  expect(licensed?.value?.find(({ id }) => id === team.id)?.assignedLicenses).toHaveLength(1);
});

it('pages through all groups', async () => {
  const found = new Set<string | null | undefined>();
  const first = await groups({ $top: '7', $orderby: 'displayName' });
  const iterator = new PageIterator<SdkGroup>(
    sdk.adapter,
    first as never,
    ({ id }) => Boolean(found.add(id)),
    createGroupCollectionResponseFromDiscriminatorValue,
    errorMappings,
  );
  await iterator.iterate();
  expect(found).toEqual(new Set(bench.sandbox.tenant.groups.keys()));
});

it('reads one group with its template and its state', async () => {
  const group = await sdk.get<SdkGroup>(`/groups/${team.id}`, createGroupFromDiscriminatorValue, {
    query: { $select: 'displayName,assignedLicenses,licenseProcessingState,createdDateTime' },
  });
  expect(group).toMatchObject({
    displayName: team.displayName,
    licenseProcessingState: { state: 'ProcessingComplete' },
  });
  expect(String(group?.assignedLicenses?.[0]?.skuId)).toBe(bench.sku('Microsoft_365_Copilot').skuId);
  expect(group?.createdDateTime).toBeInstanceOf(Date);
});

it('assigns a license to a group and gets the group back', async () => {
  const group = bench.group([]);
  const { skuId } = bench.sku('SPE_E3');
  const request = sdk.request(HttpMethod.POST, `/groups/${group.id}/assignLicense`, {
    body: { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] },
  });
  const answered = await sdk.adapter.send<SdkGroup>(
    request,
    createGroupFromDiscriminatorValue,
    errorMappings,
  );
  expect(answered).toMatchObject({ id: group.id, securityEnabled: true });
  expect(group.licenses).toEqual([{ skuId, disabledPlans: [] }]);
});

it('reads members as what they are, and those with license errors', async () => {
  const members = await sdk.get<DirectoryObjectCollectionResponse>(
    `/groups/${team.id}/members`,
    createDirectoryObjectCollectionResponseFromDiscriminatorValue,
  );
  expect(members?.value?.map(({ odataType }) => odataType)).toEqual([
    ...['user', 'user', 'user', 'group'].map((type) => `#microsoft.graph.${type}`),
  ]);
  const users = await sdk.get<UserCollectionResponse>(
    `/groups/${team.id}/transitiveMembers/graph.user`,
    createUserCollectionResponseFromDiscriminatorValue,
    { query: { '%24count': 'true' }, headers: eventual },
  );
  expect(users?.odataCount).toBe(3);
  const failed = await sdk.get<UserCollectionResponse>(
    `/groups/${team.id}/membersWithLicenseErrors`,
    createUserCollectionResponseFromDiscriminatorValue,
    { query: { $select: 'id,licenseAssignmentStates' } },
  );
  expect(failed?.value).toMatchObject([
    {
      id: stuck.id,
      licenseAssignmentStates: [
        { assignedByGroup: team.id, errorEscaped: 'ProhibitedInUsageLocationViolation' },
      ],
    },
  ]);
});

it('reads products with their numbers and plans', async () => {
  const skus = await sdk.get<SubscribedSkuCollectionResponse>(
    '/subscribedSkus',
    createSubscribedSkuCollectionResponseFromDiscriminatorValue,
  );
  const e3 = skus?.value?.find(({ skuPartNumber }) => skuPartNumber === 'SPE_E3');
  expect(e3?.prepaidUnits?.enabled).toBe(bench.sku('SPE_E3').units.enabled);
  expect(e3?.consumedUnits).toBe(bench.sandbox.tenant.consumed(bench.sku('SPE_E3').skuId));
  expect(e3?.servicePlans).toHaveLength(bench.sku('SPE_E3').plans.length);
});

it.each([
  ['a 404', `/groups/${nobody}`, 404, 'Request_ResourceNotFound'],
  ['a 400', '/groups?$filter=displayName', 400, 'BadRequest'],
  ['a refused query', "/groups?$filter=mail%20ne%20'a'", 400, 'Request_UnsupportedQuery'],
])('turns %s into an ODataError', async (_name, path, responseStatusCode, code) => {
  await expect(sdk.get<SdkGroup>(path, createGroupFromDiscriminatorValue)).rejects.toMatchObject({
    responseStatusCode,
    errorEscaped: { code },
  });
});

it('reads /me in the name of a person, which the SDK writes as a person to be replaced', async () => {
  const asMegan = sdkFor(bench.sandbox, await personToken(bench.sandbox, people.megan.userPrincipalName));
  expect((await asMegan.me.get())?.id).toBe(people.megan.id);
  expect((await asMegan.me.memberOf.graphDirectoryRole.get())?.value).toMatchObject([
    { displayName: 'License Administrator' },
  ]);
  await expect(sdk.me.get()).rejects.toMatchObject({ responseStatusCode: 400 });
});

// This version of the SDK reads the body of every answer in a batch as base64, so only the rest can be looked at.
it('sends a batch, and finds its answers by their ids', async () => {
  const batch = new BatchRequestContent(sdk.adapter, errorMappings);
  const step = (path: string) => batch.addBatchRequest(sdk.request(HttpMethod.GET, path));
  const steps = [step(`/groups/${team.id}`), step(`/users/${nobody}`), step('/subscribedSkus')];
  const answers = await batch.postAsync();
  expect(steps.map(({ id }) => answers?.getResponseById(id)?.status)).toEqual([200, 404, 200]);
});
