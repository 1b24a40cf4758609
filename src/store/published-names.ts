import { eq, lte } from 'drizzle-orm';
import type { PublishedNames } from '../names/names';
import type { PublishedNamesRepository } from './contract';
import { isoOf, type Database } from './database';
import { publishedNames } from './schema';

/** Friendly names as they were last published, one row a source. */
export function publishedNamesRepository(database: Database): PublishedNamesRepository {
  return {
    state: async (source) => {
      const [row] = await database
        .select({ readAt: publishedNames.readAt, nextAt: publishedNames.nextAt })
        .from(publishedNames)
        .where(eq(publishedNames.source, source));
      return row && { readAt: isoOf(row.readAt), nextAt: isoOf(row.nextAt) };
    },

    names: async (source) => {
      const [row] = await database
        .select({ names: publishedNames.names })
        .from(publishedNames)
        .where(eq(publishedNames.source, source));
      return (row?.names ?? undefined) as PublishedNames | undefined;
    },

    claim: async (source, now, nextAt) => {
      const claimed = await database
        .insert(publishedNames)
        .values({ source, nextAt })
        .onConflictDoUpdate({
          target: publishedNames.source,
          set: { nextAt },
          setWhere: lte(publishedNames.nextAt, now),
        })
        .returning({ source: publishedNames.source });
      return claimed.length > 0;
    },

    save: async (source, names, readAt, nextAt) => {
      await database
        .update(publishedNames)
        .set({ names, readAt, nextAt })
        .where(eq(publishedNames.source, source));
    },
  };
}
