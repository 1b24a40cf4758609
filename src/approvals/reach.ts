import { isOpen } from '../licensing/change-states';
import { personOf } from '../store/address';
import type { StoredCard } from '../store/contract';
import { currentStage } from './machine';
import type { RequestChange } from './perform';
import type { ApprovalDeps } from './services';
import { addFallback, approvalCards, subjectOf } from './stages';

/**
 * An approver's card found no personal chat. The bot is installed for them where that is allowed, which brings the
 * card by itself; otherwise the asker's card names them, and when nobody at all was reached the fallback is asked.
 */
export async function approverUnreached(deps: ApprovalDeps, card: StoredCard): Promise<void> {
  const personId = personOf(card.conversationId);
  if (card.view !== 'approval' || !personId) return;
  if (deps.teamsAppId) {
    const installed = await deps.graph.installForUser(personId, deps.teamsAppId).catch((error: unknown) => {
      deps.log.warn({ error: String(error) }, 'the app could not be installed for an approver');
      return 'refused' as const;
    });
    // Teams now tells the bot of the new chat, and the card that is owed goes there.
    if (installed === 'installed') return;
  }
  const change = await deps.store.changes.get(card.changeId);
  if (!change?.request || !isOpen(change.state)) return;
  const waiting = change as RequestChange;
  const stage = currentStage(waiting.request);
  const name = stage.approvers.find(({ id }) => id === personId)?.name;
  if (name === undefined || waiting.request.unreached.includes(name)) return;
  const unreached = [...waiting.request.unreached, name];
  const everybody = stage.approvers.every((each) => unreached.includes(each.name));
  const fallBack = everybody && stage.approvers.every((each) => each.through !== 'escalated');
  const named = { ...waiting.request, unreached };
  const request = fallBack ? await addFallback(deps, named, subjectOf(change)) : named;
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: { request },
    evidence: {
      at: at.toISOString(),
      kind: 'unreached',
      actor: 'system',
      data: { person: { id: personId, name }, fallBack },
    },
    cards: approvalCards(request),
  });
  if (moved) await deps.wakeCards(moved.id);
  // Somebody was first: with the next delivery of that card it is tried again.
}
