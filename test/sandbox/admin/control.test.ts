import http from 'node:http';
import type { NewApp } from '../../../src/sandbox/admin/apps';
import { errorOf, startRig, type Rig, type Sent } from '../http/rig';
import { summary } from './summary-data';

/** The routes below /sandbox, which are the sandbox's own and not Graph's. */
let rig: Rig;
const apps: NewApp[] = [];
beforeAll(async () => {
  rig = await startRig({
    control: {
      describe: () => summary,
      addApp: (app) => {
        if (app.id === 'full') throw new RangeError('The tenant has too many apps.');
        apps.push(app);
      },
    },
  });
});
beforeEach(async () => {
  rig.faults.clear();
  apps.length = 0;
  await rig.ask('DELETE', '/sandbox/requests');
});
afterAll(() => rig.server.close());

const control = (method: string, path: string, body?: unknown, headers: Sent['headers'] = {}) =>
  rig.ask(method, `/sandbox${path}`, { ...(body === undefined ? {} : { body }), headers });

/** With headers that fetch does not let anybody set. */
function withHost(host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${rig.url}${path}`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('error', reject);
    request.end();
  });
}

describe('/sandbox/faults', () => {
  const throttle = { kind: 'throttle', times: 2, match: { path: '/groups' } };

  it('puts a rule in force, lists it with what is left of it, and takes it away', async () => {
    const added = await control('POST', '/faults', throttle);
    expect([added.status, added.json]).toEqual([
      201,
      { faults: [{ ...throttle, id: expect.any(String) as string }] },
    ]);
    const [{ id } = { id: '' }] = added.json['faults'] as { id: string }[];
    expect((await rig.ask('GET', '/v1.0/groups')).status).toBe(429);
    expect((await control('GET', '/faults')).json).toEqual({
      faults: [{ ...throttle, id, struck: 1, left: 1 }],
    });
    expect((await control('DELETE', `/faults/${id}`)).status).toBe(204);
    expect((await rig.ask('GET', '/v1.0/groups')).status).toBe(200);
  });

  it('takes several at once, and a body as curl sends it', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await control('POST', '/faults', [throttle, throttle], form)).status).toBe(201);
    expect(rig.faults.list()).toHaveLength(2);
    expect((await control('DELETE', '/faults')).status).toBe(204);
    expect(rig.faults.list()).toEqual([]);
  });

  it.each<readonly [string, unknown, string]>([
    ['a wrong rule', [throttle, { kind: 'slow' }], 'Rule 2 ("slow"): milliseconds must be a number'],
    ['no JSON', '{', 'The body must be JSON'],
    ['nothing', '', 'The body must be JSON'],
    ['prototype keys', '{"__proto__":{"kind":"throttle"}}', 'kind must be one of'],
  ])('refuses %s, and then none of it is in force', async (_name, body, words) => {
    const reply = await control('POST', '/faults', body);
    expect(errorOf(reply)).toEqual([
      400,
      expect.stringMatching(/^sandbox\./),
      expect.stringContaining(words),
    ]);
    expect(reply.json['error']).not.toHaveProperty('innerError');
    expect(rig.faults.list()).toEqual([]);
  });

  it('says where to look when there is no such rule', async () => {
    expect(errorOf(await control('DELETE', '/faults/none'))).toEqual([
      404,
      'sandbox.no-such-fault',
      'There is no rule with this id; GET /sandbox/faults lists those in force.',
    ]);
  });
});

describe('/sandbox/requests', () => {
  it('lists what was called, and not what was called here', async () => {
    await rig.ask('GET', '/v1.0/users?$top=50');
    await rig.ask('POST', '/v1.0/groups/1/assignLicense', { headers: { authorization: 'Bearer other' } });
    expect((await control('GET', '/requests')).json).toEqual({
      count: 2,
      requests: [
        {
          method: 'GET',
          path: '/users?$top=50',
          status: 200,
          batched: false,
          resourceUnits: 2,
          appId: 'desk',
          at: rig.clock.now(),
        },
        {
          method: 'POST',
          path: '/groups/1/assignLicense',
          status: 202,
          batched: false,
          resourceUnits: 1,
          appId: 'other',
          at: rig.clock.now(),
        },
      ],
    });
  });

  it.each([
    ['?method=post', 1],
    ['?path=/groups/**', 2],
    ['?path=/groups/*', 1],
    ['?status=404', 1],
    ['?method=GET&status=200', 1],
    ['?method=PUT', 0],
  ])('finds with %s', async (query, count) => {
    await rig.ask('GET', '/v1.0/groups/1?$select=id');
    await rig.ask('POST', '/v1.0/groups/1/assignLicense');
    await rig.ask('GET', '/v1.0/missing');
    expect((await control('GET', `/requests${query}`)).json['count']).toBe(count);
  });

  it('refuses a status that is no number', async () => {
    expect(errorOf(await control('GET', '/requests?status=bad'))).toEqual([
      400,
      'sandbox.bad-filter',
      'status must be a number such as 429.',
    ]);
  });

  it('forgets them when told to', async () => {
    await rig.ask('GET', '/v1.0/users');
    expect((await control('DELETE', '/requests')).status).toBe(204);
    expect(rig.server.served).toEqual([]);
  });
});

describe('/sandbox/apps', () => {
  const app = { id: 'my-app', secret: 'hush', applicationPermissions: ['Group.Read.All'] };

  it('registers an app, and does not repeat its secret', async () => {
    const { status, text } = await control('POST', '/apps', app);
    expect([status, text.includes('hush')]).toEqual([201, false]);
    expect(apps).toEqual([{ ...app, name: 'my-app', delegatedPermissions: [] }]);
  });

  it.each<readonly [unknown, string]>([
    [{}, 'id must be a text; secret must be a text.'],
    [{ ...app, id: 'a b' }, 'id must be a GUID, or a name of'],
    [{ ...app, applicationPermissions: 'Group.Read.All' }, 'applicationPermissions must be a list'],
    [{ ...app, applicationPermissions: ['<b>'] }, 'must be names such as "Group.Read.All"'],
    [{ ...app, admin: true }, 'it has no field "admin"'],
    [5, 'it must be an object with id, secret and permissions'],
  ])('refuses %j', async (body, words) => {
    const [status, code, message] = errorOf(await control('POST', '/apps', body));
    expect([status, code]).toEqual([400, 'sandbox.app-invalid']);
    expect(message).toContain(words);
    expect(apps).toEqual([]);
  });

  it('says so when the tenant takes no more', async () => {
    expect(errorOf(await control('POST', '/apps', { ...app, id: 'full' }))[0]).toBe(409);
  });
});

describe('who may turn the dial', () => {
  it.each([['http://evil.example'], ['null'], ['https://127.0.0.1'], ['http://127.0.0.1:1']])(
    'not a page of %s',
    async (origin) => {
      const reply = await control('POST', '/faults', { kind: 'throttle' }, { origin });
      expect(errorOf(reply).slice(0, 2)).toEqual([403, 'sandbox.forbidden']);
      expect(reply.headers.has('access-control-allow-origin')).toBe(false);
      expect(rig.faults.list()).toEqual([]);
      expect((await control('GET', '', undefined, { origin })).status).toBe(403);
    },
  );

  it('a page of this server', async () => {
    expect((await control('POST', '/faults', { kind: 'throttle' }, { origin: rig.url })).status).toBe(201);
  });

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example:80', 403],
    ['user@127.0.0.1', 403],
    ['localhost:4000', 200],
    ['127.0.0.1', 200],
  ])('a request for the host "%s": %s', async (host, status) => {
    expect(await withHost(host, '/sandbox/faults')).toBe(status);
    expect(await withHost(host, '/sandbox')).toBe(status);
  });
});

describe('other addresses', () => {
  it('say what there is', async () => {
    expect(errorOf(await control('GET', '/nothing'))).toEqual([
      404,
      'sandbox.not-found',
      'The sandbox has /sandbox, /sandbox/faults, /sandbox/requests and /sandbox/apps.',
    ]);
    expect(errorOf(await control('PUT', '/faults'))).toEqual([
      405,
      'sandbox.wrong-method',
      'Here the sandbox takes GET, POST, DELETE.',
    ]);
  });

  it('are not Graph: no token is needed, and no header of Graph comes back', async () => {
    const { status, headers } = await control('GET', '/faults', undefined, { authorization: '' });
    expect([status, headers.has('odata-version')]).toEqual([200, false]);
  });
});
