import { launchProgram, type StartedDesk } from './started-desk';

/** The compiled program on one folder and port, killed and started again as often as a test likes. */
export interface KillableDesk {
  /** How often it was killed. */
  readonly kills: () => number;
  /**
   * Ends it without warning and starts it again; settles when the next process begins.
   * @param dead what is to be done while no process runs
   */
  kill(dead?: () => Promise<void>): Promise<void>;
  /** Settles when it listens. */
  ready(): Promise<void>;
  /** Sends an activity once it listens. Undefined when it died before it could answer. */
  send(activity: object): Promise<unknown>;
  /** What the running process has logged. */
  errors(): string;
  stop(): Promise<void>;
}

const listens = /listens on/;

export function startKillableDesk(
  port: number,
  env: Record<string, string>,
  started: () => void,
): KillableDesk {
  let desk = launch();
  let kills = 0;
  let stopping = false;
  /** Between two processes. */
  let down = false;
  let failure: Error | undefined;

  function launch(): StartedDesk {
    const launched = launchProgram({ ...env, PORT: String(port) });
    launched.process.stdout?.on('data', () => {
      if (listens.test(launched.output())) started();
    });
    void launched.exited.then((code) => {
      // A signal of ours leaves no code.
      if (code !== null && !stopping)
        failure = new Error(`ended with ${code}: ${launched.output()}${launched.errors()}`);
    });
    return launched;
  }

  async function ready(): Promise<void> {
    while (down || !listens.test(desk.output())) {
      if (failure) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  return {
    kills: () => kills,
    ready,
    kill: async (dead) => {
      kills += 1;
      down = true;
      await desk.kill();
      await dead?.();
      if (!stopping) desk = launch();
      down = false;
    },
    send: async (activity) => {
      await ready();
      try {
        const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(activity),
        });
        const json = response.headers.get('content-type')?.includes('json');
        return json ? await response.json() : {};
      } catch {
        return undefined;
      }
    },
    errors: () => desk.errors(),
    stop: async () => {
      stopping = true;
      await desk.stop();
    },
  };
}
