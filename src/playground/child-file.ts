import { existsSync } from 'node:fs';
import path from 'node:path';
import { DeskError } from '../errors';

/**
 * The compiled wrapper: beside this file in a built installation. When this file is run from its
 * TypeScript source (in tests), the one of the last build is taken, since a forked Node needs
 * JavaScript.
 * @throws DeskError `playground-not-built`
 */
export function findChildFile(here: string = __dirname): string {
  const beside = path.join(here, 'child.js');
  const built = path.resolve(here, '../../dist/playground/child.js');
  const found = [beside, built].find((file) => existsSync(file));
  if (found) return found;
  throw new DeskError(
    'playground-not-built',
    'The chat windows need the built program: run "npm run build" first.',
  );
}
