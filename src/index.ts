import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from './config';
import { DeskError, messageOf } from './errors';
import { createLog } from './log';

/** Starts License Desk and ends it on a signal. What people read goes to standard output, the log to standard error. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (reason) => {
    log.error({ error: messageOf(reason) }, 'an unhandled rejection');
  });
  const interrupted = new Promise<void>((resolve) => {
    let signals = 0;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if ((signals += 1) > 1) process.exit(1); // the second Ctrl-C does not wait
        // Whoever runs it waits 15 s and kills; what is left then is in the store.
        setTimeout(() => process.exit(1), endWithinMs).unref();
        resolve();
      });
    }
  });
  // Loading the rest takes a second: wrong settings are refused before.
  const { startDesk } = await import('./start.js');
  const started = await startDesk(config, {
    now: () => new Date(),
    random: Math.random,
    sleep: async (ms) => void (await sleep(ms)),
    log,
    usePseudonymKey: (key) => log.usePseudonymKey(key),
    say,
    // Loaded once the bot listens, so that starting does not take longer for it.
    startSink: async (options) => (await import('./telemetry/sdk.js')).startSink(options),
  });
  await Promise.race([interrupted, config.mode === 'sandbox' ? parentGone() : interrupted]);
  await started.stop();
  process.exit(0);
}

const endWithinMs = 14_000;

/**
 * npm passes a signal to the shell between it and us, which dies without telling; what was started for one person at
 * a terminal must not live on then.
 */
function parentGone(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

main().catch((error: unknown) => {
  const line =
    error instanceof DeskError ? error.sentence : `License Desk could not start: ${messageOf(error)}`;
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
