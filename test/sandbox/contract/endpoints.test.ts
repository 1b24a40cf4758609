import { people } from '../../../src/sandbox';
import { findRoute } from '../../../src/sandbox/routes/match';
import { routes } from '../../../src/sandbox/routes';
import { readTarget } from '../../../src/sandbox/http/request';
import { ask, startBench, type Bench, type Replied } from '../support';
import { endpointCases, ownCases, type EndpointCase } from './endpoint-cases';
import { personToken, strangerToken } from './tokens';

/** Every row of the route table: what it answers, and how it refuses. */
let bench: Bench;
let asStranger: string;
let asMember: string;
let asGuest: string;

beforeAll(async () => {
  bench = await startBench();
  asStranger = await strangerToken(bench.sandbox);
  asMember = await personToken(bench.sandbox, people.alex.userPrincipalName);
  asGuest = await personToken(bench.sandbox, people.pradeep.userPrincipalName);
});
afterAll(() => bench.sandbox.close());

const methodOf = ({ route }: EndpointCase) => route.split(' ', 1)[0] ?? '';

/** Sends the call of a row, with another address, body or token if told. */
function send(
  each: EndpointCase,
  other: { readonly path?: string; readonly body?: unknown; readonly token?: string } = {},
): Promise<Replied> {
  const body = other.body ?? each.body?.(bench);
  return ask(bench.sandbox, methodOf(each), other.path ?? each.path(bench), {
    headers: {
      ...(each.eventual ? { consistencylevel: 'eventual' } : {}),
      ...(other.token ? { authorization: `Bearer ${other.token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const refusal = ({ status, body }: Replied) => [status, (body['error'] as { code?: string })?.code];
const denied = [403, 'Authorization_RequestDenied'];
const notFound = [404, 'Request_ResourceNotFound'];

describe.each(endpointCases.map((each) => [each.route, each] as const))('%s', (_route, each) => {
  it(`answers ${each.status}`, async () => {
    const { status, text, body } = await send(each);
    const empty = each.empty ?? each.status === 204;
    expect([status, text === '']).toEqual([each.status, empty]);
    if (!empty) expect(body['@odata.context']).toMatch(`${bench.sandbox.graphUrl}/$metadata#`);
  });

  it('refuses an app without the permission', async () => {
    expect(refusal(await send(each, { token: asStranger }))).toEqual(denied);
  });

  if (each.who === 'role') {
    it('refuses a member with every scope, who holds no role', async () => {
      expect(refusal(await send(each, { token: asMember }))).toEqual(denied);
    });
  } else {
    it('answers a member, who needs no role', async () => {
      expect((await send(each, { token: asMember })).status).toBe(each.status);
    });
  }
  if (each.who !== 'anyone') {
    it('refuses a guest', async () => {
      expect(refusal(await send(each, { token: asGuest }))).toEqual(denied);
    });
  }

  if (each.missing) {
    it('does not find what does not exist', async () => {
      expect(refusal(await send(each, { path: each.missing ?? '' }))).toEqual(notFound);
    });
  }
  if (each.badBody !== undefined) {
    it('refuses a body that is not one of its own, and all that are no object', async () => {
      for (const body of [each.badBody, [], 'text', 7]) {
        const answer = await send(each, { body });
        expect([body, ...refusal(answer)]).toEqual([body, 400, 'Request_BadRequest']);
      }
    });
  }
  if (methodOf(each) === 'GET') {
    it('refuses to select a property that does not exist', async () => {
      const path = each.path(bench);
      const answer = await send(each, { path: `${path}${path.includes('?') ? '&' : '?'}$select=nope` });
      expect(refusal(answer)).toEqual([400, 'BadRequest']);
      expect(answer.text).toContain("Could not find a property named 'nope'");
    });
  }
});

const counted = routes.filter(({ list }) => list).map(({ pattern }) => pattern);
it.each(
  endpointCases.filter(({ route }) => counted.includes(route.slice('GET '.length))).map((each) => [each]),
)('$route answers how many below /$count as text, and refuses without the header', async (each) => {
  const [path = '', query = ''] = each.path(bench).split('?');
  const count = (consistencylevel: string) =>
    ask(bench.sandbox, 'GET', `${path}/$count${query ? `?${query}` : ''}`, { headers: { consistencylevel } });
  const { status, headers, text } = await count('eventual');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain']);
  expect(text).toMatch(/^\d+$/);
  expect((await count('session')).status).toBe(400);
});

describe.each(ownCases)('$route', ({ path }) => {
  const asked = async (token?: string) =>
    refusal(
      await ask(bench.sandbox, 'GET', path, token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    );

  it('answers a member without a role, and refuses apps', async () => {
    expect(await asked(asMember)).toEqual([200, undefined]);
    expect(await asked(asStranger)).toEqual(denied);
    expect(await asked()).toEqual([400, 'BadRequest']);
  });
});

describe('the route table', () => {
  it('has no row that was not called with success and refused for want of a permission', () => {
    const seen = new Map<string, Set<number>>();
    for (const { method, path, status } of bench.sandbox.requests) {
      const target = readTarget(path);
      const request = { method, headers: {}, body: undefined, batched: false, ...target };
      const found = findRoute(routes, request);
      if (!found || found === 'method') continue;
      const below = target.path.endsWith('/$count') ? '/$count' : '';
      const key = `${method} ${found.route.pattern}${below}`;
      seen.set(key, (seen.get(key) ?? new Set()).add(status));
    }
    const wanted = routes.flatMap(({ method, pattern, list }) =>
      [pattern, ...(list ? [`${pattern}/$count`] : [])].map((each) => `${method} ${each}`),
    );
    const untested = wanted.filter((key) => ![...(seen.get(key) ?? [])].some((status) => status < 300));
    expect(untested).toEqual([]);
    const unguarded = wanted.filter((key) => !key.endsWith('/$count') && !seen.get(key)?.has(403));
    expect(unguarded).toEqual([]);
  });
});
