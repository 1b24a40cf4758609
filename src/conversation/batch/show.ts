import { isBatch, type BatchChange } from '../../licensing/batch/batch';
import { isThereFor } from '../requests/on-request';
import { idOf, pageOf } from '../card-data';
import { action } from '../card-view';
import { download } from '../download';
import { refuse } from '../refuse';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { batchView } from '../views/batch/batch';
import { noticeView } from '../views/notice';
import { target } from '../views/parts/asked-by';

/** Another page of the groups, or how they stand now: for administrators, and for whoever asked for it. */
export async function batchShow(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const change = await batchOf(desk, turn, input);
  if (!change) return unknownBatch(turn);
  const { mayRead } = turn.access;
  if (!mayRead && !(change.asker.id === turn.person.id && isThereFor(turn, change)))
    return refuse(desk, turn, turn.access.outsider ? 'outsider' : 'role');
  return { card: batchView(turn.words, { change, page: pageOf(input.data), rights: turn.access }) };
}

/** How it ended for each group, as a file. */
export async function batchDownload(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const change = await batchOf(desk, turn, input);
  if (!change) return unknownBatch(turn);
  const w = turn.words;
  return download(desk, turn, { kind: 'batch', changeId: change.id }, 'csv', {
    what: w('batch.file'),
    target: target(w, change),
    back: action(w('batch.back'), 'batch.show', { id: change.id }),
  });
}

async function batchOf(desk: Desk, turn: Turn, { data }: ActionInput): Promise<BatchChange | undefined> {
  const id = idOf(data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  return change?.tenantId === turn.tenantId && isBatch(change) ? change : undefined;
}

function unknownBatch({ words: w }: Turn): Reply {
  const lines = [w('change.unknown')];
  return { card: noticeView(w, { tone: 'info', title: w('change.unknownTitle'), lines }) };
}
