import { cancelDraft } from '../licensing/confirm';
import type { Change } from '../licensing/change';
import type { NeedsChoice } from '../licensing/shapes';
import { wantOf } from './edits/again';
import { reviewWant } from './edits/review';
import { notYours, onChange } from './change-actions';
import { changeCard } from './change-card';
import type { ActionInput, Desk, Reply, Turn } from './turn';

/** The prerequisite is to come too, or the dependent plans are to stay off: the same want with that choice, drawn anew. */
export async function assignNeeds(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    const choice = choiceIn(input.data['needs']);
    if (change.state !== 'draft' || !choice || !isGiving(change))
      return { card: changeCard(turn.words, change) };
    await cancelDraft(desk.licensing, change, turn.person);
    const want = await wantOf(desk, turn, change);
    const chosen = want.kind === 'assign' || want.kind === 'swap' ? { ...want, needs: choice } : want;
    return reviewWant(desk, turn, change.group.id, chosen, change.schedule);
  });
}

function choiceIn(value: unknown): NeedsChoice | undefined {
  return value === 'add' || value === 'off' ? value : undefined;
}

function isGiving({ kind, origin }: Change): boolean {
  return (kind === 'assign' || kind === 'swap') && origin.undoes === undefined;
}
