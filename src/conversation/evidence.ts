import { formats, type Format } from '../downloads/link';
import type { Change } from '../licensing/change';
import { idOf, pageOf } from './card-data';
import { action } from './card-view';
import { download } from './download';
import { refuse } from './refuse';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from './turn';
import { evidenceView } from './views/evidence';
import { target } from './views/parts/asked-by';
import { noticeView } from './views/notice';

/** `evidence <number>`: the record of one change. */
export async function evidence(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  const number = /^#?(\d{1,9})$/.exec(input.rest)?.[1];
  const change = number ? await desk.store.changes.byNumber(turn.tenantId, Number(number)) : undefined;
  if (change && maySee(turn, change)) return show(desk, turn, change, 0);
  // Whose number exists is told only to those who may see every record.
  if (!turn.access.mayAssign) return refuse(desk, turn, 'role');
  return notice(turn, 'evidence.howTitle', [
    number ? turn.words('evidence.unknown', { number }) : '',
    turn.words('evidence.how'),
  ]);
}

/** Another page of it. */
export async function evidencePage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const change = await changeOf(desk, turn, input);
  if (change && maySee(turn, change)) return show(desk, turn, change, pageOf(input.data));
  if (!turn.access.mayAssign) return refuse(desk, turn, 'role');
  return notice(turn, 'change.unknownTitle', [turn.words('change.unknown')]);
}

/** A link to the record as a file; for administrators, and only where nobody else can press it. */
export async function evidenceDownload(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const change = await changeOf(desk, turn, input);
  if (!change) return notice(turn, 'change.unknownTitle', [turn.words('change.unknown')]);
  const format: Format = formats.find((each) => each === input.data['format']) ?? 'json';
  const about = { kind: 'record', changeId: change.id } as const;
  const w = turn.words;
  return download(desk, turn, about, format, {
    what: w('evidence.title', { number: String(change.number) }),
    target: target(w, change),
    hint: w('download.recorded'),
    back: action(w('evidence.back'), 'evidence', { id: change.id }),
  });
}

async function changeOf(desk: Desk, turn: Turn, input: ActionInput): Promise<Change | undefined> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  return change?.tenantId === turn.tenantId ? change : undefined;
}

/** Administrators see every record; the asker and those who were asked to decide see theirs. */
function maySee(turn: Turn, { asker, request }: Change): boolean {
  const mine = turn.person.id;
  return (
    turn.access.mayAssign ||
    asker.id === mine ||
    (request?.stages.some((stage) => stage.approvers.some(({ id }) => id === mine)) ?? false)
  );
}

async function show(desk: Desk, turn: Turn, change: Change, page: number): Promise<Reply> {
  const isPrivate = turn.conversation.kind === 'personal';
  const rows = await desk.store.evidence.ofChange(change.id);
  const mayDownload = isPrivate && turn.access.mayAssign;
  return { card: evidenceView(turn.words, { change, rows, page, withTexts: isPrivate, mayDownload }) };
}

function notice(
  turn: Turn,
  title: 'evidence.howTitle' | 'change.unknownTitle',
  lines: readonly string[],
): Reply {
  return { card: noticeView(turn.words, { tone: 'info', title: turn.words(title), lines }) };
}
