import { isBatch } from '../../licensing/batch/batch';
import type { Change } from '../../licensing/change';
import type { Want } from '../../licensing/want';
import { reviewBatchUndo } from '../batch/undo';
import { idOf } from '../card-data';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from '../turn';
import { chooseView, mostChoices } from '../views/choose';
import { noticeView } from '../views/notice';
import { changeNumber, target } from '../views/parts/asked-by';
import { reviewWant } from './review';

/** Changes of a group that are looked through; as many as anybody will ever make. */
const mostRead = 500;
/** Changes among which somebody's own latest are looked for. */
const mostLooked = 50;

/** `undo <number>`; without a number the person's own latest changes are offered. */
export async function undo(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  const number = /^(?:change\s+)?#?(\d{1,9})$/i.exec(input.rest)?.[1];
  if (!number) return offer(desk, turn);
  const change = await desk.store.changes.byNumber(turn.tenantId, Number(number));
  // A draft has no number that anybody was told.
  return change && change.state !== 'draft' ? review(desk, turn, change) : offer(desk, turn, number);
}

/** Undo was pressed on a completion. */
export async function undoStart(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  return change?.tenantId === turn.tenantId ? review(desk, turn, change) : offer(desk, turn);
}

/** What undoing a change is made of. */
export async function wantUndo(desk: Desk, change: Change): Promise<Want> {
  const all = await desk.store.changes.ofGroup(change.tenantId, change.group.id, mostRead);
  return { kind: 'undo', change, later: all.filter(({ number }) => number > change.number) };
}

async function review(desk: Desk, turn: Turn, change: Change): Promise<Reply> {
  if (isBatch(change)) return reviewBatchUndo(desk, turn, change);
  return reviewWant(desk, turn, change.group.id, await wantUndo(desk, change));
}

/** Which change? @param unknown a number that is none */
async function offer(desk: Desk, turn: Turn, unknown?: string): Promise<Reply> {
  const w = turn.words;
  const latest = await desk.store.changes.inStates(turn.tenantId, ['done', 'done-with-failures'], {
    limit: mostLooked,
    offset: 0,
  });
  const mine = latest.filter(
    (change) => change.asker.id === turn.person.id && (isBatch(change) || change.before !== null),
  );
  const missing = unknown === undefined ? '' : w('change.none', { number: unknown });
  if (mine.length === 0) {
    const lines = [missing, w('undo.how')];
    return { card: noticeView(w, { tone: 'info', title: w('undo.howTitle'), lines }) };
  }
  return {
    card: chooseView(w, {
      title: w('undo.howTitle'),
      text: `${missing} ${w('undo.choose')}`.trim(),
      choices: mine.slice(0, mostChoices).map((change) => ({
        title: target(w, change),
        detail: changeNumber(w, change),
        verb: 'undo.start',
        data: { id: change.id },
      })),
    }),
  };
}
