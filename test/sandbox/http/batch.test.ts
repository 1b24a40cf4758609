import { runBatch } from '../../../src/sandbox/http/batch';
import { errorOf, startRig, type Rig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
beforeEach(() => {
  rig.done.length = 0;
});
afterAll(() => rig.server.close());

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const json = { 'Content-Type': 'application/json' };
const one = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more });
const batch = async (...requests: readonly unknown[]) => {
  const reply = await rig.ask('POST', '/v1.0/$batch', { body: { requests } });
  return { reply, parts: (reply.json['responses'] ?? []) as readonly Part[] };
};
const statuses = async (...requests: readonly unknown[]) =>
  (await batch(...requests)).parts.map(({ status }) => status);

/** Whatever can go on without anything new has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('$batch', () => {
  it('answers each request by its id, with its own status, headers and body', async () => {
    const { reply, parts } = await batch(
      one('a', '/groups'),
      one('B', 'missing'),
      one('c', '/groups/$count'),
      one('d', '/groups/1/assignLicense', { method: 'post', headers: json, body: {} }),
    );
    expect([reply.status, reply.headers.get('x-ms-resource-unit')]).toEqual([200, null]);
    expect(parts.map(({ id, status }) => [id, status])).toEqual([
      ['a', 200],
      ['B', 404],
      ['c', 200],
      ['d', 202],
    ]);
    expect(parts[0]?.headers).toEqual({ 'Content-Type': 'application/json', 'x-ms-resource-unit': '1' });
    expect(Buffer.from(String(parts[2]?.body), 'base64').toString()).toBe('7');
    expect(rig.done).toEqual([
      'GET /groups',
      'GET /missing',
      'GET /groups/$count',
      'POST /groups/1/assignLicense',
    ]);
  });

  it('is remembered with the requests in it', async () => {
    await batch(one('a', '/groups?$top=5'));
    expect(rig.server.served.slice(-2)).toMatchObject([
      { method: 'GET', path: '/groups?$top=5', batched: true, resourceUnits: 1, appId: 'desk' },
      { method: 'POST', path: '/$batch', batched: false, resourceUnits: 0, appId: 'desk', status: 200 },
    ]);
  });

  it("gives an inner error the inner caller's request id", async () => {
    const id = '0d5b4b4e-9c2e-4d0e-8f6a-5b7c1d2e3f40';
    const { parts } = await batch(one('a', '/missing', { headers: { 'Client-Request-Id': id } }));
    expect(parts[0]?.body).toMatchObject({ error: { innerError: { 'client-request-id': id } } });
  });

  it.each([
    ['https://graph.microsoft.com/v1.0/groups', 'must be relative'],
    ['//elsewhere/groups', 'must be relative'],
    ['/$batch', 'cannot contain another batch'],
    ['/%ZZ', 'not valid'],
  ])('refuses %s alone, and answers the rest', async (url, words) => {
    const { parts } = await batch(one('a', url), one('b', '/groups'));
    expect(parts.map(({ status }) => status)).toEqual([400, 200]);
    expect(JSON.stringify(parts[0]?.body)).toContain(words);
    expect(rig.done).toEqual(['GET /groups']);
  });

  it('does not take the version in an address: it is one segment more, as for Graph', async () => {
    await batch(one('a', '/v1.0/groups'));
    expect(rig.done).toEqual(['GET /v1.0/groups']);
  });

  it('is only for POST', async () => {
    expect(errorOf(await rig.ask('GET', '/v1.0/$batch'))[0]).toBe(405);
  });
});

it('does the requests of a batch at the same time, but what depends on another after it', async () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const whole = runBatch(
    { requests: [one('a', '/a'), one('b', '/b'), one('c', '/c', { dependsOn: ['a'] })] },
    async (read) => {
      const { path } = read();
      begun.push(path);
      await new Promise<void>((resolve) => ends.set(path, resolve));
      return { status: 204 };
    },
  );
  await settled();
  expect(begun).toEqual(['/a', '/b']);
  ends.get('/b')?.();
  await settled();
  expect(begun).toEqual(['/a', '/b']);
  ends.get('/a')?.();
  await settled();
  expect(begun).toEqual(['/a', '/b', '/c']);
  ends.get('/c')?.();
  expect(await whole).toMatchObject({
    body: { responses: ['a', 'b', 'c'].map((id) => ({ id, status: 204 })) },
  });
});

describe('dependsOn', () => {
  it('leaves undone what depends on a failure, and what depends on that', async () => {
    expect(
      await statuses(
        one('1', '/missing'),
        one('2', '/groups', { dependsOn: ['1'] }),
        one('3', '/groups', { dependsOn: ['2'] }),
      ),
    ).toEqual([404, 424, 424]);
    expect(rig.done).toEqual(['GET /missing']);
  });

  it('may name one request for all others, in any case of letters', async () => {
    expect(
      await statuses(
        one('A', '/groups'),
        one('b', '/users', { dependsOn: ['a'] }),
        one('c', '/users', { dependsOn: ['a'] }),
      ),
    ).toEqual([200, 200, 200]);
  });
});

describe('a batch is refused as a whole', () => {
  const many = Array.from({ length: 21 }, (_, n) => one(String(n), '/groups'));
  const chain = [one('1', '/a'), one('2', '/a', { dependsOn: ['1'] })];
  it.each<readonly [string, readonly unknown[], string]>([
    ['with 21 requests', many, 'exceeds the maximum value of 20'],
    ['with none', [], 'Invalid batch payload format.'],
    ['with one id twice', [one('a', '/x'), one('A', '/x')], 'must have a unique id'],
    ['with a request without id', [{ method: 'GET', url: '/x' }], 'Invalid batch payload format.'],
    ['with an id that is a number', [{ id: 1, method: 'GET', url: '/x' }], 'Invalid batch payload format.'],
    ['with null for a request', [null], 'Invalid batch payload format.'],
    [
      'with an unknown dependency',
      [one('a', '/x', { dependsOn: ['z'] })],
      'Invalid dependency for request Id a',
    ],
    ['with a dependency on itself', [one('a', '/x', { dependsOn: ['a'] })], 'Invalid dependency'],
    [
      'with a circle',
      [one('a', '/x', { dependsOn: ['b'] }), one('b', '/x', { dependsOn: ['a'] })],
      'Invalid dependency for request Id a',
    ],
    [
      'with a dependency that is no text',
      [one('a', '/x', { dependsOn: [{}] })],
      'Invalid batch payload format.',
    ],
    [
      'half in order',
      [...chain, one('3', '/a'), one('4', '/a', { dependsOn: ['3'] })],
      'fully sequential or fully',
    ],
    [
      'with a body of no type',
      [one('a', '/x', { method: 'POST', body: {} })],
      "Write request with id 'a' does not contain a Content-Type header.",
    ],
  ])('%s', async (_name, requests, words) => {
    const { reply } = await batch(...requests);
    expect(errorOf(reply)).toEqual([
      400,
      expect.stringContaining('BadRequest'),
      expect.stringContaining(words),
    ]);
    expect(rig.done).toEqual([]);
  });

  it('but not with 20 requests', async () => {
    expect(await statuses(...many.slice(1))).toHaveLength(20);
  });
});
