import { startSandbox } from './sandbox';
import { readSandboxSettings } from './settings';

/** A fixed one, so that what a person writes down still works tomorrow. */
const usualPort = 3979;

/** Starts a tenant alone. docs/sandbox.md lists the variables. */
async function main(): Promise<void> {
  const filled = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
  const { settings, problems } = readSandboxSettings(filled);
  if (problems.length > 0) {
    throw new Error(
      `The sandbox cannot start. Please mend:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  const { size, dataFile, faultFile, membersPerSecond } = settings;
  const sandbox = await startSandbox({
    port: settings.port ?? usualPort,
    scenario: settings.scenario,
    onFailure: (error) =>
      process.stderr.write(
        `A mistake of the sandbox: ${error instanceof Error ? error.stack : String(error)}\n`,
      ),
    ...(size ? { size } : {}),
    ...(dataFile ? { dataFile } : {}),
    ...(faultFile ? { faultFile } : {}),
    ...(membersPerSecond ? { pace: { queuedMs: 1_500, membersPerSecond } } : {}),
  }).catch((error: NodeJS.ErrnoException) => {
    // Of the file system's own errors, of which nobody would know what they are about.
    if (!dataFile || !error.syscall || error.syscall === 'listen') throw error;
    throw new Error(
      `The sandbox cannot start. Please mend:\n  - SANDBOX_DATA: ${dataFile} cannot be kept (${error.message})`,
    );
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(
    `The sandbox runs the tenant "${sandbox.scenario.name}": open ${sandbox.url}/sandbox to see what is in it.`,
  );
  say(`Microsoft Graph: ${sandbox.graphUrl}   tokens: ${sandbox.tokenUrl}`);
  say(dataFile ? `It is kept in ${dataFile}. Ctrl-C ends it.` : 'Nothing is kept after Ctrl-C.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().finally(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
