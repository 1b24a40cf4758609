import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import type { TokenCredential } from '@azure/identity';
import type { GraphAddress } from './address';
import { foreignAddress, rightLost, signInFailed, unreachable } from './error-map';
import { GraphError } from './errors';

/**
 * Puts the token on a request. The client's own handler sends tokens to https hosts only and compares hosts
 * without ports; ours compares the whole origin, so the sandbox works and nothing else gets a token.
 */
export function tokenMiddleware(o: {
  address: GraphAddress;
  credential: TokenCredential;
  scope: string;
  noteToken: (token: string) => void;
}): Middleware {
  let next: Middleware | undefined;
  return {
    setNext: (middleware) => (next = middleware),
    async execute(context) {
      if (originOf(context) !== o.address.origin) throw carried(foreignAddress());
      const signal = context.options?.signal;
      const token = await tokenOf(o, signal ?? undefined);
      o.noteToken(token);
      context.options = {
        ...context.options,
        headers: { ...headersOf(context), Authorization: `Bearer ${token}` },
      };
      await next?.execute(context);
    },
  };
}

/** The option of a request after which, in epoch milliseconds, it must not be sent. */
export const sendsUntil = 'sendsUntil';

/** The last middleware: sends, and reads the whole body while the time limit still holds. */
export function fetchMiddleware(fetcher: typeof fetch, now: () => number): Middleware {
  return {
    async execute(context) {
      const { [sendsUntil]: until = Infinity, ...given } = (context.options ?? {}) as RequestInit & {
        readonly [sendsUntil]?: number;
      };
      // Signing in may have taken long, or the process has stood still.
      if (now() >= until) throw carried(rightLost());
      try {
        const options = { ...given, redirect: 'manual' } as RequestInit;
        const answer = await fetcher(context.request as string, options);
        const text = await answer.text();
        // All that is looked at of an answer that is asked for raw. A whole Response takes longer to make than to send.
        const { status, headers } = answer;
        context.response = { status, headers, text: () => Promise.resolve(text) } as Response;
      } catch (thrown) {
        throw carried(unreachable(thrown));
      }
    },
  };
}

/** Our error out of what the client threw. */
export function uncarried(thrown: unknown): GraphError {
  const inner: unknown = thrown instanceof GraphClientError ? thrown.customError : undefined;
  return inner instanceof GraphError ? inner : unreachable(thrown);
}

/** The client passes its own error class through untouched and flattens every other one. */
function carried(error: GraphError): GraphClientError {
  const carrier = new GraphClientError(error.code);
  carrier.customError = error;
  return carrier;
}

async function tokenOf(
  o: { credential: TokenCredential; scope: string },
  abortSignal?: AbortSignal,
): Promise<string> {
  try {
    const token = await o.credential.getToken(o.scope, { abortSignal });
    if (token?.token) return token.token;
  } catch (thrown) {
    throw carried(thrown instanceof GraphError ? thrown : signInFailed(thrown, statusOf(thrown)));
  }
  throw carried(signInFailed(undefined, 401));
}

/** `@azure/identity` puts the status of the token endpoint on its AuthenticationError. */
function statusOf(thrown: unknown): number {
  const status =
    typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : 0;
  return typeof status === 'number' ? status : 0;
}

function originOf(context: Context): string {
  const url = typeof context.request === 'string' ? context.request : (context.request as Request).url;
  return URL.canParse(url) ? new URL(url).origin : '';
}

function headersOf(context: Context): Record<string, string> {
  return Object.fromEntries(
    new Headers(context.options?.headers as Record<string, string> | undefined).entries(),
  );
}
