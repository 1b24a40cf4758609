import { holdingStates, plannedStates, runningStates, type ChangeState } from '../licensing/change-states';
import type { GroupChoice } from '../licensing/group-choice';
import { groupStatus } from '../licensing/groups';
import type { GraphGroup } from '../graph/api';
import { idOf, pageOf } from './card-data';
import { changeCard } from './change-card';
import type { Press } from './choose';
import { placeOf } from './page';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from './turn';
import { noticeView } from './views/notice';
import { stallWords } from './views/parts/change-steps';
import { statusGroupView } from './views/status-group';
import { runningPerPage, statusRunningView } from './views/status-running';
import { withGroup } from './with-group';

/** `status`, `status <group>`, `status <number>`. */
export async function status(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  if (!input.rest) return running(desk, turn, 0);
  const number = /^#?(\d{1,9})$/.exec(input.rest)?.[1];
  const change = number ? await desk.store.changes.byNumber(turn.tenantId, Number(number)) : undefined;
  if (change && change.state !== 'draft') return { card: changeCard(turn.words, change), shows: change };
  if (number && (await desk.graph.searchGroups(input.rest, 1)).length === 0)
    return noSuchChange(turn, number);
  const press = ({ id }: GroupChoice): Press => ({ verb: 'status.group', data: { groupId: id } });
  return withGroup(desk, turn, input.rest, press, (group) => showGroup(desk, turn, group, 0));
}

/** Nothing has this number, neither a change nor a group. */
function noSuchChange({ words: w }: Turn, number: string): Reply {
  const lines = [w('change.none', { number })];
  const actions = [{ title: w('action.running'), verb: 'status', data: {} }];
  return { card: noticeView(w, { tone: 'info', title: w('change.unknownTitle'), lines, actions }) };
}

/** The changes now running, by button. */
export async function statusRunning(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return running(desk, turn, pageOf(input.data));
}

/** The products of one group, by button. */
export async function statusGroup(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const id = idOf(input.data, 'groupId');
  const group = id ? await desk.graph.group(id) : undefined;
  if (group) return showGroup(desk, turn, group, pageOf(input.data));
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('status.groupGoneTitle'),
      lines: [w('status.groupGone')],
      actions: [],
    }),
  };
}

async function running(desk: Desk, turn: Turn, page: number): Promise<Reply> {
  const { changes } = desk.store;
  const counts = await changes.countByState(turn.tenantId, holdingStates);
  const sum = (states: readonly ChangeState[]): number =>
    states.reduce((total, state) => total + (counts.get(state) ?? 0), 0);
  const place = placeOf(sum(runningStates), page, runningPerPage);
  const items = place.total === 0 ? [] : await changes.inStates(turn.tenantId, runningStates, place);
  return { card: statusRunningView(turn.words, { ...place, items, planned: sum(plannedStates) }) };
}

async function showGroup(desk: Desk, turn: Turn, group: GraphGroup, page: number): Promise<Reply> {
  const [products, withErrors, changes] = await Promise.all([
    desk.catalog.products(),
    desk.graph.groupIdsWithErrors(),
    desk.store.changes.ofGroup(turn.tenantId, group.id, 20),
  ]);
  const catalog = new Map(products.map((product) => [product.skuId, product]));
  const rows = group.assignedLicenses.map((license) => {
    const change = changes.find(
      (each) => each.product.skuId === license.skuId && each.state === 'processing',
    );
    const progress = change?.progress;
    return {
      skuId: license.skuId,
      productName: catalog.get(license.skuId)?.name ?? desk.catalog.names.product(license.skuId, ''),
      owned: catalog.has(license.skuId),
      status: change ? ('in-progress' as const) : groupStatus(group, withErrors),
      ...(change ? { detail: stallWords(turn.words, change) } : {}),
      ...(progress
        ? { progress: { done: progress.licensed + progress.failed, members: progress.members } }
        : {}),
    };
  });
  return {
    card: statusGroupView(turn.words, {
      groupId: group.id,
      groupName: group.displayName,
      rows,
      page,
      mayAssign: turn.access.mayAssign,
    }),
  };
}
