import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from './config';
import { DeskError, messageOf } from './errors';
import { createLog } from './log';
import { startDesk } from './start';

/** Starts License Desk and ends it on a signal. What people read goes to standard output, the log to standard error. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (reason) => {
    log.error({ error: messageOf(reason) }, 'an unhandled rejection');
  });
  let stop: (() => Promise<void>) | undefined;
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1); // the second Ctrl-C does not wait
    stopping = true;
    void (stop?.() ?? Promise.resolve()).finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const started = await startDesk(config, {
    now: () => new Date(),
    random: Math.random,
    sleep: async (ms) => void (await sleep(ms)),
    log,
    say,
  });
  stop = started.stop;
  if (stopping) await started.stop();
}

main().catch((error: unknown) => {
  const line = error instanceof DeskError ? error.sentence : `License Desk could not start: ${messageOf(error)}`;
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
