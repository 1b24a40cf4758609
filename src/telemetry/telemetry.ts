import type { Change } from '../licensing/change';
import type { Log } from '../licensing/services';
import type { EdgeTelemetry } from './contract';
import { createScopes, type Scope } from './scope';
import type { Labels, Sink, SpanStart } from './sink';

/** The telemetry of one running bot. */
export interface DeskTelemetry extends EdgeTelemetry {
  /** A change was read or written: the present scope is about it. */
  note(change: Pick<Change, 'number' | 'trace'>): void;
  /** The trace to store with a change that is made (`new`) or moved now; undefined leaves what it has. */
  origin(of: 'new' | 'moved'): string | undefined;
  /** The same log, every line with the number of the change that it belongs to, and counted. */
  log(log: Log): Log;
  /** From now on measurements go there; those from before follow. */
  connect(sink: Sink): void;
}

/** Measurements from before the SDK is loaded; more than a bot makes in its first second. */
const mostWaiting = 1_000;

/** @param options.kept whether anybody will look at measurements; if not, none are kept */
export function createTelemetry(options: {
  readonly now: () => Date;
  readonly kept: boolean;
}): DeskTelemetry {
  const { now } = options;
  const scopes = createScopes();
  let sink: Sink | undefined;
  const waiting: ((sink: Sink) => void)[] = [];

  function tell(say: (sink: Sink) => void): void {
    if (sink) say(sink);
    else if (options.kept && waiting.length < mostWaiting) waiting.push(say);
  }

  const count: EdgeTelemetry['count'] = (metric, labels, by = 1) =>
    tell((to) => to.add(metric, by, labels as Labels));
  const record: EdgeTelemetry['record'] = (metric, value, labels) =>
    tell((to) => to.record(metric, value, labels as Labels));
  const secondsSince = (begun: Date): number => Math.max(0, now().getTime() - begun.getTime()) / 1_000;
  const startSpan = (name: string, start: SpanStart): Scope['span'] => sink?.startSpan?.(name, start);

  /** Runs in a scope of its own and ends its span, whatever comes of it. */
  async function scoped<T>(
    scope: Scope,
    act: () => Promise<T>,
    ended: (failed: boolean) => void,
  ): Promise<T> {
    let failed = true;
    try {
      const result = await scopes.run(scope, act);
      failed = false;
      return result;
    } finally {
      ended(failed);
      for (const number of scope.changes) scope.span?.note('desk.change', number);
      scope.span?.end(now(), failed);
    }
  }

  /** A job continues the trace of the first change that it reads; the others are linked. */
  function openJob(scope: Scope, parent: string | undefined): void {
    if (!scope.opens || scope.span) return;
    scope.span = startSpan(scope.opens.name, { kind: 'consumer', at: scope.opens.at, parent });
    scope.origin = parent ?? scope.span?.traceparent;
  }

  return {
    count,
    record,
    turned: (outcome) => {
      const scope = scopes.getStore();
      if (scope) scope.outcome = outcome;
    },

    turn: (kind, act) => {
      const begun = now();
      const span = startSpan(`turn ${kind}`, { kind: 'server', at: begun, parent: undefined });
      const scope = newScope('turn', span, span?.traceparent);
      return scoped(scope, act, (failed) => {
        if (failed && scope.outcome === 'answered') scope.outcome = 'broken';
        scope.span?.note('desk.outcome', scope.outcome);
        record('license_desk_turn_duration_seconds', secondsSince(begun), { kind, outcome: scope.outcome });
      });
    },

    job: (queue, act) => {
      const begun = now();
      const opens = { name: `job ${queue}`, at: begun };
      const scope: Scope = { ...newScope('job', undefined, undefined), opens };
      return scoped(scope, act, (failed) => {
        const outcome = failed ? 'failed' : 'done';
        record('license_desk_job_duration_seconds', secondsSince(begun), { queue, outcome });
      });
    },

    within: (change, act) => {
      const outer = scopes.getStore();
      const parent = change.trace ?? outer?.span?.traceparent;
      const span = startSpan('change', { kind: 'internal', at: now(), parent });
      if (outer?.span && change.trace) span?.link(outer.span.traceparent);
      const scope = newScope('part', span, change.trace ?? outer?.origin);
      scope.changes.add(change.number);
      return scoped(scope, act, () => {});
    },

    step: async (name, act) => {
      const outer = scopes.getStore();
      if (outer) openJob(outer, undefined);
      const span = startSpan(name, { kind: 'client', at: now(), parent: outer?.span?.traceparent });
      const scope = { ...(outer ?? newScope('part', span, undefined)), span };
      return span
        ? scoped(
            scope,
            () => act(span.note),
            () => {},
          )
        : act(() => {});
    },

    note: (change) => {
      const scope = scopes.getStore();
      if (!scope) return;
      scope.changes.add(change.number);
      const trace = change.trace ?? undefined;
      if (scope.kind !== 'job') return;
      if (scope.span) {
        if (trace !== undefined && trace !== scope.origin) scope.span.link(trace);
      } else openJob(scope, trace);
    },

    origin: (of) => {
      const scope = scopes.getStore();
      return of === 'new' || scope?.kind === 'turn' ? scope?.origin : undefined;
    },

    log: (log) => {
      const line =
        (level: keyof Log) =>
        (fields: object, message: string): void => {
          if (level === 'warn' || level === 'error') count('license_desk_log_lines', { level });
          log[level]({ ...belonging(scopes.getStore()), ...fields }, message);
        };
      return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    },

    connect: (to) => {
      sink = to;
      for (const say of waiting.splice(0)) say(to);
    },
  };
}

function newScope(kind: Scope['kind'], span: Scope['span'], origin: string | undefined): Scope {
  return { kind, changes: new Set(), outcome: 'answered', span, origin };
}

/** `change` is one number; `changes` are several, in a job that looks at many at once. */
function belonging(scope: Scope | undefined): object {
  const numbers = [...(scope?.changes ?? [])];
  const trace = scope?.span?.traceparent.split('-')[1];
  return {
    ...(numbers.length === 1 ? { change: numbers[0] } : {}),
    ...(numbers.length > 1 ? { changes: numbers } : {}),
    ...(trace === undefined ? {} : { trace }),
  };
}
