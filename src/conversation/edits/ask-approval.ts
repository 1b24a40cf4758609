import { attachRequest, submitRequest } from '../../approvals/ask';
import type { RequestChange } from '../../approvals/perform';
import { longestJustification } from '../../approvals/request';
import type { Change } from '../../licensing/change';
import { changeCard } from '../change-card';
import { requestCard } from '../requests/request-card';
import { showAsked } from '../requests/show-asked';
import { typedBy } from '../requests/typed-by';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { beforeEdit } from './before';

/**
 * Somebody else must agree: the draft goes to those who decide.
 * @param asks whoever wants it may not do it themselves
 */
export async function askApproval(
  desk: Desk,
  turn: Turn,
  draft: Change,
  input: ActionInput,
  asks = false,
): Promise<Reply> {
  const justification = typedBy(input.data, 'justification', longestJustification);
  if (!justification) {
    const notice = turn.words('beforeEdit.whyError');
    return { card: await beforeEdit(desk, turn, draft, { notice, asks }) };
  }
  const asked = await attachRequest(desk.approvals, draft, {
    justification,
    neededUntil: null,
    askerMayAssign: turn.access.mayAssign,
  });
  if (!asked) {
    const now = (await desk.store.changes.get(draft.id)) ?? draft;
    return { card: changeCard(turn.words, now) };
  }
  const here = turn.conversation.id === draft.conversationId;
  const sent = await submitRequest(desk.approvals, asked, {
    activityId: here ? input.activityId : null,
    shared: turn.conversation.kind !== 'personal',
  });
  if (sent.effect === 'open') {
    return showAsked(turn, sent.change, false);
  }
  return { card: await requestCard(desk, turn, sent.change as RequestChange), forEveryone: true };
}
