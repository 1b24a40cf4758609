import { readTenantControl } from './admin/tenant-control';
import { AppRegistrations, TokenService, type Caller } from './auth';
import { realClock, type Clock } from './clock';
import { newDial, type Dial } from './dial';
import { Engine, type Pace } from './engine/engine';
import { FaultBox, readFaultFile } from './faults';
import { GraphServer, type OnRequest, type ServedRequest } from './http/server';
import { openJournal, type Journal } from './persistence/journal';
import { applyRecord } from './persistence/record';
import { seededRandom } from './random';
import { route } from './routes';
import { emptyTenant, fillTenant, findScenario, type Scenario, type Size } from './scenarios';
import type { Tenant } from './tenant';

export interface SandboxOptions {
  /** 0 = any free port; the host is always 127.0.0.1. */
  readonly port?: number;
  /** A scenario's name; "contoso" unless told. */
  readonly scenario?: string;
  /** Of a generated scenario, instead of its usual one. */
  readonly size?: Size;
  readonly clock?: Clock;
  readonly pace?: Pace;
  /** How long reads after a write may be old, in milliseconds. */
  readonly staleReadMs?: number;
  /** Keeps the tenant and the state of the engine over a restart. */
  readonly dataFile?: string;
  /** Fault rules to start with, JSON or YAML. */
  readonly faultFile?: string;
  readonly onRequest?: OnRequest;
  /** Told of mistakes of the sandbox itself, of which a caller only sees a 500. */
  readonly onFailure?: (error: unknown) => void;
}

/** A running tenant. */
export interface Sandbox {
  /** http://127.0.0.1:PORT; Graph is below /v1.0 */
  readonly url: string;
  /** Base address for a Graph client, with the version. */
  readonly graphUrl: string;
  /** OAuth 2.0 token endpoint. */
  readonly tokenUrl: string;
  readonly tenantId: string;
  readonly scenario: Scenario;
  /** The latest requests to Graph, oldest first. */
  readonly requests: readonly ServedRequest[];
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly dial: Dial;
  readonly faults: FaultBox;
  readonly apps: AppRegistrations;
  close(): Promise<void>;
}

const usualPace: Pace = { queuedMs: 1_500, membersPerSecond: 400, shortestMs: 4_000 };
const usualMembershipLagMs = 1_500;

/** The sandbox's port is taken. */
export class SandboxPortInUse extends Error {
  readonly code = 'sandbox.port-in-use';
}

/**
 * Starts a tenant.
 * @throws SandboxPortInUse
 * @throws JournalMismatch when `dataFile` keeps another scenario
 * @throws FaultRulesInvalid when `faultFile` has mistakes
 * @throws Error with a sentence for the person when there is no such scenario
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const scenario = sized(findScenario(options.scenario ?? 'contoso'), options.size);
  const fileFaults = options.faultFile ? readFaultFile(options.faultFile) : [];
  const clock = options.clock ?? realClock;
  const now = (): number => clock.now();
  const dial = newDial({
    staleReadMs: options.staleReadMs ?? 1_500,
    membershipLagMs: usualMembershipLagMs,
  });
  const tenant = emptyTenant();
  // Ids of what is made while the tenant runs: other ones after a restart, or they would collide.
  const random = seededRandom(scenario.people.seed ^ (options.dataFile ? now() : 0));
  const engine = new Engine({ tenant, clock, pace: options.pace ?? usualPace, dial, random });
  const journal = options.dataFile
    ? openJournal(options.dataFile, { scenario: originOf(scenario), builtAt: now() })
    : undefined;
  fillTenant(tenant, scenario, engine, journal?.origin.builtAt ?? now());
  if (journal) {
    restore(tenant, journal);
    engine.resume();
  }

  const faults = new FaultBox({ clock, dial });
  faults.add([...(scenario.faults ?? []), ...fileFaults]);
  const apps = new AppRegistrations();
  let url = '';
  const server = new GraphServer<Caller>({
    port: options.port ?? 0,
    tenantId: tenant.organization.id,
    tokens: new TokenService({ tenant, apps, now, random }),
    now,
    faults,
    control: readTenantControl({ tenant, apps, scenario, url: () => url }),
    appOf: ({ appId }) => appId,
    answer: (request, caller) => {
      const answer = route({ tenant, engine, dial, now, random, caller }, request);
      // Written down before it is acknowledged.
      if (request.method !== 'GET') journal?.flush();
      return answer;
    },
    ...(options.onRequest ? { onRequest: options.onRequest } : {}),
    ...(options.onFailure ? { onFailure: options.onFailure } : {}),
  });
  const port = await server.listen().catch((error: NodeJS.ErrnoException) => {
    engine.stop();
    journal?.close();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SandboxPortInUse(
      `Port ${options.port} is in use; choose another for the sandbox with SANDBOX_PORT=….`,
    );
  });
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    graphUrl: `${url}/v1.0`,
    tokenUrl: `${url}/${tenant.organization.id}/oauth2/v2.0/token`,
    tenantId: tenant.organization.id,
    scenario,
    get requests() {
      return server.served;
    },
    tenant,
    engine,
    dial,
    faults,
    apps,
    close: async () => {
      engine.stop();
      await server.close();
      journal?.close();
    },
  };
}

function sized(scenario: Scenario, size: Size | undefined): Scenario {
  return scenario.generated && size ? { ...scenario, generated: size } : scenario;
}

/** The same name and size make the same tenant. */
function originOf({ name, generated }: Scenario): string {
  return generated ? `${name} (${generated.users} users, ${generated.groups} groups)` : name;
}

/** Brings back what had happened, and writes down what happens from now on. */
function restore(tenant: Tenant, journal: Journal): void {
  for (const record of journal.past) applyRecord(tenant, record);
  tenant.onChange = (change) => journal.write(change);
}
