import { BatchRequestContent, BatchResponseContent, GraphError } from '@microsoft/microsoft-graph-client';
import type { Group } from '@microsoft/microsoft-graph-types';
import { graphClient, type GraphClient } from '../graph-client';
import { nobody, startBench, type Bench } from '../support';

/** What the older client adds to plain calls: its way to write queries, its errors, and its batches. */
let bench: Bench;
let client: GraphClient['client'];

beforeAll(async () => {
  bench = await startBench();
  ({ client } = await graphClient(bench.sandbox));
});
afterAll(() => bench.sandbox.close());

it('builds queries with its own words', async () => {
  const group = bench.group([], { displayName: 'Archers & friends' });
  const page = (await client
    .api('/groups')
    .header('ConsistencyLevel', 'eventual')
    .header('Prefer', 'return=minimal')
    .search('"displayName:archers"')
    .filter("displayName eq 'Archers %26 friends'")
    .select(['id', 'displayName'])
    .orderby('displayName desc')
    .top(5)
    .count(true)
    .get()) as { readonly '@odata.count': number; readonly value: readonly Group[] };
  expect(page['@odata.count']).toBe(1);
  expect(page.value).toEqual([{ id: group.id, displayName: 'Archers & friends' }]);
});

it('turns an error into a GraphError with its code, words, ids and time', async () => {
  const error = (await client
    .api(`/groups/${nobody}`)
    .get()
    .catch((caught: unknown) => caught)) as GraphError;
  expect(error).toBeInstanceOf(GraphError);
  expect(error).toMatchObject({ statusCode: 404, code: 'Request_ResourceNotFound' });
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(error.date.getTime()).not.toBeNaN();
});

it('sends twenty requests in a batch, each after the one before it, and reads their answers', async () => {
  const group = bench.group([]);
  const { skuId } = bench.sku('SPE_E3');
  const steps = Array.from({ length: 19 }, (_, n) => ({
    id: String(n + 2),
    dependsOn: [String(n + 1)],
    request: new Request(`https://graph.microsoft.com/groups/${n === 10 ? nobody : group.id}`),
  }));
  const write = new Request(`https://graph.microsoft.com/groups/${group.id}/assignLicense`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] }),
  });
  const content = await new BatchRequestContent([{ id: '1', request: write }, ...steps]).getContent();
  const answers = new BatchResponseContent(
    (await client.api('/$batch').post(content)) as ConstructorParameters<typeof BatchResponseContent>[0],
  );
  const statuses = Array.from({ length: 20 }, (_, n) => answers.getResponseById(String(n + 1)).status);
  expect(statuses).toEqual([202, ...Array<number>(10).fill(200), 404, ...Array<number>(8).fill(424)]);
  expect(group.licenses).toHaveLength(1);
  expect(await answers.getResponseById('2').json()).toMatchObject({ id: group.id });
});
