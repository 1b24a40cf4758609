import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { DeskError } from '../errors';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How long a Playground may take to end when asked, before it is killed, in milliseconds. */
const graceMs = 3_000;

export interface PlaygroundProcess {
  /** The port on which it says to listen; never settles when it ends before saying so. */
  readonly listening: Promise<number>;
  /** Settles when the process is gone: its exit code, or `null` after a signal. */
  readonly exited: Promise<number | null>;
  readonly stop: () => Promise<void>;
}

export interface Launch {
  readonly childFile: string;
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly botEndpoint: string;
  readonly env: Environment;
}

/** Forks the Playground with its folder as working directory and everything it says in its log. */
export function launchPlayground(launch: Launch): PlaygroundProcess {
  const log = openSync(launch.logFile, 'a');
  const child = fork(launch.childFile, [findCli(), ...playgroundArguments(launch)], {
    cwd: launch.folder,
    env: playgroundEnvironment(launch),
    execArgv: [],
    stdio: ['ignore', 'pipe', log, 'ipc'],
  });
  closeSync(log);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  const listening = new Promise<number>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^Listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  });
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited.finally(() => clearTimeout(impatience));
  };
  return { listening, exited, stop: () => (stopping ??= end()) };
}

/** @throws DeskError `playground-not-installed`: a production installation leaves the Playground out */
function findCli(): string {
  try {
    return require.resolve('@microsoft/m365agentsplayground/cli.js');
  } catch (cause) {
    const sentence =
      'The Microsoft 365 Agents Playground is not installed: run "npm ci" with development packages, or set PLAYGROUND=off.';
    throw new DeskError('playground-not-installed', sentence, { cause });
  }
}

function playgroundArguments({ botEndpoint, port }: Launch): string[] {
  return ['-e', botEndpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'];
}

/** What a program needs of its surroundings. Left out are the bot's secrets and the Playground's own settings. */
const inherited = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'TMP',
  'TZ',
  'LANG',
  'LC_ALL',
];

/**
 * No browser of its own and no telemetry (the flag alone leaves Application Insights' statsbeat
 * on). The Playground sends even local calls through a proxy unless they are excepted by name.
 */
function playgroundEnvironment({ env, logFile }: Launch): NodeJS.ProcessEnv {
  const surroundings: NodeJS.ProcessEnv = {};
  for (const name of inherited) if (env[name]) surroundings[name] = env[name];
  return {
    ...surroundings,
    TEAMSAPPTESTER_BROWSER: 'none',
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
    M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
    NO_PROXY: 'localhost,127.0.0.1,::1',
  };
}
