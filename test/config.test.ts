import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { administratorRoles } from '../src/approvals/policy-roles';
import { defaultPolicy } from '../src/approvals/policy-default';
import { defaultAssignRoles, readConfig, readStorePlace } from '../src/config';
import { DeskError } from '../src/errors';

const guid = '11111111-1111-4111-8111-111111111111';
const tenant = {
  BOT_ID: guid,
  BOT_PASSWORD: 'bot-secret',
  BOT_TENANT_ID: guid,
  AZURE_TENANT_ID: guid,
  AZURE_CLIENT_ID: guid,
  AZURE_CLIENT_SECRET: 'graph-secret',
};

function problems(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof DeskError) return error.sentence;
  }
  return '';
}

describe('readConfig', () => {
  it('is the sandbox on loopback when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'sandbox',
      host: '127.0.0.1',
      port: 3978,
      serviceHosts: ['127.0.0.1', 'localhost'],
      sandbox: { administratorPort: 56150, employeePort: 56151, windows: true },
    });
  });

  it('is a real tenant with all credentials, listening to everybody, trusting only Teams', () => {
    const config = readConfig(tenant);
    expect(config).toMatchObject({
      mode: 'tenant',
      host: '0.0.0.0',
      graphBaseUrl: 'https://graph.microsoft.com',
    });
    expect(config.serviceHosts).toContain('smba.trafficmanager.net');
    expect(config.serviceHosts).not.toContain('localhost');
  });

  it('lists every problem at once and repeats no secret', () => {
    const text = problems({
      BOT_ID: 'not-a-guid',
      BOT_PASSWORD: 'hush-hush',
      AZURE_TENANT_ID: guid,
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      TURNS_PER_MINUTE: '0',
      TURNS_AT_ONCE: '0',
    });
    for (const name of [
      'BOT_ID',
      'BOT_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'PORT',
      'DATABASE_URL',
      'TURNS_PER_MINUTE',
      'TURNS_AT_ONCE',
    ]) {
      expect(text).toContain(`- ${name}: `);
    }
    expect(text).not.toContain('hush-hush');
  });

  it.each(Object.keys(tenant))('refuses a real tenant without %s', (name) => {
    const text = problems({ ...tenant, [name]: '' });
    expect(text).toContain(`- ${name}: is missing`);
    expect(text.match(/^ {2}- /gm)).toHaveLength(1);
  });

  it.each([
    [{ HOST: '0.0.0.0' }, 'HOST: without credentials'],
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [{ SANDBOX_URL: 'http://example.com:80' }, 'SANDBOX_URL: must point to this machine'],
    [{ GRAPH_BASE_URL: 'https://graph.microsoft.com' }, 'GRAPH_BASE_URL: is for a real tenant'],
    [{ CLOUD: 'gcc' }, 'CLOUD: is for a real tenant'],
  ])('refuses to open the unauthenticated sandbox to others: %j', (env, text) => {
    expect(problems(env as Record<string, string>)).toContain(text);
  });

  it('refuses the sandbox beside credentials', () => {
    expect(problems({ ...tenant, SANDBOX_URL: 'http://127.0.0.1:1' })).toContain(
      'SANDBOX_URL: belongs to the sandbox',
    );
  });

  it('takes the address under which browsers reach it, without a slash at its end', () => {
    expect(readConfig({}).publicUrl).toBeUndefined();
    expect(readConfig({ PUBLIC_URL: 'https://desk.example/bot/' }).publicUrl).toBe(
      'https://desk.example/bot',
    );
    for (const url of [
      'desk.example',
      'javascript:alert(1)',
      'https://desk.example/?a=1',
      'https://x.example/#a',
    ])
      expect(problems({ PUBLIC_URL: url })).toContain('PUBLIC_URL: must be');
  });

  it('reads where the store is without asking for anything else', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db.example/desk' };
    expect(readStorePlace(env)).toEqual({ databaseUrl: 'postgres://db.example/desk', dataFolder: '.data' });
    expect(() => readStorePlace({ DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL: must begin with');
  });

  it('takes the set of roles that may assign, and checks it', () => {
    expect(readConfig({ ASSIGN_ROLES: `${guid.toUpperCase()} , ${guid}` }).assignRoles).toEqual([guid, guid]);
    expect(problems({ ASSIGN_ROLES: 'License Administrator' })).toContain('ASSIGN_ROLES: must be a GUID');
  });
});

describe('APPROVAL_POLICY', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(text: string): string {
    const name = path.join(folder, 'policy.yaml');
    writeFileSync(name, text);
    return name;
  }

  it('is the default policy with the roles that may assign when it is not set', () => {
    expect(readConfig({}).approvals).toEqual(defaultPolicy(defaultAssignRoles));
    expect(readConfig({ ASSIGN_ROLES: guid }).approvals).toEqual(defaultPolicy([guid]));
    expect(administratorRoles).toEqual(defaultAssignRoles);
  });

  it('is a file, and what it leaves out is as in the default policy', () => {
    expect(readConfig({ ASSIGN_ROLES: guid, APPROVAL_POLICY: file('ask: [owners]') }).approvals).toEqual({
      ...defaultPolicy([guid]),
      ask: [{ kind: 'owners' }],
    });
  });

  it('has its problems listed among all others, with their places', () => {
    const text = problems({
      PORT: 'x',
      ASSIGN_ROLES: 'x',
      APPROVAL_POLICY: file('ask: [all]\nfallback: []'),
      HOST: '0.0.0.0',
    });
    for (const start of [
      'PORT',
      'ASSIGN_ROLES',
      'APPROVAL_POLICY: ask[0]',
      'APPROVAL_POLICY: fallback',
      'HOST',
    ]) {
      expect(text).toContain(`- ${start}: `);
    }
  });

  it.each([
    ['nothing', path.join(folder, 'nowhere.yaml'), 'cannot be read (ENOENT)'],
    ['a folder', folder, 'is not a file'],
    ['a device', '/dev/zero', 'is not a file'],
  ])('is refused with the cure when it points to %s', (_what, name, why) => {
    expect(problems({ APPROVAL_POLICY: name })).toContain(
      `APPROVAL_POLICY: ${name} ${why}; give the path of a YAML or JSON file, or unset it`,
    );
  });

  it('is not read when it is far too large', () => {
    expect(problems({ APPROVAL_POLICY: file('#'.repeat(300_000)) })).toContain('is larger than 256 KB');
  });
});

describe('PRODUCT_NAMES', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'names-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is nothing in the sandbox, which asks nobody outside, and Microsoft’s list in a real tenant', () => {
    expect(readConfig({}).productNames).toBeNull();
    expect(readConfig(tenant).productNames).toMatchObject({
      kind: 'url',
      url: expect.stringMatching(/^https:\/\/download\.microsoft\.com\/.+\.csv$/) as string,
    });
    expect(readConfig({ ...tenant, PRODUCT_NAMES: 'OFF' }).productNames).toBeNull();
  });

  it('is an address or a file', () => {
    const file = path.join(folder, 'names.csv');
    writeFileSync(file, '');
    expect(readConfig({ PRODUCT_NAMES: file }).productNames).toEqual({ kind: 'file', path: file });
    for (const url of ['https://contoso.example/names.csv', 'http://127.0.0.1:8080/names.csv'])
      expect(readConfig({ PRODUCT_NAMES: url }).productNames).toEqual({ kind: 'url', url });
  });

  it.each([
    ['http://contoso.example/names.csv', 'must begin with https://'],
    ['ftp://contoso.example/names.csv', 'must begin with https://'],
    ['https://', 'must begin with https://'],
    ['/nowhere/names.csv', 'cannot be read (ENOENT)'],
    ['/dev/zero', 'is not a file'],
  ])('%s is refused with the cure', (value, why) => {
    expect(problems({ PRODUCT_NAMES: value })).toMatch(
      new RegExp(`PRODUCT_NAMES: .*${why.replace(/[()/]/g, '\\$&')}.*; give an https address or the path`),
    );
  });
});
