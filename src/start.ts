import path from 'node:path';
import { startApp, type World } from './app';
import type { Config } from './config';
import { realTenant, sandboxTenant, type Tenant } from './tenant';

/** Where a person reads what was started. */
export type StartWorld = World & { readonly say: (line: string) => void };

export interface StartedDesk {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the bot alone for a real tenant, or the whole sandbox: tenant, bot and two chat windows. */
export function startDesk(config: Config, world: StartWorld): Promise<StartedDesk> {
  return config.mode === 'sandbox' ? startSandboxDesk(config, world) : startTenantDesk(config, world);
}

async function startTenantDesk(config: Config, world: StartWorld): Promise<StartedDesk> {
  const app = await startApp(config, realTenant(config), world);
  world.say(`License Desk listens on ${config.host}:${app.port} for tenant ${config.graph.tenantId}.`);
  return app;
}

async function startSandboxDesk(config: Config, world: StartWorld): Promise<StartedDesk> {
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const tenant = await openSandbox(config, world, closing);
    const app = await startApp(config, tenant, world);
    closing.push(() => app.stop());
    if (config.sandbox.windows) await openWindows(config, app.endpoint, world, closing);
    else world.say(`License Desk listens on ${app.endpoint} (sandbox, no windows).`);
    return { port: app.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The sandbox and the windows are loaded only here: a real tenant's installation needs neither. */
async function openSandbox(config: Config, world: World, closing: (() => Promise<void>)[]): Promise<Tenant> {
  const { startSandbox, contosoTenantId } = await import('./sandbox/index.js');
  const { url, port, membersPerSecond } = config.sandbox;
  if (url) return sandboxTenant({ url, tenantId: contosoTenantId }, world.now);
  const sandbox = await startSandbox({
    port,
    dataFile: path.join(config.dataFolder, 'sandbox', 'journal.jsonl'),
    ...(membersPerSecond ? { pace: { queuedMs: 2_000, membersPerSecond } } : {}),
  });
  closing.push(() => sandbox.close());
  return sandboxTenant(sandbox, world.now);
}

async function openWindows(
  config: Config,
  botEndpoint: string,
  world: StartWorld,
  closing: (() => Promise<void>)[],
): Promise<void> {
  const { startPlaygroundWindow } = await import('./playground/window.js');
  const folder = (name: string): string => path.join(config.dataFolder, 'playground', name);
  const { administratorPort, employeePort } = config.sandbox;
  const opened = await Promise.allSettled([
    startPlaygroundWindow({ port: administratorPort, botEndpoint, folder: folder('administrator'), persona: 'administrator' }),
    startPlaygroundWindow({ port: employeePort, botEndpoint, folder: folder('employee'), persona: 'employee' }),
  ]);
  for (const each of opened) if (each.status === 'fulfilled') closing.push(() => each.value.stop());
  for (const each of opened) if (each.status === 'rejected') throw each.reason;
  const [administrator, employee] = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  world.say(`Administrator (${administrator?.who.name}): open ${administrator?.url} and type: assign`);
  world.say(`Employee (${employee?.who.name}):      open ${employee?.url} and type: help`);
  world.say('Sandbox tenant Contoso, everything on this machine. Ctrl-C ends it.');
}
