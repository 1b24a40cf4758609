import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readBicep, readTemplate, root } from './bicep';
import { served } from './served';

const files = readTemplate('infra/azure.bicep');
const [main] = files;

describe('the Azure template', () => {
  it('reaches every Bicep file that is there', () => {
    const all = readdirSync(path.join(root, 'infra'), { recursive: true, encoding: 'utf8' });
    const written = all.filter((file) => file.endsWith('.bicep')).map((file) => `infra/${file}`);
    expect(files.map((file) => file.path).sort()).toEqual(written.sort());
  });

  it('hands every module what it asks for, and nothing else', () => {
    expect(main?.modules.length).toBeGreaterThan(4);
    for (const { modules } of files) {
      for (const each of modules) {
        const { params } = readBicep(each.path);
        const names = params.map(({ name }) => name);
        const needed = params.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name);
        expect({ module: each.name, unknown: each.given.filter((name) => !names.includes(name)) }).toEqual({
          module: each.name,
          unknown: [],
        });
        expect({ module: each.name, missing: needed.filter((name) => !each.given.includes(name)) }).toEqual({
          module: each.name,
          missing: [],
        });
      }
    }
  });

  it('takes from modules only what they put out', () => {
    for (const { text, modules } of files) {
      const uses = [...text.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)];
      for (const [, name = '', output = ''] of uses) {
        const module = modules.find((each) => each.name === name);
        expect(module && readBicep(module.path).outputs).toContain(output);
      }
    }
  });

  it('uses every parameter that it declares', () => {
    for (const { path: file, text, params } of files) {
      const unused = params.filter(({ name }) => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length === 1);
      expect({ file, unused }).toEqual({ file, unused: [] });
    }
  });

  it('has the parts that are promised', () => {
    const types = files.flatMap((file) => file.resourceTypes).map((type) => type.split('@')[0]);
    expect(types).toEqual(
      expect.arrayContaining([
        'Microsoft.ManagedIdentity/userAssignedIdentities',
        'Microsoft.Graph/applications',
        'Microsoft.BotService/botServices',
        'Microsoft.BotService/botServices/channels',
        'Microsoft.Web/sites',
        'Microsoft.DBforPostgreSQL/flexibleServers',
        'Microsoft.KeyVault/vaults',
      ]),
    );
  });

  it('names a version for every resource, and no preview where there is another', () => {
    const versions = files
      .flatMap((file) => file.resourceTypes)
      .filter((type) => !type.startsWith('Microsoft.Graph/'));
    for (const type of versions) expect(type).toMatch(/@\d{4}-\d\d-\d\d(-preview)?$/);
    // Diagnostic settings have had no version but previews since 2016.
    const previews = versions.filter((type) => type.endsWith('-preview'));
    expect(previews.map((type) => type.split('@')[0])).toEqual(['Microsoft.Insights/diagnosticSettings']);
  });

  it('keeps the app awake, probed, and without passwords of its own', () => {
    const app = readBicep('infra/app.bicep').text;
    for (const line of [
      'alwaysOn: true',
      'httpsOnly: true',
      'clientAffinityEnabled: false',
      "ftpsState: 'Disabled'",
      "minTlsVersion: '1.2'",
    ]) {
      expect(app).toContain(line);
    }
    expect(app.match(/basicPublishingCredentialsPolicies'[\s\S]+?allow: false/g)).toHaveLength(2);
    const probe = /healthCheckPath: '([^']+)'/.exec(app)?.[1];
    expect(served()).toContain(probe);
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    expect(app).toContain(`appCommandLine: '${scripts.start}'`);
  });

  it('puts the password of the database nowhere but into the vault', () => {
    const secrets = files.filter(({ text }) => /^param password string/m.test(text));
    expect(secrets.map((file) => file.path)).toEqual(['infra/database.bicep']);
    for (const { text } of files) {
      const open = [...text.matchAll(/(@secure\(\)\n)?^param \w*[pP]assword\w* /gm)].filter(
        ([, mark]) => !mark,
      );
      expect(open).toEqual([]);
      expect(text.match(/^output .*[pP]assword/gm)).toBeNull();
    }
    expect(existsSync(path.join(root, 'infra/bicepconfig.json'))).toBe(true);
  });
});
