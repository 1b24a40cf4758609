import { Client, ResponseType, TelemetryHandler } from '@microsoft/microsoft-graph-client';
import { messageOf, toError } from '../errors';
import type { GraphAddress } from './address';
import type { GraphRight } from './api';
import { answerOf, type GraphAnswer } from './answer';
import { faultOf, notUnderstood, rightLost } from './error-map';
import type { GraphError } from './errors';
import { fetchMiddleware, sendsUntil, tokenMiddleware, uncarried } from './middleware';
import type { GraphObserver, GraphOptions } from './options';
import type { GraphCallName } from './permissions';
import { waitBeforeRetry, type RequestKind } from './retry';

export interface GraphSend {
  /** For the log, and for the permission that a 403 names. */
  readonly call: GraphCallName;
  /** Below the version, with its query: `/groups/…?$select=…`. */
  readonly path: string;
  /** Sends `ConsistencyLevel: eventual`; counts and searches are refused without it, on every page anew. */
  readonly eventual?: boolean;
  /** Present = POST. */
  readonly body?: unknown;
  readonly kind?: RequestKind;
  /** Epoch milliseconds after which nothing is sent again; default: now + patience. */
  readonly deadline?: number;
  /** Without it, or when it is lost, nothing is sent. */
  readonly right?: GraphRight | undefined;
}

/** Resolves with a 2xx answer that could be read; rejects with GraphError. */
export type Send = (request: GraphSend) => Promise<GraphAnswer>;

/** One request through the Graph client, repeated while that makes sense and patience lasts. */
export function createSender(o: GraphOptions, address: GraphAddress): Send {
  const client = Client.initWithMiddleware({
    baseUrl: address.origin,
    defaultVersion: 'v1.0',
    customHosts: new Set([address.hostname]),
    middleware: [
      new TelemetryHandler(),
      tokenMiddleware({
        address,
        credential: o.credential,
        scope: o.scope ?? address.scope,
        noteToken: o.noteToken,
      }),
      fetchMiddleware(o.fetch, o.now),
    ],
  });

  async function once(request: GraphSend, limitMs: number): Promise<GraphAnswer | GraphError> {
    try {
      const until = request.right ? await request.right.keep() : Infinity;
      if (until === undefined) return rightLost();
      const prepared = client
        .api(request.path)
        .headers(request.eventual ? { ConsistencyLevel: 'eventual' } : {})
        .option('signal', o.timeLimit(limitMs))
        .option(sendsUntil, until)
        .responseType(ResponseType.RAW);
      const raw = (await (request.body === undefined
        ? prepared.get()
        : prepared.post(request.body))) as Response;
      const answer = answerOf({ status: raw.status, headers: raw.headers, text: await raw.text() }, o.now());
      observed(o.observer, request.call, answer);
      const fault = faultOf(request.call, answer, o.asker());
      // A write that was accepted stays accepted, whatever its body looks like.
      if (fault === undefined && !answer.readable && request.kind !== 'write') {
        return notUnderstood('not JSON', answer.status, true);
      }
      if (fault)
        o.log.debug(
          { call: request.call, status: answer.status, requestId: answer.requestId },
          'graph refused',
        );
      return fault ?? answer;
    } catch (thrown) {
      return uncarried(thrown);
    }
  }

  return async (request) => {
    const kind = request.kind ?? 'read';
    const deadline = request.deadline ?? o.now() + o.patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      // The first attempt always has its full time, so that the later pages of a long list are not cut off.
      const limit = attempt === 0 ? o.timeoutMs : Math.max(1, Math.min(o.timeoutMs, deadline - o.now()));
      const outcome = await o.observer.request(request.call, () => once(request, limit));
      if (!(outcome instanceof Error)) return outcome;
      const wait = waitBeforeRetry(outcome, { kind, attempt, random: o.random });
      const facts = {
        call: request.call,
        code: outcome.code,
        status: outcome.status,
        graphCode: outcome.graphCode,
      };
      if (wait === undefined || o.now() + wait > deadline) {
        // "Not there" is an answer to many questions, not an incident.
        const log = outcome.status === 404 ? o.log.debug.bind(o.log) : o.log.warn.bind(o.log);
        log(
          { ...facts, attempt, graphMessage: outcome.graphMessage, cause: reasonOf(outcome.cause) },
          'graph call failed',
        );
        throw outcome;
      }
      o.log.info({ ...facts, attempt, waitMs: Math.round(wait) }, 'graph call is repeated');
      await o.sleep(wait);
    }
  };
}

/** What Graph says about itself in an answer, of a request or of a part of a `$batch`. */
export function observed(observer: GraphObserver, call: GraphCallName, answer: GraphAnswer): void {
  if (answer.units > 0) observer.charged(call, answer.units);
  if (answer.status === 429) observer.putOff(call);
}

/** A failed fetch hides what happened (ECONNRESET, ENOTFOUND) one level down. */
function reasonOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  const error = toError(cause);
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
}
