import net from 'node:net';
import { ask, errorOf, startRig, tenantId, type Rig } from './rig';

/** What the server says itself, before any route is asked. */
let rig: Rig;
const failures: unknown[] = [];
beforeAll(async () => {
  rig = await startRig({ onFailure: (error) => failures.push(error) });
});
beforeEach(() => {
  failures.length = 0;
  rig.done.length = 0;
});
afterAll(() => rig.server.close());

const guid = '0d5b4b4e-9c2e-4d0e-8f6a-5b7c1d2e3f40';
const post = (body: string, contentType: string) =>
  rig.ask('POST', '/v1.0/groups', { body, headers: { 'content-type': contentType } });

/** Sends bytes as they are, and reads what comes back until the connection ends. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = net.connect(Number(new URL(rig.url).port), '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(received));
  });
}

describe('headers', () => {
  it('are those that Graph sends', async () => {
    const { headers } = await rig.ask('GET', '/v1.0/groups');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      'cache-control': 'no-cache',
      'strict-transport-security': 'max-age=31536000',
      vary: 'Accept-Encoding',
      'x-ms-resource-unit': '1',
      'x-ms-ags-diagnostic': expect.stringContaining('"ServerInfo"') as string,
      'request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it("echo the caller's request id when it is a GUID, and only then", async () => {
    const echoed = async (given: string) => {
      const { headers } = await rig.ask('GET', '/v1.0/groups', { headers: { 'client-request-id': given } });
      return [headers.get('client-request-id'), headers.get('request-id')];
    };
    expect((await echoed(guid))[0]).toBe(guid);
    const [client, own] = await echoed('<script>');
    expect(client).toBe(own);
  });

  it('of plain text say so, and have no JSON around it', async () => {
    const { headers, text } = await rig.ask('GET', '/v1.0/groups/$count');
    expect([headers.get('content-type'), text]).toEqual(['text/plain', '7']);
  });
});

describe('the address', () => {
  it.each([
    ['/beta/groups', 404, 'Invalid version: beta'],
    ['/', 404, 'Invalid version: '],
    ['/v1.0x/groups', 404, 'Invalid version: v1.0x'],
    ['/sandbox', 404, 'Invalid version: sandbox'],
    ['/v1.0/%ZZ', 400, 'The request URI is not valid.'],
  ])('%s is answered %s', async (path, status, message) => {
    const reply = await rig.ask('GET', path);
    expect([reply.status, errorOf(reply)[2]]).toEqual([status, message]);
    expect(rig.server.served.at(-1)).toMatchObject({ status });
    expect(rig.done).toEqual([]);
  });

  it('may write the version in capitals and may be empty below it', async () => {
    await rig.ask('GET', '/V1.0/groups');
    await rig.ask('GET', '/v1.0');
    expect(rig.done).toEqual(['GET /groups', 'GET ']);
  });

  it.each(['http://elsewhere/v1.0/groups', '*', '//', '/v1.0/' + 'a'.repeat(20_000)])(
    'that is no path is refused: %.20s',
    async (target) => {
      const received = await raw(
        `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer desk\r\nConnection: close\r\n\r\n`,
      );
      expect(received).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect((await rig.ask('GET', '/v1.0/groups')).status).toBe(200);
    },
  );
});

describe('the method', () => {
  it.each(['OPTIONS', 'PROPFIND'])('%s is refused as Graph does', async (method) => {
    expect(errorOf(await rig.ask(method, '/v1.0/groups'))).toEqual([
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    ]);
    expect(rig.done).toEqual([]);
  });

  it('HEAD is refused without a body', async () => {
    const reply = await rig.ask('HEAD', '/v1.0/groups');
    expect([reply.status, reply.text]).toEqual([405, '']);
  });
});

describe('the body', () => {
  it.each([
    ['text/plain;charset=UTF-8', 'Entity only allows writes with a JSON Content-Type header.'],
    ['application/x-www-form-urlencoded', 'Entity only allows writes with a JSON Content-Type header.'],
    ['', 'Write requests (excluding DELETE) must contain the Content-Type header declaration.'],
  ])('as %s is refused', async (contentType, message) => {
    expect(errorOf(await post('{}', contentType))).toEqual([400, 'BadRequest', message]);
    expect(rig.done).toEqual([]);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;odata=verbose'])(
    'as %s is taken',
    async (contentType) => {
      expect((await post('{}', contentType)).status).toBe(200);
    },
  );

  it('that is no JSON is refused', async () => {
    expect(errorOf(await post('{"a":', 'application/json')).slice(0, 2)).toEqual([400, 'Request_BadRequest']);
  });

  it('that is too large is refused with 413', async () => {
    expect((await post(`"${'x'.repeat(5 * 1024 * 1024)}"`, 'application/json')).status).toBe(413);
  });

  it('may be missing', async () => {
    expect((await rig.ask('POST', '/v1.0/groups/1/assignLicense')).status).toBe(202);
  });

  it('that never ends harms nobody', async () => {
    await raw('POST /v1.0/$batch HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"requ');
    expect((await rig.ask('GET', '/v1.0/groups')).status).toBe(200);
    expect(failures).toEqual([]);
  });
});

it.each([
  ['/broken', 'a mistake in the sandbox'],
  ['/odd-header', 'Invalid character in header content ["location"]'],
])('a mistake of the sandbox at %s is a 500 in Graph’s words, and is told', async (path, message) => {
  const reply = await rig.ask('GET', `/v1.0${path}`);
  expect(errorOf(reply)).toEqual([
    500,
    'Service_InternalServerError',
    'Encountered an internal server error.',
  ]);
  expect(failures).toEqual([expect.objectContaining({ message })]);
});

it('what was held while the server closed is not done afterwards', async () => {
  const closing = await startRig();
  closing.fail({ kind: 'slow', milliseconds: 5_000 });
  const armed = closing.armed();
  const reply = closing.ask('POST', '/v1.0/groups/1/assignLicense');
  const refused = expect(reply).rejects.toThrow('fetch failed');
  await armed;
  await closing.server.close();
  closing.clock.advance(5_000);
  await refused;
  expect(closing.done).toEqual([]);
  expect(closing.server.served).toMatchObject([{ status: 0 }]);
});

it('a refused token is remembered, without an app', async () => {
  const reply = await rig.ask('GET', '/v1.0/groups?$top=1', { headers: { authorization: '' } });
  expect(errorOf(reply)).toEqual([401, 'InvalidAuthenticationToken', 'Access token is empty.']);
  expect(rig.server.served.at(-1)).toMatchObject({
    method: 'GET',
    path: '/groups?$top=1',
    status: 401,
    appId: null,
    resourceUnits: 0,
  });
});

describe('the token endpoint', () => {
  const token = (tenant: string, method = 'POST') =>
    ask(`${rig.url}/${tenant}/oauth2/v2.0/token`, method, {
      ...(method === 'POST' ? { body: 'client_id=desk' } : {}),
      headers: { authorization: 'Basic abc' },
    });

  it.each([tenantId, tenantId.toUpperCase(), 'common', 'organizations'])('answers at %s', async (tenant) => {
    const { status, json } = await token(tenant);
    expect([status, json]).toEqual([200, { access_token: 'desk', authorization: 'Basic abc' }]);
  });

  it('does not know another tenant', async () => {
    const { status, json } = await token(guid);
    expect([status, json]).toEqual([
      400,
      expect.objectContaining({
        error: 'invalid_tenant',
        error_codes: [90002],
        error_description: expect.stringContaining(`AADSTS90002: Tenant '${guid}' not found.`) as string,
      }),
    ]);
  });

  it('takes only POST', async () => {
    expect((await token(tenantId, 'GET')).json).toMatchObject({ error_codes: [900561] });
  });
});
