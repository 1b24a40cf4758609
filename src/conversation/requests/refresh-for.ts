import { mostApprovers, recipients } from '../../approvals/approvers';
import { currentStage } from '../../approvals/machine';
import type { Change } from '../../licensing/change';
import type { Store } from '../../store/contract';

/** How the channel calls the approvers of a request, as far as they have spoken with the bot. */
export async function refreshFor(
  store: Pick<Store, 'conversations'>,
  change: Change,
): Promise<readonly string[]> {
  if (!change.request) return [];
  const ids: string[] = [];
  for (const { id } of recipients(currentStage(change.request).approvers).slice(0, mostApprovers)) {
    const conversation = await store.conversations.personal(change.tenantId, id);
    const user = conversation?.reference['user'] as { id?: unknown } | undefined;
    if (typeof user?.id === 'string') ids.push(user.id);
  }
  return ids;
}
