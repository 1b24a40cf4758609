import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

/**
 * Compiles a folder of the sources for processes that a test starts and kills. It lies below `node_modules`, so that
 * the packages are found from there.
 */
export function compile(folder: string): Compiled {
  const sources = [`src/${folder}`, 'src/evidence', 'src/licensing', 'src/errors.ts'];
  return compileSources(sources, folder);
}

/** Compiles all sources, for the programs that lie on top of them. */
export function compileAll(): Compiled {
  return compileSources(['src'], '');
}

export interface Compiled {
  file(name: string): string;
  dispose(): void;
}

function compileSources(sources: readonly string[], folder: string): Compiled {
  const cache = path.join(root, 'node_modules', '.cache', 'license-desk');
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(path.join(cache, 'compiled-'));
  const swc = path.join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  execFileSync(process.execPath, [swc, ...sources, '--out-dir', out, '--strip-leading-paths', '--quiet'], {
    cwd: root,
  });
  return {
    file: (name) => path.join(out, folder, `${name}.js`),
    dispose: () => rmSync(out, { recursive: true, force: true }),
  };
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
