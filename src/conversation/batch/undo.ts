import type { BatchChange, LeftOutGroup } from '../../licensing/batch/batch';
import { prepareBatchUndo } from '../../licensing/batch/prepare-undo';
import { asking, type Desk, type Reply, type Turn } from '../turn';
import { mostChoices } from '../views/choose';
import { leftLine } from '../views/batch/left-out';
import { noticeView } from '../views/notice';
import { showBatch } from './review';

const mostLeft = 5;

/** Prepares the undoing of all groups of a batch and shows what would happen; what stands in the way is said. */
export async function reviewBatchUndo(desk: Desk, turn: Turn, batch: BatchChange): Promise<Reply> {
  if (desk.byHand) return groupByGroup(turn, batch, turn.words('batch.byHand'));
  const { groupId: _none, ...asked } = asking(turn, '');
  const prepared = await prepareBatchUndo(desk.licensing, asked, batch);
  return 'draft' in prepared
    ? showBatch(desk, turn, prepared.draft as BatchChange)
    : cannot(turn, prepared.failure.sentence, prepared.leftOut);
}

function cannot({ words: w }: Turn, sentence: string, leftOut: readonly LeftOutGroup[]): Reply {
  const more = leftOut.length - mostLeft;
  const lines = [
    sentence,
    ...leftOut.slice(0, mostLeft).map((group) => leftLine(w, group)),
    ...(more > 0 ? [w('batch.leftMore', { count: more })] : []),
  ];
  return { card: noticeView(w, { tone: 'info', title: w('undo.cannotTitle'), lines }) };
}

/** The changes of its groups, to be undone one by one. @param why they cannot be undone as one */
export function groupByGroup({ words: w }: Turn, { number, batch }: BatchChange, why: string): Reply {
  const written = batch.groups.flatMap(({ name, result }) =>
    result && result.state !== 'failed' ? [{ name, ...result }] : [],
  );
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('batch.undoTitle'),
      lines: [why, w('batch.undo', { number: String(number) }), w('undo.how')],
      actions: written.slice(0, mostChoices).map((each) => ({
        title: w('batch.undoGroup', { number: String(each.number), name: each.name }),
        verb: 'undo.start',
        data: { id: each.changeId },
      })),
    }),
  };
}
