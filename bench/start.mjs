// How long License Desk takes until it answers, what memory it has then, and how long it takes to end. Run:
//   npm run release && npm run bench:start [-- <folder>]       by default build/release, embedded database
// It starts as in a real tenant, with credentials that nobody asks for, on 127.0.0.1. DATABASE_URL is handed on.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { printTable } from './measure.mjs';
import { freePort } from './programs.mjs';
import { tenantEnv } from './tenant-env.mjs';

const program = resolve(process.argv[2] ?? 'build/release');
const folder = mkdtempSync(join(tmpdir(), 'license-desk-start-'));
const port = await freePort();
const env = {
  ...tenantEnv(port, folder),
  ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
};

async function alive() {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** One start and end: milliseconds until it answers, megabytes then and at most, milliseconds until it is gone. */
async function once() {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/index.js'], {
    cwd: program,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((ended) => child.once('exit', ended));
  let ended = false;
  void gone.then(() => (ended = true));
  while (!(await alive())) {
    if (ended || performance.now() - begun > 60_000) throw new Error('it did not start');
    await wait(20);
  }
  const started = performance.now() - begun;
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  const ending = performance.now();
  child.kill('SIGTERM');
  await gone;
  return [started, megabytes('VmRSS'), megabytes('VmHWM'), performance.now() - ending];
}

const rows = [['Start', 'Until it answers', 'Memory then', 'At most', 'Until it is gone']];
try {
  for (const name of ['first, empty store', 'second', 'third']) {
    const [started, now, most, ended] = await once();
    rows.push([name, `${Math.round(started)} ms`, `${now} MB`, `${most} MB`, `${Math.round(ended)} ms`]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
printTable(rows);
