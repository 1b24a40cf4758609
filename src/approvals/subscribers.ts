import type { Change } from '../licensing/change';
import { personalAddress } from '../store/address';

/**
 * Where the end of a change is told, each place once: where it was asked, where somebody follows it, and to those
 * who decided. Nowhere for a change of one group of a batch: the batch tells it.
 */
export function subscribersOf(
  change: Pick<Change, 'conversationId' | 'parentId' | 'request'>,
): readonly string[] {
  const { parentId, request } = change;
  if (parentId !== null) return [];
  return [
    ...new Set([
      change.conversationId,
      ...(request?.followers ?? []).map((each) => each.conversationId),
      ...(request?.decisions ?? []).map((each) => personalAddress(each.by.id)),
    ]),
  ];
}
