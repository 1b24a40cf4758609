import { cancelDraft, confirmChange } from '../licensing/confirm';
import type { Change } from '../licensing/change';
import { toChoices } from './find-group';
import { assignable, form } from './assign';
import { idOf, pageOf } from './card-data';
import { changeCard } from './change-card';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { failuresView } from './views/failures';
import { noticeView } from './views/notice';

/** Assign was pressed on "Before you assign". Only the person who asked may press it. */
export async function changeConfirm(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    const pressed = await confirmChange(desk.licensing, change, turn.person, input.activityId);
    return { card: changeCard(turn.words, pressed.change), forEveryone: true };
  });
}

/** Change was pressed: back to the form with the same license and group. */
export async function changeEdit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => {
    if (change.state !== 'draft') return { card: changeCard(turn.words, change) };
    if (change.asker.id !== turn.person.id) return notYours(turn, change);
    await cancelDraft(desk.licensing, change, turn.person); // the next review draws a new draft
    const group = await desk.graph.group(change.group.id);
    const [selectedGroup] = await toChoices(desk.graph, group ? [group] : [], turn.words.locale);
    return form(turn, {
      products: await assignable(desk),
      selectedSkuId: change.product.skuId,
      selectedGroup,
    });
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
    await desk.licensing.wakeCards(change.id);
    return { card: changeCard(turn.words, change) };
  });
}

/** The members who did not get the license, by cause. */
export async function changeFailures(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onChange(desk, turn, input, async (change) => ({
    card: failuresView(turn.words, { change, page: pageOf(input.data) }),
  }));
}

async function onChange(
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

function notYours(turn: Turn, change: Change): Reply {
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
