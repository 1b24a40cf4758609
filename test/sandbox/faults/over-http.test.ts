import type { Answer } from '../../../src/sandbox/http/answer';
import type { GraphRequest } from '../../../src/sandbox/http/request';
import { queryKey } from '../../../src/sandbox/odata/page';
import { ask, errorOf, startRig, tenantId, type Rig } from '../http/rig';

/** Each kind of fault as a client meets it. */
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ answer });
});
beforeEach(() => {
  rig.faults.clear();
  rig.done.length = 0;
});
afterAll(() => rig.server.close());

const people = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

/** Five members, as many to a page as asked; an assignLicense that is accepted. */
function answer({ path, query }: GraphRequest): Answer {
  if (path.endsWith('/assignLicense')) return { status: 202, body: { id: 'x' }, headers: { location: '/x' } };
  if (!path.endsWith('/members')) return { status: 200, body: { path } };
  const token = query.get('$skiptoken');
  const skip = token ? Number((JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[])[0]) : 0;
  const next = skip + Number(query.get('$top'));
  const mark = { offset: next, query: queryKey(path, query) };
  return {
    status: 200,
    body: {
      value: people.slice(skip, next),
      ...(next < people.length ? { '@odata.nextLink': { nextPage: mark } } : {}),
    },
  };
}

const get = (path: string) => rig.ask('GET', `/v1.0${path}`);
const assign = (id = '1') => rig.ask('POST', `/v1.0/groups/${id}/assignLicense`, { body: {} });

describe('throttle', () => {
  it('answers 429 in the words of Graph, with a fraction of a second in Retry-After', async () => {
    rig.fail({ kind: 'throttle', retryAfter: 2.128 });
    const reply = await get('/groups');
    expect(errorOf(reply)).toEqual([429, 'TooManyRequests', 'Please retry again later.']);
    expect(reply.headers.get('retry-after')).toBe('2.128');
    expect(reply.headers.get('x-ms-throttle-scope')).toBe(`Tenant_Application/ReadWrite/desk/${tenantId}`);
    expect(reply.headers.get('x-ms-throttle-information')).toBe('CPULimitExceeded');
    expect(reply.json['error']).toMatchObject({
      innerError: {
        code: '429',
        message: 'Please retry after',
        status: '429',
        date: '2026-03-01T08:00:00',
        'request-id': reply.headers.get('request-id'),
      },
    });
    expect(rig.done).toEqual([]);
  });

  it('leaves Retry-After out where the rule has none', async () => {
    rig.fail({ kind: 'throttle' });
    expect((await get('/groups')).headers.has('retry-after')).toBe(false);
  });
});

it('concurrency answers 409 with the code that clients wait for', async () => {
  rig.fail({ kind: 'concurrency', retryAfter: 4, match: { path: '/groups/*/assignLicense' } });
  const reply = await assign();
  expect(errorOf(reply)).toEqual([
    409,
    'Directory_ConcurrencyViolation',
    'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
  ]);
  expect(reply.headers.get('retry-after')).toBe('4');
  expect(rig.done).toEqual([]);
});

it.each([
  [500, 'Service_InternalServerError'],
  [503, 'ServiceUnavailable'],
  [504, 'GatewayTimeout'],
])('error answers %s', async (status, code) => {
  rig.fail({ kind: 'error', status, retryAfter: 1 });
  const reply = await get('/groups');
  expect(errorOf(reply).slice(0, 2)).toEqual([status, code]);
  expect(reply.headers.get('retry-after')).toBe('1');
});

describe('a dropped connection', () => {
  it('before the effect leaves nothing done', async () => {
    rig.fail({ kind: 'drop-before', times: 1 });
    await expect(assign()).rejects.toThrow('fetch failed');
    expect(rig.done).toEqual([]);
    expect((await assign()).status).toBe(202);
  });

  it('after the effect leaves it done', async () => {
    rig.fail({ kind: 'drop-after', times: 1 });
    await expect(assign()).rejects.toThrow('fetch failed');
    expect(rig.done).toEqual(['POST /groups/1/assignLicense']);
    expect(rig.server.served.at(-1)).toMatchObject({ path: '/groups/1/assignLicense', status: 0 });
  });
});

it('slow holds the request until the clock has moved', async () => {
  rig.fail({ kind: 'slow', milliseconds: 60_000 });
  const armed = rig.armed();
  const reply = get('/groups');
  await armed;
  rig.clock.advance(59_999);
  // Another request goes all the way through the server; by then the slow one would have, too.
  rig.faults.clear();
  expect((await get('/users')).status).toBe(200);
  expect(rig.done).toEqual(['GET /users']);
  rig.clock.advance(1);
  expect((await reply).status).toBe(200);
});

it('empty-body takes the body of a 202 and nothing else', async () => {
  rig.fail({ kind: 'empty-body' });
  const reply = await assign();
  expect([reply.status, reply.text, reply.headers.get('location')]).toEqual([202, '', '/x']);
  expect(reply.headers.get('content-type')).toBeNull();
  expect((await get('/groups')).text).not.toBe('');
});

describe('duplicate-members', () => {
  async function pages(path: string): Promise<readonly string[]> {
    const seen: string[] = [];
    for (let url: string | undefined = `${rig.url}/v1.0${path}`; url;) {
      const { json } = await ask(url, 'GET');
      seen.push((json['value'] as typeof people).map(({ id }) => id).join(''));
      url = json['@odata.nextLink'] as string | undefined;
    }
    return seen;
  }

  it('begins a page with the last member of the page before, and loses nobody', async () => {
    rig.fail({ kind: 'duplicate-members' });
    expect(await pages('/groups/1/members?$top=2')).toEqual(['ab', 'bcd', 'de']);
    expect(await pages('/groups/1/members?$top=1')).toEqual(['a', 'ab', 'bc', 'cd', 'de']);
  });

  it('strikes as often as it says, and only where there is a page before', async () => {
    rig.fail({ kind: 'duplicate-members', times: 1 });
    expect(await pages('/groups/1/members?$top=5')).toEqual(['abcde']);
    expect(rig.faults.list()).toMatchObject([{ struck: 0, left: 1 }]);
    expect(await pages('/groups/1/members?$top=2')).toEqual(['ab', 'bcd', 'e']);
  });
});

describe('in a $batch', () => {
  interface Part {
    readonly id: string;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
  }
  const batch = async (...urls: readonly string[]) => {
    const requests = urls.map((url, index) => ({ id: String(index), method: 'GET', url }));
    const reply = await rig.ask('POST', '/v1.0/$batch', { body: { requests } });
    return { reply, parts: (reply.json['responses'] ?? []) as readonly Part[] };
  };

  it('a fault hits the request that it means, with its own status and Retry-After', async () => {
    rig.fail({ kind: 'throttle', retryAfter: 3, match: { path: '/users' } });
    const { reply, parts } = await batch('/groups', '/users');
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([200, null]);
    expect(parts.map(({ status }) => status)).toEqual([200, 429]);
    expect(parts[1]?.headers['Retry-After']).toBe('3');
  });

  it('a rule for everything means the requests in it, not the batch', async () => {
    rig.fail({ kind: 'error', status: 503, times: 2 });
    const { reply, parts } = await batch('/groups', '/users', '/organization');
    expect([reply.status, ...parts.map(({ status }) => status)]).toEqual([200, 503, 503, 200]);
  });

  it('a rule may mean the batch itself', async () => {
    rig.fail({ kind: 'throttle', match: { path: '/$batch' } });
    expect((await batch('/groups')).reply.status).toBe(429);
    expect(rig.done).toEqual([]);
  });

  it('a dropped request ends the connection of all, which were begun with it', async () => {
    rig.fail({ kind: 'drop-after', match: { path: '/users' } });
    await expect(batch('/groups', '/users', '/organization')).rejects.toThrow('fetch failed');
    expect(rig.done).toEqual(['GET /groups', 'GET /users', 'GET /organization']);
  });
});

describe('resource-units', () => {
  it('throttles whoever spends too much, and lets them through after the wait that it tells', async () => {
    rig.fail({ kind: 'resource-units', size: 'S' });
    const audits = () => get('/auditLogs/directoryAudits');
    const usage: (string | null)[] = [];
    for (let asked = 0; asked < 5; asked += 1) {
      const { status, headers } = await audits();
      expect(status).toBe(200);
      usage.push(headers.get('x-ms-throttle-limit-percentage'));
    }
    expect(usage).toEqual([null, null, null, '0.8', '1']);
    const refused = await audits();
    expect(refused.status).toBe(429);
    rig.clock.advance(Number(refused.headers.get('retry-after')) * 1000);
    expect((await audits()).status).toBe(200);
  });

  it('is off until it is switched on, but the cost is always told', async () => {
    for (let asked = 0; asked < 12; asked += 1) {
      const { status, headers } = await get('/auditLogs/directoryAudits');
      expect([status, headers.get('x-ms-resource-unit')]).toEqual([200, '1']);
    }
    expect((await get('/groups/1/transitiveMembers?$select=id')).headers.get('x-ms-resource-unit')).toBe('4');
  });
});
