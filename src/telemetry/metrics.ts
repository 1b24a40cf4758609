import { GRAPH_CALLS, type GraphCallName } from '../graph/permissions';
import { changeStates } from '../licensing/change-states';

/**
 * Every metric, with every value that its labels can have: nothing that a person typed or that comes from a directory
 * can become a label, and nobody can make the number of time series grow.
 */

export const turnKinds = ['message', 'press', 'search', 'install', 'other'] as const;
export type TurnKind = (typeof turnKinds)[number];

/**
 * `failed`: a card said that it did not work; `unavailable`: a card said to try again shortly, because the store is
 * away; `busy`: because more turns were on their way than can be answered in time; `broken`: no card could be given
 * (5xx); `malformed` and `unauthorized` never became a turn.
 */
export const turnOutcomes = [
  'answered',
  'refused',
  'ignored',
  'failed',
  'unavailable',
  'busy',
  'malformed',
  'unauthorized',
  'broken',
] as const;
export type TurnOutcome = (typeof turnOutcomes)[number];

/** The queues of the jobs, by the names that `jobs/queue-settings.ts` gives them. */
export const queueLabels = [
  'apply',
  'watch',
  'request',
  'grant',
  'seats',
  'forecast',
  'deliver',
  'upkeep',
] as const;

export const graphOutcomes = [
  'ok',
  'bad-request',
  'sign-in',
  'denied',
  'not-found',
  'throttled',
  'concurrency',
  'failed',
  'unreachable',
] as const;

const calls = Object.keys(GRAPH_CALLS) as GraphCallName[];
const views = [
  'forecast',
  'progress',
  'approval',
  'shared',
  'reminder',
  'ending',
  'completion',
  'answer',
] as const;
const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

export const counters = {
  license_desk_card_deliveries: {
    help: 'Cards sent or updated, by what became of them; held: they wait for the pace that Teams sets',
    labels: {
      view: views,
      way: ['send', 'update'],
      outcome: ['sent', 'held', 'later', 'missing', 'unreachable', 'refused'],
    },
  },
  license_desk_graph_requests: {
    help: 'Requests to Microsoft Graph, repetitions included; a $batch is one',
    labels: { call: calls, outcome: graphOutcomes },
  },
  license_desk_graph_resource_units: {
    help: 'Resource units that Microsoft Graph said it charged, parts of a $batch included',
    labels: { call: calls },
  },
  license_desk_graph_throttles: {
    help: 'Requests that Microsoft Graph put off with 429, parts of a $batch included',
    labels: { call: calls },
  },
  license_desk_log_lines: {
    help: 'Lines logged as warning or error',
    labels: { level: ['warn', 'error'] },
  },
} as const satisfies Record<string, MetricOf>;

export const histograms = {
  license_desk_turn_duration_seconds: {
    help: 'Time from an activity received to its answer',
    labels: { kind: turnKinds, outcome: turnOutcomes },
    buckets: quick,
  },
  license_desk_graph_request_duration_seconds: {
    help: 'Time of one request to Microsoft Graph',
    labels: { call: calls },
    buckets: quick,
  },
  license_desk_job_duration_seconds: {
    help: 'Time that one job took',
    labels: { queue: queueLabels, outcome: ['done', 'failed'] },
    buckets: quick,
  },
  license_desk_notice_delay_seconds: {
    help: "From Entra's completion as first seen to the completion card delivered",
    labels: {},
    buckets: [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800],
  },
} as const satisfies Record<string, MetricOf & { readonly buckets: readonly number[] }>;

export const gauges = {
  license_desk_changes: {
    help: 'Changes in the store by state; the same from every replica',
    labels: { state: changeStates },
  },
  license_desk_queue_due: {
    help: 'Steps whose time has come and that are not done; the same from every replica',
    labels: { queue: queueLabels },
  },
  license_desk_queue_oldest_due_seconds: {
    help: 'For how long the oldest of them has been due; the same from every replica',
    labels: { queue: queueLabels },
  },
  license_desk_store_reachable: { help: '1: the store answered when it was last asked', labels: {} },
  license_desk_store_writable: { help: '0: the disk of the embedded store is full', labels: {} },
  license_desk_process_resident_bytes: { help: 'Memory of the process', labels: {} },
  license_desk_process_heap_used_bytes: { help: 'JavaScript heap in use', labels: {} },
  license_desk_event_loop_delay_seconds: {
    help: 'Delay of the event loop since the last look, 99 of 100',
    labels: {},
  },
} as const satisfies Record<string, MetricOf>;

interface MetricOf {
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

type Labels<M extends MetricOf> = { readonly [Name in keyof M['labels']]: M['labels'][Name][number] };
export type CounterName = keyof typeof counters;
export type HistogramName = keyof typeof histograms;
export type GaugeName = keyof typeof gauges;
export type CounterLabels<N extends CounterName> = Labels<(typeof counters)[N]>;
export type HistogramLabels<N extends HistogramName> = Labels<(typeof histograms)[N]>;
export type GaugeLabels<N extends GaugeName> = Labels<(typeof gauges)[N]>;
