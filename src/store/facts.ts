import { desc, eq } from 'drizzle-orm';
import { factKey, type DatedFact } from '../licensing/learned';
import type { FactRepository } from './contract';
import { isoOf, type Database } from './database';
import { learnedFacts } from './schema';

/** More are not read: Microsoft has some eight hundred plans, and few of them exclude or need another. */
const most = 2_000;

/** What Graph's answers taught about service plans, one row a fact. */
export function factRepository(database: Database): FactRepository {
  return {
    learn: async (tenantId, fact, at) => {
      await database
        .insert(learnedFacts)
        .values({ tenantId, kind: fact.kind, key: factKey(fact), fact, at })
        .onConflictDoUpdate({
          target: [learnedFacts.tenantId, learnedFacts.kind, learnedFacts.key],
          set: { fact, at },
        });
    },
    of: async (tenantId) =>
      (
        await database
          .select()
          .from(learnedFacts)
          .where(eq(learnedFacts.tenantId, tenantId))
          .orderBy(desc(learnedFacts.at))
          .limit(most)
      ).map(({ fact, at }): DatedFact => ({ ...fact, at: isoOf(at) })),
  };
}
