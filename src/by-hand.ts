import type { Config } from './config';
import type { ByHand } from './conversation/turn';
import { createActsFor, delegatedPermission } from './graph/in-their-name';
import type { CreateGraphOptions } from './graph/options';
import { signedInPath, signInPath } from './teams/sign-in-pages';
import type { SignOn } from './teams/sign-on';
import type { Tenant } from './tenant';

/** Writing in the name of whoever presses: what the conversations, the routes and the pages need for it. */
export interface ByHandParts {
  readonly byHand: ByHand;
  readonly signOn: SignOn;
  /** Where Entra asks people to agree. */
  readonly authorizeUrl: string;
}

/** @returns undefined when the app writes itself (`GRAPH_WRITE_AS=app`) */
export function createByHand(
  config: Config,
  tenant: Tenant,
  graph: Omit<CreateGraphOptions, 'credential' | 'scope'>,
): ByHandParts | undefined {
  const { onBehalfOf } = tenant;
  if (config.writeAs !== 'caller' || !onBehalfOf) return undefined;
  const { cloud, identities } = config;
  const botId = tenant.bot?.id ?? '';
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  const resource = cloud.graphBaseUrl;
  const signInUrl = `${publicUrl}${signInPath}`;
  const authorize = new URLSearchParams({
    client_id: identities?.bot.clientId ?? '',
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: `${publicUrl}${signedInPath}`,
    scope: `${resource}/${delegatedPermission}`,
    prompt: 'consent',
  });
  return {
    byHand: {
      actsFor: createActsFor({ ...graph, onBehalfOf, tenantId: tenant.id, resource }),
      chatUrl: `${cloud.teamsUrl}/l/chat/0/0?users=28:${botId}`,
      signInUrl,
      sleep: graph.sleep,
    },
    signOn: { resource: `api://botid-${botId}`, signInUrl },
    authorizeUrl: `${cloud.authorityHost}/${tenant.id}/oauth2/v2.0/authorize?${authorize.toString()}`,
  };
}
