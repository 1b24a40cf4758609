import { realClock, type Clock } from './clock';
import { contosoDomain, contosoTenantId } from './contoso/people';
import { seedContoso } from './contoso/seed';
import { Engine, type Pace } from './engine/engine';
import { route } from './http/routes';
import { GraphServer, type OnRequest, type ServedRequest } from './http/server';
import { TokenService } from './http/tokens';
import { openJournal, type Journal } from './journal';
import { Tenant, type Group, type Template, type User } from './tenant';

export interface SandboxOptions {
  /** 0 = any free port; the host is always 127.0.0.1. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly pace?: Pace;
  /** How long reads after a write may be old, in milliseconds. */
  readonly staleReadMs?: number;
  /** Keeps what was assigned over a restart. */
  readonly dataFile?: string;
  readonly onRequest?: OnRequest;
}

/** A running tenant. */
export interface Sandbox {
  /** http://127.0.0.1:PORT; Graph is below /v1.0 */
  readonly url: string;
  readonly tenantId: string;
  readonly requests: readonly ServedRequest[];
  readonly tenant: Tenant;
  readonly engine: Engine;
  close(): Promise<void>;
}

const usualPace: Pace = { queuedMs: 1_500, membersPerSecond: 400, shortestMs: 4_000 };

/** The sandbox's port is taken. */
export class SandboxPortInUse extends Error {
  readonly code = 'sandbox.port-in-use';
}

/** Starts the tenant "Contoso". @throws SandboxPortInUse */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? realClock;
  const tenant = new Tenant({
    id: contosoTenantId,
    displayName: 'Contoso',
    location: 'US',
    domain: contosoDomain,
  });
  const journal = options.dataFile ? openJournal(options.dataFile) : undefined;
  const engine = new Engine({
    tenant,
    clock,
    pace: options.pace ?? usualPace,
    staleReadMs: options.staleReadMs ?? 1_500,
    onFinished: (groupId) => journal?.append({ kind: 'finished', groupId }),
  });
  seedContoso(tenant, engine, clock.now());
  if (journal) replay(tenant, engine, journal);

  const now = (): number => clock.now();
  const deps = {
    tenant,
    engine,
    now,
    onAccepted: (group: Group, licenses: readonly Template[]) =>
      journal?.append({ kind: 'template', groupId: group.id, licenses }),
    onLocated: (user: User, location: string) =>
      journal?.append({ kind: 'located', userId: user.id, location }),
    onReprocess: (user: User) => journal?.append({ kind: 'reprocessed', userId: user.id }),
  };
  const server = new GraphServer({
    port: options.port ?? 0,
    tenantId: tenant.organization.id,
    tokens: new TokenService(tenant.organization.id, now),
    now,
    answer: (request) => route(deps, request),
    ...(options.onRequest ? { onRequest: options.onRequest } : {}),
  });
  const port = await server.listen().catch((error: NodeJS.ErrnoException) => {
    engine.stop();
    journal?.close();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SandboxPortInUse(
      `Port ${options.port} is in use; choose another for the sandbox with SANDBOX_PORT=….`,
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    tenantId: tenant.organization.id,
    requests: server.served,
    tenant,
    engine,
    close: async () => {
      engine.stop();
      await server.close();
      journal?.close();
    },
  };
}

/** Brings back what was accepted: finished passes at once, an unfinished one goes on from its beginning. */
function replay(tenant: Tenant, engine: Engine, journal: Journal): void {
  const open = new Set<string>();
  for (const entry of journal.past) {
    if (entry.kind === 'located' || entry.kind === 'reprocessed') {
      const user = tenant.users.get(entry.userId);
      if (user && entry.kind === 'located') user.usageLocation = entry.location;
      else if (user) engine.reprocess(user);
      continue;
    }
    const group = tenant.groups.get(entry.groupId);
    if (!group) continue;
    if (entry.kind === 'template') {
      group.licenses = entry.licenses;
      open.add(group.id);
    } else if (entry.kind === 'finished') {
      engine.finishNow(group);
      open.delete(group.id);
    }
  }
  for (const id of open) {
    const group = tenant.groups.get(id);
    if (group) engine.process(group);
  }
}
