import type {
  PersonToRepair,
  RepairedPerson,
  RepairResult,
  RepairState,
} from '../../licensing/repair/remedy';

/** The people of repairs. */
export interface RepairRepository {
  /** Whoever is in it already stays as they are. */
  add(changeId: string, people: readonly PersonToRepair[]): Promise<void>;
  /** Those with nothing done yet, the least tried first, at most `limit`. */
  todo(changeId: string, limit: number): Promise<readonly RepairedPerson[]>;
  settle(changeId: string, results: readonly RepairResult[], at: Date): Promise<void>;
  /** A passing error: tried once more later. */
  postpone(changeId: string, personIds: readonly string[], reason: string): Promise<void>;
  counts(changeId: string): Promise<Readonly<Record<RepairState, number>>>;
  /** The products that are to be taken away from people. */
  products(changeId: string): Promise<readonly string[]>;
  /** Everybody in the order of their ids, `limit` of them behind `after` (`''`: from the first). */
  page(changeId: string, after: string, limit: number): Promise<readonly RepairedPerson[]>;
  /** What Graph last said about each of these people when a repair was tried in this tenant since a time. */
  lastReasons(
    tenantId: string,
    personIds: readonly string[],
    since: Date,
  ): Promise<ReadonlyMap<string, { readonly reason: string; readonly at: string }>>;
}
