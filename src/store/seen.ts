import { eq, lt } from 'drizzle-orm';
import type { SeenRepository } from './contract';
import type { Database } from './database';
import { seen } from './schema';

/** Activities that were answered, so that a redelivery is not answered again. */
export function seenRepository(database: Database): SeenRepository {
  return {
    first: async (key, at) => {
      const inserted = await database.insert(seen).values({ key, at }).onConflictDoNothing().returning();
      return inserted.length > 0;
    },
    undo: async (key) => {
      await database.delete(seen).where(eq(seen.key, key));
    },
    forget: async (before) => {
      const gone = await database.delete(seen).where(lt(seen.at, before)).returning({ key: seen.key });
      return gone.length;
    },
  };
}
