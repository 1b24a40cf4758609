import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { badRequest, errorBody, GraphFault, type Answer } from './answer';
import { runBatch } from './batch';
import { skipToken } from './collection';
import { readTarget, type GraphRequest } from './request';
import type { TokenService } from './tokens';

/** One request as it was served. */
export interface ServedRequest {
  readonly method: string;
  /** With its query, below /v1.0. */
  readonly path: string;
  readonly status: number;
  readonly batched: boolean;
}

/** Lets a test hold a request, or hang up, before or after its effect. */
export type OnRequest = (request: {
  readonly phase: 'before' | 'after';
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly batched: boolean;
}) => void | 'drop' | Promise<void | 'drop'>;

export interface GraphServerOptions {
  readonly port: number;
  readonly tenantId: string;
  readonly tokens: TokenService;
  readonly now: () => number;
  readonly answer: (request: GraphRequest) => Answer;
  readonly onRequest?: OnRequest;
}

const mostBody = 4 * 1024 * 1024;
const mostRemembered = 10_000;

class Dropped extends Error {}

/** Graph's HTTP surface on loopback: tokens, `$batch`, error bodies and headers. Nothing received can end it. */
export class GraphServer {
  readonly served: ServedRequest[] = [];
  private readonly server: Server;

  constructor(private readonly options: GraphServerOptions) {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, '127.0.0.1', () =>
        resolve((this.server.address() as AddressInfo).port),
      );
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const clientRequestId = headerOf(incoming, 'client-request-id') ?? requestId;
    let answer: Answer;
    try {
      answer = await this.answer(incoming);
    } catch (error) {
      if (error instanceof Dropped) {
        incoming.socket.destroy();
        return;
      }
      const fault = toFault(error);
      answer = {
        status: fault.status,
        body: errorBody(fault, requestId, clientRequestId, this.options.now()),
      };
    }
    const text = typeof answer.body === 'string';
    response.writeHead(answer.status, {
      'content-type': text
        ? 'text/plain'
        : 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      'request-id': requestId,
      'client-request-id': clientRequestId,
      'x-ms-resource-unit': '1',
      'cache-control': 'no-cache',
      ...answer.headers,
    });
    if (answer.body === undefined) response.end();
    else response.end(text ? answer.body : JSON.stringify(answer.body));
  }

  private async answer(incoming: IncomingMessage): Promise<Answer> {
    const url = incoming.url ?? '/';
    const raw = await readAll(incoming);
    if (incoming.method === 'POST' && /^\/[^/]+\/oauth2\/v2\.0\/token$/.test(url)) {
      return this.options.tokens.issue(new URLSearchParams(raw));
    }
    if (!url.startsWith('/v1.0/')) throw new GraphFault(404, 'BadRequest', 'Invalid version.');
    this.options.tokens.check(headerOf(incoming, 'authorization'));
    const { path, query } = readTarget(url.slice('/v1.0'.length));
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value,
      ]),
    );
    const request: GraphRequest = {
      method: incoming.method ?? 'GET',
      path,
      query,
      headers,
      body: parse(raw),
      batched: false,
    };
    if (path === '/$batch' && request.method === 'POST') {
      return runBatch(request.body, async (read) => {
        try {
          return await this.run(read());
        } catch (error) {
          return this.innerFault(error);
        }
      });
    }
    return this.run(request);
  }

  private innerFault(error: unknown): Answer {
    if (error instanceof Dropped) throw error;
    const id = randomUUID();
    const fault = toFault(error);
    return { status: fault.status, body: errorBody(fault, id, id, this.options.now()) };
  }

  private async run(request: GraphRequest): Promise<Answer> {
    const seen = {
      method: request.method,
      path: targetOf(request),
      body: request.body,
      batched: request.batched,
    };
    let status = 500;
    try {
      if ((await this.options.onRequest?.({ phase: 'before', ...seen })) === 'drop') throw new Dropped();
      const answer = this.withLinks(request, this.options.answer(request));
      status = answer.status;
      if ((await this.options.onRequest?.({ phase: 'after', ...seen })) === 'drop') throw new Dropped();
      return answer;
    } catch (error) {
      if (error instanceof GraphFault) status = error.status;
      throw error;
    } finally {
      this.served.push({ method: seen.method, path: seen.path, status, batched: seen.batched });
      if (this.served.length > mostRemembered) this.served.shift();
    }
  }

  /** Context and next links carry the server's own address. */
  private withLinks(request: GraphRequest, answer: Answer): Answer {
    if (typeof answer.body !== 'object' || answer.body === null) return answer;
    const origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1.0`;
    const body = { ...(answer.body as Record<string, unknown>) };
    if (typeof body['@odata.context'] === 'string')
      body['@odata.context'] = `${origin}/${body['@odata.context']}`;
    const next = body['@odata.nextLink'] as { nextPage: number } | undefined;
    if (next) {
      const query = new URLSearchParams([...request.query, ['$skiptoken', skipToken(next.nextPage)]]);
      // The path came decoded, and a guest's user name has a # in it.
      const path = request.path.split('/').map(encodeURIComponent).join('/');
      body['@odata.nextLink'] = `${origin}${path}?${query.toString()}`;
    }
    return { ...answer, body };
  }
}

function toFault(error: unknown): GraphFault {
  return error instanceof GraphFault
    ? error
    : new GraphFault(500, 'Service_InternalServerError', 'Encountered an internal server error.');
}

function targetOf(request: GraphRequest): string {
  const query = [...request.query].map(([name, value]) => `${name}=${value}`).join('&');
  return query ? `${request.path}?${query}` : request.path;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read but not kept: to stop here would reset the connection before the refusal arrives.
    if (size <= mostBody) chunks.push(chunk);
  }
  if (size > mostBody) throw new GraphFault(413, 'RequestEntityTooLarge', 'The request is too large.');
  return Buffer.concat(chunks).toString('utf8');
}

function parse(raw: string): unknown {
  if (!raw.trim()) return undefined;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}
