import { randomUUID } from 'node:crypto';
import type { Answer } from './answer';

/** Gives tokens out and reads them. `Caller` is what a good token says about who asks. */
export interface Tokens<Caller> {
  issue(
    form: URLSearchParams,
    authorization: string | undefined,
  ): { readonly status: number; readonly body: object } | Promise<{ status: number; body: object }>;
  /** @throws GraphFault 401 */
  check(authorization: string | undefined): Caller | Promise<Caller>;
}

const tokenPath = /^\/([^/]{1,200})\/oauth2\/v2\.0\/token$/i;

/** The tenant named in the path of a token request; undefined: it is no token request. */
export function tenantOfTokenPath(path: string): string | undefined {
  return tokenPath.exec(path)?.[1];
}

/** Answers a token request. An app signs in to its own tenant; `common` and `organizations` stand for it here. */
export async function answerToken<Caller>(
  tokens: Tokens<Caller>,
  tenantId: string,
  asked: {
    readonly method: string;
    readonly tenant: string;
    readonly authorization: string | undefined;
    readonly raw: string;
    readonly now: number;
  },
): Promise<Answer> {
  const { method, tenant, authorization, raw, now } = asked;
  const headers = { pragma: 'no-cache' };
  if (method !== 'POST')
    return refusal(
      405,
      'invalid_request',
      900561,
      `The endpoint only accepts POST, OPTIONS requests. Received a ${method.slice(0, 20)} request.`,
      now,
    );
  if (![tenantId.toLowerCase(), 'common', 'organizations'].includes(tenant.toLowerCase()))
    return refusal(
      400,
      'invalid_tenant',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the ` +
        'correct cloud. Check with your subscription administrator, this may happen if there are no active ' +
        'subscriptions for the tenant.',
      now,
    );
  return { headers, ...(await tokens.issue(new URLSearchParams(raw), authorization)) };
}

/** An error as Entra's token endpoint words it (as seen in public issues; AADSTS codes are documented). */
function refusal(status: number, error: string, code: number, sentence: string, now: number): Answer {
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${sentence} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}
