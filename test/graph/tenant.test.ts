import { GROUP, healthy, json, list, OTHER, scripted, SKU } from './support';

it('reads the organization', async () => {
  const { graph } = scripted(healthy);
  expect(await graph.organization()).toEqual({ id: OTHER, displayName: 'Contoso', usageLocation: 'NO' });
});

it('reads each product once and drops what has no id', async () => {
  const { graph, asked } = scripted(() =>
    list({ skuId: SKU }, { skuId: SKU.toUpperCase() }, { skuPartNumber: 'X' }, null),
  );
  expect((await graph.subscribedSkus()).map(({ skuId }) => skuId)).toEqual([SKU]);
  expect(asked[0]?.query).toEqual({});
});

it('changes both lists of a group in one call', async () => {
  const { graph, asked } = scripted(() => json(undefined, 202));
  await graph.assignGroupLicense(GROUP, {
    add: [{ skuId: SKU.toUpperCase(), disabledPlans: [OTHER] }],
    remove: [],
  });
  expect(asked[0]).toMatchObject({
    method: 'POST',
    path: `/groups/${GROUP}/assignLicense`,
    body: { addLicenses: [{ skuId: SKU, disabledPlans: [OTHER] }], removeLicenses: [] },
  });
  expect(asked[0]?.headers.get('content-type')).toBe('application/json');
});

it.each([
  { add: [{ skuId: 'x', disabledPlans: [] }], remove: [] },
  { add: [{ skuId: SKU, disabledPlans: ['x'] }], remove: [] },
  { add: [], remove: ['x'] },
])('sends no change with a broken id: %j', async (change) => {
  const { graph, asked } = scripted(healthy);
  await expect(graph.assignGroupLicense(GROUP, change)).rejects.toMatchObject({ code: 'graph.bad-request' });
  expect(asked).toEqual([]);
});
