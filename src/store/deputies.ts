import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Deputy, DeputyRepository } from './contract';
import { isoOf, type Database } from './database';
import { deputies } from './schema';

/** Who decides for whom; one deputy a person. */
export function deputyRepository(database: Database): DeputyRepository {
  return {
    set: async (tenantId, { person, deputy, until }) => {
      const values = {
        personName: person.name,
        deputyId: deputy.id,
        deputyName: deputy.name,
        until: new Date(until),
      };
      await database
        .insert(deputies)
        .values({ tenantId, personId: person.id, ...values })
        .onConflictDoUpdate({ target: [deputies.tenantId, deputies.personId], set: values });
    },

    clear: async (tenantId, personId) => {
      const gone = await database
        .delete(deputies)
        .where(and(eq(deputies.tenantId, tenantId), eq(deputies.personId, personId)))
        .returning();
      return gone.length > 0;
    },

    of: async (tenantId, personIds, now) => {
      if (personIds.length === 0) return new Map();
      const rows = await database
        .select()
        .from(deputies)
        .where(
          and(
            eq(deputies.tenantId, tenantId),
            inArray(deputies.personId, [...personIds]),
            gt(deputies.until, now),
          ),
        );
      return new Map(rows.map((row) => [row.personId, toDeputy(row)]));
    },

    whom: async (tenantId, deputyId, now) =>
      (
        await database
          .select()
          .from(deputies)
          .where(
            and(eq(deputies.tenantId, tenantId), eq(deputies.deputyId, deputyId), gt(deputies.until, now)),
          )
      ).map(toDeputy),
  };
}

function toDeputy(row: typeof deputies.$inferSelect): Deputy {
  return {
    person: { id: row.personId, name: row.personName },
    deputy: { id: row.deputyId, name: row.deputyName },
    until: isoOf(row.until),
  };
}
