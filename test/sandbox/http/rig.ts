import { virtualClock } from '../../../src/sandbox/clock';
import { newDial, type Dial } from '../../../src/sandbox/dial';
import { FaultBox, readFaults } from '../../../src/sandbox/faults';
import { GraphFault, type Answer } from '../../../src/sandbox/http/answer';
import type { GraphRequest } from '../../../src/sandbox/http/request';
import { GraphServer, type GraphServerOptions } from '../../../src/sandbox/http/server';

export const start = Date.parse('2026-03-01T08:00:00Z');
export const tenantId = '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30';

interface Caller {
  readonly appId: string;
}

/** A Graph server with hands on everything, in front of a service that only counts what was done. */
export interface Rig {
  readonly url: string;
  readonly server: GraphServer<Caller>;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly dial: Dial;
  readonly faults: FaultBox;
  /** Requests that had their effect, as "GET /groups". */
  readonly done: string[];
  /** Puts rules in force as they would come in. */
  readonly fail: (...rules: readonly object[]) => void;
  /** Waits until somebody waits for the clock. */
  readonly armed: () => Promise<void>;
  readonly ask: (method: string, path: string, sent?: Sent) => Promise<Reply>;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export type RigOptions = Partial<
  Pick<GraphServerOptions<Caller>, 'answer' | 'control' | 'onRequest' | 'onFailure'>
>;

/** Starts a server whose tokens are the names of apps: `Bearer desk` is the app "desk". */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const clock = virtualClock(start);
  const dial = newDial();
  const done: string[] = [];
  let waiting: (() => void)[] = [];
  const faults = new FaultBox({
    dial,
    clock: {
      ...clock,
      setTimeout: (run, ms) => {
        const handle = clock.setTimeout(run, ms);
        for (const resolve of waiting.splice(0)) resolve();
        return handle;
      },
    },
  });
  const answer = options.answer ?? plainAnswer;
  const server = new GraphServer<Caller>({
    port: 0,
    tenantId,
    now: () => clock.now(),
    tokens: {
      issue: (form, authorization) => ({
        status: 200,
        body: { access_token: form.get('client_id'), authorization: authorization ?? null },
      }),
      check: (authorization) => {
        const appId = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
        if (!appId) throw new GraphFault(401, 'InvalidAuthenticationToken', 'Access token is empty.');
        return { appId };
      },
    },
    appOf: ({ appId }) => appId,
    faults,
    ...options,
    answer: (request, caller) => {
      done.push(`${request.method} ${request.path}`);
      return answer(request, caller);
    },
  });
  const url = `http://127.0.0.1:${await server.listen()}`;
  return {
    url,
    server,
    clock,
    dial,
    faults,
    done,
    fail: (...rules) => void faults.add(readFaults(rules)),
    armed: () =>
      new Promise((resolve) => {
        waiting = [...waiting, resolve];
      }),
    ask: (method, path, sent) => ask(`${url}${path}`, method, sent),
  };
}

/** Plain HTTP as the app "desk"; a body that is no text goes as JSON. */
export async function ask(url: string, method: string, { body, headers }: Sent = {}): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: 'Bearer desk',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** Code and message of an answer's error. */
export function errorOf({ status, json }: Pick<Reply, 'status' | 'json'>): readonly [number, string, string] {
  const { code, message } = json['error'] as { code: string; message: string };
  return [status, code, message];
}

function plainAnswer({ method, path }: GraphRequest): Answer {
  if (path.endsWith('/assignLicense')) return { status: 202, body: { id: path.split('/')[2] } };
  if (path === '/missing') throw new GraphFault(404, 'Request_ResourceNotFound', 'It is missing.');
  if (path === '/odd-header') return { status: 200, headers: { location: 'a\r\nb' } };
  if (path === '/broken') throw new TypeError('a mistake in the sandbox');
  if (path.endsWith('/$count')) return { status: 200, body: '7', headers: { 'content-type': 'text/plain' } };
  return { status: 200, body: { method, path } };
}
