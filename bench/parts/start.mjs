// From nothing to the first answer, beside a program that only imports the same packages (and, where the database is
// embedded, opens it). As in a real tenant, with credentials that nobody asks for, on 127.0.0.1.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../measure.mjs';
import { freePort } from '../programs.mjs';
import { tenantEnv } from '../tenant-env.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const rounds = 5;
const port = await freePort();
const env = tenantEnv(port, folder);

/** Milliseconds until the program answers. */
async function startOnce() {
  const begun = performance.now();
  const child = spawn(process.execPath, ['dist/index.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((ended) => child.once('exit', ended));
  for (;;) {
    const alive = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) break;
    if (child.exitCode !== null || performance.now() - begun > 120_000) throw new Error('it did not start');
    await wait(10);
  }
  const taken = performance.now() - begun;
  child.kill('SIGTERM');
  await gone;
  return taken;
}

/** Every package that the compiled program names, except those that it loads later or for the sandbox's windows only. */
function packages() {
  const named = new Set();
  for (const file of readdirSync(path.join(root, 'dist'), { recursive: true })) {
    if (!file.endsWith('.js') || /^(sandbox|playground|doctor)/.test(file)) continue;
    for (const [, name] of readFileSync(path.join(root, 'dist', file), 'utf8').matchAll(
      /require\("([^".][^"]*)"\)/g,
    ))
      if (!name.startsWith('node:') && !name.startsWith('@opentelemetry/')) named.add(name);
  }
  return [...named];
}

const imports = path.join(root, 'dist', 'bench-imports.cjs');
const store = JSON.stringify(path.join(folder, 'store'));
writeFileSync(
  imports,
  `${packages()
    .map(
      (name) =>
        `try { require(${JSON.stringify(name)}); } catch (error) { if (error.code !== 'ERR_REQUIRE_ESM') throw error; }`,
    )
    .join('\n')}
const { PGlite } = require('@electric-sql/pglite');
new PGlite(${store}).waitReady.then(() => process.stdout.write('ready'));\n`,
);
async function importOnce() {
  const begun = performance.now();
  const child = spawn(process.execPath, [imports], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready, failed) => {
    child.stdout.once('data', ready);
    child.once('exit', () => failed(new Error('the imports ended')));
  });
  const taken = performance.now() - begun;
  child.kill('SIGKILL');
  await wait(50);
  return taken;
}

try {
  await startOnce(); // makes the store
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await startOnce());
    theirs.push(await importOnce());
  }
  const median = (all) =>
    percentile(
      all.sort((a, b) => a - b),
      0.5,
    );
  process.send({
    what: 'Start until /healthz answers, store there already; beside it importing the same packages and opening the same database',
    ours: median(ours),
    theirs: median(theirs),
    unit: 'ms',
    ratio: median(ours) / median(theirs),
    goal: { atMost: 1.3 },
  });
} finally {
  rmSync(imports, { force: true });
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
