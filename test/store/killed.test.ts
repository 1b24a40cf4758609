import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/store/open';
import { bossDatabase } from '../../src/jobs/boss-database';
import { noon } from '../support/builders';
import { compileAll, run } from '../support/compiled';

const root = mkdtempSync(path.join(tmpdir(), 'desk-killed-'));
const folder = path.join(root, 'deep', 'store');
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('loses nothing that was acknowledged when its process is killed, and can be opened at once', async () => {
  const compiled = compileAll();
  const child = run(
    `const { openStore } = require(${JSON.stringify(compiled.file('store/open'))});
     openStore({ folder: process.argv[1] }).then(async ({ store }) => {
       for (let n = 1; ; n += 1) { await store.seen.first('key-' + n, new Date()); console.log(n); }
     });`,
    folder,
  );
  await child.until((lines) => lines.length >= 50);
  await expect(openStore({ folder })).rejects.toMatchObject({ code: 'store.in-use' });
  await child.kill();
  const acknowledged = child.lines();
  const { store } = await openStore({ folder });
  const lost: string[] = [];
  for (const n of acknowledged) if (await store.seen.first(`key-${n}`, noon)) lost.push(n);
  expect(lost).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  expect(await store.seen.first('never-written', noon)).toBe(true);
  await store.close();
});

it('never shares its one session between a failing transaction of the queues and anything else', async () => {
  const { store, queueDatabase } = await openStore({ folder });
  const { db } = bossDatabase(queueDatabase);
  const results = await Promise.allSettled([
    db?.executeSql("BEGIN; INSERT INTO seen VALUES ('half', now()); SELECT 1/0; COMMIT;"),
    store.ping(),
    store.seen.first('other', noon),
    db?.executeSql('BEGIN; SELECT 1 AS one; COMMIT;'),
    db?.executeSql('SELECT $1::int AS two', [2]),
  ]);
  expect(results.map((each) => each.status)).toEqual([
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
  expect(results[3]).toMatchObject({ value: { rows: [{ one: 1 }] } });
  expect(results[4]).toMatchObject({ value: { rows: [{ two: 2 }] } });
  expect(await store.seen.first('half', noon)).toBe(true);
  await store.close();
  await expect(store.ping()).rejects.toMatchObject({ code: 'store.unreachable' });
});
