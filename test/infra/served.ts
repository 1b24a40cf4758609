import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bicep';

/** The paths that the bot's server answers to a GET, as they are registered. */
export function served(): string[] {
  const folder = path.join(root, 'src/teams');
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/server\.get\('([^']+)'/g)].map(([, found = '']) => found),
  );
}
