import { isFinal } from '../licensing/change-states';
import { redrawEveryMs } from './deliver';
import type { Desk, Reply, Turn } from './turn';

/**
 * A card that answered somebody and shows a change is kept up to date as any other until that change ends. In a shared
 * conversation only what was typed is answered with a message; a pressed card becomes a view for who pressed it alone.
 * @param activityId the message that shows it
 */
export async function keepAnswer(
  desk: Pick<Desk, 'store' | 'licensing' | 'now'>,
  { conversation, person }: Pick<Turn, 'conversation' | 'person'>,
  { shows }: Reply,
  activityId: string,
): Promise<void> {
  if (!shows || !activityId || shows.state === 'draft' || isFinal(shows.state)) return;
  const at = desk.now();
  const behind = await desk.store.cards.place({
    changeId: shows.id,
    conversationId: conversation.id,
    viewerId: conversation.kind === 'personal' ? person.id : '',
    activityId,
    revision: shows.revision,
    at,
    notBefore: new Date(at.getTime() + redrawEveryMs),
  });
  if (behind) await desk.licensing.wakeCards(shows.id);
}
