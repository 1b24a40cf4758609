import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig, type Config } from './config';
import { examine } from './doctor/examine';
import { lineOf } from './doctor/finding';
import { DeskError, messageOf } from './errors';
import { contosoTenantId, startSandbox } from './sandbox';
import { realTenant, sandboxTenant, type Tenant } from './tenant';

/** `npm run doctor`: a line for each thing that was looked at; exit code 1 when something is to be mended. */
async function main(): Promise<number> {
  const config = readConfig(process.env);
  const now = (): Date => new Date();
  const { tenant, close } = await tenantOf(config, now);
  try {
    const findings = await examine(config, tenant, {
      now,
      random: Math.random,
      sleep: async (ms) => void (await sleep(ms)),
      fetch: globalThis.fetch,
      appPackage: packageBuilt(),
      storeFolder: path.join(config.dataFolder, 'store'),
    });
    for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
    return findings.some(({ level }) => level === 'mend') ? 1 : 0;
  } finally {
    await close();
  }
}

/** The tenant of the settings; without credentials the sandbox: one that runs, or one of its own that nobody sees. */
async function tenantOf(
  config: Config,
  now: () => Date,
): Promise<{ readonly tenant: Tenant; readonly close: () => Promise<void> }> {
  const close = (): Promise<void> => Promise.resolve();
  if (config.identities) return { tenant: realTenant(config, config.identities, now), close };
  const { url, scenario } = config.sandbox;
  if (url) return { tenant: sandboxTenant({ url, tenantId: contosoTenantId }, now), close };
  const sandbox = await startSandbox({ port: 0, scenario });
  return { tenant: sandboxTenant(sandbox, now), close: () => sandbox.close() };
}

/** `npm run package` writes it beside the manifest; a deployed release has none. */
function packageBuilt(): Buffer | undefined {
  const file = path.join(__dirname, '..', 'appPackage', 'build', 'license-desk.zip');
  return existsSync(file) ? readFileSync(file) : undefined;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const sentence =
      error instanceof DeskError ? error.sentence : `The doctor could not finish: ${messageOf(error)}`;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  },
);
