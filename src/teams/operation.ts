import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response, Server } from 'restify';

/** What a load balancer and an operator ask. */
export interface Operation {
  /** Whether this process can do its work, and in a few words what hinders it. */
  readonly readiness: () => Promise<{
    readonly ready: boolean;
    readonly parts: Readonly<Record<string, string>>;
  }>;
  /** Undefined: measurements are not to be had on this port. */
  readonly metrics: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
}

/**
 * `/healthz`: the process is alive; restart it when this does not answer. `/readyz`: it can work now; send it nothing
 * while this says 503. Both say words of ours only, because anybody may ask.
 */
export function registerOperation(server: Server, operation: Operation): void {
  server.get('/healthz', async (_request: Request, response: Response) => {
    response.json(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    const { ready, parts } = await operation.readiness();
    response.json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...parts });
  });
  const { metrics } = operation;
  if (metrics)
    server.get('/metrics', async (request: Request, response: Response) => {
      // It answers when the store has been read; a handler that ends before is taken for one that forgot to.
      const answered = once(response, 'close');
      metrics(request, response);
      await answered;
    });
}
