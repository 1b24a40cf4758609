import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config';
import { DeskError } from '../../src/errors';

const bot = '0b7c9a1e-2d4f-4a6b-8c3d-5e6f7a8b9c0d';
const app = '11111111-1111-4111-8111-111111111111';
const tenantId = '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30';
const identity = '77777777-7777-4777-8777-777777777777';
const host = 'https://login.microsoftonline.com';

type Env = Record<string, string>;

/** The lines of what is wrong, without their marks. */
function problems(env: Env): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    return [...error.sentence.matchAll(/^ {2}- (.*)$/gm)].map((match) => match[1] ?? '');
  }
}

describe('who the bot and the app for Graph are', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-identities-'));
  const file = (name: string, text: string): string => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    return full;
  };
  const pem = file('app.pem', '-----BEGIN PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n');
  const token = file('token', 'eyJ');
  afterAll(() => rmSync(folder, { recursive: true }));

  const named = { BOT_ID: bot, BOT_TENANT_ID: tenantId };
  const own: Env = { ...named, BOT_PASSWORD: 'hush-bot' };
  const graph: Env = { ...own, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: app };
  const botIs = (proof: object) => ({ clientId: bot, tenantId, authorityHost: host, proof });
  const graphIs = (proof: object, clientId = app) => ({ clientId, tenantId, authorityHost: host, proof });

  it.each<[string, Env, object]>([
    ['a secret', { BOT_PASSWORD: 'x' }, { kind: 'secret', secret: 'x' }],
    ['a certificate', { BOT_CERTIFICATE_PATH: pem }, { kind: 'certificate', path: pem }],
    [
      'a locked certificate',
      { BOT_CERTIFICATE_PATH: pem, BOT_CERTIFICATE_PASSWORD: 'p' },
      { kind: 'certificate', path: pem, password: 'p' },
    ],
    [
      'a federated identity',
      { BOT_FEDERATED_CLIENT_ID: identity },
      { kind: 'federated', managedIdentityId: identity },
    ],
    ['a token file', { BOT_FEDERATED_TOKEN_FILE: token }, { kind: 'workload-identity', tokenFile: token }],
    ['a managed identity of its own', { BOT_TYPE: 'UserAssignedMSI' }, { kind: 'managed-identity' }],
  ])('is a bot with %s, which calls Graph, too, when nothing else is said', (_name, env, proof) => {
    const { identities } = readConfig({ ...named, ...env });
    expect(identities?.bot).toEqual(botIs(proof));
    expect(identities?.graph).toBe(identities?.bot);
  });

  it.each<[string, Env, object, string]>([
    ['a secret', { AZURE_CLIENT_SECRET: 'x' }, { kind: 'secret', secret: 'x' }, app],
    ['a certificate', { AZURE_CLIENT_CERTIFICATE_PATH: pem }, { kind: 'certificate', path: pem }, app],
    [
      'a federated identity',
      { AZURE_FEDERATED_CLIENT_ID: identity },
      { kind: 'federated', managedIdentityId: identity },
      app,
    ],
    [
      'a workload identity',
      { AZURE_FEDERATED_TOKEN_FILE: token },
      { kind: 'workload-identity', tokenFile: token },
      app,
    ],
    ['a managed identity', { GRAPH_CREDENTIAL: 'managed-identity' }, { kind: 'managed-identity' }, app],
    [
      'a system-assigned identity',
      { GRAPH_CREDENTIAL: 'managed-identity', AZURE_CLIENT_ID: '' },
      { kind: 'managed-identity' },
      '',
    ],
    ['what the machine offers', { GRAPH_CREDENTIAL: 'default' }, { kind: 'default' }, app],
    [
      'a secret among others',
      { GRAPH_CREDENTIAL: 'secret', AZURE_CLIENT_SECRET: 'x', AZURE_FEDERATED_TOKEN_FILE: token },
      { kind: 'secret', secret: 'x' },
      app,
    ],
  ])('is an app for Graph with %s', (_name, env, proof, clientId) => {
    expect(readConfig({ ...graph, ...env }).identities?.graph).toEqual(graphIs(proof, clientId));
  });

  it.each<[string, Env, string[]]>([
    ['no proof', named, ['BOT_PASSWORD: is missing']],
    [
      'two proofs',
      { ...own, BOT_CERTIFICATE_PATH: pem },
      ['BOT_PASSWORD and BOT_CERTIFICATE_PATH: give only one'],
    ],
    [
      'a managed identity with a secret',
      { ...own, BOT_TYPE: 'UserAssignedMSI' },
      ['BOT_PASSWORD: a bot of BOT_TYPE=UserAssignedMSI'],
    ],
    [
      'a managed identity with the password of a certificate',
      { ...named, BOT_TYPE: 'UserAssignedMSI', BOT_CERTIFICATE_PASSWORD: 'p' },
      ['BOT_CERTIFICATE_PASSWORD: a bot of BOT_TYPE=UserAssignedMSI'],
    ],
    ['a type that is no more', { ...own, BOT_TYPE: 'MultiTenant' }, ['BOT_TYPE: invalid enum value']],
    [
      'a password without a certificate',
      { ...own, BOT_CERTIFICATE_PASSWORD: 'p' },
      ['BOT_CERTIFICATE_PASSWORD: there is no certificate'],
    ],
    [
      'a certificate that is nowhere',
      { ...named, BOT_CERTIFICATE_PATH: '/nowhere.pem' },
      ['BOT_CERTIFICATE_PATH: /nowhere.pem cannot be read (ENOENT)'],
    ],
    [
      'a certificate without its key',
      { ...named, BOT_CERTIFICATE_PATH: file('half.pem', '-----BEGIN CERTIFICATE-----') },
      ['holds no PRIVATE KEY'],
    ],
    [
      'a file of another kind',
      { ...named, BOT_CERTIFICATE_PATH: token },
      ['holds no CERTIFICATE', 'holds no PRIVATE KEY'],
    ],
    [
      'a token file that is nowhere',
      { ...named, BOT_FEDERATED_TOKEN_FILE: '/nowhere' },
      ['BOT_FEDERATED_TOKEN_FILE: /nowhere cannot be read'],
    ],
    [
      'an identity that is no GUID',
      { ...named, BOT_FEDERATED_CLIENT_ID: 'me' },
      ['BOT_FEDERATED_CLIENT_ID: must be a GUID'],
    ],
    ['a Graph app without proof', graph, ['AZURE_CLIENT_SECRET: is missing']],
    [
      'a Graph app with two proofs',
      { ...graph, AZURE_CLIENT_SECRET: 'x', AZURE_FEDERATED_TOKEN_FILE: token },
      ['or choose with GRAPH_CREDENTIAL'],
    ],
    [
      'a proof that was asked for and is not there',
      { ...graph, GRAPH_CREDENTIAL: 'certificate', AZURE_CLIENT_SECRET: 'x' },
      ['AZURE_CLIENT_CERTIFICATE_PATH: is missing'],
    ],
    [
      'a proof without an app',
      { ...own, AZURE_CLIENT_SECRET: 'x' },
      ['AZURE_TENANT_ID: is missing', 'AZURE_CLIENT_ID: is missing'],
    ],
    [
      'an unknown proof',
      { ...graph, GRAPH_CREDENTIAL: 'magic', AZURE_CLIENT_SECRET: 'x' },
      ['GRAPH_CREDENTIAL: invalid enum value'],
    ],
    [
      'nothing but a type',
      { BOT_TYPE: 'UserAssignedMSI' },
      ['BOT_ID: is missing', 'BOT_TENANT_ID: is missing'],
    ],
  ])('is refused with %s, each problem once', (_name, env, expected) => {
    const found = problems(env);
    expect(found).toEqual(expected.map((text) => expect.stringContaining(text) as string));
    expect(found.join()).not.toContain('hush');
  });
});

describe('the cloud', () => {
  const env = { BOT_ID: bot, BOT_TENANT_ID: tenantId, BOT_PASSWORD: 'x' };
  const config = (over: Env) => readConfig({ ...env, ...over });

  it.each([
    [
      'public',
      host,
      'https://graph.microsoft.com',
      'https://api.botframework.com',
      'smba.trafficmanager.net',
    ],
    [
      'gcc',
      host,
      'https://graph.microsoft.com',
      'https://api.botframework.com',
      'smba.infra.gcc.teams.microsoft.com',
    ],
    [
      'gcc-high',
      'https://login.microsoftonline.us',
      'https://graph.microsoft.us',
      'https://api.botframework.us',
      'smba.infra.gov.teams.microsoft.us',
    ],
    [
      'dod',
      'https://login.microsoftonline.us',
      'https://dod-graph.microsoft.us',
      'https://api.botframework.us',
      'smba.infra.dod.teams.microsoft.us',
    ],
  ])(
    '%s has its own sign-in, Graph, channel and connectors',
    (CLOUD, authority, graphUrl, channel, service) => {
      const { identities, graphBaseUrl, cloud, serviceHosts } = config({ CLOUD });
      expect(identities?.bot.authorityHost).toBe(authority);
      expect(graphBaseUrl).toBe(graphUrl);
      expect(cloud.channel).toMatchObject({ issuer: channel, resource: channel });
      expect(serviceHosts).toContain(service);
      expect(serviceHosts.filter((each) => each.startsWith('smba'))).toHaveLength(1);
    },
  );

  it('is public unless told, and its Graph may stand behind a proxy', () => {
    expect(config({}).graphBaseUrl).toBe('https://graph.microsoft.com');
    expect(config({ GRAPH_BASE_URL: 'https://proxy.example' }).graphBaseUrl).toBe('https://proxy.example');
  });

  it.each<[Env, string]>([
    [{ CLOUD: 'china' }, 'CLOUD: invalid enum value'],
    [{ GRAPH_BASE_URL: 'https://graph.microsoft.us/' }, 'belongs to CLOUD=gcc-high; set that instead'],
    [{ CLOUD: 'gcc-high', GRAPH_BASE_URL: 'https://dod-graph.microsoft.us' }, 'belongs to CLOUD=dod'],
    [{ CLOUD: 'dod', GRAPH_BASE_URL: 'https://graph.microsoft.com' }, 'belongs to CLOUD=public'],
    [{ GRAPH_BASE_URL: 'http://graph.microsoft.com' }, 'must begin with https://'],
    [
      { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us/' },
      'AZURE_AUTHORITY_HOST: is https://login.microsoftonline.us',
    ],
  ])('is refused with what does not fit: %j', (over, text) => {
    expect(problems({ ...env, ...over })).toEqual([expect.stringContaining(text) as string]);
  });

  it('takes the authority that Azure sets by itself when it is the right one', () => {
    expect(problems({ ...env, AZURE_AUTHORITY_HOST: `${host}/` })).toEqual([]);
  });
});

describe('GRAPH_WRITE_AS=caller', () => {
  const env = {
    BOT_ID: bot,
    BOT_TENANT_ID: tenantId,
    BOT_PASSWORD: 'x',
    GRAPH_WRITE_AS: 'caller',
    PUBLIC_URL: 'https://desk.example',
  };
  const graph = { AZURE_TENANT_ID: tenantId.toUpperCase(), AZURE_CLIENT_ID: app, AZURE_CLIENT_SECRET: 'x' };

  it('is taken with a registration in the tenant that is served, also beside another app for Graph', () => {
    expect(readConfig(env).writeAs).toBe('caller');
    expect(readConfig({ ...env, ...graph }).writeAs).toBe('caller');
  });

  it.each<[string, Env, string]>([
    ['without an address', { PUBLIC_URL: '' }, 'PUBLIC_URL: must begin with https://'],
    ['in the open', { PUBLIC_URL: 'http://desk.example' }, 'PUBLIC_URL: must begin with https://'],
    [
      'for a managed identity',
      { BOT_TYPE: 'UserAssignedMSI', BOT_PASSWORD: '' },
      'GRAPH_WRITE_AS=caller: people cannot sign in',
    ],
    [
      'for people of another tenant',
      { ...graph, AZURE_TENANT_ID: app },
      'AZURE_TENANT_ID: must be BOT_TENANT_ID',
    ],
  ])('is refused %s', (_how, over, problem) => {
    expect(problems({ ...env, ...over })).toEqual([expect.stringContaining(problem)]);
  });
});
