import { ClientSecretCredential, type AccessToken, type TokenCredential } from '@azure/identity';
import { mayCarryToken } from './address';
import { badAddress, signInFailed } from './error-map';
import { isRecord, text, whole } from './normalise';

/** Signs in with the secret of the app registration. `authorityHost` for national clouds, e.g. `https://login.microsoftonline.us`. */
export function clientSecretCredential(o: {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  authorityHost?: string;
}): TokenCredential {
  const options = o.authorityHost === undefined ? {} : { authorityHost: o.authorityHost };
  return new ClientSecretCredential(o.tenantId, o.clientId, o.clientSecret, options);
}

/** A token is renewed this long before its end, or at half of its life when that is shorter. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * OAuth 2.0 client credentials against any token endpoint. The sandbox needs it: its endpoint is http, which the
 * Azure library refuses. Tokens are kept until shortly before they end, and requests at the same time share one.
 * @throws GraphError graph.bad-address for an endpoint that is neither https nor on this machine
 */
export function tokenEndpointCredential(o: {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
  fetch: typeof fetch;
  now: () => number;
}): TokenCredential {
  if (!URL.canParse(o.tokenUrl) || !mayCarryToken(new URL(o.tokenUrl))) {
    throw badAddress('token address');
  }
  const kept = new Map<string, { token: AccessToken; renewAt: number }>();
  const onTheWay = new Map<string, Promise<AccessToken>>();

  async function fresh(scope: string, signal?: AbortSignal): Promise<AccessToken> {
    const form = {
      grant_type: 'client_credentials',
      client_id: o.clientId,
      client_secret: o.clientSecret,
      scope,
    };
    const asked = o.now();
    const body = await ask(o.fetch, o.tokenUrl, new URLSearchParams(form), signal);
    const lifeMs = Math.max(0, whole(body['expires_in'])) * 1000;
    const token: AccessToken = { token: text(body['access_token']), expiresOnTimestamp: asked + lifeMs };
    kept.set(scope, { token, renewAt: token.expiresOnTimestamp - Math.min(RENEW_BEFORE_MS, lifeMs / 2) });
    return token;
  }

  return {
    async getToken(scopes, options) {
      const scope = o.scope ?? [scopes].flat().join(' ');
      const known = kept.get(scope);
      if (known !== undefined && o.now() < known.renewAt) return known.token;
      const running = onTheWay.get(scope) ?? fresh(scope, options?.abortSignal as AbortSignal | undefined);
      onTheWay.set(scope, running);
      try {
        return await running;
      } finally {
        if (onTheWay.get(scope) === running) onTheWay.delete(scope);
      }
    },
  };
}

async function ask(fetcher: typeof fetch, url: string, body: URLSearchParams, signal?: AbortSignal) {
  let status = 0;
  try {
    const answer = await fetcher(url, { method: 'POST', body, redirect: 'error', signal: signal ?? null });
    status = answer.status;
    const parsed: unknown = await answer.json();
    if (answer.ok && isRecord(parsed) && text(parsed['access_token']) !== '') return parsed;
  } catch (thrown) {
    throw signInFailed(thrown, status);
  }
  throw signInFailed(`the token endpoint answered ${status}`, status);
}
