import { startApp, type World } from './app';
import type { Config } from './config';
import type { Identities } from './config/identities';
import { realTenant } from './tenant';

/** Where a person reads what was started. */
export type StartWorld = World & { readonly say: (line: string) => void };

export interface StartedDesk {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the bot alone for a real tenant, or the whole sandbox: tenant, bot and two chat windows. */
export async function startDesk(config: Config, world: StartWorld): Promise<StartedDesk> {
  const { identities } = config;
  if (identities) return startTenantDesk(config, identities, world);
  // A bot of a real tenant has no use for a hundred files of the simulated one.
  const { startSandboxDesk } = await import('./start-sandbox.js');
  return startSandboxDesk(config, world);
}

async function startTenantDesk(
  config: Config,
  identities: Identities,
  world: StartWorld,
): Promise<StartedDesk> {
  const tenant = realTenant(config, identities, world.now);
  const app = await startApp(config, tenant, world);
  world.say(`License Desk listens on ${config.host}:${app.port} for tenant ${tenant.id}.`);
  return app;
}
