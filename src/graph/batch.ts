import { unitsOf, type GraphAnswer } from './answer';
import { faultOf, notUnderstood, unreachable } from './error-map';
import { GraphError } from './errors';
import { isRecord, records, text, whole, type JsonRecord } from './normalise';
import type { GraphOptions } from './options';
import type { GraphCallName } from './permissions';
import { retryAfterMs, waitBeforeRetry, type RequestKind } from './retry';
import { observed, type Send } from './sender';

/** Graph takes no more in one `$batch` (learn.microsoft.com/graph/json-batching). */
export const BATCH_LIMIT = 20;

/** One request inside a batch: a GET unless it names another method. */
export interface InnerRequest {
  readonly id: string;
  readonly path: string;
  readonly eventual?: boolean;
  readonly method?: 'POST' | 'PATCH' | 'DELETE';
  /** For POST and PATCH; Graph refuses the whole batch when one of its writes has no content type. */
  readonly body?: object;
}

/** Answers by id. Every id that was asked is in it; a failure is a value, because one 404 must not hide nineteen answers. */
export type BatchAnswers = ReadonlyMap<string, GraphAnswer | GraphError>;

/** The requests of one run are all reads, or all writes. */
export interface BatchRun {
  /** Default: read. */
  readonly kind?: RequestKind;
  /** Each waits for the one before it, for writes that would get into each other's way. */
  readonly oneByOne?: boolean;
}

export type RunBatch = (
  call: GraphCallName,
  requests: readonly InnerRequest[],
  run?: BatchRun,
) => Promise<BatchAnswers>;

/**
 * Runs requests in as few round trips as possible and repeats only the inner ones that Graph put off. Reads share one
 * patience and fail together when no batch gets through; of writes each twenty have their own, and nothing is thrown,
 * because what became of the others must not be lost.
 */
export function createBatch(o: GraphOptions, send: Send): RunBatch {
  async function round(
    call: GraphCallName,
    inner: readonly InnerRequest[],
    run: BatchRun & { deadline: number },
  ): Promise<BatchAnswers> {
    const requests = inner.map((request, at) => ({
      ...toInner(request),
      ...(run.oneByOne && at > 0 ? { dependsOn: [inner[at - 1]?.id] } : {}),
    }));
    const { kind, deadline } = run;
    const answer = await send({ call, path: '/$batch', body: { requests }, kind, deadline });
    const { body, status, readable } = answer;
    if (!isRecord(body) || !Array.isArray(body['responses']))
      throw notUnderstood('no responses in a batch', status, !readable);
    const answered = new Map(
      records(body['responses']).map((each) => [text(each['id']), innerAnswer(each, o.now())]),
    );
    for (const each of answered.values()) observed(o.observer, call, each);
    return new Map(
      inner.map(({ id }) => {
        const given = answered.get(id);
        return [
          id,
          given === undefined
            ? unreachable('left out of the batch')
            : (faultOf(call, given, o.asker()) ?? given),
        ];
      }),
    );
  }

  async function batchOfOne(
    call: GraphCallName,
    requests: readonly InnerRequest[],
    run: BatchRun & { deadline: number },
  ): Promise<BatchAnswers> {
    const done = new Map<string, GraphAnswer | GraphError>();
    const { kind = 'read' } = run;
    for (let attempt = 0, pending = requests; pending.length > 0;) {
      let outcomes: BatchAnswers;
      try {
        outcomes = await round(call, pending, run);
      } catch (thrown) {
        if (kind === 'read' || !(thrown instanceof GraphError)) throw thrown;
        for (const { id } of pending) done.set(id, thrown);
        break;
      }
      const waits = new Map<string, number>();
      let givenUp = false;
      for (const [at, { id }] of pending.entries()) {
        const outcome = outcomes.get(id) ?? unreachable(`${id} was not asked`);
        done.set(id, outcome);
        if (!(outcome instanceof GraphError)) continue;
        // What depends on one that failed was not looked at (424): it goes on at once, or is put off with that one.
        const untried = run.oneByOne === true && at > 0 && outcome.status === 424;
        const ready = givenUp ? undefined : 0;
        const again = untried ? ready : waitBeforeRetry(outcome, { kind, attempt, random: o.random });
        if (again !== undefined && o.now() + again <= run.deadline) waits.set(id, again);
        else givenUp ||= outcome.passing;
      }
      pending = pending.filter(({ id }) => waits.has(id));
      const wait = Math.max(0, ...waits.values());
      if (wait === 0) continue;
      attempt += 1;
      o.log.info({ call, attempt, inner: pending.length }, 'graph put off part of a batch');
      await o.sleep(wait);
    }
    return done;
  }

  return async (call, requests, run = {}) => {
    const first = o.now() + o.patienceMs;
    const done = new Map<string, GraphAnswer | GraphError>();
    for (let from = 0; from < requests.length; from += BATCH_LIMIT) {
      const deadline = run.kind === 'write' ? o.now() + o.patienceMs : first;
      const twenty = requests.slice(from, from + BATCH_LIMIT);
      const part = await batchOfOne(call, twenty, { ...run, deadline });
      part.forEach((outcome, id) => done.set(id, outcome));
    }
    return done;
  };
}

/** The answer to one inner request. @throws GraphError that Graph gave for it */
export function answerTo(answers: BatchAnswers, id: string): GraphAnswer {
  const outcome = answers.get(id) ?? unreachable(`${id} was not asked`);
  if (outcome instanceof GraphError) throw outcome;
  return outcome;
}

/** Whether Graph answered one inner request with this status: 404 and 400 are answers to some questions. */
export function wasRefused(answers: BatchAnswers, id: string, status: number): boolean {
  const outcome = answers.get(id);
  return outcome instanceof GraphError && outcome.status === status;
}

function toInner({ id, path, method, eventual, body }: InnerRequest): object {
  const headers = {
    ...(eventual ? { ConsistencyLevel: 'eventual' } : {}),
    ...(body ? { 'Content-Type': 'application/json' } : {}),
  };
  return {
    id,
    method: method ?? 'GET',
    url: path,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    body,
  };
}

function innerAnswer(inner: JsonRecord, now: number): GraphAnswer {
  const headers = isRecord(inner['headers']) ? Object.entries(inner['headers']) : [];
  const header = (name: string): string => text(headers.find(([key]) => key.toLowerCase() === name)?.[1]);
  return {
    status: whole(inner['status']),
    body: inner['body'] ?? undefined,
    readable: true,
    retryAfterMs: retryAfterMs(header('retry-after'), now),
    requestId: header('request-id'),
    units: unitsOf(header('x-ms-resource-unit')),
  };
}
