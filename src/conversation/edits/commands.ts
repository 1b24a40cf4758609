import { idOf, textOf } from '../card-data';
import { toChoices } from '../find-group';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from '../turn';
import { chooseView } from '../views/choose';
import { noticeView } from '../views/notice';
import { editForm } from './form';
import { readEditText, type EditKind } from './edit-text';
import { gather } from './gather';
import { pressWith, readKnown } from './known';

const mostResults = 8;

/** `remove`, `remove <license> from <group>`. */
export function remove(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  return typed(desk, turn, 'remove', input);
}

/** `swap`, `swap <license> for <license> on <group>`. */
export function swap(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  return typed(desk, turn, 'swap', input);
}

/** `plans`, `plans <license> on <group>`. */
export function plans(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  return typed(desk, turn, 'plans', input);
}

/** Continue on the form, or a choice: on with whatever is known now. */
export function editGo(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return gather(desk, turn, readKnown(input.data));
}

/** Search button of the form, for clients that cannot ask while somebody types. */
export async function editSearch(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const query = textOf(input.data, 'groupQuery', 256);
  const found = await desk.graph.searchGroups(query, mostResults);
  const groups = await toChoices(desk.graph, found, turn.words.locale);
  return editForm(turn, { ...readKnown(input.data), groupId: '' }, { query, groups });
}

/** What can be changed about a group's licenses. */
export async function editMenu(_desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const w = turn.words;
  const known = readKnown({ groupId: idOf(input.data, 'groupId') });
  const entry = (kind: EditKind, title: string, detail: string) => ({
    title,
    detail,
    ...pressWith(known, { kind }),
  });
  return {
    card: chooseView(w, {
      title: w('edit.menuTitle'),
      text: '',
      choices: [
        entry('swap', w('edit.menuSwap'), w('edit.menuSwapText')),
        entry('plans', w('edit.menuPlans'), w('edit.menuPlansText')),
        entry('remove', w('edit.menuRemove'), w('edit.menuRemoveText')),
      ],
    }),
  };
}

/** Cancel on a form: nothing was stored. */
export async function editCancel(_desk: Desk, turn: Turn): Promise<Reply> {
  const w = turn.words;
  const lines = [w('edit.closedText')];
  return { card: noticeView(w, { tone: 'info', title: w('edit.closed'), lines }) };
}

async function typed(desk: Desk, turn: Turn, kind: EditKind, { rest }: CommandInput): Promise<Reply> {
  const text = readEditText(kind, rest, await desk.catalog.products());
  return gather(desk, turn, { kind, groupId: '', skuId: '', toSkuId: '', ...text });
}
