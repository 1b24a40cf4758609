import type { LicensingDeps } from './services';

/**
 * A writer that died keeps the tenant's license writes to itself for at most this long; who lives renews it before each
 * request. The clocks of replicas must agree to within `sendsWithinMs`. Milliseconds.
 */
export const writeLeaseMs = 15_000;
/** A request to Graph lasts at most 10 s (graph/options.ts), so one that begins within this ends while it is still our turn. */
const sendsWithinMs = 5_000;
/** Who finds the turn taken looks again so often, and so long, before another change has its try. */
const looksEveryMs = 50;
const waitsMs = 5_000;

/** The right to be the one who writes licenses in a tenant: Graph refuses parallel writes. */
export interface WriteTurn {
  /**
   * Takes it for another while.
   * @returns until when a request may begin, in epoch milliseconds; undefined: others may have written since, so nothing may be
   */
  keep(): Promise<number | undefined>;
  /** Passes it on. */
  end(): Promise<void>;
}

type TurnDeps = Pick<LicensingDeps, 'now' | 'sleep' | 'holder' | 'isStopping'> & {
  readonly store: Pick<LicensingDeps['store'], 'leases'>;
};

export function writeLease(tenantId: string): string {
  return `license-writes:${tenantId}`;
}

/** Tries once. @returns undefined while another process has it */
export async function takeTurn(deps: TurnDeps, tenantId: string): Promise<WriteTurn | undefined> {
  const { leases } = deps.store;
  const name = writeLease(tenantId);
  if (!(await leases.take(name, deps.holder, deps.now(), writeLeaseMs))) return undefined;
  return {
    keep: async () => {
      const now = deps.now();
      const kept = await leases.renew(name, deps.holder, now, writeLeaseMs);
      return kept ? now.getTime() + sendsWithinMs : undefined;
    },
    end: () => leases.release(name, deps.holder),
  };
}

/**
 * Waits a little for the turn. Going on to the next change instead would only find it taken again: with hundreds of
 * them each replica would go through all while one writes.
 */
export async function waitForTurn(deps: TurnDeps, tenantId: string): Promise<WriteTurn | undefined> {
  const until = deps.now().getTime() + waitsMs;
  for (;;) {
    const turn = await takeTurn(deps, tenantId);
    if (turn || deps.isStopping() || deps.now().getTime() >= until) return turn;
    await deps.sleep(looksEveryMs);
  }
}
