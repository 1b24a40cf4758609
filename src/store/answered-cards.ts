import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { personalAddress } from './address';
import type { AnsweredCard } from './contract';
import type { Database } from './database';
import { cards, changes } from './schema';

/**
 * A message that answered somebody shows a change from now on. Of several such messages in a conversation the newest
 * moves with the change, and the others rest until it ends.
 * @returns whether the change has moved since the card was drawn
 */
export async function placeAnswered(tx: Database, card: AnsweredCard): Promise<boolean> {
  const { changeId, conversationId, viewerId, activityId, revision, at } = card;
  // Whoever moves the change now waits for this card to be there, or this card for their move.
  const [change] = await tx
    .select({ revision: changes.revision })
    .from(changes)
    .where(eq(changes.id, changeId))
    .for('share');
  if (!change) return false;
  const here = inArray(cards.conversationId, [conversationId, personalAddress(viewerId)]);
  const [known] = await tx
    .select({ id: cards.id })
    .from(cards)
    .where(
      and(eq(cards.changeId, changeId), here, eq(cards.activityId, activityId), eq(cards.state, 'live')),
    );
  if (known) return false;
  await releaseMessage(tx, activityId, card);
  const earlier = and(
    eq(cards.changeId, changeId),
    eq(cards.view, 'answer'),
    eq(cards.conversationId, conversationId),
  );
  await tx.update(cards).set({ rests: true }).where(earlier);
  const [last] = await tx
    .select({ sequence: sql<number>`coalesce(max(${cards.sequence}), -1)` })
    .from(cards)
    .where(earlier);
  await tx.insert(cards).values({
    id: randomUUID(),
    changeId,
    view: 'answer',
    conversationId,
    viewerId,
    sequence: (last?.sequence ?? -1) + 1,
    activityId,
    state: 'live',
    wantedRevision: change.revision,
    shownRevision: revision,
    shownAt: at,
    dueAt: card.notBefore,
  });
  return change.revision > revision;
}

/** From now on a message shows another card than any that is kept for it. */
export async function releaseMessage(
  tx: Database,
  activityId: string,
  { conversationId, viewerId = '' }: { readonly conversationId: string; readonly viewerId?: string },
): Promise<void> {
  await tx
    .update(cards)
    .set({ state: 'unreachable', claimedUntil: null })
    .where(
      and(
        eq(cards.activityId, activityId),
        inArray(cards.conversationId, [conversationId, personalAddress(viewerId)]),
      ),
    );
}
