import { mostApprovers, recipients } from '../../approvals/approvers';
import { currentStage } from '../../approvals/quorum';
import type { Change } from '../../licensing/change';
import { isOpen } from '../../licensing/change-states';
import { endsSoonAt } from '../../licensing/grant-time';
import type { Store, StoredCard } from '../../store/contract';

/**
 * How the channel calls those who find something to press in their own view of a shared card, as far as they have
 * spoken with the bot: the approvers while it waits for them, and who asked when what was given ends soon.
 */
export async function refreshFor(
  store: Pick<Store, 'conversations'>,
  change: Change,
  view: StoredCard['view'],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const personId of whoMayPress(change, view).slice(0, mostApprovers)) {
    const conversation = await store.conversations.personal(change.tenantId, personId);
    const user = conversation?.reference['user'] as { id?: unknown } | undefined;
    if (typeof user?.id === 'string') ids.push(user.id);
  }
  return ids;
}

function whoMayPress(change: Change, view: StoredCard['view']): readonly string[] {
  if (view === 'ending') return endsSoonAt(change) === undefined ? [] : [change.asker.id];
  if (!change.request || !isOpen(change.state)) return [];
  return recipients(currentStage(change.request).approvers).map(({ id }) => id);
}
