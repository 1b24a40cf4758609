import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { clouds } from '../../src/clouds';
import { readConfig, variableNames } from '../../src/config';
import { readBicep, root } from './bicep';

const bot = '6c2f9a40-7d1e-4b83-95a6-3f8e0c5d2b17';
const tenant = '0b7e3d1c-94f2-4a68-8c35-d2e1f6a7b890';
const identity = 'c1b6f0de-52a7-4c39-b1d4-7e9a3f60d815';

/** What Azure makes of the expressions in the settings of the template. */
const results: Readonly<Record<string, string>> = {
  "'production'": 'production',
  cloud: 'gcc-high',
  botId: bot,
  'tenant().tenantId': tenant,
  'identity.properties.clientId': identity,
  "'@Microsoft.KeyVault(SecretUri=${database.outputs.urlSecret})'":
    'postgres://licensedesk:Ld-1@host:5432/licensedesk',
  "'https://${host}'": 'https://licdesk-abc.azurewebsites.net',
};

/** The settings that the template gives the app for a type of bot. */
function settingsFor(type: 'UserAssignedMSI' | 'SingleTenant'): Record<string, string> {
  const text = readBicep('infra/azure.bicep').text;
  const block = text.slice(text.indexOf('settings: union('), text.indexOf('moreSettings\n'));
  const [always = '', registered = ''] = block.split('registered ?');
  const chosen = type === 'SingleTenant' ? always + registered : always;
  const pairs = [...chosen.matchAll(/\b([A-Z_]{4,}): (.+?)(?: \} : .*)?$/gm)];
  return Object.fromEntries(
    pairs.map(([, name = '', expression = '']) => [
      name,
      expression === 'botType' ? type : (results[expression] ?? `? ${expression}`),
    ]),
  );
}

describe('the settings that are deployed', () => {
  it('make a bot that is its managed identity', () => {
    const config = readConfig(settingsFor('UserAssignedMSI'));
    expect(config).toMatchObject({
      mode: 'tenant',
      host: '0.0.0.0',
      publicUrl: results["'https://${host}'"],
    });
    // In Azure Government the bot signs in there, too.
    expect(config.cloud).toBe(clouds['gcc-high']);
    expect(config.databaseUrl).toBe('postgres://licensedesk:Ld-1@host:5432/licensedesk');
    const app = { clientId: bot, tenantId: tenant, proof: { kind: 'managed-identity' } };
    expect(config.identities).toMatchObject({ bot: app, graph: app });
  });

  it('make a bot whose registration trusts the managed identity', () => {
    const { identities } = readConfig(settingsFor('SingleTenant'));
    const app = { clientId: bot, proof: { kind: 'federated', managedIdentityId: identity } };
    expect(identities).toMatchObject({ bot: app, graph: app });
  });

  it('are known, wherever they are set: template, container, developer', () => {
    const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
    const { services } = parse(read('compose.yaml')) as {
      services: { bot: { environment: Record<string, string> } };
    };
    const { deploy } = parse(read('m365agents.local.yml')) as {
      deploy: { with: { envs?: Record<string, string> } }[];
    };
    const named = [
      ...Object.keys(settingsFor('SingleTenant')),
      ...Object.keys(services.bot.environment),
      ...deploy.flatMap((step) => Object.keys(step.with.envs ?? {})),
      ...[...(/^ENV (.+)$/m.exec(read('Dockerfile'))?.[1] ?? '').matchAll(/(\w+)=/g)].map(
        ([, name = '']) => name,
      ),
    ];
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !variableNames.includes(name) && name !== 'NODE_ENV')).toEqual([]);
  });
});
