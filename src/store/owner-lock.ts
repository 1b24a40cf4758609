import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DeskError } from '../errors';

/**
 * Takes a folder for this process alone. A listening socket is the lock: the operating system closes it with the
 * process, also on kill -9, so nothing stale can keep a folder shut and no time has to pass.
 * @returns gives the folder back
 * @throws DeskError `store.in-use`
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const address = addressOf(await realpath(folder));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await listen(address);
    if (server) {
      return () => new Promise((resolve) => server.close(() => resolve()));
    }
    if (await isAlive(address)) break;
    if (!address.startsWith('\0')) rmSync(address, { force: true }); // left behind by a process that was killed
  }
  throw new DeskError(
    'store.in-use',
    `Another License Desk is using the folder ${folder}. Stop it first, or give this one its own folder with DATA_DIR=….`,
  );
}

/**
 * Linux has sockets without a file (their name begins with a zero byte), which nobody can remove and no TMPDIR moves;
 * Windows has named pipes. Elsewhere it is a file; socket paths are limited to about 100 bytes, hence the digest.
 */
function addressOf(folder: string): string {
  const name = `license-desk-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return process.platform === 'linux' ? `\0${name}` : path.join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else
        reject(
          new DeskError('store.lock', `The folder lock ${address} cannot be made (${error.code}).`, {
            cause: error,
          }),
        );
    });
    server.listen(address, () => resolve(server.unref()));
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
