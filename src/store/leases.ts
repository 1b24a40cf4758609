import { and, eq, isNotNull, lte, or } from 'drizzle-orm';
import type { LeaseRepository } from './contract';
import type { Database } from './database';
import { cards, leases } from './schema';

/** Rights that one process holds at a time and that pass on by themselves when it dies. */
export function leaseRepository(database: Database): LeaseRepository {
  return {
    take: async (name, holder, now, ttlMs) => {
      const until = new Date(now.getTime() + ttlMs);
      const taken = await database
        .insert(leases)
        .values({ name, holder, until })
        .onConflictDoUpdate({
          target: leases.name,
          set: { holder, until },
          setWhere: or(lte(leases.until, now), eq(leases.holder, holder)),
        })
        .returning({ name: leases.name });
      return taken.length > 0;
    },
    renew: async (name, holder, now, ttlMs) => {
      const kept = await database
        .update(leases)
        .set({ until: new Date(now.getTime() + ttlMs) })
        .where(and(eq(leases.name, name), eq(leases.holder, holder)))
        .returning({ name: leases.name });
      return kept.length > 0;
    },
    release: async (name, holder) => {
      await database.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
    },
    clear: async () => {
      await database.delete(leases);
      await database.update(cards).set({ claimedUntil: null }).where(isNotNull(cards.claimedUntil));
    },
  };
}
