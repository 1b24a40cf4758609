import type { DatedFact, LearnedFact } from '../../licensing/learned';

export interface FactRepository {
  /** Keeps a fact; a later one of the same key replaces it. */
  learn(tenantId: string, fact: LearnedFact, at: Date): Promise<void>;
  of(tenantId: string): Promise<readonly DatedFact[]>;
}
