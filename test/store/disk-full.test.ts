import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/store/open';
import { noon } from '../support/builders';
import { compileAll, run } from '../support/compiled';

/** How often the disk is filled; not at all in `npm test`, where disk.test.ts says through a parameter that it is full. */
const rounds = Number(process.env['DISK_ROUNDS'] ?? 0);
const megabyte = Buffer.alloc(1024 * 1024);
const ballast = 'x'.repeat(1_500);

/** A disk of 320 MB that is really full: a file system in memory, which only root may mount. */
(rounds > 0 ? describe : describe.skip)(`an embedded store on a disk that is filled ${rounds} times`, () => {
  const disk = mkdtempSync(path.join(tmpdir(), 'desk-full-'));
  const filler = path.join(disk, 'filler');
  const folder = path.join(disk, 'store');
  let mounted = false;

  beforeAll(() => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', disk], { stdio: 'pipe' });
      mounted = true;
    } catch (error) {
      process.stderr.write(
        `SKIPPED, nothing was shown: no file system can be mounted here (${String(error)})\n`,
      );
    }
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  /** Takes every byte that is left, as fast as it goes. */
  function fill(): void {
    const file = openSync(filler, 'w');
    try {
      for (;;) writeSync(file, megabyte);
    } catch {
      // no room any more
    } finally {
      closeSync(file);
    }
  }

  it(
    'says so, can be read meanwhile, goes on by itself, and has every acknowledged row after a kill',
    async () => {
      if (!mounted) return;
      const compiled = compileAll();
      const child = run(
        `const { openStore } = require(${JSON.stringify(compiled.file('store/open'))});
         const say = (fields, message) => console.log('log ' + message);
         const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
         openStore({ folder: process.argv[1], log: { info: say, error: say } }).then(async ({ store }) => {
           let refused = 0;
           for (let n = 1; ; ) {
             try {
               await store.seen.first('key-' + n + '-${ballast}', new Date());
               console.log('ok ' + n);
               n += 1;
             } catch (error) {
               await store.changes.due(new Date(), 1);
               console.log('refused ' + (refused += 1) + ' ' + error.code + ' and read');
               await rest(100);
             }
           }
         });`,
        folder,
      );
      const count = (word: string): number => child.lines().filter((line) => line.startsWith(word)).length;
      for (let round = 1; round <= rounds; round += 1) {
        const [written, refused] = [count('ok'), count('refused')];
        await child.until(() => count('ok') > written + 100);
        fill();
        await child.until(() => count('refused') > refused + 2);
        // The last time it dies while there is no room.
        if (round === rounds) await child.kill();
        rmSync(filler);
      }
      expect(count('log the disk is full')).toBe(rounds);
      expect(count('log the disk has room again')).toBe(rounds - 1);
      expect(
        child
          .lines()
          .filter((line) => line.startsWith('refused') && !line.endsWith('store.read-only and read')),
      ).toEqual([]);
      const acknowledged = child.lines().flatMap((line) => /^ok (\d+)$/.exec(line)?.[1] ?? []);
      const { store } = await openStore({ folder });
      const lost: string[] = [];
      for (const n of acknowledged) if (await store.seen.first(`key-${n}-${ballast}`, noon)) lost.push(n);
      process.stderr.write(
        `the disk was full ${rounds} times: ${count('refused')} writes refused, ${acknowledged.length} acknowledged, ${lost.length} lost\n`,
      );
      expect(lost).toEqual([]);
      expect(await store.seen.first('never-written', noon)).toBe(true);
      await store.close();
    },
    120_000 + rounds * 60_000,
  );
});
