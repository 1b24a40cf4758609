import fc from 'fast-check';
import { startRig, type Rig } from './rig';

/** Whatever is sent, the answer is one of Graph's and the server goes on. */
let rig: Rig;
const failures: unknown[] = [];
beforeAll(async () => {
  rig = await startRig({
    onFailure: (error) => failures.push(error),
    control: {
      describe: () => {
        throw new Error('nobody asks for the page here');
      },
    },
  });
});
afterAll(() => rig.server.close());

const runs = { numRuns: 100, seed: 20261124 };
const name = fc.oneof(
  fc.constantFrom('id', 'method', 'url', 'headers', 'body', 'dependsOn', '__proto__'),
  fc.string(),
);
const request = fc.record(
  {
    id: fc.oneof(fc.constantFrom('1', '2', 'a', 'A'), fc.string(), fc.jsonValue()),
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'patch'), fc.string(), fc.jsonValue()),
    url: fc.oneof(fc.constantFrom('/groups', '/$batch', '/%', 'x:', '/broken?'), fc.string(), fc.jsonValue()),
    headers: fc.oneof(fc.dictionary(name, fc.jsonValue()), fc.jsonValue()),
    body: fc.jsonValue(),
    dependsOn: fc.oneof(fc.array(fc.constantFrom('1', '2', 'a')), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const batch = fc.oneof(
  fc.record({ requests: fc.array(fc.oneof(request, fc.jsonValue()), { maxLength: 22 }) }),
  fc.jsonValue(),
);

describe('hostile requests', () => {
  beforeEach(() => {
    rig.faults.clear();
    failures.length = 0;
  });

  it('any batch is answered or refused', async () => {
    await fc.assert(
      fc.asyncProperty(batch, async (body) => {
        const { status } = await rig.ask('POST', '/v1.0/$batch', { body: JSON.stringify(body) });
        expect([200, 400]).toContain(status);
      }),
      runs,
    );
  });

  it('any address is answered or refused', async () => {
    const address = fc.oneof(fc.webPath(), fc.string().map(encodeURI), fc.webQueryParameters());
    await fc.assert(
      fc.asyncProperty(address, fc.boolean(), async (path, below) => {
        const { status } = await rig.ask('GET', below ? `/v1.0/${path}` : `/${path}`);
        expect([200, 400, 404]).toContain(status);
      }),
      runs,
    );
    expect(failures).toEqual([]);
  });

  it('any rule is put in force or refused in a sentence', async () => {
    const rule = fc.record(
      {
        kind: fc.oneof(fc.constantFrom('throttle', 'stuck', 'state', 'resource-units'), fc.jsonValue()),
        match: fc.oneof(fc.record({ path: fc.string() }), fc.jsonValue()),
        times: fc.jsonValue(),
        group: fc.oneof(fc.constant('*'), fc.jsonValue()),
        size: fc.constantFrom('S', 'XL'),
        id: fc.jsonValue(),
      },
      { requiredKeys: ['kind'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(rule, fc.array(rule, { maxLength: 3 }), fc.jsonValue()), async (body) => {
        rig.faults.clear();
        const { status, json } = await rig.ask('POST', '/sandbox/faults', { body: JSON.stringify(body) });
        expect([201, 400]).toContain(status);
        if (status === 400)
          expect(json['error']).toMatchObject({ message: expect.stringMatching(/\.$/) as string });
      }),
      runs,
    );
    expect(failures).toEqual([]);
  });
});
