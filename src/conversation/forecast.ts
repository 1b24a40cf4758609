import type { Change } from '../licensing/change';
import { isFinal } from '../licensing/change-states';
import type { ExactForecast, StoredForecast } from '../licensing/exact-forecast';
import {
  forecastAtOnce,
  forecastMembers,
  isShort,
  orderForecast,
  type ForecastMessage,
} from '../licensing/forecast-members';
import { idOf } from './card-data';
import { action } from './card-view';
import { download } from './download';
import { refuse } from './refuse';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { beforeAssignView } from './views/before-assign';
import { forecastView } from './views/forecast';
import { noticeView } from './views/notice';
import { target } from './views/parts/asked-by';

/** An older forecast is made again before it is shown: groups change. Milliseconds. */
const lastsMs = 15 * 60_000;

/** "Before you assign", with what is known of each member. @param notice why it is shown again */
export async function beforeAssignCard(
  desk: Desk,
  turn: Turn,
  draft: Change,
  notice?: string,
): Promise<Reply> {
  return {
    card: beforeAssignView(turn.words, {
      change: draft,
      exact: await exactOf(desk, draft),
      // Nobody is there to write in their own name when seats come free.
      mayWait: desk.byHand === null,
      ...(notice ? { notice } : {}),
    }),
  };
}

/** What is known of each member of a draft, made at once where the group is small enough. */
export async function exactOf(desk: Desk, draft: Change): Promise<ExactForecast | undefined> {
  const known = await desk.store.forecasts.get(draft.id);
  if (known?.result) return known.result;
  return known ? undefined : forecastAtOnce(desk.licensing, draft);
}

/** Who exactly: shows the forecast of each member, and has it made when there is none or an old one. */
export async function forecastShow(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    const known = await desk.store.forecasts.get(change.id);
    const isFresh = known !== undefined && desk.now().getTime() - Date.parse(known.orderedAt) <= lastsMs;
    const keep = isFresh && known.state !== 'running';
    return keep || isFinal(change.state) ? known : make(desk, turn, change, input);
  });
}

/** Read again: somebody has repaired something, or time has gone by. */
export async function forecastAgain(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, (change) =>
    isFinal(change.state) ? desk.store.forecasts.get(change.id) : make(desk, turn, change, input),
  );
}

/** Everybody as a file. */
export async function forecastDownload(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const w = turn.words;
  const change = await changeOf(desk, turn, input);
  if (!change) return unknownChange(turn);
  return download(desk, turn, { kind: 'forecast', changeId: change.id }, 'csv', {
    what: w('forecast.file'),
    target: target(w, change),
    back: action(w('forecast.back'), 'forecast.show', { id: change.id }),
  });
}

/** A small group is read at once; for a larger one the message follows the reading. */
async function make(
  desk: Desk,
  turn: Turn,
  change: Change,
  input: ActionInput,
): Promise<StoredForecast | undefined> {
  await orderForecast(desk.licensing, change, messageOf(turn, change, input));
  if (isShort(change)) await forecastMembers(desk.licensing, change.id);
  return desk.store.forecasts.get(change.id);
}

/**
 * The message that shows it from now on: that of a draft, in the personal chat of who asks. Elsewhere others read along,
 * or the message belongs to a request; there people press Refresh.
 */
function messageOf(turn: Turn, change: Change, { activityId }: ActionInput): ForecastMessage | undefined {
  const isTheirs = change.state === 'draft' && !change.request && change.asker.id === turn.person.id;
  if (!activityId || !isTheirs || turn.conversation.kind !== 'personal') return undefined;
  return { conversationId: turn.conversation.id, activityId, viewerId: turn.person.id };
}

async function onChange(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (change: Change) => Promise<StoredForecast | undefined>,
): Promise<Reply> {
  const change = await changeOf(desk, turn, input);
  if (!change) return unknownChange(turn);
  if (!mayKnow(turn, change)) return refuse(desk, turn, 'role');
  const forecast = await act(change);
  const mayDownload = turn.access.mayAssign && turn.conversation.kind === 'personal';
  return { card: forecastView(turn.words, { change, forecast, mayDownload }) };
}

async function changeOf(desk: Desk, turn: Turn, { data }: ActionInput): Promise<Change | undefined> {
  const id = idOf(data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  // A repair leaves the group's licenses alone: there is nothing to forecast.
  return change?.tenantId === turn.tenantId && change.kind !== 'repair' ? change : undefined;
}

function unknownChange({ words: w }: Turn): Reply {
  const lines = [w('change.unknown')];
  return { card: noticeView(w, { tone: 'info', title: w('change.unknownTitle'), lines }) };
}

/** What others hold is for administrators and for those who were asked to decide, not for whoever asks for a license. */
function mayKnow(turn: Turn, { request }: Change): boolean {
  const mine = turn.person.id;
  return (
    turn.access.mayAssign ||
    (request?.stages.some((stage) => stage.approvers.some(({ id }) => id === mine)) ?? false)
  );
}
