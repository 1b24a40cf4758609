import type { GraphAnswer } from './answer';
import { faultOf, notUnderstood, unreachable } from './error-map';
import { GraphError } from './errors';
import { isRecord, records, text, whole, type JsonRecord } from './normalise';
import type { GraphOptions } from './options';
import type { GraphCallName } from './permissions';
import { retryAfterMs, waitBeforeRetry } from './retry';
import type { Send } from './sender';

/** Graph takes no more in one `$batch` (learn.microsoft.com/graph/json-batching). */
export const BATCH_LIMIT = 20;

/** One GET inside a batch; batches here only read, so every inner request may be repeated. */
export interface InnerRead {
  readonly id: string;
  readonly path: string;
  readonly eventual?: boolean;
}

/** Answers by id. Every id that was asked is in it; a failure is a value, because one 404 must not hide nineteen answers. */
export type BatchAnswers = ReadonlyMap<string, GraphAnswer | GraphError>;

export type ReadBatch = (call: GraphCallName, reads: readonly InnerRead[]) => Promise<BatchAnswers>;

/** Runs reads in as few round trips as possible and repeats only the inner requests that Graph put off. */
export function createBatch(o: GraphOptions, send: Send): ReadBatch {
  async function round(
    call: GraphCallName,
    reads: readonly InnerRead[],
    deadline: number,
  ): Promise<BatchAnswers> {
    const requests = reads.map(({ id, path, eventual }) => ({
      id,
      method: 'GET',
      url: path,
      ...(eventual ? { headers: { ConsistencyLevel: 'eventual' } } : {}),
    }));
    const { body, status } = await send({ call, path: '/$batch', body: { requests }, deadline });
    if (!isRecord(body) || !Array.isArray(body['responses']))
      throw notUnderstood('no responses in a batch', status, false);
    const answered = new Map(
      records(body['responses']).map((inner) => [text(inner['id']), innerAnswer(inner, o.now())]),
    );
    return new Map(
      reads.map(({ id }) => {
        const answer = answered.get(id);
        return [
          id,
          answer === undefined ? unreachable('left out of the batch') : (faultOf(call, answer) ?? answer),
        ];
      }),
    );
  }

  async function batchOfOne(
    call: GraphCallName,
    reads: readonly InnerRead[],
    deadline: number,
  ): Promise<BatchAnswers> {
    const done = new Map<string, GraphAnswer | GraphError>();
    let pending = reads;
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      const waits = new Map<string, number>();
      for (const [id, outcome] of await round(call, pending, deadline)) {
        done.set(id, outcome);
        const again =
          outcome instanceof GraphError
            ? waitBeforeRetry(outcome, { kind: 'read', attempt, random: o.random })
            : undefined;
        if (again !== undefined && o.now() + again <= deadline) waits.set(id, again);
      }
      pending = pending.filter(({ id }) => waits.has(id));
      if (pending.length === 0) break;
      o.log.info({ call, attempt, inner: pending.length }, 'graph put off part of a batch');
      await o.sleep(Math.max(...waits.values()));
    }
    return done;
  }

  return async (call, reads) => {
    const deadline = o.now() + o.patienceMs;
    const done = new Map<string, GraphAnswer | GraphError>();
    for (let from = 0; from < reads.length; from += BATCH_LIMIT) {
      const part = await batchOfOne(call, reads.slice(from, from + BATCH_LIMIT), deadline);
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

function innerAnswer(inner: JsonRecord, now: number): GraphAnswer {
  const headers = isRecord(inner['headers']) ? Object.entries(inner['headers']) : [];
  const header = (name: string): string => text(headers.find(([key]) => key.toLowerCase() === name)?.[1]);
  return {
    status: whole(inner['status']),
    body: inner['body'] ?? undefined,
    readable: true,
    retryAfterMs: retryAfterMs(header('retry-after'), now),
    requestId: header('request-id'),
  };
}
