import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const cache = path.join(root, 'node_modules', '.cache', 'license-desk');
/** Of earlier sources nothing is kept that no test has asked for in this time. Milliseconds. */
const keptMs = 3_600_000;

/** All sources compiled, for programs that a test starts and kills. */
export interface Compiled {
  /** @param name without its ending, such as `store/open` */
  file(name: string): string;
}

/**
 * Compiles the sources, once for all test files and runs in which they are the same. It lies below `node_modules`, so
 * that the packages are found from there.
 */
export function compileAll(): Compiled {
  const name = `compiled-${version()}`;
  const kept = path.join(cache, name);
  const file = (program: string): string => path.join(kept, `${program}.js`);
  if (existsSync(kept)) {
    utimesSync(kept, new Date(), new Date());
    return { file };
  }
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(path.join(cache, 'making-'));
  const swc = path.join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  execFileSync(process.execPath, [swc, 'src', '--out-dir', out, '--strip-leading-paths', '--quiet'], {
    cwd: root,
  });
  try {
    renameSync(out, kept);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(kept)) throw error;
    rmSync(out, { recursive: true, force: true });
  }
  for (const old of readdirSync(cache)) {
    const folder = path.join(cache, old);
    const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    const isOld = old.startsWith('compiled-') && Date.now() - usedAt > keptMs;
    if (isOld) rmSync(folder, { recursive: true, force: true });
  }
  return { file };
}

/** What decides how the compiled program looks. */
function version(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, '.swcrc')));
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((each) => each.endsWith('.ts')).sort())
    hash.update(`${name}\0`).update(readFileSync(path.join(root, 'src', name)));
  return hash.digest('hex').slice(0, 12);
}

/** A process that runs a piece of code and tells by lines of output. */
export interface Child {
  readonly process: ChildProcess;
  lines(): readonly string[];
  /** Waits until its output holds for the condition. */
  until(condition: (lines: readonly string[]) => boolean): Promise<void>;
  kill(): Promise<void>;
}

export function run(code: string, ...args: string[]): Child {
  const child = spawn(process.execPath, ['-e', code, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  const lines = (): string[] => output.split('\n').slice(0, -1);
  const looks = new Set<() => void>();
  const hear = (data: Buffer): void => {
    output += data.toString();
    for (const look of looks) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    lines,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (condition(lines())) {
            looks.delete(look);
            resolve();
          }
        };
        looks.add(look);
        look();
        void exited.then(() => reject(new Error(`the process ended: ${output}`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
