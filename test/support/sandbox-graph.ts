import type { GraphApi } from '../../src/graph/api';
import { createGraph } from '../../src/graph/client';
import type { Clock, Sandbox } from '../../src/sandbox';
import { sandboxTenant } from '../../src/tenant';

/**
 * Graph as License Desk asks it, over HTTP, of a sandbox whose time only the test moves: a pause moves it on.
 * @param warn told of every warning of the client
 */
export function sandboxGraph(
  sandbox: Sandbox,
  clock: Clock & { advance(ms: number): void },
  warn: (line: string) => void = () => undefined,
): GraphApi {
  const ignore = (): void => undefined;
  const tenant = sandboxTenant(sandbox, () => new Date(clock.now()));
  return createGraph({
    baseUrl: tenant.graphBaseUrl,
    credential: tenant.credential,
    scope: tenant.scope,
    sleep: async (ms) => clock.advance(ms),
    random: () => 0.5,
    now: () => clock.now(),
    log: {
      debug: ignore,
      info: ignore,
      warn: (fields, message) => warn(`${message} ${JSON.stringify(fields)}`),
    },
  });
}

/** The group of the sandbox with this name. @throws Error when there is none */
export function groupNamed(sandbox: Sandbox, name: string) {
  const found = [...sandbox.tenant.groups.values()].find((each) => each.displayName === name);
  if (!found) throw new Error(`The sandbox has no group "${name}".`);
  return found;
}

/** The id of the product of the sandbox with this part number. @throws Error when there is none */
export function skuNamed(sandbox: Sandbox, part: string): string {
  const found = [...sandbox.tenant.skus.values()].find((each) => each.skuPartNumber === part);
  if (!found) throw new Error(`The sandbox has no product ${part}.`);
  return found.skuId;
}
