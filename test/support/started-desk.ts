import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const program = path.join(__dirname, '..', '..', 'dist', 'index.js');

/** The compiled program in a process of its own, as `npm start` runs it. */
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

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
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
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
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
