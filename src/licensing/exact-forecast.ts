import type { ChangeFailure } from './change';
import type { MemberSum } from './rules/forecast-sum';

/** What a change will do for each direct member, summed up; who each of them is stands in pages beside it. */
export interface ExactForecast {
  readonly sum: MemberSum;
  /** Names of the groups, products and service plans that it speaks of, by id, as far as they could be read. */
  readonly names: Readonly<Record<string, string>>;
  /** For a product that runs out: where in the order of members its seats end (rules/seat-line.ts). */
  readonly seatLimits: Readonly<Record<string, number>>;
  /** When members began to be read; what happened since is not in it. ISO time. */
  readonly madeAt: string;
}

/** The forecast of a change's members as the store keeps it. */
export interface StoredForecast {
  readonly changeId: string;
  readonly state: 'running' | 'done' | 'failed';
  /** Grows by one with everything that a card could show. */
  readonly revision: number;
  /** Members read so far, and how many there were when it began. */
  readonly read: number;
  readonly total: number;
  readonly result: ExactForecast | null;
  readonly failure: ChangeFailure | null;
  /** ISO time */
  readonly orderedAt: string;
  /** When it is to be begun or tried again; null once it has ended. */
  readonly nextAt: string | null;
  /** Consecutive attempts that ended in a passing error. */
  readonly attempts: number;
}
