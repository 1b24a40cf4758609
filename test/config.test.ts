import { readConfig } from '../src/config';
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
      graph: { baseUrl: 'https://graph.microsoft.com' },
    });
    expect(config.serviceHosts).toContain('smba.trafficmanager.net');
    expect(config.serviceHosts).not.toContain('localhost');
  });

  it('lists every problem at once and repeats no secret', () => {
    const text = problems({
      BOT_ID: 'not-a-guid',
      BOT_PASSWORD: 'hush-hush',
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
    });
    for (const name of [
      'BOT_ID',
      'BOT_TENANT_ID',
      'AZURE_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'PORT',
      'DATABASE_URL',
    ]) {
      expect(text).toContain(`- ${name}: `);
    }
    expect(text).not.toContain('hush-hush');
  });

  it.each(Object.keys(tenant))('refuses a real tenant without %s', (name) => {
    expect(problems({ ...tenant, [name]: '' })).toContain(`- ${name}: is missing`);
  });

  it.each([
    [{ HOST: '0.0.0.0' }, 'HOST: without credentials'],
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [{ SANDBOX_URL: 'http://example.com:80' }, 'SANDBOX_URL: must point to this machine'],
    [{ GRAPH_BASE_URL: 'https://graph.microsoft.com' }, 'GRAPH_BASE_URL: is for a real tenant'],
  ])('refuses to open the unauthenticated sandbox to others: %j', (env, text) => {
    expect(problems(env as Record<string, string>)).toContain(text);
  });

  it('refuses the sandbox beside credentials', () => {
    expect(problems({ ...tenant, SANDBOX_URL: 'http://127.0.0.1:1' })).toContain(
      'SANDBOX_URL: belongs to the sandbox',
    );
  });

  it('takes the set of roles that may assign, and checks it', () => {
    expect(readConfig({ ASSIGN_ROLES: `${guid.toUpperCase()} , ${guid}` }).assignRoles).toEqual([guid, guid]);
    expect(problems({ ASSIGN_ROLES: 'License Administrator' })).toContain('ASSIGN_ROLES: must be a guid');
  });
});
