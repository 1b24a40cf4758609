import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startApp, type World } from './app';
import type { Config } from './config';
import { DeskError, messageOf } from './errors';
import type { Persona } from './playground/people';
import { startPlaygroundWindow, type PlaygroundWindow } from './playground/window';
import { contosoTenantId, startSandbox } from './sandbox';
import type { StartedDesk, StartWorld } from './start';
import { sandboxTenant, type Tenant } from './tenant';

/** The whole sandbox: tenant, bot and two chat windows. */
export async function startSandboxDesk(config: Config, world: StartWorld): Promise<StartedDesk> {
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    await makeFolder(config.dataFolder);
    const tenant = await openSandbox(config, world, closing);
    const starting = startApp(config, tenant, world);
    // The windows may open before the bot listens, which saves their time; only a free port has to be known first.
    const windows = config.sandbox.windows
      ? openWindows(config, config.port === 0 ? starting.then((app) => app.port) : config.port)
      : Promise.resolve([]);
    const [app, opened] = await Promise.allSettled([starting, windows]);
    if (opened.status === 'fulfilled') closing.push(...opened.value.map((window) => () => window.stop()));
    if (app.status === 'fulfilled') closing.push(() => app.value.stop());
    if (app.status === 'rejected') throw app.reason;
    if (opened.status === 'rejected') throw opened.reason;
    greet(app.value.endpoint, opened.value, world.say);
    return { port: app.value.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new DeskError(
      'start.folder',
      `The folder ${folder} cannot be made or written. Choose another with DATA_DIR=….`,
      { cause },
    );
  }
}

/** Starts the tenant, or uses one that runs already. */
async function openSandbox(config: Config, world: World, closing: (() => Promise<void>)[]): Promise<Tenant> {
  const { url, port, scenario, size, dataFile, faultFile, membersPerSecond } = config.sandbox;
  if (url) return sandboxTenant({ url, tenantId: contosoTenantId }, world.now);
  const sandbox = await startSandbox({
    port: port ?? 0,
    scenario,
    onFailure: (error) => world.log.error({ error: messageOf(error) }, 'a mistake of the sandbox'),
    dataFile: dataFile ?? path.join(config.dataFolder, 'sandbox', `${scenario}.jsonl`),
    ...(size ? { size } : {}),
    ...(faultFile ? { faultFile } : {}),
    ...(membersPerSecond ? { pace: { queuedMs: 2_000, membersPerSecond } } : {}),
  });
  closing.push(() => sandbox.close());
  return sandboxTenant(sandbox, world.now);
}

/** Both windows, or neither. */
async function openWindows(
  config: Config,
  port: number | Promise<number>,
): Promise<readonly PlaygroundWindow[]> {
  const botEndpoint = `http://127.0.0.1:${await port}/api/messages`;
  const open = (persona: Persona, windowPort: number): Promise<PlaygroundWindow> =>
    startPlaygroundWindow({
      port: windowPort,
      botEndpoint,
      folder: path.join(config.dataFolder, 'playground', persona),
      persona,
    });
  const { administratorPort, employeePort } = config.sandbox;
  const results = await Promise.allSettled([
    open('administrator', administratorPort),
    open('employee', employeePort),
  ]);
  const windows = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = results.find((each) => each.status === 'rejected');
  if (!failed) return windows;
  await Promise.all(windows.map((window) => window.stop()));
  throw failed.reason;
}

function greet(endpoint: string, windows: readonly PlaygroundWindow[], say: (line: string) => void): void {
  const [administrator, employee] = windows;
  if (!administrator || !employee) {
    say(`License Desk listens on ${endpoint} (sandbox, no windows).`);
    return;
  }
  say(
    `License Desk is ready. Administrator (${administrator.who.name}): open ${administrator.url} and type: assign`,
  );
  say(`Employee (${employee.who.name}): open ${employee.url} and type: help`);
  say('Everything runs on this machine against the sandbox tenant Contoso. Ctrl-C ends it.');
}
