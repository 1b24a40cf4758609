import { setTimeout as pause } from 'node:timers/promises';
import { DeskError } from '../errors';
import type { PlaygroundProcess } from './launch';
import { readReason } from './log-file';
import type { Persona } from './people';
import { portInUse } from './port';

/** Between two questions; the Playground usually answers the first. */
const pauseMs = 50;

export interface Wanted {
  readonly port: number;
  readonly persona: Persona;
  /** milliseconds */
  readonly timeoutMs: number;
  readonly logFile: string;
}

/**
 * The port of a Playground that answers.
 * @throws DeskError `playground-failed` when it ends first, `playground-timeout` when the time is
 * over first, `playground-port-in-use` when it moved to another port than the wanted one
 */
export async function whenReady(playground: PlaygroundProcess, wanted: Wanted): Promise<number> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), wanted.timeoutMs);
  const late = new Promise<never>((_resolve, reject) => {
    const sentence = `The chat window did not answer within ${wanted.timeoutMs} ms; its log is ${wanted.logFile}.`;
    over.signal.addEventListener('abort', () => reject(new DeskError('playground-timeout', sentence)));
  });
  const answering = async (): Promise<number> => {
    const taken = await playground.listening;
    if (wanted.port !== 0 && taken !== wanted.port) throw portInUse(wanted.port, wanted.persona);
    await waitForPong(`http://localhost:${taken}`, over.signal);
    return taken;
  };
  const ended = playground.exited.then(async (code) => {
    const reason = await readReason(wanted.logFile);
    throw new DeskError(
      'playground-failed',
      `The chat window could not start (exit code ${code}): ${reason} Its log is ${wanted.logFile}.`,
    );
  });
  try {
    return await Promise.race([late, answering(), ended]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

/**
 * Asks until the Playground answers. It says that it listens before it has read its settings, and
 * answers this address only afterwards.
 */
async function waitForPong(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answersPong(url, signal))) await pause(pauseMs, undefined, { signal });
}

async function answersPong(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_debug/ping`, { signal });
    return response.ok && (await response.text()).includes('pong');
  } catch {
    return false;
  }
}
