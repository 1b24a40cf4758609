import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

const program = path.join(__dirname, '..', '..', 'dist', 'index.js');

/**
 * The compiled program in a process of its own, as `npm start` runs it, but for source maps: Node would read those of
 * every package at each start, which is a tenth of it.
 */
export interface StartedDesk {
  readonly process: ChildProcess;
  /** Everything that it wrote for people. */
  readonly output: () => string;
  /** What it wrote to its log and on failure. */
  readonly errors: () => string;
  /** Settles with the exit code, null after a signal. */
  readonly exited: Promise<number | null>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<number | null>;
  /** Ends it without any warning. */
  kill(): Promise<void>;
}

/** Below those that systems give away by themselves; each worker of Jest has a thousand of its own. */
const firstPort = 20_000 + 1_000 * (Number(process.env['JEST_WORKER_ID'] ?? 0) % 10);
/** Two runs at once hardly ever begin at the same one. */
let taken = process.pid % 1_000;

/** A port that nobody listens on, and that nobody else is given before whoever asked listens there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + (taken++ % 1_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** Starts the program with an environment of its own and waits for a line of its output. */
export async function startProgram(env: Record<string, string>, ready: RegExp): Promise<StartedDesk> {
  const desk = launchProgram(env);
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (ready.test(desk.output())) resolve();
    };
    desk.process.stdout?.on('data', look);
    void desk.exited.then((code) =>
      reject(new Error(`ended with ${code}: ${desk.output()}${desk.errors()}`)),
    );
  });
  return desk;
}

/** Starts the program and does not wait for anything. */
export function launchProgram(env: Record<string, string>): StartedDesk {
  const kept = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  ) as Record<string, string>;
  const child = spawn(process.execPath, [program], {
    // Tests are faster than people.
    env: { ...kept, TURNS_PER_MINUTE: '100000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    exited,
    stop: () => {
      child.kill('SIGINT');
      const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
      return exited.finally(() => clearTimeout(patience));
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
