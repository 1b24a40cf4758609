import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Log } from './licensing/services';
import { carefulLog } from './log-care';

/** A log, and from whom its pseudonyms come. */
export interface DeskLog extends Log {
  /**
   * With the key of the store, all processes on it use the same pseudonyms and a restart changes none; until then they
   * are this process's own.
   */
  usePseudonymKey(key: Buffer): void;
}

/**
 * Structured lines on standard error, so that what `npm start` says to people stays readable. Nothing secret and
 * nobody's name or words get into them (`log-care.ts`).
 */
export function createLog(level: string): DeskLog {
  let pseudonymKey: Buffer = randomBytes(32);
  // Its own fields (process id, host) tell replicas apart.
  const log = carefulLog(pino({ level }, pino.destination(2)), () => pseudonymKey);
  return { ...log, usePseudonymKey: (key) => void (pseudonymKey = key) };
}
