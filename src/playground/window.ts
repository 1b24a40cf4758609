import path from 'node:path';
import { findChildFile } from './child-file';
import { launchPlayground, type Environment } from './launch';
import { beginLog } from './log-file';
import type { Persona, PlaygroundPerson } from './people';
import { checkPort } from './port';
import { whenReady } from './ready';
import { settingsFor, writeSettings } from './settings-file';

export interface PlaygroundWindow {
  /** What to open in a browser. */
  readonly url: string;
  readonly port: number;
  readonly who: PlaygroundPerson;
  /** Ends the window and waits until it is gone; may be called again. */
  stop(): Promise<void>;
  /** Settles when the window is gone, for whatever reason. */
  readonly exited: Promise<number | null>;
}

export interface PlaygroundWindowOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly botEndpoint: string;
  /** Where the window's settings and log live; made if missing. */
  readonly folder: string;
  readonly persona: Persona;
  /** How long a start may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** The compiled wrapper, if not the one of the build. */
  readonly childFile?: string;
  /** What the Playground inherits its surroundings (PATH, TZ and the like) from. */
  readonly env?: Environment;
}

/**
 * Opens one Microsoft 365 Agents Playground window in which `persona` talks to the bot. The bot
 * need not run yet. The window ends with this process, however this process ends.
 * @throws DeskError `playground-port-in-use`, `playground-port`, `playground-not-built`,
 * `playground-not-installed`, `playground-failed` (with the Playground's own reason) or
 * `playground-timeout`
 */
export async function startPlaygroundWindow(options: PlaygroundWindowOptions): Promise<PlaygroundWindow> {
  const {
    port,
    botEndpoint,
    persona,
    timeoutMs = 60_000,
    childFile = findChildFile(),
    env = process.env,
  } = options;
  const folder = path.resolve(options.folder);
  const logFile = path.join(folder, 'playground.log');
  const settings = settingsFor(persona);
  await checkPort(port, persona);
  await writeSettings(folder, settings);
  await beginLog(logFile);

  const playground = launchPlayground({ childFile, folder, logFile, port, botEndpoint, env });
  try {
    const taken = await whenReady(playground, { port, persona, timeoutMs, logFile });
    return {
      url: `http://localhost:${taken}`,
      port: taken,
      who: settings.currentUser,
      stop: playground.stop,
      exited: playground.exited,
    };
  } catch (error) {
    await playground.stop();
    throw error;
  }
}
