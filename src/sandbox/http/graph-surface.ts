import { HungUp } from '../faults/fault-box';
import {
  asGraphFault,
  badRequest,
  faultAnswer,
  GraphFault,
  wrongMethod,
  type Answer,
  type RequestIds,
} from './answer';
import { runBatch } from './batch';
import type { Pipeline } from './pipeline';
import { newIds, readJson } from './receive';
import { readTarget, type GraphRequest } from './request';
import type { Tokens } from './token-route';

/** A request as it came in over HTTP. */
export interface Received {
  readonly method: string;
  /** With its version and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly raw: string;
}

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Graph as it is seen from outside: its version, tokens and `$batch`. */
export class GraphSurface<Caller> {
  constructor(
    private readonly tokens: Pick<Tokens<Caller>, 'check'>,
    private readonly pipeline: Pipeline<Caller>,
    private readonly now: () => number,
  ) {}

  /** @throws GraphFault before the token was good; HungUp when the connection is to end without an answer */
  async answer(received: Received, ids: RequestIds): Promise<Answer> {
    const { request, caller } = await this.admit(received);
    if (request.path.toLowerCase() !== '/$batch') return this.pipeline.run(request, caller, ids);
    return this.pipeline.runWhole(request, caller, ids, () => this.batch(request, caller));
  }

  /** Version, method and token come first; what fails there is remembered too. */
  private async admit({ method, url, headers, raw }: Received): Promise<{
    readonly request: GraphRequest;
    readonly caller: Caller;
  }> {
    const below = /^\/v1\.0(?=[/?]|$)/i.test(url) ? url.slice('/v1.0'.length) : undefined;
    try {
      if (below === undefined) throw wrongVersion(url);
      if (!methods.includes(method)) throw wrongMethod();
      const caller = await this.tokens.check(headers['authorization']);
      const { path, query } = readTarget(below);
      const body = readJson(method, headers['content-type'], raw);
      return { request: { method, path, query, headers, body, batched: false }, caller };
    } catch (error) {
      this.pipeline.refused(method, below ?? url, asGraphFault(error)?.status ?? 500);
      throw error;
    }
  }

  private async batch({ method, body }: GraphRequest, caller: Caller): Promise<Answer> {
    if (method !== 'POST') throw wrongMethod();
    return runBatch(body, async (read, headers) => {
      const ids = newIds(headers['client-request-id']);
      try {
        return await this.pipeline.run(read(), caller, ids);
      } catch (error) {
        if (error instanceof HungUp) throw error;
        return faultAnswer(error, ids, this.now());
      }
    });
  }
}

function wrongVersion(url: string): GraphFault {
  if (!url.startsWith('/')) return badRequest('The request URI is not valid.');
  const version = url.slice(1).split(/[/?]/, 1)[0] ?? '';
  return new GraphFault(404, 'BadRequest', `Invalid version: ${version.slice(0, 100)}`);
}
