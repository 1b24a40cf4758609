import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brokenLinks, page, root } from './support';

const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file.replaceAll(path.sep, '/')}`)
  .concat('README.md');

const { scripts } = JSON.parse(page('package.json')) as { scripts: Readonly<Record<string, string>> };

/** Slow tests are worth nothing when nobody knows that they are there. */
describe('docs/tests.md', () => {
  const text = page('docs/tests.md');
  const slow = Object.keys(scripts).filter((name) => name.startsWith('test:'));

  it('names every command that runs slow tests, with what makes each slow', () => {
    expect(slow.length).toBeGreaterThan(2);
    for (const name of slow) {
      const [command = '', patterns = ''] = scripts[name]?.split(' node ') ?? [];
      const named = [`npm run ${name}`, ...[...command.matchAll(/(\w+)=/g)].map(([, variable]) => variable)];
      expect(named.filter((each) => !new RegExp(`\\b${each}\\b`).test(text))).toEqual([]);
      for (const pattern of patterns.split(' ').slice(2))
        expect(text).toMatch(new RegExp(`test/.*${pattern}`));
    }
  });

  it('names only tests that exist', () => {
    const tests = [...text.matchAll(/`(test\/[\w./-]+)`/g)].map(([, name = '']) => name);
    expect(tests.length).toBeGreaterThan(12);
    expect(tests.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});

describe.each(pages)('%s', (file) => {
  it('leads only to pages, pictures and files that exist', () => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it('names only commands that exist', () => {
    const named = [...page(file).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
