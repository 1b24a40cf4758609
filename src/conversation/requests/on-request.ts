import type { RequestChange } from '../../approvals/perform';
import type { Change } from '../../licensing/change';
import { idOf } from '../card-data';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { noticeView } from '../views/notice';

/** Whether a request is there for this person: one of another tenant, or that somebody never sent, is not. */
export function isThereFor(turn: Turn, change: Change | undefined): change is RequestChange {
  if (!change?.request || change.tenantId !== turn.tenantId) return false;
  if (turn.access.outsider && change.asker.id !== turn.person.id) return false;
  const neverSent = change.state === 'draft' || change.state === 'cancelled';
  return !neverSent || change.asker.id === turn.person.id;
}

/** Finds the request that a button names; what is not there for a person is as unknown as one that never was. */
export async function onRequest(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (change: RequestChange) => Promise<Reply>,
): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  return isThereFor(turn, change) ? act(change) : notThere(turn);
}

/** There is no such request, or none for this person. */
export function notThere({ words: w }: Turn): Reply {
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('request.unknownTitle'),
      lines: [w('request.unknown')],
      actions: [{ title: w('action.requests'), verb: 'requests', data: {} }],
    }),
  };
}
