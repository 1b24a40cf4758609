import type { AccessToken, TokenCredential } from '@azure/identity';

/** A token is renewed this long before its end, or at half of its life when that is shorter. Milliseconds. */
const renewBeforeMs = 5 * 60_000;

/**
 * The one cache of tokens of an app: kept until shortly before they end, and asked for once by many at the same time.
 * @param now milliseconds since 1970
 */
export function rememberTokens(credential: TokenCredential, now: () => number): TokenCredential {
  const kept = new Map<string, { token: AccessToken; renewAt: number }>();
  const onTheWay = new Map<string, Promise<AccessToken | null>>();

  async function fresh(scope: string): Promise<AccessToken | null> {
    const token = await credential.getToken(scope);
    if (!token) return null;
    const lifeMs = token.expiresOnTimestamp - now();
    kept.set(scope, { token, renewAt: token.expiresOnTimestamp - Math.min(renewBeforeMs, lifeMs / 2) });
    return token;
  }

  return {
    async getToken(scopes, options) {
      const scope = [scopes].flat().join(' ');
      const known = kept.get(scope);
      if (known && now() < known.renewAt) return known.token;
      const running =
        onTheWay.get(scope) ??
        fresh(scope).finally(() => {
          onTheWay.delete(scope);
        });
      onTheWay.set(scope, running);
      // One who waits no longer does not take it from the others.
      return unlessAborted(running, options?.abortSignal as AbortSignal | undefined);
    },
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
