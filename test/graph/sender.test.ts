import { AuthenticationError } from '@azure/identity';
import { GROUP, SKU, group, healthy, json, list, refusal, scripted } from './support';

it('sends the token, and only to Graph', async () => {
  const { graph, asked } = scripted(healthy);
  await graph.group(GROUP);
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret-token');
  expect(asked[0]?.headers.get('client-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(asked[0]?.url).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/groups\//);
});

it('works with http on this machine', async () => {
  const { graph, asked } = scripted(healthy, { baseUrl: 'http://127.0.0.1:3979/' });
  expect(await graph.group(GROUP)).toMatchObject({ id: GROUP });
  expect(asked[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:3979\/v1\.0\/groups\//);
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret-token');
});

it('never lets typed text choose the host', async () => {
  const { graph, asked } = scripted(() => list());
  await graph.groupsNamed('https://evil.example/v1.0/groups');
  expect(asked.map((one) => new URL(one.url).host)).toEqual(['graph.microsoft.com']);
});

it('lets no address inside a link choose the host: the client reads "https://" anywhere as one', async () => {
  const { graph, asked } = scripted(healthy);
  const link = 'https://graph.microsoft.com/v1.0/groups?x=https://evil.example/v1.0/groups';
  await expect(graph.groupsWithProduct(SKU, link)).rejects.toMatchObject({
    code: 'graph.failed',
    passing: false,
  });
  expect(asked).toEqual([]);
});

it('asks for redirects to be left alone', async () => {
  const redirects: unknown[] = [];
  const { graph } = scripted(healthy, {
    fetch: (async (_url: string, init: RequestInit) => {
      redirects.push(init.redirect);
      return new Response(null, { status: 307, headers: { location: 'https://evil.example/' } });
    }) as typeof fetch,
  });
  await expect(graph.group(GROUP)).rejects.toMatchObject({ code: 'graph.failed', status: 307 });
  expect(redirects).toEqual(['manual']);
});

it('waits as long as Graph asks, to the millisecond', async () => {
  let left = 2;
  const { graph, sleeps } = scripted((one) =>
    left-- > 0 ? refusal(429, 'TooManyRequests', { 'retry-after': '2.128' }) : healthy(one),
  );
  await graph.group(GROUP);
  expect(sleeps).toEqual([2_128, 2_128]);
});

it('does not wait beyond its patience, and says how long Graph asked for', async () => {
  const { graph, sleeps, asked } = scripted(() => refusal(429, 'TooManyRequests', { 'retry-after': '60' }));
  await expect(graph.group(GROUP)).rejects.toMatchObject({ code: 'graph.throttled', retryAfterMs: 60_000 });
  expect(sleeps).toEqual([]);
  expect(asked).toHaveLength(1);
});

it('understands a date in Retry-After', async () => {
  let left = 1;
  const { graph, sleeps } = scripted((one) =>
    left-- > 0 ? refusal(503, '', { 'retry-after': 'Sun, 01 Mar 2026 00:00:04 GMT' }) : healthy(one),
  );
  await graph.group(GROUP);
  expect(sleeps).toEqual([4_000]);
});

it('limits each request, and a late repetition to what is left', async () => {
  const limits: number[] = [];
  const clock = { now: 0 };
  const { graph } = scripted(healthy, {
    now: () => clock.now,
    sleep: async (ms) => void (clock.now += ms),
    timeLimit: (ms) => {
      limits.push(ms);
      return AbortSignal.abort(new DOMException('too slow', 'TimeoutError'));
    },
    fetch: (async (_url: string, init: RequestInit) => {
      clock.now += 9_000;
      init.signal?.throwIfAborted();
      return new Response('{}');
    }) as typeof fetch,
  });
  await expect(graph.group(GROUP)).rejects.toMatchObject({
    code: 'graph.unreachable',
    passing: true,
    status: 0,
  });
  expect(limits).toEqual([10_000, 10_000, 500]);
});

it('takes a stalled body for no answer', async () => {
  let first = true;
  const { graph } = scripted(healthy, {
    fetch: async () => {
      if (!first)
        return new Response(JSON.stringify(group()), { headers: { 'content-type': 'application/json' } });
      first = false;
      const body = new ReadableStream({ start: (controller) => controller.error(new Error('terminated')) });
      return new Response(body, { status: 200 });
    },
  });
  expect(await graph.group(GROUP)).toMatchObject({ id: GROUP });
});

describe('a write', () => {
  const assign = (o: ReturnType<typeof scripted>) =>
    o.graph.assignGroupLicense(GROUP, { add: [{ skuId: SKU, disabledPlans: [] }], remove: [] });

  it('that got no answer is not sent again: it may have happened', async () => {
    const o = scripted(() => {
      throw new TypeError('fetch failed');
    });
    await expect(assign(o)).rejects.toMatchObject({ code: 'graph.unreachable', passing: true });
    expect(o.asked).toHaveLength(1);
  });

  it.each([409, 400])('that met another one (%i) is sent again after a growing time', async (status) => {
    let left = 3;
    const o = scripted(() =>
      left-- > 0 ? refusal(status, 'Directory_ConcurrencyViolation') : json(undefined, 202),
    );
    await assign(o);
    expect(o.sleeps).toEqual([1_000, 2_000, 4_000]);
  });

  it('is not sent, and not sent again, once the right to it is lost', async () => {
    const o = scripted(() => refusal(429, 'TooManyRequests', { 'retry-after': '2' }));
    let asked = 0;
    const keep = async () => ((asked += 1) < 3 ? Infinity : undefined);
    await expect(
      o.graph.assignGroupLicense(GROUP, { add: [], remove: [SKU] }, { keep }),
    ).rejects.toMatchObject({ code: 'graph.right-lost', passing: true });
    expect(o.asked).toHaveLength(2);
  });

  it('is not sent when the sign-in took longer than the right lasts', async () => {
    const clock = { now: 0 };
    const o = scripted(() => json(undefined, 202), {
      now: () => clock.now,
      credential: {
        getToken: async () => {
          clock.now += 5_000;
          return { token: 'late', expiresOnTimestamp: Infinity };
        },
      },
    });
    const keep = async () => clock.now + 5_000;
    await expect(
      o.graph.assignGroupLicense(GROUP, { add: [], remove: [SKU] }, { keep }),
    ).rejects.toMatchObject({ code: 'graph.right-lost' });
    expect(o.asked).toHaveLength(0);
  });
});

describe('the sign-in', () => {
  const failing = (thrown: Error) =>
    scripted(healthy, { credential: { getToken: async () => Promise.reject(thrown) } });

  it('with wrong credentials says so at once', async () => {
    const o = failing(
      new AuthenticationError(401, { error: 'invalid_client', error_description: 'AADSTS7000215' }),
    );
    await expect(o.graph.group(GROUP)).rejects.toMatchObject({ code: 'graph.sign-in', passing: false });
    expect(o.sleeps).toEqual([]);
    expect(o.asked).toEqual([]);
  });

  it('without an answer may pass', async () => {
    await expect(failing(new Error('ENOTFOUND')).graph.group(GROUP)).rejects.toMatchObject({
      code: 'graph.unreachable',
      passing: true,
    });
  });

  it('without a token fails', async () => {
    const o = scripted(healthy, { credential: { getToken: async () => null } });
    await expect(o.graph.group(GROUP)).rejects.toMatchObject({ code: 'graph.sign-in' });
  });
});

it('writes no token, name or id into its log', async () => {
  const { graph, logs } = scripted(() => refusal(500));
  await expect(graph.groupsNamed('Secret project')).rejects.toThrow();
  expect(logs.some(({ level }) => level === 'warn')).toBe(true);
  expect(JSON.stringify(logs)).not.toMatch(/secret/i);
});

it('tells the log why no answer came', async () => {
  const { graph, logs } = scripted(() => {
    throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
  });
  await expect(graph.group(GROUP)).rejects.toThrow();
  expect(logs.at(-1)?.fields['cause']).toBe('fetch failed: read ECONNRESET');
});
