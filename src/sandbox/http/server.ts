import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl, type Control } from '../admin/control';
import { RequestLog, type ServedRequest } from '../admin/request-log';
import { HungUp, type FaultBox } from '../faults/fault-box';
import { Budget } from '../throttling/budget';
import { asGraphFault, faultAnswer, type Answer, type RequestIds } from './answer';
import { GraphSurface } from './graph-surface';
import { Pipeline, type OnRequest } from './pipeline';
import { headerOf, headersOf, newIds, readBody } from './receive';
import type { GraphRequest } from './request';
import { sendGraph, sendPlain } from './respond';
import { answerToken, tenantOfTokenPath, type Tokens } from './token-route';

export type { ServedRequest } from '../admin/request-log';
export type { OnRequest } from './pipeline';

export interface GraphServerOptions<Caller> {
  /** 0 = any free port; the host is always 127.0.0.1. */
  readonly port: number;
  readonly tenantId: string;
  readonly tokens: Tokens<Caller>;
  readonly now: () => number;
  /** Permissions and routes: what Graph answers to a caller whose token is good. @throws GraphFault */
  readonly answer: (request: GraphRequest, caller: Caller) => Answer | Promise<Answer>;
  /** The id of the app that a caller uses: whose budget pays, and what the request log shows. */
  readonly appOf?: (caller: Caller) => string | null;
  /** Without it nothing fails on purpose, and no budget is enforced. */
  readonly faults?: FaultBox;
  /** The routes below /sandbox; without it there are none. */
  readonly control?: Omit<Control, 'faults' | 'log'>;
  readonly onRequest?: OnRequest;
  /** Told of what should not have happened: the caller only sees a 500. */
  readonly onFailure?: (error: unknown) => void;
}

/** The HTTP server of a tenant, on loopback: tokens, Graph, and the sandbox's own routes. Nothing received can end it. */
export class GraphServer<Caller = void> {
  private readonly log = new RequestLog();
  private readonly server: Server;
  private readonly surface: GraphSurface<Caller>;
  private closing = false;

  constructor(private readonly options: GraphServerOptions<Caller>) {
    const { tenantId, tokens, now, answer, appOf, faults, onRequest, onFailure } = options;
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => request.socket.destroy());
    });
    // Longer than clients keep a connection for reuse: one that closes meanwhile looks to them like a failure.
    this.server.keepAliveTimeout = 65_000;
    const pipeline = new Pipeline<Caller>({
      now,
      answer: (request, caller) => {
        // A request that was held until now must not change a tenant that is closed.
        if (this.closing) throw new HungUp();
        return answer(request, caller);
      },
      appOf: appOf ?? (() => null),
      origin: () => `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1.0`,
      log: this.log,
      budget: new Budget(tenantId, now),
      ...(faults ? { faults } : {}),
      ...(onRequest ? { onRequest } : {}),
      ...(onFailure ? { onFailure } : {}),
    });
    this.surface = new GraphSurface(tokens, pipeline, now);
  }

  /** The latest requests to Graph, oldest first. */
  get served(): readonly ServedRequest[] {
    return this.log.served;
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, '127.0.0.1', () =>
        resolve((this.server.address() as AddressInfo).port),
      );
    });
  }

  /** Ends all connections; what was not answered yet is not done any more. */
  close(): Promise<void> {
    this.closing = true;
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const ids = newIds(headerOf(incoming, 'client-request-id'));
    try {
      await this.dispatch(incoming, response, ids);
    } catch (error) {
      if (error instanceof HungUp) {
        incoming.socket.destroy();
        return;
      }
      // A caller who hung up in the middle is no failure of the server.
      if (!asGraphFault(error) && incoming.complete) this.options.onFailure?.(error);
      sendGraph(response, faultAnswer(error, ids, this.options.now()), ids);
    }
  }

  private async dispatch(
    incoming: IncomingMessage,
    response: ServerResponse,
    ids: RequestIds,
  ): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const raw = await readBody(incoming);
    const [path = '/'] = url.split('?', 1);
    const { control, faults, tokens, tenantId, now } = this.options;
    const tenant = tenantOfTokenPath(path);
    if (tenant !== undefined) {
      const authorization = headerOf(incoming, 'authorization');
      sendPlain(
        response,
        await answerToken(tokens, tenantId, { method, tenant, authorization, raw, now: now() }),
      );
    } else if (control && /^\/sandbox(\/|$)/i.test(path)) {
      const { host, origin } = incoming.headers;
      const asked = { method, url, host, origin, raw };
      sendPlain(response, answerControl({ ...control, log: this.log, ...(faults ? { faults } : {}) }, asked));
    } else {
      sendGraph(
        response,
        await this.surface.answer({ method, url, headers: headersOf(incoming), raw }, ids),
        ids,
      );
    }
  }
}
