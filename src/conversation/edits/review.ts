import type { ChangeFailure } from '../../licensing/change';
import { prepareChange } from '../../licensing/prepare';
import type { Want } from '../../licensing/want';
import { asking, type Desk, type Reply, type Turn } from '../turn';
import { noticeView } from '../views/notice';
import { beforeEdit } from './before';
import { pressWith, type Known } from './known';

/** Prepares the draft of a removal or a swap and shows what would happen. */
export function review(desk: Desk, turn: Turn, known: Known): Promise<Reply> {
  const { kind, skuId, toSkuId } = known;
  const want: Want = kind === 'swap' ? { kind, skuId: toSkuId, fromSkuId: skuId } : { kind: 'remove', skuId };
  return reviewWant(desk, turn, known.groupId, want);
}

/** The same for anything that can be wanted of a group. */
export async function reviewWant(desk: Desk, turn: Turn, groupId: string, want: Want): Promise<Reply> {
  const prepared = await prepareChange(desk.licensing, asking(turn, groupId), want);
  return 'draft' in prepared
    ? { card: await beforeEdit(desk, turn, prepared.draft) }
    : obstacle(turn, groupId, want, prepared.failure);
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
