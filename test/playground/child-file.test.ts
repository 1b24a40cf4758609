import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChildFile } from '../../src/playground/child-file';
import { testFolder } from '../support/playground-build';

describe('where the wrapper is looked for', () => {
  const root = testFolder('child-file');
  const sources = path.join(root, 'src', 'playground');
  const built = path.join(root, 'dist', 'playground');

  afterAll(() => rmSync(root, { recursive: true }));

  it('asks for a build when there is none', () => {
    mkdirSync(sources, { recursive: true });
    expect(() => findChildFile(sources)).toThrow('playground-not-built');
  });

  it('takes the one of the build, from there and from the sources', () => {
    mkdirSync(built, { recursive: true });
    writeFileSync(path.join(built, 'child.js'), '');
    expect(findChildFile(built)).toBe(path.join(built, 'child.js'));
    expect(findChildFile(sources)).toBe(path.join(built, 'child.js'));
  });
});
