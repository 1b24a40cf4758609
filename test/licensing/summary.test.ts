import { surveyGroup } from '../../src/licensing/summary';
import { createNames } from '../../src/names/names';
import { startSandbox, virtualClock, type Sandbox } from '../../src/sandbox';
import { giving } from '../support/builders';
import { groupNamed, sandboxGraph, skuNamed } from '../support/sandbox-graph';

const clock = virtualClock(Date.parse('2026-11-24T09:00:00Z'));
const everybody = 100_000;
let sandbox: Sandbox;

beforeAll(async () => {
  const size = { users: everybody, groups: 1, largestGroup: everybody };
  sandbox = await startSandbox({ scenario: 'large', size, clock, staleReadMs: 0 });
});
afterAll(() => sandbox.close());

/** The summary of assigning a product, and the requests that Graph served for it. */
async function summarize(groupId: string, part: string) {
  const skuId = skuNamed(sandbox, part);
  const deps = {
    graph: sandboxGraph(sandbox, clock),
    catalog: { names: createNames() },
    now: () => new Date(clock.now()),
  };
  const before = sandbox.requests.length;
  const surveyed = await surveyGroup(deps, { groupId, skuIds: [skuId] });
  const forecast = await surveyed.forecast(skuId, giving({ skuId, name: part }));
  return { surveyed, forecast, requests: sandbox.requests.slice(before) };
}

it('a group of 100,000 takes two batches and not one page of members', async () => {
  const largest = [...sandbox.tenant.groups.values()].find(({ users }) => users.size === everybody);
  const { forecast, requests } = await summarize(largest?.id ?? '', 'SPE_F1');
  expect(forecast).toMatchObject({ members: everybody, alreadyLicensed: 0 });
  // A quarter of them hold Microsoft 365 E3, which has a SharePoint plan that excludes the one of F3.
  expect(forecast?.conflicting).toMatchObject([{ name: 'Microsoft 365 E3', holders: everybody / 4 }]);
  const trips = requests.filter(({ batched }) => !batched);
  expect(trips.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /$batch', 'POST /$batch']);
  expect(requests.filter(({ path }) => path.includes('licenseAssignmentStates'))).toEqual([]);
});

it('what excludes nothing takes one', async () => {
  const { forecast, requests } = await summarize(groupNamed(sandbox, 'Contoso sales').id, 'VISIOCLIENT');
  expect(forecast).toMatchObject({ conflicting: [] });
  expect(requests.filter(({ batched }) => !batched)).toHaveLength(1);
});

it('what is no group or no product of the tenant is said without a guess', async () => {
  expect((await summarize('no id', 'VISIOCLIENT')).surveyed.group).toBeUndefined();
  expect((await summarize('99999999-9999-4999-8999-999999999999', 'VISIOCLIENT')).forecast).toBeUndefined();
});
