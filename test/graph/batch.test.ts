import { GROUP, group, healthy, json, OTHER, refusal, scripted, SKU, batched } from './support';

const ids = (count: number) =>
  Array.from({ length: count }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
const sizes = (asked: readonly { path: string; body: unknown }[]) =>
  asked
    .filter(({ path }) => path === '/$batch')
    .map(({ body }) => (body as { requests: unknown[] }).requests.length);

it('asks for at most 20 at once', async () => {
  const { graph, asked } = scripted(healthy);
  expect((await graph.pollGroups(ids(45))).size).toBe(45);
  expect(sizes(asked)).toEqual([20, 20, 5]);
});

it('sends nothing for nothing', async () => {
  const { graph, asked } = scripted(healthy);
  expect((await graph.pollGroups([])).size).toBe(0);
  expect(asked).toEqual([]);
});

it('sends only the throttled requests again, after the longest wait that was asked for', async () => {
  const throttled = new Map([
    [GROUP, '3'],
    [OTHER, '1.5'],
  ]);
  const { graph, asked, sleeps } = scripted(
    batched((one) => {
      const id = one.path.split('/')[2] ?? '';
      const wait = throttled.get(id);
      throttled.delete(id);
      return wait === undefined ? json(group(id)) : refusal(429, 'TooManyRequests', { 'Retry-After': wait });
    }),
  );
  const found = await graph.pollGroups([GROUP, OTHER, ...ids(5)]);
  expect(found.size).toBe(7);
  expect(sizes(asked)).toEqual([7, 2]);
  expect(sleeps).toEqual([3_000]);
});

it('gives up on what stays throttled within its patience', async () => {
  const { graph, clock } = scripted(batched(() => refusal(429, 'TooManyRequests', { 'retry-after': '9' })));
  const began = clock.now;
  await expect(graph.pollGroups([GROUP])).rejects.toMatchObject({
    code: 'graph.throttled',
    retryAfterMs: 9_000,
  });
  expect(clock.now - began).toBe(18_000);
});

it('matches answers by id, in whatever order they come', async () => {
  const { graph } = scripted(batched((one) => json(group(one.path.split('/')[2]))));
  const found = await graph.pollGroups([OTHER, GROUP]);
  expect([...found].map(([id, each]) => id === each.id)).toEqual([true, true]);
});

it('leaves deleted groups out and keys by the id that was asked', async () => {
  const upper = 'ABCDEF00-1111-4111-8111-111111111111';
  const { graph } = scripted(
    batched((one) => (one.path.includes(OTHER) ? refusal(404) : json(group(one.path.split('/')[2])))),
  );
  const found = await graph.pollGroups([upper, OTHER, upper]);
  expect([...found.keys()]).toEqual([upper]);
});

it.each([
  ['a string', '3'],
  ['a number', 3],
  ['base64', Buffer.from('3').toString('base64')],
  ['base64 with a mark', Buffer.from('\uFEFF3').toString('base64')],
])('reads a count that is %s', async (_label, body) => {
  const { graph } = scripted(batched(() => ({ status: 200, body })));
  const counts = await graph.pollCounts([{ groupId: GROUP, skuId: SKU }]);
  expect(counts.get(`${GROUP}/${SKU}`)).toEqual({ directUsers: 3, withProduct: 3, withErrors: 3 });
});
