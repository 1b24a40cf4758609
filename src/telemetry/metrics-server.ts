import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError } from '../errors';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A port of its own for `/metrics`, because the bot's port is open to the world. It answers GET of that path only.
 * @throws DeskError `metrics.port` when it cannot listen there
 */
export async function startMetricsServer(options: {
  readonly host: string;
  readonly port: number;
  readonly expose: (request: IncomingMessage, response: ServerResponse) => void;
}): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (request.method === 'GET' && path === '/metrics') return options.expose(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('There is nothing here.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new DeskError(
          'metrics.port',
          `Measurements cannot be offered on ${options.host}:${options.port} (${cause.code}). Choose another port with METRICS_PORT=…, or unset it.`,
          { cause },
        ),
      ),
    );
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
