import { existsSync } from 'node:fs';
import path from 'node:path';
import { brokenLinks, page, root } from './support';

describe('docs/security.md', () => {
  it('names only tests that exist', () => {
    const tests = [...page('docs/security.md').matchAll(/`(test\/[\w./-]+)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(tests.length).toBeGreaterThan(15);
    expect(tests.filter((test) => !existsSync(path.join(root, test)))).toEqual([]);
  });

  it.each(['docs/security.md', 'docs/identity.md', 'docs/adr/0009-the-way-out-of-the-bot-sdk.md'])(
    '%s leads only to pages that exist',
    (file) => expect(brokenLinks(file)).toEqual([]),
  );
});
