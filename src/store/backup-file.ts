import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { DeskError, messageOf } from '../errors';
import type { Counts } from './copy-in';
import type { StoreCopy } from './copy-out';

/*
 * A backup is gzipped text: a line that says what it is, for each piece of a table a line with its name and count and
 * then its rows, a line each as PostgreSQL wrote them, and at the end the counts, without which it is not whole.
 */
const head = z.object({
  backup: z.literal('license-desk'),
  version: z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
});
const piece = z.object({ table: z.string(), rows: z.number().int().positive() });
const tail = z.object({ whole: z.record(z.number()) });

/** Writes a copy to a file that only its owner may read; a file of that name is replaced once the new one is whole. */
export async function writeBackup(file: string, copy: StoreCopy, now: Date): Promise<Counts> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  const zip = createGzip();
  const written = pipeline(zip, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
  written.catch(() => {}); // told below, or by the write that fails
  const write = async (line: string): Promise<void> => {
    if (!zip.write(`${line}\n`)) await Promise.race([once(zip, 'drain'), written]);
  };
  const counts: Record<string, number> = {};
  try {
    await write(
      JSON.stringify({
        backup: 'license-desk',
        version: 1,
        at: now.toISOString(),
        migrations: copy.migrations,
      }),
    );
    await copy.read(async (table, rows) => {
      await write(JSON.stringify({ table, rows: rows.length }));
      for (const row of rows) await write(row);
      counts[table] = (counts[table] ?? 0) + rows.length;
    });
    await write(JSON.stringify({ whole: counts }));
    zip.end();
    await written;
    const handle = await open(part, 'r+');
    await handle.sync();
    await handle.close();
    await rename(part, file);
    return counts;
  } catch (error) {
    zip.destroy();
    await rm(part, { force: true });
    if (error instanceof DeskError) throw error;
    throw new DeskError(
      'backup.unwritten',
      `The backup could not be written to ${file}: ${messageOf(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Opens a backup.
 * @throws DeskError `backup.unreadable`, also from `read` when the file turns out to be damaged or cut off
 */
export async function readBackup(file: string): Promise<StoreCopy & { readonly at: string; close(): void }> {
  const unreadable = (why: string, cause?: unknown): DeskError =>
    new DeskError('backup.unreadable', `The backup ${file} cannot be used: ${why}.`, { cause });
  const unzip = createGunzip();
  let failure: unknown;
  const source = createReadStream(file);
  const piped = pipeline(source, unzip).catch((error: unknown) => {
    failure = error;
  });
  const reader = createInterface({ input: unzip, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next().catch((error: unknown) => {
      throw unreadable(messageOf(error), error);
    });
    if (!line.done) return line.value;
    await piped;
    throw unreadable(failure ? messageOf(failure) : 'it ends too early', failure);
  };
  const close = (): void => {
    reader.close();
    source.destroy();
    unzip.destroy();
  };
  try {
    const first = head.safeParse(parsed(await next()));
    if (!first.success) throw unreadable('it is not a backup of License Desk');
    const { at, migrations } = first.data;
    return {
      at,
      migrations,
      close,
      read: async (take) => {
        const counts: Record<string, number> = {};
        for (;;) {
          const line = parsed(await next());
          const end = tail.safeParse(line);
          if (end.success) {
            if (!sameCounts(end.data.whole, counts)) throw unreadable('rows are missing in it');
            return;
          }
          const begun = piece.safeParse(line);
          if (!begun.success) throw unreadable('a line of it makes no sense');
          const { table, rows } = begun.data;
          const read: string[] = [];
          while (read.length < rows) read.push(await next());
          await take(table, read);
          counts[table] = (counts[table] ?? 0) + rows;
        }
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

function sameCounts(told: Counts, counted: Counts): boolean {
  const names = new Set([...Object.keys(told), ...Object.keys(counted)]);
  return [...names].every((name) => told[name] === counted[name]);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
