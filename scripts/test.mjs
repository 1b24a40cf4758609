// Runs every test in one go, those that take longest first, so that no core waits for another at the end; and ends with
// one line that sums up.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jest = join(import.meta.dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
const extra = process.argv.slice(2);
const folder = mkdtempSync(join(roomy('/dev/shm') ?? tmpdir(), 'license-desk-test-'));
chmodSync(folder, 0o755); // a database server that root starts runs as somebody else, who reads files there
// Hundreds of stores are made and thrown away; in memory that takes a small part of the time.
process.env.TMPDIR = folder;
const sum = { passed: 0, failed: 0 };
let broken = false;

/** A folder in memory, where there is one with room for what tests leave lying until their end. */
function roomy(path) {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize > 3e9 ? path : undefined;
  } catch {
    return undefined;
  }
}

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

// The end-to-end tests start the compiled program, as `npm start` does.
const node = process.execPath;
broken = run(node, [join(import.meta.dirname, 'build.mjs')]) !== 0;

const report = join(folder, 'report.json');
const args = ['--no-warnings', '--experimental-vm-modules', jest, '--passWithNoTests', '--json'];
args.push(`--outputFile=${report}`, ...extra);
const status = spawnSync(node, args, { stdio: ['inherit', 'ignore', 'inherit'] }).status ?? 1;
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  sum.passed = result.numPassedTests;
  sum.failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (status !== 0 && sum.failed === 0) broken = true;
} catch {
  broken = true;
}
rmSync(folder, { recursive: true, force: true });
if (broken) sum.failed += 1;
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
