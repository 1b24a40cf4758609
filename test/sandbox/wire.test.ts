import jwt from 'jsonwebtoken';
import { ask, direct, nobody, plans, startBench, tokenOf, type Bench, type Replied } from './support';

/** The whole tenant over HTTP: tokens, batches, refused writes, and bodies that nobody should send. */
let bench: Bench;
const dropped = { path: '' };
beforeAll(async () => {
  bench = await startBench({
    onRequest: ({ phase, path }) => (phase === 'after' && path === dropped.path ? 'drop' : undefined),
  });
});
beforeEach(() => bench.refresh());
afterAll(() => bench.sandbox.close());

const errorOf = ({ status, body }: Replied) => {
  const { code, message } = body['error'] as { code: string; message: string };
  return [status, code, message];
};
const post = (path: string, body: unknown) =>
  ask(bench.sandbox, 'POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body) });
const assign = (groupId: string, body: unknown) => post(`/groups/${groupId}/assignLicense`, body);
const add = (...skuIds: readonly unknown[]) => ({
  addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
  removeLicenses: [],
});

describe('tokens', () => {
  const authorized = (authorization: string) =>
    ask(bench.sandbox, 'GET', '/organization', { headers: { authorization } });

  it('refuses none, a foreign one and an old one, each in its words', async () => {
    expect(errorOf(await authorized(''))).toEqual([
      401,
      'InvalidAuthenticationToken',
      'Access token is empty.',
    ]);
    const foreign = jwt.sign({ aud: 'https://graph.microsoft.com' }, 'another key');
    expect(errorOf(await authorized(`Bearer ${foreign}`))).toEqual([
      401,
      'InvalidAuthenticationToken',
      expect.stringContaining('signature'),
    ]);
    const token = await tokenOf(bench.sandbox);
    expect((await authorized(`Bearer ${token}`)).status).toBe(200);
    bench.clock.advance(3_600_000);
    expect(errorOf(await authorized(`Bearer ${token}`))).toEqual([
      401,
      'InvalidAuthenticationToken',
      'Lifetime validation failed, the token is expired.',
    ]);
  });
});

describe('the edge', () => {
  it('says which verbs and paths it does not know', async () => {
    expect(errorOf(await ask(bench.sandbox, 'DELETE', '/subscribedSkus'))).toEqual([
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    ]);
    expect(errorOf(await ask(bench.sandbox, 'GET', '/teams/x'))).toEqual([
      400,
      'Request_BadRequest',
      "Resource not found for the segment 'teams'.",
    ]);
  });

  it('remembers what it served', async () => {
    await ask(bench.sandbox, 'GET', `/groups/${nobody}?$select=id`);
    expect(bench.sandbox.requests.at(-1)).toEqual({
      method: 'GET',
      path: `/groups/${nobody}?$select=id`,
      status: 404,
      batched: false,
      resourceUnits: 1,
      appId: 'sandbox-admin',
      at: bench.clock.now(),
    });
  });

  it('hangs up after the effect where a test says so', async () => {
    const group = bench.group([]);
    dropped.path = `/groups/${group.id}/assignLicense`;
    await expect(assign(group.id, add(bench.sku('SPE_E3').skuId))).rejects.toThrow('fetch failed');
    expect(group.licenses).toHaveLength(1);
  });
});

describe('assignLicense', () => {
  it('accepts, shows the old state while reads are stale, then the new one', async () => {
    const stale = await startBench({ staleReadMs: 1_500 });
    try {
      const user = stale.person({ displayName: 'Late' });
      const group = stale.group([user]);
      const { skuId } = stale.sku('SPE_E3');
      const answer = await ask(stale.sandbox, 'POST', `/groups/${group.id}/assignLicense`, {
        body: JSON.stringify(add(skuId.toUpperCase())),
      });
      expect([answer.status, answer.body['id'], answer.body['securityEnabled']]).toEqual([
        202,
        group.id,
        true,
      ]);
      expect(answer.headers.get('location')).toContain(`directoryObjects/${group.id}/`);
      const read = async () =>
        (
          await ask(
            stale.sandbox,
            'GET',
            `/groups/${group.id}?$select=assignedLicenses,licenseProcessingState`,
          )
        ).body;
      expect(await read()).toMatchObject({ assignedLicenses: [], licenseProcessingState: null });
      stale.clock.advance(1_500);
      expect(await read()).toMatchObject({
        assignedLicenses: [{ skuId, disabledPlans: [] }],
        licenseProcessingState: { state: 'ProcessingComplete' },
      });
      // The person was licensed just now: index-backed reads do not know it yet, others do.
      const path = `/groups/${group.id}/members/microsoft.graph.user?$select=assignedLicenses&$count=true`;
      const licenses = async (consistencylevel: string) =>
        (await ask(stale.sandbox, 'GET', path, { headers: { consistencylevel } })).body['value'];
      expect(await licenses('eventual')).toMatchObject([{ assignedLicenses: [] }]);
      expect(await licenses('session')).toMatchObject([{ assignedLicenses: [{ skuId }] }]);
      stale.clock.advance(1_500);
      expect(await licenses('eventual')).toMatchObject([{ assignedLicenses: [{ skuId }] }]);
    } finally {
      await stale.sandbox.close();
    }
  });

  it('replaces the plans of a product that the group has, and keeps its other products', async () => {
    const group = bench.group([]);
    bench.license(group, 'SPE_E3', 'VISIOCLIENT');
    const { skuId } = bench.sku('SPE_E3');
    const body = {
      addLicenses: [{ skuId, disabledPlans: [plans.yammer, plans.yammer] }],
      removeLicenses: [],
    };
    expect((await assign(group.id, body)).status).toBe(202);
    expect(group.licenses).toEqual([
      { skuId: bench.sku('VISIOCLIENT').skuId, disabledPlans: [] },
      { skuId, disabledPlans: [plans.yammer] },
    ]);
  });

  it('refuses a plan whose prerequisite is not in the template, even if members have it', async () => {
    const group = bench.group([bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] })]);
    const answer = await assign(group.id, add(bench.sku('MCOMEETADV').skuId));
    expect(errorOf(answer)).toEqual([
      400,
      'Request_BadRequest',
      `License assignment failed because service plan ${plans.audioConferencing} depends on the service plan(s) ${plans.skype},${plans.teams}`,
    ]);
    expect([group.licenses, group.processing]).toEqual([[], null]);
    expect(
      (await assign(group.id, add(bench.sku('MCOMEETADV').skuId, bench.sku('SPE_E3').skuId))).status,
    ).toBe(202);
    const without = { addLicenses: [], removeLicenses: [bench.sku('SPE_E3').skuId] };
    expect(errorOf(await assign(group.id, without))[2]).toContain(plans.audioConferencing);
  });

  it('refuses products that exclude each other in one template, but swaps them', async () => {
    const group = bench.group([]);
    const [e3, f3] = [bench.sku('SPE_E3').skuId, bench.sku('SPE_F1').skuId];
    bench.license(group, 'SPE_E3');
    expect(errorOf(await assign(group.id, add(f3)))[2]).toMatch(/are mutually exclusive$/);
    expect((await assign(group.id, { ...add(f3), removeLicenses: [e3] })).status).toBe(202);
    expect(group.licenses).toEqual([{ skuId: f3, disabledPlans: [] }]);
  });

  it('refuses a group that is not security enabled, and one that is not there', async () => {
    const list = bench.group([], { securityEnabled: false });
    const body = add(bench.sku('SPE_E3').skuId);
    expect(errorOf(await assign(list.id, body))[2]).toContain('security enabled');
    expect(errorOf(await assign(nobody, body)).slice(0, 2)).toEqual([404, 'Request_ResourceNotFound']);
  });

  const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
  const storage = '99049c9c-6011-4908-bf17-15f496e6519d';
  it.each<readonly [string, unknown, string]>([
    ['an unknown product', add(nobody), `License ${nobody} does not correspond to a valid company License.`],
    ['a product of the company', add(storage), `License ${storage} cannot be assigned to a user.`],
    ['no list to remove', { addLicenses: [] }, 'The missing parameters are: removeLicenses.'],
    [
      'null for a list',
      { addLicenses: null, removeLicenses: [] },
      'The missing parameters are: addLicenses.',
    ],
    ['no body', '', 'The missing parameters are: addLicenses, removeLicenses.'],
    ['nothing to do', add(), 'No license changes provided'],
    ['no GUID', add('E3'), "Cannot convert the literal 'E3' to the expected type 'Edm.Guid'."],
    ['null for a GUID', { addLicenses: [], removeLicenses: [null] }, 'A null value was found'],
    ['null for a license', { addLicenses: [null], removeLicenses: [] }, 'A null value was found'],
    [
      'a text for plans',
      { addLicenses: [{ skuId: e3, disabledPlans: 'x' }], removeLicenses: [] },
      'Collection',
    ],
    ['a foreign plan', { addLicenses: [{ skuId: e3, disabledPlans: [nobody] }], removeLicenses: [] }, nobody],
    ['one product twice', add(e3, e3.toUpperCase()), 'more than once'],
    ['one product in and out', { ...add(e3), removeLicenses: [e3] }, 'both added and removed'],
    ['a GUID that cannot be text', add({ toString: 1, valueOf: 1 }), 'Edm.Guid'],
    ['no JSON', '{"addLicenses":', 'Unable to read JSON'],
  ])('refuses %s', async (_name, body, words) => {
    const group = bench.group([]);
    expect(errorOf(await assign(group.id, body))).toEqual([
      400,
      'Request_BadRequest',
      expect.stringContaining(words),
    ]);
    expect([group.licenses, group.processing]).toEqual([[], null]);
  });
});

describe('$batch', () => {
  interface Part {
    readonly id: string;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  }
  const batch = async (...requests: readonly unknown[]) => {
    const answer = await post('/$batch', { requests });
    return { answer, parts: (answer.body['responses'] ?? []) as readonly Part[] };
  };
  const one = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more });

  it('answers each request with its own status, in JSON or as text in base64', async () => {
    const { parts } = await batch(
      one('a', '/organization'),
      one('b', `groups/${nobody}`),
      one('c', '/groups/$count', { headers: { ConsistencyLevel: 'eventual' } }),
      one('d', '/groups?$search=%ZZ'),
      one('e', '/%ZZ'),
      one('f', '/groups?$top=1&$select=id'),
    );
    expect(parts.map(({ id, status }) => [id, status])).toEqual([
      ['a', 200],
      ['b', 404],
      ['c', 200],
      ['d', 400],
      ['e', 400],
      ['f', 200],
    ]);
    expect(Buffer.from(String(parts[2]?.body), 'base64').toString()).toBe(
      String(bench.sandbox.tenant.groups.size),
    );
    expect(parts[5]?.body).toMatchObject({
      '@odata.nextLink': expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0\/groups\?/) as string,
    });
  });

  it('does not do what depends on a failure', async () => {
    const group = bench.group([]);
    const write = (id: string, dependsOn: readonly string[]) =>
      one(id, `/groups/${group.id}/assignLicense`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: add(bench.sku('SPE_E3').skuId),
        dependsOn,
      });
    const { parts } = await batch(one('1', `/groups/${nobody}`), write('2', ['1']), write('3', ['2']));
    expect(parts.map(({ status }) => status)).toEqual([404, 424, 424]);
    expect(group.licenses).toEqual([]);
    expect((await batch(one('1', '/organization'), write('2', ['1']))).parts[1]?.status).toBe(202);
    expect(group.licenses).toHaveLength(1);
  });
});

describe('hostile bodies', () => {
  const bodies = [
    'null',
    '5',
    '"text"',
    '[]',
    '{"requests":{}}',
    '{"requests":[[]]}',
    '{"requests":[{"id":"1","method":"GET","url":"/groups","headers":{"a":{"toString":1}}}]}',
    '{"__proto__":{"addLicenses":[]},"constructor":1}',
    '['.repeat(100_000),
    `{"addLicenses":[${'['.repeat(5_000)}${']'.repeat(5_000)}],"removeLicenses":[]}`,
    '\u0000\uFFFF',
  ];

  it('are all refused or answered, never by a failure of the server', async () => {
    const group = bench.group([]);
    for (const body of bodies) {
      for (const path of [
        '/$batch',
        `/groups/${group.id}/assignLicense`,
        '/users/x/reprocessLicenseAssignment',
      ]) {
        const { status } = await post(path, body);
        expect([path, body.slice(0, 60), status < 500]).toEqual([path, body.slice(0, 60), true]);
      }
      const { status } = await ask(bench.sandbox, 'PATCH', `/users/${bench.person().id}`, { body });
      expect(status).toBe(400);
    }
    expect(group.licenses).toEqual([]);
  });

  it('an endless filter in a batch is refused, and the rest of the batch is answered', async () => {
    const chain = Array.from({ length: 60_000 }, () => "mail eq 'a'").join(' or ');
    const answer = await post('/$batch', {
      requests: [
        { id: '1', method: 'GET', url: `/groups?$filter=${chain}` },
        { id: '2', method: 'GET', url: '/organization' },
      ],
    });
    expect(answer.body['responses']).toMatchObject([{ status: 400 }, { status: 200 }]);
  });
});
