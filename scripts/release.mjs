// Lays out what a machine needs to run License Desk, and nothing else: the compiled program, the cards, and the
// packages that it uses while it runs. Run: npm run release [-- <folder>], by default build/release.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? join(root, 'build', 'release'));
const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: 'inherit' });

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
run(process.execPath, [join(root, 'scripts', 'build.mjs')], root);
const forInstall = ['package.json', 'package-lock.json', '.npmrc'];
for (const name of ['dist', 'cards', ...forInstall])
  cpSync(join(root, name), join(target, name), { recursive: true });

// Nothing of a package is run while it is installed; none of ours needs it.
run('npm', ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts'], target);

// Half of it are maps, types and sources for whoever develops with those packages. Licenses stay.
const packages = join(target, 'node_modules');
const ofNoUse = /(\.map|\.[cm]?ts|(?<!license|notice)\.md)$/i;
for (const name of readdirSync(packages, { recursive: true }))
  if (ofNoUse.test(name)) rmSync(join(packages, name), { recursive: true, force: true });

// There is nothing to install, build or test any more, only to start.
for (const name of forInstall) rmSync(join(target, name));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { name, version, description, license, type, main, engines, dependencies } = manifest;
const scripts = { start: manifest.scripts.start };
// There is nothing to build there any more.
for (const each of ['doctor', 'backup', 'restore', 'migrate-store', 'verify-evidence'])
  scripts[each] = manifest.scripts[each].replace('node scripts/build.mjs && ', '');
const own = {
  name,
  version,
  private: true,
  description,
  license,
  type,
  main,
  engines,
  scripts,
  dependencies,
};
writeFileSync(join(target, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
