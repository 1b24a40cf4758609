import { mayAsk } from '../../approvals/ask';
import { groupIdsOf, isBatch, type BatchChange } from '../../licensing/batch/batch';
import { isStale, notYours, onChange } from '../change-actions';
import { changeCard } from '../change-card';
import { refuse } from '../refuse';
import { notAllowed } from '../requests/notices';
import { isThereFor } from '../requests/on-request';
import { requestCard } from '../requests/request-card';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { askForBatch, changeBatch } from './review';

/** Ask for approval was pressed on a license for several groups by somebody who may only ask for it. */
export function batchAsk(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onDraft(desk, turn, input, async (draft) => {
    // They may have lost one of the groups since the draft was drawn.
    if (!(await mayAsk(desk.approvals, turn.person, turn.access, groupIdsOf(draft)))) return notAllowed(turn);
    return askForBatch(desk, turn, draft, input, { isStale: isStale(desk, draft, input), asks: true });
  });
}

/** Change was pressed there: back to the list of groups. */
export function batchEdit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onDraft(desk, turn, input, (draft) => changeBatch(desk, turn, draft, { asks: true }));
}

/** A draft of several groups that are to be given a license, of whoever presses. */
function onDraft(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (draft: BatchChange) => Promise<Reply>,
): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    // Only a license can be asked for; what is undone or altered is for administrators.
    if (!isBatch(change) || change.kind !== 'assign' || change.origin.undoes !== undefined)
      return refuse(desk, turn, 'role');
    if (change.state === 'draft') return act(change);
    return {
      card: isThereFor(turn, change) ? await requestCard(desk, turn, change) : changeCard(turn.words, change),
    };
  });
}
