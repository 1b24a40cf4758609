import type { TokenCredential } from '@azure/identity';
import type { Asker } from './error-map';
import { permissionsIn } from './permissions';
import type { GraphAnswer } from './answer';
import type { GraphError } from './errors';
import type { GraphCallName } from './permissions';

type LogLine = (fields: Record<string, unknown>, message: string) => void;

/** A pino logger fits. */
export interface GraphLog {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
}

/** Hears of every request, its repetitions included, and of what Graph said about each part of a `$batch`. */
export interface GraphObserver {
  request(
    call: GraphCallName,
    act: () => Promise<GraphAnswer | GraphError>,
  ): Promise<GraphAnswer | GraphError>;
  charged(call: GraphCallName, units: number): void;
  /** A request, or one in a `$batch`, was answered with 429. */
  putOff(call: GraphCallName): void;
}

const unobserved: GraphObserver = { request: (_call, act) => act(), charged: () => {}, putOff: () => {} };

export interface CreateGraphOptions {
  /** `https://graph.microsoft.com`, a national cloud, or `http://127.0.0.1:PORT`; the version is added. */
  readonly baseUrl: string;
  readonly credential: TokenCredential;
  /** Default: `<baseUrl>/.default`. */
  readonly scope?: string;
  readonly fetch?: typeof fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 <= n < 1 */
  readonly random: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: GraphLog;
  readonly observer?: GraphObserver;
  /** Default: the app itself. */
  readonly actsFor?: Asker['kind'];
  /** Milliseconds that one call may take with all its repetitions; default 20,000. */
  readonly patienceMs?: number;
  /** Milliseconds for one request; default 10,000. */
  readonly timeoutMs?: number;
  /** A signal that aborts after so many milliseconds; default `AbortSignal.timeout`. */
  readonly timeLimit?: (ms: number) => AbortSignal;
}

type Defaulted = 'fetch' | 'observer' | 'patienceMs' | 'timeoutMs' | 'timeLimit';

export type GraphOptions = Omit<CreateGraphOptions, Defaulted> &
  Required<Pick<CreateGraphOptions, Defaulted>> & {
    /** What is known of the asker, the present token included. */
    readonly asker: () => Asker;
    /** Told of each token that is used. */
    readonly noteToken: (token: string) => void;
  };

export function withDefaults(o: CreateGraphOptions): GraphOptions {
  const kind = o.actsFor ?? 'app';
  let latest = '';
  return {
    ...o,
    asker: () => ({ kind, granted: permissionsIn(latest) }),
    noteToken: (token) => void (latest = token),
    // Looked up at each call, so that a replaced global fetch (a proxy agent) is used.
    observer: o.observer ?? unobserved,
    fetch: o.fetch ?? ((input, init) => fetch(input, init)),
    patienceMs: o.patienceMs ?? 20_000,
    timeoutMs: o.timeoutMs ?? 10_000,
    timeLimit: o.timeLimit ?? ((ms) => AbortSignal.timeout(Math.ceil(ms))),
  };
}
