import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeFolder } from '../../src/store/owner-lock';
import { compileAll, run, type Child } from '../support/compiled';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'desk-lock-')));
const compiled = compileAll();
const children: Child[] = [];
afterAll(async () => {
  for (const child of children) await child.kill();
  rmSync(root, { recursive: true, force: true });
});

function folder(...names: string[]): string {
  const made = path.join(root, ...names);
  mkdirSync(made, { recursive: true });
  return made;
}

/** A process that takes the lock when told to, and says whether it has it. */
async function contender(place: string): Promise<Child> {
  const child = run(
    `const { takeFolder } = require(${JSON.stringify(compiled.file('store/owner-lock'))});
     process.stdin.once('data', () => takeFolder(process.argv[1]).then(() => console.log('owns'), (e) => console.log(e.code)));
     setInterval(() => {}, 60000);
     console.log('ready');`,
    place,
  );
  children.push(child);
  await child.until((lines) => lines.includes('ready'));
  return child;
}

async function settled(child: Child): Promise<string> {
  await child.until((lines) => lines.length > 1);
  return child.lines()[1] ?? '';
}

it('has one owner at a time, in one process too, and says which folder and what to do', async () => {
  const place = folder('one');
  const lock = await takeFolder(place);
  await expect(takeFolder(place)).rejects.toMatchObject({
    code: 'store.in-use',
    sentence: expect.stringMatching(new RegExp(`${place}.*DATA_DIR`)) as string,
  });
  await (
    await takeFolder(folder('another'))
  )();
  await lock();
  await (
    await takeFolder(place)
  )();
});

it('works where the path is too long for a socket', async () => {
  const place = folder('long-'.repeat(30), 'deeper');
  const lock = await takeFolder(place);
  await expect(takeFolder(place)).rejects.toMatchObject({ code: 'store.in-use' });
  await lock();
  await (
    await takeFolder(place)
  )();
});

it('goes with a killed process at once, and of many that then start exactly one gets it', async () => {
  const place = folder('killed');
  for (let round = 0; round < 4; round += 1) {
    const owner = await contender(place);
    owner.process.stdin?.write('go');
    expect(await settled(owner)).toBe('owns');
    const others = await Promise.all([contender(place), contender(place), contender(place)]);
    await owner.kill();
    for (const other of others) other.process.stdin?.write('go');
    const results = await Promise.all(others.map(settled));
    expect([...results].sort()).toEqual(['owns', 'store.in-use', 'store.in-use']);
    for (const other of others) await other.kill();
  }
  await (
    await takeFolder(place)
  )();
});
