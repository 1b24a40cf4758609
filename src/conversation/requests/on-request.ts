import type { RequestChange } from '../../approvals/perform';
import { idOf } from '../card-data';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { noticeView } from '../views/notice';

/** Finds the request that a button names. One of another tenant is as unknown as one that never was. */
export async function onRequest(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (change: RequestChange) => Promise<Reply>,
): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  if (change?.request && change.tenantId === turn.tenantId) return act(change as RequestChange);
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('request.unknownTitle'),
      lines: [w('request.unknown')],
      actions: [{ title: w('action.requests'), verb: 'requests', data: {} }],
    }),
  };
}
