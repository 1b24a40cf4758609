import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { isFinal } from '../licensing/change-states';
import type { ChangeMove } from './contract';
import type { Database } from './database';
import { cards, changes } from './schema';

/** Cards that stand and go with their change; a forecast is drawn by its own progress. */
const standing = and(eq(cards.state, 'live'), ne(cards.view, 'forecast'));

const noSooner = (at: Date) => sql`greatest(${cards.dueAt}, ${at.toISOString()}::timestamptz)`;

/**
 * Live cards must show the new revision, at the earliest when they may be drawn again; those that rest only that the
 * change has ended.
 */
export async function raiseCards(
  tx: Database,
  row: typeof changes.$inferSelect,
  { to, at }: ChangeMove,
): Promise<void> {
  const ends = to !== undefined && isFinal(to);
  await tx
    .update(cards)
    .set({ wantedRevision: row.revision, dueAt: noSooner(at) })
    .where(
      and(
        eq(cards.changeId, row.id),
        standing,
        ends ? undefined : eq(cards.rests, false),
        // What was asked for shows how it ended, and can be asked for again.
        isFinal(row.state) && !ends ? ne(cards.view, 'answer') : undefined,
      ),
    );
}

/** The same for many changes that have moved and not ended. */
export async function raiseCardsOf(tx: Database, changeIds: readonly string[], at: Date): Promise<void> {
  if (changeIds.length === 0) return;
  await tx
    .update(cards)
    .set({ wantedRevision: sql`${changes.revision}`, dueAt: noSooner(at) })
    .from(changes)
    .where(
      and(
        eq(cards.changeId, changes.id),
        inArray(changes.id, [...changeIds]),
        standing,
        eq(cards.rests, false),
      ),
    );
}
