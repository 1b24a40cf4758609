import { transformFileSync } from '@swc/core';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** All that a window needs, the way `npm run build` lays it out. */
const sources = [
  'errors.ts',
  'sandbox/contoso/people.ts',
  ...readdirSync(path.join(root, 'src/playground')).map((file) => `playground/${file}`),
];

/** A new folder of one test, inside the checkout so that packages are found from it. */
export function testFolder(name: string): string {
  const parent = path.join(root, '.data', 'test');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, `${name}-`));
}

/** Compiles `src/playground` as it is now into `folder`, since a forked Node runs no TypeScript. */
export function buildPlayground(folder: string): { readonly windowFile: string; readonly childFile: string } {
  for (const source of sources) {
    const target = path.join(folder, source.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(target), { recursive: true });
    const { code } = transformFileSync(path.join(root, 'src', source), { cwd: root, sourceMaps: false });
    writeFileSync(target, code);
  }
  return {
    windowFile: path.join(folder, 'playground/window.js'),
    childFile: path.join(folder, 'playground/child.js'),
  };
}
