import jwt from 'jsonwebtoken';
import { roleTemplates } from '../../../src/sandbox/auth';
import type { TokenAnswer } from '../../../src/sandbox/auth';
import { adele, appForm, personForm, tenantId, text, tokenBench } from './support';

const claimsOf = (answer: TokenAnswer): Record<string, unknown> =>
  jwt.decode(text(answer, 'access_token')) as Record<string, unknown>;

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

/** Without its secret and id, for apps that authenticate in the header. */
const { client_id: _id, client_secret: _secret, ...anonymousForm } = appForm;

describe('client credentials', () => {
  it('give an app a token with its consented permissions, as Entra words them', () => {
    const answer = tokenBench({ start: 7_200_500 }).ask(appForm);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      token_type: 'Bearer',
      expires_in: 3_600,
      ext_expires_in: 3_600,
      access_token: expect.any(String) as string,
    });
    expect(claimsOf(answer)).toEqual({
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: 7_200,
      nbf: 7_200,
      exp: 10_800,
      appid: 'license-desk',
      app_displayname: 'Licensing tool with least privilege',
      tid: tenantId,
      ver: '1.0',
      idtyp: 'app',
      oid: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
      ) as string,
      roles: [
        'LicenseAssignment.ReadWrite.All',
        'LicenseAssignment.Read.All',
        'Group.Read.All',
        'User.Read.All',
        'User.ReadWrite.All',
        'GroupMember.ReadWrite.All',
        'Organization.Read.All',
        'AuditLog.Read.All',
        'RoleManagement.Read.Directory',
      ],
    });
  });

  it('are taken from an HTTP Basic header, form-encoded', () => {
    const bench = tokenBench();
    bench.apps.register({
      id: 'app: one',
      name: 'One',
      secret: 'p%q+r s',
      applicationPermissions: ['User.Read.All'],
      delegatedPermissions: [],
    });
    const answer = bench.ask(anonymousForm, basic('app%3A+one:p%25q%2Br%20s'));
    expect(claimsOf(answer)).toMatchObject({ appid: 'app: one', roles: ['User.Read.All'] });
  });

  it('follow what is granted later', () => {
    const bench = tokenBench();
    bench.apps.grant('license-desk', 'Group.ReadWrite.All');
    expect(claimsOf(bench.ask(appForm)).roles).toContain('Group.ReadWrite.All');
  });
});

describe('a password', () => {
  it('gives a token for a person, by user principal name or object id', () => {
    const bench = tokenBench();
    for (const username of ['Adele@Contoso.example', adele]) {
      const answer = bench.ask({ ...personForm, username });
      expect(claimsOf(answer)).toMatchObject({
        idtyp: 'user',
        oid: adele,
        upn: 'adele@contoso.example',
        name: 'adele',
        scp: 'User.Read Group.Read.All openid profile',
        wids: [],
      });
      expect(claimsOf(answer)).not.toHaveProperty('roles');
      expect(text(answer, 'scope')).toBe('User.Read Group.Read.All openid profile');
    }
  });

  it('lists the roles that work at that moment', () => {
    const bench = tokenBench();
    const { templateId } = roleTemplates.licenseAdministrator;
    bench.tenant.addRole({
      id: 'r',
      templateId,
      principalId: adele,
      scope: '/',
      type: 'Assigned',
      startAt: 0,
      endAt: null,
      worksFrom: 60_000,
    });
    expect(claimsOf(bench.ask(personForm)).wids).toEqual([]);
    bench.clock.advance(60_000);
    expect(claimsOf(bench.ask(personForm)).wids).toEqual([templateId]);
  });

  it('comes with a refresh token only when offline_access is asked for', () => {
    const bench = tokenBench();
    expect(bench.ask(personForm).body).toHaveProperty('refresh_token');
    expect(bench.ask({ ...personForm, scope: 'User.Read' }).body).not.toHaveProperty('refresh_token');
  });

  it('gives all that the app may have for /.default, and Microsoft’s spelling for any other', () => {
    const bench = tokenBench();
    const all = bench.ask({ ...personForm, scope: 'https://graph.microsoft.com/.default' });
    expect(text(all, 'scope')).toContain('User.Read LicenseAssignment.ReadWrite.All');
    expect(text(bench.ask({ ...personForm, scope: 'user.read  USER.READ' }), 'scope')).toBe('User.Read');
  });
});

describe('a refresh token', () => {
  const refreshForm = (answer: TokenAnswer) => ({
    grant_type: 'refresh_token',
    client_id: 'license-desk',
    client_secret: 'sandbox',
    refresh_token: text(answer, 'refresh_token'),
  });

  it('gives a new access token with the same scopes, or with others that the app may have', () => {
    const bench = tokenBench();
    const form = refreshForm(bench.ask(personForm));
    bench.clock.advance(7_200_000);
    const renewed = bench.ask(form);
    expect(claimsOf(renewed)).toMatchObject({ iat: 7_200, scp: 'User.Read Group.Read.All openid profile' });
    expect(bench.ask(refreshForm(renewed)).status).toBe(200);
    expect(claimsOf(bench.ask({ ...form, scope: 'AuditLog.Read.All' })).scp).toBe('AuditLog.Read.All');
  });

  it('works again in a service that starts anew', () => {
    const form = refreshForm(tokenBench().ask(personForm));
    expect(tokenBench({ start: 5_000 }).ask(form).status).toBe(200);
  });

  it('is nobody’s after 90 days, of another app, of another tenant, or when it is an access token', () => {
    const bench = tokenBench();
    const given = bench.ask(personForm);
    const form = refreshForm(given);
    const refused = (answer: TokenAnswer) => (answer.body as { error_codes?: number[] }).error_codes;
    expect(refused(bench.ask({ ...form, client_id: 'sandbox-admin' }))).toEqual([70000]);
    expect(refused(bench.ask({ ...form, refresh_token: text(given, 'access_token') }))).toEqual([70000]);
    expect(refused(bench.ask({ ...form, refresh_token: 'x' }))).toEqual([70000]);
    const elsewhere = tokenBench({ id: '44444444-4444-4444-8444-444444444444' });
    expect(refused(elsewhere.ask(form))).toEqual([70000]);
    bench.clock.advance(90 * 24 * 3_600_000);
    expect(refused(bench.ask(form))).toEqual([700082]);
  });

  it('stops with the account', () => {
    const bench = tokenBench();
    const form = refreshForm(bench.ask(personForm));
    const person = bench.tenant.findUser(adele)!;
    person.accountEnabled = false;
    expect(text(bench.ask(form), 'error_description')).toMatch(/^AADSTS50057: /);
    bench.tenant.removeUser(person);
    expect(text(bench.ask(form), 'error_description')).toMatch(/^AADSTS50034: /);
  });
});

/** What is wrong, the form, the answer's status, error and AADSTS number, and the header if any. */
type RefusalCase = readonly [string, Record<string, string>, number, string, number, string?];

const cases: readonly RefusalCase[] = [
  ['no grant type', {}, 400, 'invalid_request', 900144],
  ['another grant type', { ...appForm, grant_type: 'device_code' }, 400, 'unsupported_grant_type', 70003],
  [
    'a grant type out of a prototype',
    { ...appForm, grant_type: '__proto__' },
    400,
    'unsupported_grant_type',
    70003,
  ],
  ['no client id', anonymousForm, 400, 'invalid_request', 900144],
  ['an unknown app', { ...appForm, client_id: 'nobody' }, 400, 'unauthorized_client', 700016],
  [
    'an unknown app in the header',
    anonymousForm,
    400,
    'unauthorized_client',
    700016,
    basic('nobody:sandbox'),
  ],
  ['no secret', { ...anonymousForm, client_id: 'license-desk' }, 401, 'invalid_client', 7000218],
  ['a wrong secret', { ...appForm, client_secret: 'Sandbox' }, 401, 'invalid_client', 7000215],
  ['a wrong secret in the header', anonymousForm, 401, 'invalid_client', 7000215, basic('license-desk:x')],
  ['a header without a colon', anonymousForm, 400, 'invalid_request', 900144, basic('license-desk')],
  ['a header that is not encoded', anonymousForm, 400, 'invalid_request', 900144, basic('%:sandbox')],
  [
    'the secret of another app in the header',
    { ...anonymousForm, client_id: 'license-desk' },
    401,
    'invalid_client',
    7000218,
    basic('sandbox-admin:sandbox'),
  ],
  ['an app without a scope', { ...appForm, scope: '' }, 400, 'invalid_scope', 70011],
  [
    'an app for another resource',
    { ...appForm, scope: 'https://vault.azure.net/.default' },
    400,
    'invalid_scope',
    70011,
  ],
  ['an app with one permission', { ...appForm, scope: 'User.Read.All' }, 400, 'invalid_scope', 1002012],
  ['a person without a scope', { ...personForm, scope: '  ' }, 400, 'invalid_scope', 70011],
  ['a scope that does not exist', { ...personForm, scope: 'User.Fly' }, 400, 'invalid_scope', 70011],
  [
    'a scope of another resource',
    { ...personForm, scope: 'https://x.example/User.Read' },
    400,
    'invalid_scope',
    70011,
  ],
  [
    'a scope that the app may not have',
    { ...personForm, scope: 'Group.ReadWrite.All' },
    400,
    'invalid_grant',
    65001,
  ],
  ['a book of scopes', { ...personForm, scope: 'User.Read '.repeat(5_000) }, 400, 'invalid_scope', 70011],
  ['no user name', { ...personForm, username: '' }, 400, 'invalid_request', 900144],
  ['no password', { ...personForm, password: '' }, 400, 'invalid_request', 900144],
  ['an unknown person', { ...personForm, username: 'x@contoso.example' }, 400, 'invalid_grant', 50034],
  ['a wrong password', { ...personForm, password: 'x' }, 400, 'invalid_grant', 50126],
  ['a disabled account', { ...personForm, username: 'gone@contoso.example' }, 400, 'invalid_grant', 50057],
  ['no refresh token', { ...appForm, grant_type: 'refresh_token' }, 400, 'invalid_request', 900144],
];

describe('the token endpoint refuses', () => {
  it.each(cases.map((row) => [row[0], row] as const))('%s', (_what, row) => {
    const [, form, status, error, number, header] = row;
    const answer = tokenBench().ask(form, header);
    expect(answer).toMatchObject({ status, body: { error, error_codes: [number] } });
    expect(text(answer, 'error_description')).toMatch(new RegExp(`^AADSTS${number}: `));
  });

  it('with Entra’s error body, and ids that differ from one answer to the next', () => {
    const bench = tokenBench({ start: Date.parse('2026-03-01T08:00:00Z') });
    const answer = bench.ask({ ...appForm, client_secret: 'x' });
    const trace = text(answer, 'trace_id');
    const correlation = text(answer, 'correlation_id');
    expect(answer.body).toEqual({
      error: 'invalid_client',
      error_description:
        'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client ' +
        "secret value, not the client secret ID, for a secret added to app 'license-desk'. " +
        `Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2026-03-01 08:00:00Z`,
      error_codes: [7000215],
      timestamp: '2026-03-01 08:00:00Z',
      trace_id: trace,
      correlation_id: correlation,
    });
    expect(trace).not.toBe(correlation);
    expect(text(bench.ask({}), 'trace_id')).not.toBe(trace);
  });

  it('without repeating at length what came in', () => {
    const long = 'x'.repeat(100_000);
    const answers = [
      tokenBench().ask({ ...appForm, client_id: long }),
      tokenBench().ask({ ...appForm, grant_type: long }),
      tokenBench().ask({ ...appForm, scope: long }),
    ];
    for (const answer of answers) expect(JSON.stringify(answer.body).length).toBeLessThan(1_000);
  });
});
