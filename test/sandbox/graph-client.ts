import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import type { Sandbox } from '../../src/sandbox';
import { tokenOf } from './support';

export interface Page {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

/** Microsoft's Graph client at the sandbox. */
export interface GraphClient {
  readonly client: Client;
  /** GET of a collection. */
  readonly get: (path: string) => Promise<Page>;
  /** GET with `ConsistencyLevel: eventual`. */
  readonly eventually: (path: string) => Promise<Page>;
}

export async function graphClient(sandbox: Sandbox): Promise<GraphClient> {
  const client = clientFor(sandbox.url, await tokenOf(sandbox));
  // The client takes apart only https links, so ours go in without their beginning.
  const below = (path: string) => path.replace(`${sandbox.url}/v1.0`, '');
  return {
    client,
    get: (path) => client.api(below(path)).get() as Promise<Page>,
    eventually: (path) =>
      client.api(below(path)).header('ConsistencyLevel', 'eventual').get() as Promise<Page>,
  };
}

/** The client as it comes; only the token and the wire are ours, because it sends tokens to https addresses alone. */
function clientFor(baseUrl: string, token: string): Client {
  const wire: Middleware = {
    execute: async (context: Context) => {
      const options = context.options as RequestInit;
      const headers = new Headers(options.headers);
      headers.set('authorization', `Bearer ${token}`);
      context.response = await fetch(context.request as string, { ...options, headers });
    },
  };
  return Client.initWithMiddleware({ baseUrl, defaultVersion: 'v1.0', middleware: wire });
}

export const names = ({ value }: Page) => value.map(({ displayName }) => displayName);

/** What the client throws for a refusal. */
export const refused = (statusCode: number, code: string, words = '') => ({
  statusCode,
  code,
  message: expect.stringContaining(words) as string,
});
