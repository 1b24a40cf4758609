import type { TokenCredential } from '@azure/identity';
import type { Config } from './config';
import type { Identities } from './config/identities';
import type { AppIdentity } from './graph/app-identity';
import { createCredential, createOnBehalfOf, type OnBehalfOf } from './graph/credentials';
import { rememberTokens } from './graph/token-cache';
import { tokenEndpointCredential, tokenEndpointOnBehalfOf } from './graph/token-endpoint';
import type { Sandbox } from './sandbox';
import type { BotIdentity } from './teams/bot-identity';
import { createTokenCheck } from './teams/channel-token';
import { createSigningKeys } from './teams/signing-keys';

/** The Entra tenant that the bot serves: where its Graph is and how to get in. */
export interface Tenant {
  readonly id: string;
  readonly graphBaseUrl: string;
  readonly credential: TokenCredential;
  readonly scope: string;
  /** Null in the sandbox only. */
  readonly bot: BotIdentity | null;
  /** Signs in for people who press; not there when the app's registration cannot do that. */
  readonly onBehalfOf: OnBehalfOf | undefined;
}

/** A real tenant, with the apps of the configuration. */
export function realTenant(config: Config, { bot, graph }: Identities, now: () => Date): Tenant {
  const clock = (): number => now().getTime();
  const credentialOf = (app: AppIdentity): TokenCredential => rememberTokens(createCredential(app), clock);
  const credential = credentialOf(graph);
  const { channel } = config.cloud;
  const keys = createSigningKeys({ metadataUrl: channel.metadataUrl, fetch: globalThis.fetch, now: clock });
  return {
    id: graph.tenantId,
    graphBaseUrl: config.graphBaseUrl,
    credential,
    // Behind a proxy the address is another one, and the token is still for Graph.
    scope: `${config.cloud.graphBaseUrl}/.default`,
    onBehalfOf: config.writeAs === 'caller' ? createOnBehalfOf(bot) : undefined,
    bot: {
      id: bot.clientId,
      credential: bot === graph ? credential : credentialOf(bot),
      channel,
      check: createTokenCheck({ botId: bot.clientId, issuer: channel.issuer, keys, now: clock }),
    },
  };
}

/** The sandbox speaks the same protocols over http on loopback; nothing above this line knows the difference. */
export function sandboxTenant(sandbox: Pick<Sandbox, 'url' | 'tenantId'>, now: () => Date): Tenant {
  const scope = 'https://graph.microsoft.com/.default';
  const clock = (): number => now().getTime();
  const endpoint = {
    tokenUrl: `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`,
    clientId: 'license-desk',
    clientSecret: 'sandbox',
    fetch: globalThis.fetch,
    now: clock,
  };
  return {
    id: sandbox.tenantId,
    graphBaseUrl: sandbox.url,
    credential: rememberTokens(tokenEndpointCredential(endpoint), clock),
    onBehalfOf: (userToken) => tokenEndpointOnBehalfOf(endpoint, userToken),
    scope,
    bot: null,
  };
}
