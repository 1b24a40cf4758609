import { hkdfSync, randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Log } from './licensing/services';
import { carefulLog } from './log-care';

/**
 * Structured lines on standard error, so that what `npm start` says to people stays readable. Nothing secret and
 * nobody's name or words get into them (`log-care.ts`).
 * @param key for the pseudonyms of people, see `logKey`
 */
export function createLog(level: string, key: Buffer): Log {
  // Its own fields (process id, host) tell replicas apart.
  return carefulLog(pino({ level }, pino.destination(2)), key);
}

/**
 * The key of the pseudonyms. Derived from a secret of the configuration, all replicas use the same pseudonyms and a
 * restart changes none; without a secret they last as long as the process.
 */
export function logKey(secret: string): Buffer {
  if (!secret) return randomBytes(32);
  return Buffer.from(hkdfSync('sha256', secret, '', 'license-desk log pseudonyms', 32));
}
