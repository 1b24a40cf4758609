import type { TokenCredential } from '@azure/identity';
import { mayCarryToken } from './address';
import { badAddress, signInFailed } from './error-map';
import { isRecord, text, whole } from './normalise';

/** A token endpoint, and the app that asks there. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970 */
  readonly now: () => number;
}

/**
 * OAuth 2.0 client credentials against any token endpoint. The sandbox needs it: its endpoint is http, which the
 * Azure library refuses.
 * @throws GraphError graph.bad-address for an endpoint that is neither https nor on this machine
 */
export function tokenEndpointCredential(o: TokenEndpoint): TokenCredential {
  if (!URL.canParse(o.tokenUrl) || !mayCarryToken(new URL(o.tokenUrl))) {
    throw badAddress('token address');
  }
  return asking(o, { grant_type: 'client_credentials' });
}

/** The same for a token in the name of somebody whom a client has handed over. */
export function tokenEndpointOnBehalfOf(o: TokenEndpoint, userToken: string): TokenCredential {
  return asking(o, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: userToken,
  });
}

function asking(o: TokenEndpoint, grant: Readonly<Record<string, string>>): TokenCredential {
  return {
    async getToken(scopes) {
      const asked = o.now();
      const body = await ask(o, { ...grant, scope: [scopes].flat().join(' ') });
      const lifeMs = Math.max(0, whole(body['expires_in'])) * 1000;
      return { token: text(body['access_token']), expiresOnTimestamp: asked + lifeMs };
    },
  };
}

async function ask(
  o: TokenEndpoint,
  grant: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  let status = 0;
  let why = '';
  try {
    const body = new URLSearchParams({ client_id: o.clientId, client_secret: o.clientSecret, ...grant });
    const answer = await o.fetch(o.tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    });
    status = answer.status;
    const parsed: unknown = await answer.json();
    if (answer.ok && isRecord(parsed) && text(parsed['access_token']) !== '') return parsed;
    why = isRecord(parsed) ? (/AADSTS\d+/.exec(text(parsed['error_description']))?.[0] ?? '') : '';
  } catch (thrown) {
    throw signInFailed(thrown, status);
  }
  throw signInFailed(`the token endpoint answered ${status} ${why}`.trim(), status);
}

const answerMs = 10_000;
