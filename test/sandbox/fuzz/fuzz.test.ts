import fc from 'fast-check';
import { routes } from '../../../src/sandbox/routes';
import { roleTemplates } from '../../../src/sandbox';
import type { Group, User } from '../../../src/sandbox/tenant';
import { startBench, tokenOf, type Bench } from '../support';
import { bodyFor, query, rawPath, shortQuery } from './arbitraries';
import { bodyFlawOf, flawOf, Wire } from './wire';

/** Whatever is sent over HTTP, the answer is one of Graph's, and the server goes on. */
let bench: Bench;
let wire: Wire;
let authorization: string;
let targets: ReadonlyMap<string, readonly string[]>;
let ids: readonly string[];
let people: readonly User[];
let groups: readonly Group[];

beforeAll(async () => {
  bench = await startBench({ scenario: 'nested' });
  wire = new Wire(bench.sandbox.url);
  authorization = `Bearer ${await tokenOf(bench.sandbox)}`;
  const { tenantId } = bench.sandbox;
  people = [bench.person(), bench.person(), bench.person({ userPrincipalName: "o'hara#1@contoso.example" })];
  groups = [bench.group(people), bench.group([]), bench.group(people, { onPremisesSyncEnabled: true })];
  bench.license(groups[0] as Group, 'SPE_E3');
  ids = [...people, ...groups].map(({ id }) => id);
  const names = people.map(({ userPrincipalName }) => encodeURIComponent(userPrincipalName));
  const { licenseAdministrator } = roleTemplates;
  targets = new Map([
    ['users', [...people.map(({ id }) => id), ...names, 'x']],
    ['groups', [...groups.map(({ id }) => id), 'x']],
    ['organization', [tenantId, 'x']],
    ['subscribedSkus', [`${tenantId}_${bench.sku('SPE_E3').skuId}`, 'x']],
    ['directoryRoles', [`roleTemplateId=${licenseAdministrator}`, 'x']],
    ['roleManagement', [licenseAdministrator, 'x']],
    ['{member}', [...ids, 'x']],
    ['{cast}', ['microsoft.graph.user', 'graph.group', 'microsoft.graph.directoryRole', 'graph.unicorn']],
  ]);
});
afterAll(async () => {
  wire.close();
  await bench.sandbox.close();
});

/** Of every run the same, so that a failure comes back. */
const runs = (numRuns: number) => ({ numRuns, seed: 20261124, endOnFailure: true });

/** An address of a route, with something for each of its blanks. */
const addressOf = (pattern: string, choice: number): string =>
  pattern.replace(/\{\w+\}/g, (blank) => {
    const choices = targets.get(blank) ?? targets.get(pattern.split('/')[1] ?? '') ?? ['x'];
    return choices[choice % choices.length] ?? 'x';
  });

/** Brings back what was deleted, or soon there would be nothing to write to. */
const revive = () => {
  const { tenant } = bench.sandbox;
  for (const user of people) if (!tenant.users.has(user.id)) tenant.addUser(user);
  for (const group of groups) if (!tenant.groups.has(group.id)) tenant.addGroup(group);
};

const headersWith = (eventual: boolean): Readonly<Record<string, string>> => ({
  authorization,
  ...(eventual ? { consistencylevel: 'eventual' } : {}),
});

/** How many answers of each status came. */
class Tally {
  private readonly counts = new Map<number, number>();

  add(status: number): void {
    this.counts.set(status, this.of(status) + 1);
  }

  of(status: number): number {
    return this.counts.get(status) ?? 0;
  }

  get successes(): number {
    return [...this.counts].reduce((sum, [status, count]) => (status < 300 ? sum + count : sum), 0);
  }
}

afterEach(async () => {
  // What was accepted is carried out too, and then the tenant still answers.
  bench.clock.advance(600_000);
  authorization = `Bearer ${await tokenOf(bench.sandbox)}`;
  const { status } = await wire.send({ method: 'GET', path: '/v1.0/groups', headers: { authorization } });
  expect(status).toBe(200);
});

it('any query of any list is answered or refused', async () => {
  const lists = routes
    .filter(({ method }) => method === 'GET')
    .flatMap(({ pattern, list }) => (list ? [pattern, `${pattern}/$count`] : [pattern]));
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...lists),
      fc.nat(50),
      fc.oneof(query, shortQuery),
      fc.boolean(),
      async (pattern, choice, options, eventual) => {
        const path = `/v1.0${addressOf(pattern, choice)}?${options}`;
        const answer = await wire.send({ method: 'GET', path, headers: headersWith(eventual) });
        tally.add(answer.status);
        expect(flawOf(answer)).toBeUndefined();
      },
    ),
    runs(1_500),
  );
  expect(tally.successes).toBeGreaterThan(150);
  expect(tally.of(400)).toBeGreaterThan(150);
  expect(tally.of(404)).toBeGreaterThan(50);
});

it('any body of any write is taken or refused', async () => {
  const write = fc
    .constantFrom(...routes.filter(({ method }) => method !== 'GET'))
    .chain((route) => fc.record({ route: fc.constant(route), sent: bodyFor(route.pattern, ids) }));
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(write, fc.nat(50), async ({ route: { method, pattern }, sent }, choice) => {
      revive();
      const answer = await wire.send({
        method,
        path: `/v1.0${addressOf(pattern, choice)}`,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(sent),
      });
      tally.add(answer.status);
      expect(flawOf(answer)).toBeUndefined();
    }),
    runs(1_500),
  );
  expect(tally.successes).toBeGreaterThan(100);
  expect(tally.of(400)).toBeGreaterThan(150);
});

it('text that is no JSON is refused, whatever it claims to be', async () => {
  const type = fc.oneof(
    fc.constantFrom('application/json', 'text/plain', 'application/xml', ''),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(type, fc.string({ unit: 'binary', maxLength: 60 }), async (contentType, sent) => {
      const answer = await wire.send({
        method: 'POST',
        path: '/v1.0/groups',
        headers: { authorization, 'content-type': contentType.replace(/[^\x20-\x7e]/g, '') },
        body: sent,
      });
      expect(flawOf(answer)).toBeUndefined();
      expect(answer.status).toBe(400);
    }),
    runs(300),
  );
});

it('any batch is answered item by item, or refused as a whole', async () => {
  const item = fc.record(
    {
      id: fc.oneof(fc.constantFrom('1', '2', '3', 'a', 'A'), fc.string(), fc.jsonValue()),
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('GET', 'POST', 'patch', 'DELETE') },
        fc.string(),
        fc.jsonValue(),
      ),
      url: fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .tuple(fc.constantFrom(...routes.map(({ pattern }) => pattern)), fc.nat(50), shortQuery)
            .map(([pattern, choice, options]) => `${addressOf(pattern, choice)}?${options}`),
        },
        fc.oneof(rawPath, fc.string({ unit: 'binary' })),
        fc.constantFrom('/$batch', '/%', 'https://evil.example/', '//', '/me'),
        fc.jsonValue(),
      ),
      headers: fc.oneof(
        fc.constantFrom({ 'Content-Type': 'application/json' }, { ConsistencyLevel: 'eventual' }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.jsonValue(),
      ),
      body: fc.jsonValue(),
      dependsOn: fc.oneof(fc.array(fc.constantFrom('1', '2', 'a'), { maxLength: 2 }), fc.jsonValue()),
    },
    { requiredKeys: ['id', 'method', 'url'] },
  );
  const step = fc.constantFrom(...routes).chain((route) =>
    fc.record({
      route: fc.constant(route),
      sent: bodyFor(route.pattern, ids),
      choice: fc.nat(50),
      eventual: fc.boolean(),
    }),
  );
  const wellMeant = fc.array(step, { minLength: 1, maxLength: 20 }).map((steps) => ({
    requests: steps.map(({ route: { method, pattern }, sent, choice, eventual }, index) => ({
      id: String(index),
      method,
      url: addressOf(pattern, choice),
      headers: { 'Content-Type': 'application/json', ...(eventual ? { ConsistencyLevel: 'eventual' } : {}) },
      ...(method === 'GET' ? {} : { body: sent }),
    })),
  }));
  const wildBatch = fc.oneof(
    fc.record({ requests: fc.array(item, { maxLength: 22 }) }),
    fc.record({ requests: fc.jsonValue() }),
    fc.jsonValue(),
  );
  const [whole, items] = [new Tally(), new Tally()];
  await fc.assert(
    fc.asyncProperty(fc.oneof(wellMeant, wildBatch), async (sent) => {
      revive();
      const answer = await wire.send({
        method: 'POST',
        path: '/v1.0/$batch',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(sent),
      });
      whole.add(answer.status);
      expect(flawOf(answer)).toBeUndefined();
      expect([200, 400]).toContain(answer.status);
      if (answer.status !== 200) return;
      const { responses } = JSON.parse(answer.text) as {
        responses: readonly { status: number; body?: unknown }[];
      };
      expect(responses).toHaveLength((sent as { requests: readonly unknown[] }).requests.length);
      for (const { status, body: inner } of responses) {
        items.add(status);
        expect(status).toBeLessThan(500);
        if (status !== 204 && typeof inner !== 'string') expect(bodyFlawOf(status, inner)).toBeUndefined();
      }
    }),
    runs(200),
  );
  expect([whole.of(200) > 50, whole.of(400) > 25, items.successes > 100]).toEqual([true, true, true]);
});

it('any address, verb and header is answered or refused', async () => {
  const verb = fc.constantFrom(
    'GET',
    'POST',
    'PATCH',
    'PUT',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
  );
  const header = fc.constantFrom(
    ...[
      'authorization',
      'consistencylevel',
      'prefer',
      'accept',
      'content-type',
      'client-request-id',
      'if-match',
    ],
    ...[
      'content-encoding',
      'x-http-method-override',
      'accept-language',
      'cookie',
      'origin',
      'x-ms-throttle-priority',
    ],
  );
  const printable = fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, ''));
  const start = fc.oneof(
    { weight: 6, arbitrary: fc.constant('/v1.0/') },
    fc.constantFrom('/', '/beta/', '/v1.0', '/V1.0//', '*', 'http://evil.example/v1.0/'),
  );
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(
      verb,
      start,
      rawPath,
      fc.dictionary(header, printable, { maxKeys: 4 }),
      fc.boolean(),
      async (method, from, rest, headers, known) => {
        const path = `${from}${rest}`;
        // The sandbox's own pages and the token endpoint answer in another form.
        fc.pre(!/^\/(sandbox|[^/]+\/oauth2)(\/|$|\?)/i.test(path));
        const answer = await wire.send({
          method,
          path,
          headers: { ...headers, ...(known ? { authorization } : {}) },
        });
        tally.add(answer.status);
        expect([path, flawOf(answer, method)]).toEqual([path, undefined]);
      },
    ),
    runs(800),
  );
  expect([tally.of(400) > 30, tally.of(401) > 30, tally.of(405) > 30, tally.of(404) > 15]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

it.each([
  ['a path of slashes', (n: number) => `/groups${'/'.repeat(n)}x`],
  ['a list of commas', (n: number) => `/groups?$select=${','.repeat(n)}`],
  ['an expansion that never closes', (n: number) => `/groups?$expand=members($select=${' '.repeat(n)}`],
  ['parentheses', (n: number) => `/groups${"('".repeat(n / 2)}`],
  ['apostrophes in a filter', (n: number) => `/groups?$filter=displayName eq '${"'".repeat(n)}`],
  ['clauses of a search', (n: number) => `/groups?$search=${'"a:b" OR '.repeat(n / 9)}`],
  ['quotes in a search', (n: number) => `/groups?$search=${'"\\'.repeat(n / 2)}`],
])('%s in a batch, as long as may be or longer, are refused', async (_name, make) => {
  const urls = [...Array.from({ length: 19 }, () => make(32_000)), make(1_000_000)];
  const answer = await wire.send({
    method: 'POST',
    path: '/v1.0/$batch',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      requests: urls.map((url, index) => ({
        id: String(index),
        method: 'GET',
        url,
        headers: { ConsistencyLevel: 'eventual' },
      })),
    }),
  });
  const { responses } = JSON.parse(answer.text) as {
    responses: readonly { status: number; body: unknown }[];
  };
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([400]));
  expect(responses.at(-1)?.body).toMatchObject({ error: { message: 'The request URI is too long.' } });
});
