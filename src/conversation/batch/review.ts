import { batchObstacle, needsAgreement, policyOf } from '../../approvals/batch-policy';
import { isBatch, type BatchChange } from '../../licensing/batch/batch';
import { withKnownNeed } from '../../licensing/batch/known-need';
import { prepareBatch } from '../../licensing/batch/prepare-batch';
import { cancelDraft, confirmChange } from '../../licensing/confirm';
import { beginsLater } from '../../licensing/schedule-time';
import { inSeatOrder } from '../../licensing/seats';
import type { Schedule } from '../../licensing/shapes';
import { assignable, form } from '../assign';
import { shortAsTold, textOf } from '../card-data';
import { askApproval } from '../edits/ask-approval';
import { isNameOf, mustTypeName } from '../edits/type-name';
import type { CardView } from '../card-view';
import { changeCard } from '../change-card';
import { exactOf } from '../forecast';
import { requestForm } from '../requests/request';
import { whomRulesMean } from '../requests/who-decides';
import { asking, type ActionInput, type Desk, type Reply, type Turn } from '../turn';
import { beforeBatchView } from '../views/batch/before-batch';
import { noticeView } from '../views/notice';
import { readerOf, whenSentence } from '../when/asked';
import { groupsForm } from './gather';
import { groupByGroup, reviewBatchUndo } from './undo';

interface Wanted {
  readonly skuId: string;
  readonly groupIds: readonly string[];
  readonly schedule: Schedule | null;
  /** It is to be asked for: whoever wants it may not assign, or wants others to decide. */
  readonly asks?: boolean;
  readonly justification?: string;
}

/** How a draft is shown, besides what it is. */
interface Shown {
  readonly notice?: string;
  readonly justification?: string;
  /** See `Wanted`. */
  readonly asks?: boolean;
}

/** Prepares the draft for several groups and shows what would happen; an obstacle is said in a sentence. */
export async function reviewBatch(desk: Desk, turn: Turn, wanted: Wanted): Promise<Reply> {
  const { groupId: _none, ...asked } = asking(turn, '');
  const prepared = await prepareBatch(desk.licensing, { ...asked, schedule: wanted.schedule }, wanted);
  const { asks = false, justification } = wanted;
  if ('draft' in prepared)
    return showBatch(desk, turn, prepared.draft as BatchChange, {
      asks,
      ...(justification ? { justification } : {}),
    });
  const { code, sentence } = prepared.failure;
  if (code !== 'batch.nothing-left') {
    const { skuId, schedule: begin } = wanted;
    const known = { products: await assignable(desk), selectedSkuId: skuId, begin, notice: sentence };
    return asks ? requestForm(desk, turn, known) : form(desk, turn, known);
  }
  return told(turn, turn.words('batch.nothingLeftTitle'), sentence, wanted.skuId, asks);
}

/** What a draft would do, or why it cannot be asked for as one. */
export async function showBatch(
  desk: Desk,
  turn: Turn,
  draft: BatchChange,
  shown: Shown = {},
): Promise<Reply> {
  const { policy } = desk.approvals;
  const mustAsk = shown.asks === true || needsAgreement(policy, draft);
  const obstacle = mustAsk ? batchObstacle(policy, draft) : undefined;
  if (!obstacle) return { card: await beforeBatch(desk, turn, draft, shown) };
  await cancelDraft(desk.licensing, draft, turn.person);
  const undone = await undoneBy(desk, turn, draft);
  if (undone) return groupByGroup(turn, undone, obstacle.sentence);
  const { skuId } = draft.product;
  return told(turn, turn.words('batch.approversTitle'), obstacle.sentence, skuId, shown.asks);
}

/** "Before you assign" for several groups. */
export async function beforeBatch(
  desk: Desk,
  turn: Turn,
  draft: BatchChange,
  more: Shown = {},
): Promise<CardView> {
  const { policy } = desk.approvals;
  const [first] = policyOf(policy, draft).stages;
  const asks = more.asks === true || needsAgreement(policy, draft);
  const exact = await exactOf(desk, draft);
  const change = await withKnownNeed(desk, draft, exact?.sum);
  return beforeBatchView(turn.words, {
    change,
    ...more,
    typeName: mustTypeName(desk, change),
    mayWait: desk.byHand === null,
    exact,
    approvers: asks ? (await whomRulesMean(desk, change, () => first?.approvers ?? [])).approvers : null,
  });
}

/** Assign, or Wait for seats, was pressed on the draft of several groups, by whoever asked for it. */
export async function confirmBatch(
  desk: Desk,
  turn: Turn,
  change: BatchChange,
  input: ActionInput,
  { isStale, waits }: { readonly isStale: boolean; readonly waits: boolean },
): Promise<Reply> {
  if (change.state === 'draft') {
    const reader = readerOf(desk, turn);
    if (change.schedule && !beginsLater(change.schedule, reader.now)) {
      return changeBatch(desk, turn, change, { notice: whenSentence(turn, 'past', reader) });
    }
    if (isStale || desk.byHand) return again(desk, turn, change);
    // The policy may have become stricter since the draft was drawn.
    if (needsAgreement(desk.approvals.policy, change)) return showBatch(desk, turn, change);
    if (mustTypeName(desk, change) && !isNameOf(change, textOf(input.data, 'groupName', 300))) {
      const notice = turn.words('batch.nameWrong');
      return { card: await beforeBatch(desk, turn, change, { notice }) };
    }
  }
  const activityId = turn.conversation.id === change.conversationId ? input.activityId : null;
  // What is needed at least counts, as on the card: whoever comes first gets the seats.
  const needs = { ...change.forecast, seatsNeeded: change.batch.atLeast };
  const pressed = await inSeatOrder(
    desk.licensing,
    change,
    waits ? Infinity : shortAsTold(input.data),
    () => confirmChange(desk.licensing, change, turn.person, activityId, { waits }),
    needs,
  );
  if (pressed.kind === 'busy')
    return { card: changeCard(turn.words, change), again: turn.words('held.busy') };
  if (pressed.kind === 'short') {
    const forecast = { ...pressed.forecast, seatsNeeded: change.forecast.seatsNeeded };
    const { id, revision } = change;
    const move = { id, revision, at: desk.now(), patch: { forecast }, redraw: false };
    const moved = (await desk.store.changes.move(move)) ?? { ...change, forecast };
    const notice = turn.words('held.since');
    return { card: await beforeBatch(desk, turn, moved as BatchChange, { notice }) };
  }
  return { card: changeCard(turn.words, pressed.done.change), forEveryone: true };
}

/** Ask for approval was pressed on it. */
export async function askForBatch(
  desk: Desk,
  turn: Turn,
  change: BatchChange,
  input: ActionInput,
  { isStale, asks = false }: { readonly isStale: boolean; readonly asks?: boolean },
): Promise<Reply> {
  if (isStale) return again(desk, turn, change, asks);
  if (batchObstacle(desk.approvals.policy, change)) return showBatch(desk, turn, change, { asks });
  return askApproval(desk, turn, change, input, asks);
}

/** The batch that a draft undoes. */
async function undoneBy(desk: Desk, turn: Turn, { origin }: BatchChange): Promise<BatchChange | undefined> {
  if (origin.undoes === undefined) return undefined;
  const undone = await desk.store.changes.byNumber(turn.tenantId, origin.undoes);
  return undone && isBatch(undone) ? undone : undefined;
}

/** Change was pressed on it: back to the list of groups. */
export async function changeBatch(
  desk: Desk,
  turn: Turn,
  change: BatchChange,
  { notice, asks = false }: Shown = {},
): Promise<Reply> {
  // What an undoing does is not chosen.
  if (change.origin.undoes !== undefined) return again(desk, turn, change);
  await cancelDraft(desk.licensing, change, turn.person);
  const { product, batch, schedule } = change;
  const all = batch.groups;
  const names = all.map(({ name }) => name);
  // Few are listed to be edited; many are kept, and others can be added.
  const isShort =
    all.length <= mostEdited && new Set(names.map((name) => name.toLowerCase())).size === all.length;
  const known = isShort ? { groupIds: [], names } : { groupIds: all.map(({ id }) => id), names: [] };
  return groupsForm(desk, turn, product, { ...known, schedule, asks }, notice);
}

const mostEdited = 20;

/** The same groups once more, as they are now. */
async function again(desk: Desk, turn: Turn, change: BatchChange, asks = false): Promise<Reply> {
  await cancelDraft(desk.licensing, change, turn.person);
  const undone = await undoneBy(desk, turn, change);
  if (undone) return reviewBatchUndo(desk, turn, undone);
  const { product, batch, schedule } = change;
  const groupIds = batch.groups.map(({ id }) => id);
  return reviewBatch(desk, turn, { skuId: product.skuId, groupIds, schedule, asks });
}

function told({ words: w }: Turn, title: string, line: string, skuId: string, asks = false): Reply {
  const actions = asks
    ? [{ title: w('action.request'), verb: 'request.start', data: { skuId } }]
    : [{ title: w('action.assignOther'), verb: 'assign.start', data: { skuId } }];
  return { card: noticeView(w, { tone: 'info', title, lines: [line], actions }) };
}
