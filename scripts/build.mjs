// Compiles src/ to dist/ when something in it is newer than the last build, so that starting again takes no time.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');

function newest(folder) {
  let latest = statSync(folder).mtimeMs; // a removed file changes its folder
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(file) : statSync(file).mtimeMs);
  }
  return latest;
}

const wanted = Math.max(newest(join(root, 'src')), statSync(join(root, '.swcrc')).mtimeMs);
if (existsSync(stamp) && statSync(stamp).mtimeMs > wanted) process.exit(0);

const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
const flags = ['src', '--out-dir', 'dist', '--strip-leading-paths', '--delete-dir-on-start', '--quiet'];
const { status } = spawnSync(process.execPath, [swc, ...flags], { cwd: root, stdio: 'inherit' });
if (status === 0) writeFileSync(stamp, '');
process.exit(status ?? 1);
