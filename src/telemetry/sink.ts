import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CounterName, GaugeName, HistogramName } from './metrics';

export type Labels = Readonly<Record<string, string>>;

/** Where measurements go: the OpenTelemetry SDK (`sdk.ts`), which is loaded only after the bot listens. */
export interface Sink {
  add(metric: CounterName, by: number, labels: Labels): void;
  record(metric: HistogramName, value: number, labels: Labels): void;
  /** Undefined when nobody wants traces. */
  readonly startSpan?: (name: string, options: SpanStart) => SpanHandle;
  /** Answers a request for `/metrics`. */
  expose(request: IncomingMessage, response: ServerResponse): void;
  /** Sends what is waiting and ends. */
  stop(): Promise<void>;
}

export interface SpanStart {
  readonly kind: 'server' | 'consumer' | 'client' | 'internal';
  readonly at: Date;
  /** W3C `traceparent`; undefined begins a trace. */
  readonly parent: string | undefined;
}

export interface SpanHandle {
  /** W3C `traceparent` of this span. */
  readonly traceparent: string;
  link(traceparent: string): void;
  note(name: string, value: string | number): void;
  end(at: Date, failed: boolean): void;
}

/** What is read at the moment when somebody looks. */
export interface Reading {
  readonly gauge: GaugeName;
  readonly labels: Labels;
  readonly value: number;
}

export interface SinkOptions {
  /** The base address of an OTLP collector, such as `http://127.0.0.1:4318`; undefined: nothing is sent. */
  readonly otlpUrl: string | undefined;
  readonly read: () => Promise<readonly Reading[]>;
}

export type StartSink = (options: SinkOptions) => Promise<Sink>;
