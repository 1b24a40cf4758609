import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { placeholders as inManifest } from '../app-package/support';
import { readBicep, root } from './bicep';

interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}
type Lifecycle = 'provision' | 'deploy' | 'publish';
type Project = { readonly version: string; readonly environmentFolderPath: string } & Partial<
  Record<Lifecycle, readonly Step[]>
>;

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const asked = (text: string): string[] => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

/** The variables of an environment file with their values. */
function variables(file: string): Record<string, string> {
  return Object.fromEntries(
    [...read(file).matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

const projects = [
  { file: 'm365agents.yml', env: 'env/.env.dev' },
  { file: 'm365agents.local.yml', env: 'env/.env.local' },
  { file: 'm365agents.playground.yml', env: 'env/.env.playground' },
] as const;

describe.each(projects)('$file', ({ file, env }) => {
  const project = parse(read(file)) as Project;
  const steps = (['provision', 'deploy', 'publish'] as const).flatMap((each) => project[each] ?? []);

  it('is of the version that its schema has', () => {
    expect(read(file).split('\n')[0]).toContain(`/${project.version}/yaml.schema.json`);
    expect(existsSync(path.join(root, project.environmentFolderPath))).toBe(true);
  });

  it('asks for nothing that no file holds and no step writes', () => {
    const filled = Object.entries(variables(env)).flatMap(([name, value]) => (value ? [name] : []));
    // The person or the toolkit's questions fill these in; a step after them may take them for granted.
    const known = new Set([...filled, 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME']);
    if (file === 'm365agents.local.yml') known.add('BOT_DOMAIN');
    for (const step of steps) {
      const texts = [JSON.stringify(step.with)];
      for (const key of ['manifestPath', 'parameters'])
        for (const [, target = ''] of texts[0]?.matchAll(new RegExp(`"${key}":"([^"]+)"`, 'g')) ?? [])
          texts.push(read(target));
      const missing = texts.flatMap(asked).filter((name) => !known.has(name));
      expect({ step: step.uses, missing }).toEqual({ step: step.uses, missing: [] });
      for (const name of Object.values(step.writeToEnvironmentFile ?? {})) known.add(name);
      if (step.uses === 'arm/deploy')
        for (const name of readBicep('infra/azure.bicep').outputs) known.add(name);
    }
  });

  it('has a place in its environment file for everything that is written there', () => {
    const written = steps.flatMap((step) => Object.values(step.writeToEnvironmentFile ?? {}));
    const open = written.filter((name) => !name.startsWith('SECRET_'));
    expect(open.filter((name) => !(name in variables(env)))).toEqual([]);
  });

  it('runs only scripts and files that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const text = JSON.stringify(steps);
    for (const [, name = ''] of text.matchAll(/"args":"run ([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
    const paths = [...text.matchAll(/"(\.\/[^" $]+)(?: [^"]*)?"/g)].map(([, target = '']) => target);
    const made = ['./appPackage/build', './appPackage/build/appPackage.', './.localConfigs'];
    expect(paths.filter((target) => !made.includes(target) && !existsSync(path.join(root, target)))).toEqual(
      [],
    );
  });
});

describe('the environment files', () => {
  it('are one for each project, and hold no secret', () => {
    const files = readdirSync(path.join(root, 'env'));
    expect(files.sort()).toEqual(projects.map(({ env }) => path.basename(env)).sort());
    for (const { env } of projects) {
      expect(read(env)).not.toMatch(/SECRET_|PASSWORD|secret=/);
      expect(variables(env)['TEAMSFX_ENV']).toBe(env.replace('env/.env.', ''));
    }
    expect(read('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['env/.env.*.user', '.localConfigs']),
    );
  });
});

describe('the template as the toolkit deploys it', () => {
  const { parameters } = JSON.parse(read('infra/azure.parameters.json')) as {
    parameters: Record<string, unknown>;
  };
  const template = readBicep('infra/azure.bicep');

  it('gives only parameters that the template has, and all that it must be given', () => {
    const names = template.params.map(({ name }) => name);
    expect(Object.keys(parameters).filter((name) => !names.includes(name))).toEqual([]);
    const needed = template.params.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name);
    expect(needed.filter((name) => !(name in parameters))).toEqual([]);
  });

  it('puts out what the manifest asks for', () => {
    const fromTeams = ['TEAMS_APP_ID'];
    expect(
      [...new Set(inManifest)].filter(
        (name) => !fromTeams.includes(name) && !template.outputs.includes(name),
      ),
    ).toEqual([]);
  });
});
