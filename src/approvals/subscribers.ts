import type { Change } from '../licensing/change';
import { personalAddress } from '../store/address';

/**
 * Where the end of a change is told, each place once: where it was asked, where somebody follows it, and to those
 * who decided.
 */
export function subscribersOf(change: Pick<Change, 'conversationId' | 'request'>): readonly string[] {
  const { request } = change;
  return [
    ...new Set([
      change.conversationId,
      ...(request?.followers ?? []).map((each) => each.conversationId),
      ...(request?.decisions ?? []).map((each) => personalAddress(each.by.id)),
    ]),
  ];
}
