import type { ChangeFailure } from '../../licensing/change';
import { isPlainAssign } from '../../licensing/edit';
import { prepareChange } from '../../licensing/prepare';
import type { Schedule } from '../../licensing/shapes';
import type { Want } from '../../licensing/want';
import { beforeAssignCard } from '../forecast';
import { askSecondPerson, wantsSecondPerson } from '../requests/second-person';
import { asking, type Desk, type Reply, type Turn } from '../turn';
import { assignNeedsView } from '../views/edits/assign-needs';
import { noticeView } from '../views/notice';
import { beforeEdit } from './before';
import { pressWith, type Known } from './known';

/** Prepares the draft of a removal or a swap and shows what would happen. */
export function review(desk: Desk, turn: Turn, known: Known): Promise<Reply> {
  const { kind, skuId, toSkuId } = known;
  const want: Want = kind === 'swap' ? { kind, skuId: toSkuId, fromSkuId: skuId } : { kind: 'remove', skuId };
  return reviewWant(desk, turn, known.groupId, want);
}

/**
 * The same for anything that can be wanted of a group. What would lack something that it needs is asked about first.
 * @param schedule when it is to begin
 */
export async function reviewWant(
  desk: Desk,
  turn: Turn,
  groupId: string,
  want: Want,
  schedule: Schedule | null = null,
): Promise<Reply> {
  const prepared = await prepareChange(desk.licensing, { ...asking(turn, groupId), schedule }, want);
  if ('failure' in prepared) return obstacle(turn, groupId, want, prepared.failure);
  const { draft } = prepared;
  if (draft.forecast.choices) return { card: assignNeedsView(turn.words, draft) };
  if (!isPlainAssign(draft)) return { card: await beforeEdit(desk, turn, draft) };
  return wantsSecondPerson(desk, draft)
    ? askSecondPerson(desk, turn, draft)
    : beforeAssignCard(desk, turn, draft);
}

/** Why it cannot be done, and where to go from here. */
export function obstacle(turn: Turn, groupId: string, want: Want, failure: ChangeFailure): Reply {
  const w = turn.words;
  const instead =
    want.kind === 'swap' && failure.code === 'swap.has-both'
      ? [{ title: w('action.removeInstead'), ...removal(groupId, want.fromSkuId) }]
      : [];
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w(want.kind === 'undo' ? 'undo.cannotTitle' : 'edit.obstacleTitle'),
      lines: [failure.sentence],
      actions: [...instead, { title: w('action.groupStatus'), verb: 'status.group', data: { groupId } }],
    }),
  };
}

function removal(groupId: string, skuId: string) {
  const none = { group: '', license: '', toSkuId: '', to: '' };
  return pressWith({ kind: 'remove', groupId, skuId, ...none }, {});
}
