import type { GraphError } from '../../src/graph/errors';
import {
  batched,
  GROUP,
  healthy,
  OTHER,
  refusal,
  scripted,
  SKU,
  USER,
  type Asked,
  type Reply,
} from './support';

const ids = (count: number) =>
  Array.from({ length: count }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
const [one = '', two = '', three = ''] = ids(3);

const inner = (asked: readonly Asked[]) => asked.filter((each) => each.batched);
const rounds = (asked: readonly Asked[]) =>
  asked
    .filter(({ path }) => path === '/$batch')
    .map(({ body }) => (body as { requests: { id: string; dependsOn?: string[] }[] }).requests);
/** What became of each, failures by status. */
const outcome = (results: ReadonlyMap<string, 'done' | GraphError>) =>
  [...results.values()].map((result) => (result === 'done' ? result : result.status));

/** Answers the nth request for a path that holds the text. */
const scriptFor = (answers: Readonly<Record<string, Reply[]>>) =>
  batched((asked) => {
    const found = Object.entries(answers).find(([part]) => asked.path.includes(part));
    return found?.[1].shift() ?? healthy(asked);
  });

it('asks in the words of each operation', async () => {
  const { graph, asked } = scripted(healthy);
  await graph.reprocessUsers([USER.toUpperCase(), USER]);
  await graph.setUsageLocation([USER], 'NO');
  await graph.removeDirectLicense([USER], SKU.toUpperCase());
  await graph.removeMembers(GROUP, [USER]);
  expect(inner(asked).map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    { method: 'POST', path: `/users/${USER}/reprocessLicenseAssignment`, body: {} },
    { method: 'PATCH', path: `/users/${USER}`, body: { usageLocation: 'NO' } },
    {
      method: 'POST',
      path: `/users/${USER}/assignLicense`,
      body: { addLicenses: [], removeLicenses: [SKU] },
    },
    { method: 'DELETE', path: `/groups/${GROUP}/members/${USER}/$ref`, body: undefined },
  ]);
  expect(inner(asked).map(({ headers }) => headers.get('content-type'))).toEqual([
    'application/json',
    'application/json',
    'application/json',
    null,
  ]);
});

it.each(['no', 'NOR', '', 'N1', "N'"])('sends no usage location %j', async (location) => {
  const { graph, asked } = scripted(healthy);
  await expect(graph.setUsageLocation([USER], location)).rejects.toMatchObject({ code: 'graph.bad-request' });
  await expect(graph.removeMembers(GROUP, [USER, '../x'])).rejects.toMatchObject({
    code: 'graph.bad-request',
  });
  expect(asked).toEqual([]);
});

it('says of everybody what became of them, twenty at a time', async () => {
  const { graph, asked } = scripted(scriptFor({ [two]: [refusal(400)], [three]: [refusal(404)] }));
  const results = await graph.reprocessUsers(ids(45));
  expect(rounds(asked).map((requests) => requests.length)).toEqual([20, 20, 5]);
  expect(results.size).toBe(45);
  expect(outcome(results).slice(0, 4)).toEqual(['done', 400, 404, 'done']);
  expect(rounds(asked)[0]?.some(({ dependsOn }) => dependsOn)).toBe(false);
});

it('keeps what the message of a refusal says', async () => {
  const { graph } = scripted(batched(() => refusal(400, 'Request_BadRequest')));
  expect((await graph.reprocessUsers([USER])).get(USER)).toMatchObject({ graphMessage: 'said 400' });
});

it('gives each twenty their own patience', async () => {
  const slow = scriptFor({ [one]: [refusal(429, '', { 'retry-after': '15' })] });
  const { graph, sleeps } = scripted((asked) =>
    asked.path.includes('000000000025') && sleeps.length < 2
      ? refusal(429, '', { 'retry-after': '15' })
      : slow(asked),
  );
  expect(new Set(outcome(await graph.reprocessUsers(ids(40))))).toEqual(new Set(['done']));
  expect(sleeps).toEqual([15_000, 15_000]);
});

it('loses nobody when a later batch does not get through', async () => {
  let batches = 0;
  const { graph } = scripted((asked) => {
    if (asked.path !== '/$batch') return healthy(asked);
    batches += 1;
    return batches === 2 ? refusal(500) : {};
  });
  const results = outcome(await graph.reprocessUsers(ids(45)));
  expect(results.filter((each) => each === 'done')).toHaveLength(25);
  expect(results.filter((each) => each === 500)).toHaveLength(20);
});

it('keeps the first answers when the repetition does not get through', async () => {
  let batches = 0;
  const { graph } = scripted((asked) => {
    if (asked.path === '/$batch') return (batches += 1) === 2 ? refusal(500) : {};
    return asked.path.includes(two) ? refusal(429) : healthy(asked);
  });
  expect(outcome(await graph.reprocessUsers([one, two]))).toEqual(['done', 500]);
});

describe('one after the other', () => {
  it('sends a chain, and goes on at once behind one that is refused for good', async () => {
    const { graph, asked, sleeps } = scripted(scriptFor({ [two]: [refusal(400)] }));
    const results = await graph.removeDirectLicense([one, two, three, USER], SKU);
    expect(outcome(results)).toEqual(['done', 400, 'done', 'done']);
    expect(rounds(asked).map((requests) => requests.map(({ dependsOn }) => dependsOn))).toEqual([
      [undefined, [one], [two], [three]],
      [undefined, [three]],
    ]);
    expect(sleeps).toEqual([]);
    // Nobody was asked twice.
    expect(inner(asked)).toHaveLength(4);
  });

  it('waits where one is put off, and takes the rest along', async () => {
    const later = refusal(429, '', { 'retry-after': '3' });
    const { graph, asked, sleeps } = scripted(
      scriptFor({ [two]: [later, refusal(409, 'Directory_ConcurrencyViolation')] }),
    );
    expect(outcome(await graph.removeMembers(GROUP, [one, two, three]))).toEqual(['done', 'done', 'done']);
    expect(sleeps).toHaveLength(2);
    expect(sleeps[0]).toBe(3_000);
    expect(rounds(asked).map((requests) => requests.length)).toEqual([3, 2, 2]);
  });

  it('puts the rest off with one that is put off for longer than patience lasts', async () => {
    const { graph, asked } = scripted(scriptFor({ [two]: [refusal(429, '', { 'retry-after': '60' })] }));
    const results = await graph.removeMembers(GROUP, [one, two, three]);
    expect(outcome(results)).toEqual(['done', 429, 424]);
    expect([...results.values()].every((each) => each === 'done' || each.passing)).toBe(true);
    expect(rounds(asked)).toHaveLength(1);
  });

  it('ends when everything is said to depend on something', async () => {
    const { graph, asked } = scripted(batched(() => refusal(424)));
    expect(outcome(await graph.removeMembers(GROUP, [one, two]))).toEqual([424, 424]);
    expect(rounds(asked)).toHaveLength(1);
  });

  it('does not repeat what may have been done', async () => {
    const { graph, asked } = scripted(scriptFor({ [one]: [{ status: 0 }], [two]: [refusal(500)] }));
    expect(outcome(await graph.removeDirectLicense([one, two, OTHER], SKU))).toEqual([0, 500, 424]);
    expect(rounds(asked)).toHaveLength(1);
  });
});
