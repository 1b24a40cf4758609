import { readdirSync } from 'node:fs';
import path from 'node:path';
import { brokenLinks, page, root } from './support';

const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file.replaceAll(path.sep, '/')}`)
  .concat('README.md');

const { scripts } = JSON.parse(page('package.json')) as { scripts: Readonly<Record<string, string>> };

describe.each(pages)('%s', (file) => {
  it('leads only to pages, pictures and files that exist', () => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it('names only commands that exist', () => {
    const named = [...page(file).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
