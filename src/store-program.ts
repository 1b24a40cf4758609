import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readStorePlace } from './config';
import { DeskError, messageOf } from './errors';
import { verifyTenant } from './evidence/verify';
import { readBackup, writeBackup } from './store/backup-file';
import { copyInto, type Counts } from './store/copy-in';
import { copyOf } from './store/copy-out';
import { chainSource } from './store/evidence-reader';
import { openExisting, openFolder, openServer, type OpenDatabase } from './store/open-existing';

/** `npm run backup`, `npm run restore` and `npm run migrate-store`: a store as a whole, from one place to another. */
async function main(): Promise<number> {
  const [what, ...rest] = process.argv.slice(2);
  const replace = rest.includes('--replace');
  const [file] = rest.filter((each) => !each.startsWith('--'));
  const { databaseUrl, dataFolder } = readStorePlace(process.env);
  const folder = path.join(dataFolder, 'store');
  switch (what) {
    case 'backup':
      return backup(
        await openExisting(databaseUrl ? { databaseUrl, folder } : { folder }),
        needed(file, what),
      );
    case 'restore':
      return restore(needed(file, what), () => openTarget(databaseUrl, folder), replace);
    case 'migrate':
      if (!databaseUrl)
        throw new DeskError(
          'copy.no-target',
          'Say where the store is to move with DATABASE_URL=…, and where it is with DATA_DIR=….',
        );
      return move(await openExisting({ folder }), () => openServer(databaseUrl), replace);
    default:
      throw new DeskError('copy.what', 'Say what is to be done: backup, restore or migrate.');
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function needed(file: string | undefined, what: string): string {
  if (file) return path.resolve(file);
  throw new DeskError('copy.no-file', `Say which file: npm run ${what} -- FILE`);
}

async function openTarget(databaseUrl: string | undefined, folder: string): Promise<OpenDatabase> {
  if (databaseUrl) return openServer(databaseUrl);
  await mkdir(folder, { recursive: true });
  return openFolder(folder);
}

async function backup(from: OpenDatabase, file: string): Promise<number> {
  try {
    const counts = await copyOf(from.database, (copy) => writeBackup(file, copy, new Date()));
    say(`${sum(counts)} written to ${file}. It holds what the store holds: keep it as safe.`);
    return 0;
  } finally {
    await from.close();
  }
}

async function restore(file: string, openTo: () => Promise<OpenDatabase>, replace: boolean): Promise<number> {
  const copy = await readBackup(file);
  try {
    const to = await openTo();
    try {
      const counts = await copyInto(to.database, copy, { replace });
      say(`${sum(counts)} restored from the backup of ${copy.at}.`);
      return await verify(to);
    } finally {
      await to.close();
    }
  } finally {
    copy.close();
  }
}

async function move(
  from: OpenDatabase,
  openTo: () => Promise<OpenDatabase>,
  replace: boolean,
): Promise<number> {
  try {
    const to = await openTo();
    try {
      const counts = await copyOf(from.database, (copy) => copyInto(to.database, copy, { replace }));
      say(`${sum(counts)} moved to the server. The folder was left as it is.`);
      return await verify(to);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** A chain that was broken before is broken afterwards: that is said, and no reason not to have the copy. */
async function verify({ database }: OpenDatabase): Promise<number> {
  const source = chainSource(database);
  let code = 0;
  for (const tenantId of await source.tenants()) {
    const { whole, line } = await verifyTenant(source, tenantId);
    say(`Evidence of ${line}`);
    if (!whole) code = 1;
  }
  return code;
}

function sum(counts: Counts): string {
  const rows = Object.values(counts).reduce((all, count) => all + count, 0);
  return `${rows} rows (${counts['changes'] ?? 0} changes, ${counts['evidence'] ?? 0} rows of evidence)`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const sentence = error instanceof DeskError ? error.sentence : messageOf(error);
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  },
);
