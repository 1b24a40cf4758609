import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { personas, type Persona } from '../../src/playground/people';
import { settingsFileName, settingsFor, writeSettings } from '../../src/playground/settings-file';
import { contosoTenantId, people } from '../../src/sandbox/contoso/people';
import { testFolder } from '../support/playground-build';

const both = Object.keys(personas) as Persona[];

describe('settings of a window', () => {
  it.each(both)('knows the whole tenant from the %s window, nobody twice', (persona) => {
    const { currentUser, users, tenantId } = settingsFor(persona);
    const everybody = Object.values(people).map(({ id }) => id);
    expect([currentUser, ...users].map(({ id }) => id).sort()).toEqual([...everybody].sort());
    expect(users).toHaveLength(5); // the Playground refuses any other number
    expect(tenantId).toBe(contosoTenantId);
  });

  it('seats the license administrator and an employee without a role', () => {
    expect(settingsFor('administrator').currentUser.aadObjectId).toBe(people.megan.id);
    expect(settingsFor('employee').currentUser.aadObjectId).toBe(people.alex.id);
    expect(people.alex.roleTemplateId).toBeUndefined();
  });

  it('gives the two windows different personal chats and the same bot', () => {
    const [administrator, employee] = both.map(settingsFor);
    expect(administrator?.personalChat.id).not.toBe(employee?.personalChat.id);
    expect(administrator?.bot).toEqual(employee?.bot);
    expect(administrator?.bot.id).toMatch(/^28:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it.each(both)('has every id only once in the %s window', (persona) => {
    const { personalChat, groupChat, team, bot } = settingsFor(persona);
    const ids = [personalChat, groupChat, team, bot, ...team.channels].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('writes a file that reads back the same, and over an older one', async () => {
    const folder = path.join(testFolder('settings'), 'not', 'yet', 'there');
    await writeSettings(folder, settingsFor('employee'));
    await writeSettings(folder, settingsFor('administrator'));
    const text = await readFile(path.join(folder, settingsFileName), 'utf8');
    expect(parse(text)).toEqual(settingsFor('administrator'));
    await rm(path.resolve(folder, '../../..'), { recursive: true });
  });
});
