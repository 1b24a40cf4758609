// Ours beside what it is measured against, side by side in one run, as ratios. Run by `npm run bench`, or
// `npm run bench -- turns watch` for some of the parts. Each part is a process of its own.
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { printTable } from './measure.mjs';

const folder = path.join(import.meta.dirname, 'parts');
const all = readdirSync(folder).map((file) => path.basename(file, '.mjs'));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}. The parts are: ${all.join(', ')}.\n`);
  process.exit(1);
}
const longestPartMs = 20 * 60_000;

/** Rows that a part sends: `{ what, ours, theirs, unit, ratio, goal: { atLeast } | { atMost } }`. */
function run(name) {
  return new Promise((resolve) => {
    const rows = [];
    const child = fork(path.join(folder, `${name}.mjs`), { execArgv: ['--expose-gc'] });
    const timer = setTimeout(() => child.kill(), longestPartMs);
    child.on('message', (row) => rows.push(row));
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code !== 0) rows.push({ what: `${name} did not end well`, failed: true });
      resolve(rows);
    });
  });
}

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
const rows = [['What', 'Ours', 'Beside it', 'Ratio', 'Goal', '']];
let missed = 0;
for (const name of asked.length > 0 ? asked : all) {
  for (const row of await run(name)) {
    if (row.failed) {
      rows.push([row.what, '', '', '', '', 'FAILED']);
      missed += 1;
      continue;
    }
    const { what, ours, theirs, unit, ratio, goal } = row;
    const met = goal.atLeast === undefined ? ratio <= goal.atMost : ratio >= goal.atLeast;
    rows.push([
      what,
      `${number(ours)} ${unit}`,
      `${number(theirs)} ${unit}`,
      `× ${number(ratio)}`,
      goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`,
      met ? 'ok' : 'MISSED',
    ]);
  }
}
process.stdout.write(
  `${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}\n`,
);
printTable(rows);
process.exit(missed > 0 ? 1 : 0);
