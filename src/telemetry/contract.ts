import type { Change } from '../licensing/change';
import type {
  CounterLabels,
  CounterName,
  HistogramLabels,
  HistogramName,
  TurnKind,
  TurnOutcome,
} from './metrics';

/**
 * What the rooms tell about their work. No name, no address, no typed text and no id of a person goes in here: labels
 * have a fixed list of values, and the attributes of a step are numbers and words of ours.
 */
export interface Telemetry {
  count<N extends CounterName>(metric: N, labels: CounterLabels<N>, by?: number): void;
  record<N extends HistogramName>(metric: N, value: number, labels: HistogramLabels<N>): void;
  /** Says how the present turn ended, when it is not `answered`. */
  turned(outcome: TurnOutcome): void;
  /**
   * Does what belongs to one change alone, in a turn or job that has read several: its lines of the log carry this
   * number, its steps stand in the trace of this change.
   */
  within<T>(change: Pick<Change, 'number' | 'trace'>, act: () => Promise<T>): Promise<T>;
  /**
   * One step of the present turn or job that is worth a span, such as a call to somebody else.
   * @param act gets a function that notes facts on the span
   */
  step<T>(
    name: string,
    act: (note: (fact: string, value: string | number) => void) => Promise<T>,
  ): Promise<T>;
}

/** What the edges need besides: they open and close the scope in which all of that happens. */
export interface EdgeTelemetry extends Telemetry {
  turn<T>(kind: TurnKind, act: () => Promise<T>): Promise<T>;
  job<T>(
    queue: HistogramLabels<'license_desk_job_duration_seconds'>['queue'],
    act: () => Promise<T>,
  ): Promise<T>;
}
