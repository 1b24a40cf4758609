import { applyByHand } from '../licensing/apply';
import { isBatch } from '../licensing/batch/batch';
import { cancelDraft, confirmChange } from '../licensing/confirm';
import { isAssign, isPlainAssign, productsOf } from '../licensing/edit';
import { handHasMs } from '../licensing/hand';
import { runningFor } from '../licensing/prepare';
import { recheckOutcome } from '../licensing/recheck';
import { beginsLater } from '../licensing/schedule-time';
import type { Change, Forecast } from '../licensing/change';
import { inSeatOrder } from '../licensing/seats';
import { assignable, form, groupChoice, review } from './assign';
import { askForBatch, beforeBatch, changeBatch, confirmBatch } from './batch/review';
import { handOf } from './by-hand';
import { idOf, pageOf, shortAsTold, textOf } from './card-data';
import { changeCard } from './change-card';
import { beforeAssignCard } from './forecast';
import { editAgain, reviewAgain } from './edits/again';
import { askApproval } from './edits/ask-approval';
import { beforeEdit } from './edits/before';
import { isNameOf, mustTypeName } from './edits/type-name';
import { askSecondPerson, wantsSecondPerson } from './requests/second-person';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { failuresView } from './views/failures';
import { noticeView } from './views/notice';
import { readerOf, whenSentence } from './when/asked';

/** Assign was pressed on "Before you assign". Only the person who asked may press it. */
export function changeConfirm(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return confirm(desk, turn, input, false);
}

/** Wait for seats was pressed there: it is confirmed, and begins once the seats are free. */
export function changeWait(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  // Nobody is there to write in their own name then.
  return desk.byHand ? changeCheck(desk, turn, input) : confirm(desk, turn, input, true);
}

async function confirm(desk: Desk, turn: Turn, input: ActionInput, waits: boolean): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    if (isBatch(change))
      return confirmBatch(desk, turn, change, input, { isStale: isStale(desk, change, input), waits });
    if (change.state === 'draft') {
      if (!isPlainAssign(change)) {
        const instead = await insteadOfConfirming(desk, turn, change, input);
        if (instead) return instead;
      } else {
        const { id, group, product, edit, schedule } = change;
        const reader = readerOf(desk, turn);
        if (schedule && !beginsLater(schedule, reader.now)) {
          await cancelDraft(desk.licensing, change, turn.person);
          return backToForm(desk, turn, change, whenSentence(turn, 'past', reader));
        }
        // The policy may have become stricter since the draft was drawn.
        if (wantsSecondPerson(desk, change)) return askSecondPerson(desk, turn, change);
        const stale = isStale(desk, change, input);
        if (stale) await cancelDraft(desk.licensing, change, turn.person);
        if (stale || (await runningFor(desk.licensing, turn.tenantId, group.id, productsOf(edit), id))) {
          return review(desk, turn, await assignable(desk), {
            skuId: product.skuId,
            groupId: group.id,
            schedule,
          });
        }
      }
    }
    // Only the card in the conversation where it was asked becomes the progress card.
    const activityId = turn.conversation.id === change.conversationId ? input.activityId : null;
    const press = { verb: 'change.confirm', id: change.id, revision: change.revision };
    const ready = change.state === 'draft' ? await handOf(desk, turn, input, press) : { hand: undefined };
    if ('reply' in ready) return ready.reply;
    const { hand } = ready;
    const how = { afterMs: hand ? handHasMs : 0, waits };
    // A press that comes again after signing in does not say what the card had said.
    const told = waits || hand ? Infinity : shortAsTold(input.data);
    const pressed = await inSeatOrder(desk.licensing, change, told, () =>
      confirmChange(desk.licensing, change, turn.person, activityId, how),
    );
    if (pressed.kind === 'busy')
      return { card: changeCard(turn.words, change), again: turn.words('held.busy') };
    if (pressed.kind === 'short') return showHeld(desk, turn, change, pressed.forecast);
    const { done } = pressed;
    const now =
      hand && done.effect === 'done' && done.change.state === 'queued'
        ? await applyByHand(desk.licensing, done.change, hand)
        : done.change;
    return { card: changeCard(turn.words, now), forEveryone: true };
  });
}

/** Another change has taken its place meanwhile: the draft is shown with what is left for it. */
async function showHeld(desk: Desk, turn: Turn, draft: Change, forecast: Forecast): Promise<Reply> {
  const moved = await desk.store.changes.move({
    id: draft.id,
    revision: draft.revision,
    at: desk.now(),
    patch: { forecast },
    redraw: false,
  });
  return before(desk, turn, moved ?? { ...draft, forecast }, turn.words('held.since'));
}

/** What a draft would do. @param notice why it is shown again */
async function before(desk: Desk, turn: Turn, draft: Change, notice = ''): Promise<Reply> {
  if (draft.state !== 'draft') return { card: changeCard(turn.words, draft) };
  return isPlainAssign(draft)
    ? beforeAssignCard(desk, turn, draft, notice)
    : { card: await beforeEdit(desk, turn, draft, { notice }) };
}

/** Change was pressed: back to the form with the same license and group. */
export async function changeEdit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    const open = change.state === 'draft' || change.state === 'cancelled'; // pressed twice, it was cancelled by the first
    if (!open) return { card: changeCard(turn.words, change) };
    if (isBatch(change)) return changeBatch(desk, turn, change);
    if (!isAssign(change)) return editAgain(desk, turn, change);
    await cancelDraft(desk.licensing, change, turn.person); // the next review draws a new draft
    return backToForm(desk, turn, change);
  });
}

/** The form with everything that a change says. */
async function backToForm(desk: Desk, turn: Turn, change: Change, notice?: string): Promise<Reply> {
  const selectedGroup = await groupChoice(desk, turn, change.group.id);
  return form(desk, turn, {
    products: await assignable(desk),
    selectedSkuId: change.product.skuId,
    ...(selectedGroup ? { selectedGroup } : {}),
    begin: change.schedule,
    ...(notice ? { notice } : {}),
  });
}

/** Ask for approval was pressed: the draft becomes a request, with the reason that approvers read. */
export async function changeAsk(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    if (isBatch(change) && change.state === 'draft') {
      return askForBatch(desk, turn, change, input, { isStale: isStale(desk, change, input) });
    }
    if (change.state !== 'draft' || isPlainAssign(change)) return { card: changeCard(turn.words, change) };
    if (isStale(desk, change, input)) {
      await cancelDraft(desk.licensing, change, turn.person);
      return reviewAgain(desk, turn, change);
    }
    return askApproval(desk, turn, change, input);
  });
}

/** Cancel was pressed on a draft. */
export async function changeCancel(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    const pressed = await cancelDraft(desk.licensing, change, turn.person);
    return { card: changeCard(turn.words, pressed.change), forEveryone: true };
  });
}

/** How the change stands now. */
export async function changeCheck(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.state === 'draft') {
      await desk.store.cards.dropForecast(change.id); // the message shows the draft again
      return isBatch(change) ? { card: await beforeBatch(desk, turn, change) } : before(desk, turn, change);
    }
    const now = change.outcome && !isBatch(change) ? await recheckOutcome(desk.licensing, change) : change;
    await desk.licensing.wakeCards(change.id);
    return { card: changeCard(turn.words, now), shows: now };
  });
}

/** The members who did not get the license, by cause. */
export async function changeFailures(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => ({
    card: failuresView(turn.words, { change, page: pageOf(input.data) }),
  }));
}

/** A forecast that is older than this is made again before anything is written. Milliseconds. */
const forecastLastsMs = 15 * 60_000;

/** The card was drawn from another revision, or what it promised may have changed since. */
export function isStale(desk: Desk, change: Change, input: ActionInput): boolean {
  const age = desk.now().getTime() - Date.parse(change.forecast.madeAt);
  return input.data['revision'] !== change.revision || age > forecastLastsMs;
}

/** What is shown instead of carrying a draft out; undefined: nothing stands in the way. */
async function insteadOfConfirming(
  desk: Desk,
  turn: Turn,
  change: Change,
  input: ActionInput,
): Promise<Reply | undefined> {
  const { id, group, edit } = change;
  // The policy may have become stricter since the draft was drawn.
  if (wantsSecondPerson(desk, change)) return { card: await beforeEdit(desk, turn, change) };
  const stale = isStale(desk, change, input);
  const running = await runningFor(desk.licensing, turn.tenantId, group.id, productsOf(edit), id);
  if (stale || running) {
    if (stale) await cancelDraft(desk.licensing, change, turn.person);
    return reviewAgain(desk, turn, change);
  }
  if (!mustTypeName(desk, change) || isNameOf(change, textOf(input.data, 'groupName', 300))) return undefined;
  return { card: await beforeEdit(desk, turn, change, { notice: turn.words('beforeEdit.nameWrong') }) };
}

/** Finds the change that a button names. */
export async function onChange(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (change: Change) => Promise<Reply>,
): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  // A change of another tenant is as unknown as one that never was.
  return change?.tenantId === turn.tenantId ? act(change) : unknownChange(turn);
}

function unknownChange(turn: Turn): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('change.unknownTitle'),
      lines: [w('change.unknown')],
      actions: [{ title: w('action.assign'), verb: 'assign.start', data: {} }],
    }),
  };
}

export function notYours(turn: Turn, change: Change): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'warning',
      title: w('change.notYoursTitle'),
      lines: [w('change.notYours', { name: change.asker.name })],
      actions: [{ title: w('action.assign'), verb: 'assign.start', data: {} }],
    }),
  };
}
