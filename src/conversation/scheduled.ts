import { cancelPlanned, reschedule } from '../licensing/planned';
import type { Change } from '../licensing/change';
import { plannedStates } from '../licensing/change-states';
import { onChange } from './change-actions';
import { changeCard } from './change-card';
import { pageOf } from './card-data';
import { refuse } from './refuse';
import type { RequestChange } from '../approvals/perform';
import { requestCard } from './requests/request-card';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { changeTimeView } from './views/change-time';
import { scheduledView } from './views/scheduled';
import { beginInput, readerOf, whenAsked, whenSentence } from './when/asked';

/** More planned changes than this are not listed. */
const mostPlanned = 500;

/** `scheduled`: what begins later. */
export function scheduled(desk: Desk, turn: Turn): Promise<Reply> {
  return list(desk, turn, 0);
}

/** The same by button, page by page. */
export function scheduledPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return list(desk, turn, pageOf(input.data));
}

/** Change time: asks for another one. */
export async function scheduledEdit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (!mayMove(change)) return shown(desk, turn, change);
    const reader = readerOf(desk, turn);
    const begin = beginInput(reader, change.schedule);
    return { card: changeTimeView(turn.words, { change, begin, now: reader.now }) };
  });
}

/** The new time was sent. */
export async function scheduledSave(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (!mayMove(change)) return shown(desk, turn, change);
    const reader = readerOf(desk, turn);
    const when = whenAsked(input.data, reader);
    if (when.problem || !when.schedule) {
      const notice = whenSentence(turn, when.problem ?? 'unreadable', reader);
      const begin = beginInput(reader, input.data);
      return { card: changeTimeView(turn.words, { change, begin, now: reader.now, notice }) };
    }
    const { change: now } = await reschedule(desk.licensing, change, when.schedule, turn.person);
    return shown(desk, turn, now);
  });
}

/** Nothing will be done: for who asked, and for everybody who may assign, since the asker may be away. */
export async function scheduledCancel(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id && !turn.access.mayAssign) return refuse(desk, turn, 'role');
    const { change: now } = await cancelPlanned(desk.licensing, change, turn.person);
    return { ...(await shown(desk, turn, now)), forEveryone: true };
  });
}

/** What was approved was approved for its time. */
function mayMove({ state, request }: Change): boolean {
  return state === 'scheduled' && request === null;
}

async function shown(desk: Desk, turn: Turn, change: Change): Promise<Reply> {
  return {
    card: change.request
      ? await requestCard(desk, turn, change as RequestChange)
      : changeCard(turn.words, change),
    shows: change,
  };
}

async function list(desk: Desk, turn: Turn, page: number): Promise<Reply> {
  const all = { limit: mostPlanned, offset: 0 };
  const changes = await desk.store.changes.inStates(turn.tenantId, plannedStates, all);
  return { card: scheduledView(turn.words, { changes: [...changes].sort(byTime), page }) };
}

function byTime(one: Change, other: Change): number {
  return (one.schedule?.at ?? '').localeCompare(other.schedule?.at ?? '') || one.number - other.number;
}
