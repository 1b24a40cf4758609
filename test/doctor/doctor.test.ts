import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { readConfig } from '../../src/config';
import { examine, type DoctorWorld } from '../../src/doctor/examine';
import { lineOf } from '../../src/doctor/finding';
import { permissions } from '../../src/doctor/permissions';
import { GRAPH_CALLS } from '../../src/graph/permissions';
import { sandboxTenant } from '../../src/tenant';
import { template, values } from '../app-package/support';
import { compileAll } from '../support/compiled';
import { startTestDesk, type TestDesk } from '../support/desk';
import { botId, startIssuer, type Issuer } from '../support/issuer';

const secret = 'Tr0ub4dor&3-is-the-secret';
const all = Object.keys(permissions);

let desk: TestDesk;
let issuer: Issuer;
let other: Server;
const folder = mkdtempSync(path.join(tmpdir(), 'desk-doctor-'));
beforeAll(async () => {
  desk = await startTestDesk({
    bot: async (connector, now) => {
      issuer = await startIssuer(connector.serviceUrl);
      return issuer.identity(now);
    },
  });
  // Somebody else's server, which says yes to everything.
  other = createServer((_request, response) => response.end('{"status":"ok"}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await desk.close();
  await issuer.close();
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const otherUrl = (): string => `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

function packageWith(ids: Readonly<Record<string, string>>): Buffer {
  const filled = template.replace(/\$\{\{(\w+)\}\}/g, (_whole, name: string) => ids[name] ?? '');
  return Buffer.from(zipSync({ 'color.png': strToU8('x'), 'manifest.json': strToU8(filled) }));
}

/** The lines of the doctor for a real bot in the sandbox's tenant, in which everything is well unless told. */
async function linesOf(
  wrong: {
    permissions?: readonly string[];
    env?: Record<string, string>;
    world?: Partial<DoctorWorld>;
    clientSecret?: string;
  } = {},
): Promise<string[]> {
  const registered = desk.sandbox.apps.find('license-desk');
  if (!registered) throw new Error('the app is not registered');
  desk.sandbox.apps.register({
    ...registered,
    applicationPermissions: wrong.permissions ?? all,
    secret: wrong.clientSecret ?? registered.secret,
  });
  const publicUrl = `http://127.0.0.1:${desk.app.port}`;
  const config = readConfig({
    BOT_ID: botId,
    BOT_TENANT_ID: desk.sandbox.tenantId,
    BOT_PASSWORD: secret,
    PUBLIC_URL: publicUrl,
    DATA_DIR: folder,
    ...wrong.env,
  });
  const now = (): Date => new Date();
  const tenant = { ...sandboxTenant(desk.sandbox, now), bot: issuer.identity(() => Date.now()) };
  try {
    const findings = await examine(config, tenant, {
      now,
      random: () => 0.5,
      sleep: () => Promise.resolve(),
      fetch: globalThis.fetch,
      appPackage: packageWith({ ...values, BOT_ID: botId, BOT_DOMAIN: new URL(publicUrl).host }),
      storeFolder: path.join(folder, 'store'),
      ...wrong.world,
    });
    return findings.map(lineOf);
  } finally {
    desk.sandbox.apps.register(registered);
  }
}

/** Only what is not well. */
const complaints = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('ok '));

const lacking = (name: string): string => {
  const { required, without } = permissions[name] ?? {};
  return required
    ? `mend  ${name}: grant it with admin consent; without it ${without}`
    : `note  ${name}: not granted, which is your choice; without it ${without}`;
};

describe('the doctor', () => {
  it('knows every permission that a call of ours needs, and no other', () => {
    const needed = new Set<string>(Object.values(GRAPH_CALLS).flatMap((call) => [...call.permissions]));
    expect([...all].sort()).toEqual([...needed].sort());
  });

  it('finds everything well, a line each', async () => {
    expect(await linesOf()).toEqual([
      expect.stringMatching(/^ok {4}bot sign-in: signed in for https:\/\/api.botframework.com$/),
      'ok    Graph sign-in: signed in for https://graph.microsoft.com',
      ...all.map((name) => `ok    ${name}: granted`),
      'ok    database: embedded; its tables are made at the first start',
      `ok    bot endpoint: http://127.0.0.1:${desk.app.port} answers`,
      'ok    bot gate: an activity without a token is refused',
      'ok    app package: its ids are those of the settings',
      'ok    clock: within 30 s of Microsoft Graph',
    ]);
  });

  it.each(all)('without %s says what does not work, and nothing else', async (gone) => {
    const lines = complaints(await linesOf({ permissions: all.filter((name) => name !== gone) }));
    // Graph takes another of the ten for the same call, as the one that may also write.
    const stands = ['LicenseAssignment.Read.All', 'User.Read.All', 'Organization.Read.All'].includes(gone);
    expect(lines).toEqual(stands ? [] : [lacking(gone)]);
  });

  it('does not ask for the right to write when people write in their own names', async () => {
    const name = 'LicenseAssignment.ReadWrite.All';
    const env = { GRAPH_WRITE_AS: 'caller', PUBLIC_URL: 'https://127.0.0.1:2' };
    const lines = await linesOf({ env, permissions: all.filter((each) => each !== name) });
    expect(lines.find((line) => line.includes(name))).toBe(
      `note  ${name}: not granted, which is your choice; without it a license that was given for a time stays, and no direct one is taken away by a repair`,
    );
  });

  it('makes nothing where the store is to be', async () => {
    const place = path.join(folder, 'new', 'store');
    const lines = await linesOf({ world: { storeFolder: place } });
    expect(lines).toContain('ok    database: embedded; its tables are made at the first start');
    expect(existsSync(path.dirname(place))).toBe(false);
  });

  it('without any permission says so of each', async () => {
    expect(complaints(await linesOf({ permissions: [] }))).toEqual(all.map(lacking));
  });

  it('cannot sign in: says where to look and leaves out what follows from it', async () => {
    const lines = await linesOf({ clientSecret: 'another' });
    expect(lines.slice(1, 3)).toEqual([
      expect.stringMatching(
        /^mend {2}Graph sign-in: Microsoft Entra did not accept .* Look at the settings BOT_….$/,
      ),
      expect.stringMatching(/^ok {4}database/),
    ]);
  });

  it.each<[string, Parameters<typeof linesOf>[0], (string | RegExp)[]]>([
    [
      'a database that does not answer, without its password',
      { env: { DATABASE_URL: `postgres://desk:${encodeURIComponent(secret)}@127.0.0.1:1/desk` } },
      [/^mend {2}database: The database in DATABASE_URL cannot be used/],
    ],
    [
      'nobody at the endpoint',
      { env: { PUBLIC_URL: 'http://127.0.0.1:2' } },
      [
        'mend  bot endpoint: nobody answers at http://127.0.0.1:2 (ECONNREFUSED); start License Desk, or look at PUBLIC_URL and PORT',
        /^mend {2}app package: it does not name 127.0.0.1:2, the host of PUBLIC_URL/,
      ],
    ],
    [
      'an app package for another bot',
      { world: { appPackage: packageWith({ ...values, BOT_DOMAIN: 'a.example' }) } },
      [
        /^mend {2}app package: its bot is 6c2f9a40.* and BOT_ID is .*; people sign in to .*, and not to the bot; they sign in for .*; it does not name 127/,
      ],
    ],
    [
      'no address for downloads',
      { env: { PUBLIC_URL: '', PORT: '2' } },
      [
        /^mend {2}bot endpoint: nobody answers at http:\/\/127.0.0.1:2/,
        'mend  PUBLIC_URL: is not set, so that no download works; set it to the address of the bot',
      ],
    ],
    ['no app package', { world: { appPackage: undefined } }, [/^note {2}app package: not built here/]],
    [
      'a broken one',
      { world: { appPackage: Buffer.from('PK') } },
      [/^mend {2}app package: it cannot be read/],
    ],
    [
      "the manifest's id in place of the catalog's",
      { env: { TEAMS_CATALOG_APP_ID: values.TEAMS_APP_ID } },
      [/^mend {2}TEAMS_CATALOG_APP_ID: is the id of the manifest/],
    ],
    [
      'a clock that is ahead',
      { world: { now: () => new Date(Date.now() + 400_000) } },
      [
        'mend  clock: 400 s ahead of Microsoft Graph; no token is believed then: have it set by a time server',
      ],
    ],
    [
      'a clock that is somewhat behind',
      { world: { now: () => new Date(Date.now() - 60_500) } },
      [/^note {2}clock: 6[01] s behind Microsoft Graph; have it set/],
    ],
  ])('finds %s', async (_what, wrong, expected) => {
    const lines = await linesOf(wrong);
    expect(complaints(lines)).toEqual(
      expected.map((each) => (typeof each === 'string' ? each : (expect.stringMatching(each) as string))),
    );
    expect(lines.join('\n')).not.toContain('Tr0ub4dor');
  });

  it('finds that something else listens at the address, which lets everybody in', async () => {
    const lines = complaints(await linesOf({ env: { PUBLIC_URL: otherUrl() } }));
    expect(lines[0]).toBe(
      `mend  bot gate: an activity without a token was answered with 200 and not 401; something else listens at ${otherUrl()}/api/messages`,
    );
  });
});

describe('npm run doctor', () => {
  const program = compileAll();
  const run = (env: Record<string, string>): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [program.file('doctor')],
        { env: { PATH: process.env['PATH'] ?? '', ...env } },
        (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });

  it('finds the sandbox well, and ends with 1 when something is to be mended', async () => {
    const [well, ill, refused] = await Promise.all([
      run({ DATA_DIR: folder, PORT: '1' }),
      run({ DATA_DIR: folder, PORT: '1', DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }),
      run({ BOT_ID: 'x', BOT_PASSWORD: secret }),
    ]);
    expect(well).toMatchObject({ code: 0, err: '' });
    expect(complaints(well.out.trim().split('\n')).map((line) => line.split(':')[0])).toEqual([
      'note  TeamsAppInstallation.ReadWriteSelfForUser.All',
      'note  bot endpoint',
      'note  app package',
    ]);
    expect(ill.code).toBe(1);
    expect(ill.out).toContain('mend  database:');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('BOT_ID: must be a GUID');
    expect(refused.err).not.toContain(secret);
  });
});
