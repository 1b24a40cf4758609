import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Meter,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { version } from '../../package.json';
import { counters, gauges, histograms, type CounterName, type HistogramName } from './metrics';
import type { Reading, Sink, SinkOptions, SpanHandle, SpanStart } from './sink';

/**
 * The only file that knows the OpenTelemetry SDK. Nothing is registered globally, so the libraries that look for a
 * global provider stay quiet; what is measured is what the rooms tell.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'license-desk', 'service.version': version }))
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
    .merge(detectResources({ detectors: [envDetector] }));
  const exposed = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const { otlpUrl } = options;
  const sent = otlpUrl
    ? [
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter({ url: `${otlpUrl}/v1/metrics` }),
        }),
      ]
    : [];
  const metrics = new MeterProvider({ resource, readers: [exposed, ...sent] });
  const meter = metrics.getMeter('license-desk');
  const count = mapOf(counters, (name, { help }) => meter.createCounter(name, { description: help }));
  const record = mapOf(histograms, (name, { help, buckets }) =>
    meter.createHistogram(name, {
      description: help,
      unit: 's',
      advice: { explicitBucketBoundaries: [...buckets] },
    }),
  );
  observeGauges(meter, options.read);
  const traces = otlpUrl
    ? new TracerProvider({
        resource,
        spanProcessors: [
          new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${otlpUrl}/v1/traces` }) }),
        ],
      })
    : undefined;
  const tracer = traces?.getTracer('license-desk');
  return {
    add: (metric: CounterName, by, labels) => count[metric].add(by, labels),
    record: (metric: HistogramName, value, labels) => record[metric].record(value, labels),
    ...(tracer ? { startSpan: (name: string, start: SpanStart) => startSpan(tracer, name, start) } : {}),
    expose: (request, response) => exposed.getMetricsRequestHandler(request, response),
    stop: async () => {
      await Promise.allSettled([metrics.shutdown(), traces?.shutdown()]);
    },
  };
}

/** All gauges are read together, once for each look. */
function observeGauges(meter: Meter, read: () => Promise<readonly Reading[]>): void {
  const made = mapOf(gauges, (name, { help }) => meter.createObservableGauge(name, { description: help }));
  meter.addBatchObservableCallback(async (result) => {
    for (const { gauge, value, labels } of await read()) result.observe(made[gauge], value, labels);
  }, Object.values(made));
}

function startSpan(tracer: Tracer, name: string, start: SpanStart): SpanHandle {
  const parent = contextOf(start.parent);
  const span = tracer.startSpan(
    name,
    { kind: kinds[start.kind], startTime: start.at },
    parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
  );
  return handleOf(span);
}

const kinds = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

function handleOf(span: Span): SpanHandle {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const flags = traceFlags & TraceFlags.SAMPLED ? '01' : '00';
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    link: (traceparent) => {
      const context = contextOf(traceparent);
      if (context) span.addLink({ context });
    },
    note: (name, value) => void span.setAttribute(name, value),
    end: (at, failed) => {
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(at);
    },
  };
}

function contextOf(traceparent: string | undefined): SpanContext | undefined {
  const parsed = traceparent === undefined ? null : parseTraceParent(traceparent);
  return parsed ? { ...parsed, isRemote: true } : undefined;
}

function mapOf<Name extends string, From, To>(
  table: Readonly<Record<Name, From>>,
  make: (name: Name, from: From) => To,
): Readonly<Record<Name, To>> {
  const entries = Object.entries<From>(table) as [Name, From][];
  return Object.fromEntries(entries.map(([name, from]) => [name, make(name, from)])) as Record<Name, To>;
}
