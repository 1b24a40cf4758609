import pino, { type Logger } from 'pino';

/** Fields that may hold a secret; whatever stands there never reaches the log. */
const secrets = [
  'authorization',
  'password',
  'clientSecret',
  'token',
  '*.authorization',
  '*.password',
  '*.token',
];

/** Structured lines on standard error, so that what `npm start` says to people stays readable. */
export function createLog(level: string): Logger {
  return pino({ level, redact: { paths: secrets, censor: '[secret]' } }, pino.destination(2));
}
