import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../errors';
import type { Log } from '../licensing/services';
import type { Sink, SinkOptions, StartSink } from './sink';
import type { DeskTelemetry } from './telemetry';
import { startMetricsServer } from './metrics-server';

export interface TelemetrySettings {
  /** Where `/metrics` is answered: on the bot's own port, on a port of its own, or nowhere. */
  readonly metrics: 'off' | 'with-bot' | { readonly host: string; readonly port: number };
  /** Base address of an OTLP collector that gets metrics and traces. */
  readonly otlpUrl: string | undefined;
}

export interface RunningTelemetry {
  /** Answers `/metrics`, once the SDK is there. */
  readonly expose: (request: IncomingMessage, response: ServerResponse) => void;
  stop(): Promise<void>;
}

const flushWithinMs = 2_000;

export function isWanted({ metrics, otlpUrl }: TelemetrySettings): boolean {
  return metrics !== 'off' || otlpUrl !== undefined;
}

/**
 * Loads the SDK and connects it; nobody waits for that, and a bot that cannot be measured works all the same.
 * @throws DeskError `metrics.port`
 */
export async function startTelemetry(options: {
  readonly settings: TelemetrySettings;
  readonly startSink: StartSink;
  readonly sink: SinkOptions;
  readonly telemetry: DeskTelemetry;
  readonly log: Log;
}): Promise<RunningTelemetry> {
  const { settings, telemetry, log } = options;
  const starting: Promise<Sink | undefined> = options.startSink(options.sink).then(
    (sink) => {
      telemetry.connect(sink);
      return sink;
    },
    (error: unknown) => {
      log.error({ error: messageOf(error) }, 'nothing is measured: the telemetry did not start');
      return undefined;
    },
  );
  const expose: RunningTelemetry['expose'] = (request, response) => {
    void starting.then((sink) => {
      if (sink) return sink.expose(request, response);
      response.writeHead(503);
      response.end();
    });
  };
  const own =
    typeof settings.metrics === 'object'
      ? await startMetricsServer({ ...settings.metrics, expose })
      : undefined;
  return {
    expose,
    stop: async () => {
      await own?.close();
      // A collector that does not answer must not hold up the end.
      const late = new Promise<void>((resolve) => setTimeout(resolve, flushWithinMs).unref());
      await Promise.race([starting.then((sink) => sink?.stop()), late]);
    },
  };
}
