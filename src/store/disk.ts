import { statfs } from 'node:fs/promises';
import { DeskError } from '../errors';

/**
 * Below this the embedded store is read only. PGlite writes its log in pieces of 16 MB and does not survive a disk
 * without any room: it stands still until the process is ended. Nothing is lost then either, but nobody is answered.
 */
export const leastFreeBytes = 64 * 1024 * 1024;
/** Writable again only with some room to spare, so that it does not change to and fro. */
const enoughFreeBytes = 96 * 1024 * 1024;
const lookEveryMs = 1_000;
/** While something is written it looks much more often: whatever else fills the disk may be fast. */
const glanceEveryMs = 20;

/** Bytes that may still be written to the disk of a folder. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws DeskError `store.full` */
export async function assertRoom(
  folder: string,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= leastFreeBytes) return;
  throw new DeskError(
    'store.full',
    `The disk of ${folder} is full: ${megabytes(free)} MB are left, ${megabytes(leastFreeBytes)} are needed. Make room, or choose another folder with DATA_DIR=….`,
  );
}

export interface DiskWatch {
  isReadOnly(): boolean;
  /** To be awaited before each statement: looks, unless that was done just before. */
  glance(): Promise<void>;
  stop(): void;
}

/**
 * Keeps the database from ever meeting a disk without room: sets it read only when there is little left, and writable
 * again when there is enough.
 */
export function watchDisk(options: {
  readonly folder: string;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly setReadOnly: (readOnly: boolean) => Promise<void>;
  /** Tells whoever runs it. */
  readonly changed: (readOnly: boolean, freeMegabytes: number) => void;
}): DiskWatch {
  let readOnly = false;
  async function look(): Promise<void> {
    const free = await options.freeBytes(options.folder);
    const wanted = free < (readOnly ? enoughFreeBytes : leastFreeBytes);
    if (wanted === readOnly) return;
    await options.setReadOnly(wanted);
    readOnly = wanted;
    options.changed(wanted, megabytes(free));
  }
  let looking = Promise.resolve();
  let looked = performance.now();
  const lookNow = (): Promise<void> => {
    looked = performance.now();
    looking = looking.then(look).catch(() => {}); // looked at again soon
    return looking;
  };
  const timer = setInterval(() => void lookNow(), lookEveryMs).unref();
  return {
    isReadOnly: () => readOnly,
    glance: async () => {
      if (performance.now() - looked >= glanceEveryMs) await lookNow();
    },
    stop: () => clearInterval(timer),
  };
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
