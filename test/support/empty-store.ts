import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { createJobs, type JobOptions } from '../../src/jobs/queue';
import { queueNames } from '../../src/jobs/queue-settings';
import { migrations } from '../../src/store/migrations';
import { openStore } from '../../src/store/open';

const root = path.join(__dirname, '..', '..');
const cache = path.join(root, 'node_modules', '.cache', 'license-desk');

/**
 * Puts an empty store with all its tables at a place, as a first start leaves it. PGlite takes seconds to make one and
 * none to copy one, so it is made once for each set of migrations. Who tests the making itself uses an empty folder.
 */
export async function placeEmptyStore(folder: string): Promise<string> {
  const made = await madeOnce();
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(made, folder, { recursive: true });
  return folder;
}

async function madeOnce(): Promise<string> {
  const name = `empty-store-${version()}`;
  const kept = path.join(cache, name);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'making-'));
  const opened = await openStore({ folder: path.join(folder, 'store') });
  const jobs = createJobs({
    opened,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    handlers: Object.fromEntries(
      queueNames.map((queue) => [queue, async () => {}]),
    ) as JobOptions['handlers'],
    sweep: async () => [],
  });
  await jobs.start();
  await jobs.stop();
  await opened.store.close();
  try {
    renameSync(path.join(folder, 'store'), kept);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(kept)) throw error;
  }
  rmSync(folder, { recursive: true, force: true });
  for (const old of readdirSync(cache))
    if (old.startsWith('empty-store-') && old !== name)
      rmSync(path.join(cache, old), { recursive: true, force: true });
  return kept;
}

/** What decides how an empty store looks. */
function version(): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return createHash('sha256')
    .update(JSON.stringify([migrations, dependencies['@electric-sql/pglite'], dependencies['pg-boss']]))
    .digest('hex')
    .slice(0, 12);
}
