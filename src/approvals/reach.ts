import { isOpen } from '../licensing/change-states';
import { personOf } from '../store/address';
import type { StoredCard } from '../store/contract';
import type { RequestChange } from './perform';
import { currentStage, missingVoices } from './quorum';
import type { Request } from './request';
import type { ApprovalDeps } from './services';
import { addFallback, approvalCards, subjectOf } from './stages';

/**
 * An approver's card found no personal chat. The bot is installed for them where that is allowed, which brings the
 * card by itself; otherwise the asker's card names them, and when too few are reached the fallback is asked.
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
  await alterOpen(deps, card, async (change) => {
    const { request } = change;
    const { approvers } = currentStage(request);
    const person = approvers.find(({ id }) => id === personId);
    if (!person || request.unreached.includes(personId)) return undefined;
    const named = { ...request, unreached: [...request.unreached, personId] };
    const fallBack = missingVoices(named) > 0 && approvers.every((each) => each.through !== 'escalated');
    return {
      request: fallBack ? await addFallback(deps, named, subjectOf(change)) : named,
      kind: 'unreached',
      data: { person: { id: personId, name: person.name }, fallBack },
    };
  });
}

/** An approver who could not be reached got the card after all: the asker's card stops saying otherwise. */
export async function approverReached(deps: ApprovalDeps, card: StoredCard): Promise<void> {
  if (card.view !== 'approval') return;
  await alterOpen(deps, card, async ({ request }) => {
    const { viewerId } = card;
    if (!request.unreached.includes(viewerId)) return undefined;
    const name = currentStage(request).approvers.find(({ id }) => id === viewerId)?.name ?? '';
    return {
      request: { ...request, unreached: request.unreached.filter((each) => each !== viewerId) },
      kind: 'reached',
      data: { person: { id: viewerId, name } },
    };
  });
}

interface Alteration {
  readonly request: Request;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Several cards may find nobody at once; whoever came late looks again at what the others left. */
const mostTries = 10;

async function alterOpen(
  deps: ApprovalDeps,
  card: StoredCard,
  alter: (change: RequestChange) => Promise<Alteration | undefined>,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const change = await deps.store.changes.get(card.changeId);
    if (!change?.request || !isOpen(change.state)) return;
    const altered = await alter(change as RequestChange);
    if (!altered) return;
    const { request, kind, data } = altered;
    const at = deps.now();
    const moved = await deps.store.changes.move({
      id: change.id,
      revision: change.revision,
      at,
      patch: { request },
      evidence: { at: at.toISOString(), kind, actor: 'system', data },
      cards: approvalCards(request),
    });
    if (moved) return deps.wakeCards(moved.id);
  }
}
