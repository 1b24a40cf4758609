import { and, count, lte, sql } from 'drizzle-orm';
import type { Backlog } from './contract';
import { behind } from './cards';
import { isoOf, type Database } from './database';
import { cards, changes } from './schema';

/** Counts what is due. The states of all changes are counted in one pass, because there is no index that ends. */
export async function readBacklog(database: Database, now: Date): Promise<Backlog> {
  const isDue = lte(changes.nextAt, now);
  const [states, [drawn]] = await Promise.all([
    database
      .select({
        state: changes.state,
        count: count(),
        due: sql`count(*) filter (where ${isDue})`.mapWith(Number),
        oldestDueAt: sql`min(${changes.nextAt}) filter (where ${isDue})`.mapWith(changes.nextAt),
      })
      .from(changes)
      .groupBy(changes.state),
    database
      .select({ due: count(), oldestDueAt: sql`min(${cards.dueAt})`.mapWith(cards.dueAt) })
      .from(cards)
      .where(and(behind, lte(cards.dueAt, now))),
  ]);
  return {
    changes: states.map((each) => ({ ...each, oldestDueAt: isoOf(each.oldestDueAt) })),
    cards: { due: drawn?.due ?? 0, oldestDueAt: isoOf(drawn?.oldestDueAt ?? null) },
  };
}
