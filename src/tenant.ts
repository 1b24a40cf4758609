import type { TokenCredential } from '@azure/identity';
import type { Config } from './config';
import { clientSecretCredential, tokenEndpointCredential } from './graph/credentials';
import type { Sandbox } from './sandbox';

/** The Entra tenant that the bot serves: where its Graph is and how to get in. */
export interface Tenant {
  readonly id: string;
  readonly graphBaseUrl: string;
  readonly credential: TokenCredential;
  readonly scope: string;
}

/** A real tenant, with the app registration of the configuration. */
export function realTenant(config: Config): Tenant {
  const { baseUrl, tenantId, clientId, clientSecret } = config.graph;
  return {
    id: tenantId,
    graphBaseUrl: baseUrl,
    credential: clientSecretCredential({ tenantId, clientId, clientSecret }),
    scope: `${new URL(baseUrl).origin}/.default`,
  };
}

/** The sandbox speaks the same protocols over http on loopback; nothing above this line knows the difference. */
export function sandboxTenant(sandbox: Pick<Sandbox, 'url' | 'tenantId'>, now: () => Date): Tenant {
  const scope = 'https://graph.microsoft.com/.default';
  return {
    id: sandbox.tenantId,
    graphBaseUrl: sandbox.url,
    credential: tokenEndpointCredential({
      tokenUrl: `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`,
      clientId: 'license-desk',
      clientSecret: 'sandbox',
      scope,
      fetch: globalThis.fetch,
      now: () => now().getTime(),
    }),
    scope,
  };
}
