import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCommand } from '../../src/conversation/parse-command';
import { commands as known } from '../../src/conversation/table';
import { settingsFor } from '../../src/playground/settings-file';
import { folder, manifest, placeholders, values } from './support';

const [bot] = manifest.bots;
const commands = bot.commandLists.flatMap((list) => list.commands);

/** That it satisfies Microsoft's schema is tested where the package is built, in package.test.ts. */
describe('the app manifest', () => {
  it('has a schema version that tenants know today', () => {
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    const minor = Number(/^1\.(\d+)$/.exec(manifest.manifestVersion)?.[1]);
    expect(minor).toBeGreaterThanOrEqual(24);
    expect(minor).toBeLessThanOrEqual(29);
  });

  it('leaves open the three known values and no other', () => {
    expect([...new Set(placeholders)].sort()).toEqual(Object.keys(values).sort());
    expect(manifest.id).toBe('${{TEAMS_APP_ID}}');
    expect(bot.botId).toBe('${{BOT_ID}}');
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

  it('suggests only commands that the bot has, each once, those for everybody first', () => {
    for (const list of bot.commandLists) {
      const titles = list.commands.map(({ title }) => title);
      expect(titles.slice(0, 5)).toEqual(['help', 'licenses', 'assign', 'status', 'request']);
      expect(titles.filter((title) => !Object.hasOwn(known, title))).toEqual([]);
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) expect(parseCommand(title)).toMatchObject({ command: title, rest: '' });
    }
  });

  it('shows examples that the bot reads as the command that they explain', () => {
    const examples = commands.flatMap(({ title, description }) => {
      const example = /: ([a-z]+ .+)$/.exec(description)?.[1];
      return example ? [{ title, example }] : [];
    });
    expect(examples.length).toBeGreaterThan(3);
    for (const { title, example } of examples)
      expect(parseCommand(example)).toMatchObject({ command: title });
  });

  it('has the name under which the bot appears in the sandbox', () => {
    expect(manifest.name.short).toBe(settingsFor('administrator').bot.name);
  });
});

/** The bot itself speaks English: what it would not understand or say stays untranslated. */
describe('the other languages', () => {
  const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;
  const files = additionalLanguages.map(({ file }) => ({
    file,
    words: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Readonly<Record<string, string>>,
  }));
  const descriptions = bot.commandLists.flatMap((list, at) =>
    list.commands.map((_, each) => `bots[0].commandLists[${at}].commands[${each}].description`),
  );

  it('are others than the manifest itself is written in', () => {
    const tags = additionalLanguages.map(({ languageTag }) => languageTag);
    expect(defaultLanguageTag).toBe('en');
    expect(tags).toEqual(['de']);
  });

  it.each(files)('$file translates every text of the manifest, and no command', ({ words }) => {
    const texts = ['name.short', 'name.full', 'description.short', 'description.full', ...descriptions];
    expect(Object.keys(words).sort()).toEqual(['$schema', ...texts].sort());
    expect(words['name.short']).toBe(manifest.name.short);
  });

  it.each(files)('$file gives the same examples, in the words that the bot knows', ({ words }) => {
    for (const [at, { description }] of commands.entries()) {
      const example = /: ([a-z]+ .+)$/.exec(description)?.[1];
      if (example) expect(words[descriptions[at] ?? '']).toContain(`: ${example}`);
    }
  });

  it.each(files)('$file says that the bot speaks English', ({ words }) => {
    expect(words['description.full']).toMatch(/Englisch/);
  });
});
