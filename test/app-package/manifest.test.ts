import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { parseCommand } from '../../src/conversation/parse-command';
import { settingsFor } from '../../src/playground/settings-file';

/** An ES module that Jest cannot load. The validator uses it only to read files, which it does not do here. */
jest.mock('strip-bom', () => ({}));

const folder = path.resolve(__dirname, '../../appPackage');
const template = readFileSync(path.join(folder, 'manifest.json'), 'utf8');

/** What the toolkit fills in from its environment files. */
const environment: Readonly<Record<string, string>> = {
  TEAMS_APP_ID: '0b7e3d1c-94f2-4a68-8c35-d2e1f6a7b890',
  BOT_ID: '6c2f9a40-7d1e-4b83-95a6-3f8e0c5d2b17',
  BOT_DOMAIN: 'license-desk.contoso.example',
};

const placeholder = /\$\{\{(\w+)\}\}/g;

interface Command {
  readonly title: string;
  readonly description: string;
}

/** The parts that these tests read, in every schema version alike. */
interface Manifest {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly id: string;
  readonly name: { readonly short: string };
  readonly icons: { color: string; outline: string };
  readonly bots: readonly [
    {
      readonly botId: string;
      readonly scopes: readonly string[];
      readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: Command[] }[];
    },
  ];
}

function fill(text: string): Manifest {
  return JSON.parse(text.replace(placeholder, (_all, name: string) => environment[name] ?? '')) as Manifest;
}

async function problems(manifest: Manifest): Promise<string[]> {
  return AppManifestUtils.validateAgainstSchema(manifest as unknown as TeamsManifest);
}

describe('the app manifest', () => {
  const manifest = fill(template);
  const [bot] = manifest.bots;
  const commands = bot.commandLists.flatMap((list) => list.commands);

  it("satisfies Microsoft's schema of its version", async () => {
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    await expect(problems(manifest)).resolves.toEqual([]);
  });

  it('would be refused with a wrong id, so the check above means something', async () => {
    await expect(problems({ ...manifest, id: 'license-desk' })).resolves.not.toEqual([]);
    await expect(problems({ ...manifest, icons: { color: 'color.png' } as never })).resolves.not.toEqual([]);
  });

  it('asks the toolkit for nothing but the three known values', () => {
    const asked = new Set([...template.matchAll(placeholder)].map(([, name]) => name));
    expect([...asked].sort()).toEqual(Object.keys(environment).sort());
    expect(bot.botId).toBe(environment.BOT_ID);
  });

  it('works in chats, group chats and teams, with commands in each', () => {
    expect([...bot.scopes].sort()).toEqual(['groupChat', 'personal', 'team']);
    const served = new Set(bot.commandLists.flatMap((list) => list.scopes));
    expect([...served].sort()).toEqual([...bot.scopes].sort());
  });

  it('keeps the limits of older clients: 10 commands a list, 32 letters a title, 128 a description', () => {
    for (const list of bot.commandLists) expect(list.commands.length).toBeLessThanOrEqual(10);
    for (const { title, description } of commands) {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(128);
    }
  });

  it('suggests only commands that the bot knows by that word', () => {
    expect(commands.map(({ title }) => title)).toEqual(['help', 'licenses', 'assign', 'status']);
    for (const { title } of commands) expect(parseCommand(title)).toEqual({ command: title, rest: '' });
  });

  it('has the name under which the bot appears in the sandbox', () => {
    expect(manifest.name.short).toBe(settingsFor('administrator').bot.name);
  });
});
