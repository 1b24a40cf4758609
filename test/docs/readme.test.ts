import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../src/conversation/table';
import { GRAPH_CALLS } from '../../src/graph/permissions';

const root = path.join(__dirname, '..', '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

describe('README', () => {
  it('asks for every permission that a Graph call needs, and for no other', () => {
    const needed = new Set(Object.values(GRAPH_CALLS).flatMap((call) => [...call.permissions]));
    const asked = [...readme.matchAll(/^\s*\|\s*`([A-Za-z.]+)`\s*\|/gm)].map((match) => match[1]);
    expect(asked.filter((name) => name?.includes('.')).sort()).toEqual([...needed].sort());
  });

  it('lists every command', () => {
    for (const command of Object.keys(commands)) expect(readme).toContain(`| \`${command}\``);
  });

  it('shows only pictures and pages that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
  });
});
