import { licenseErrors, type LicenseError } from '../../licensing/change';
import type { GroupChoice } from '../../licensing/group-choice';
import { prerequisiteFor, wantFor } from '../../licensing/repair/prerequisite';
import { readFailures, type GroupFailures } from '../../licensing/repair/read-failures';
import { readTenantErrors } from '../../licensing/repair/tenant-errors';
import type { Want } from '../../licensing/want';
import { idOf, pageOf } from '../card-data';
import { action } from '../card-view';
import { chooseGroup, noGroup, type Press } from '../choose';
import { download } from '../download';
import { reviewWant } from '../edits/review';
import { findGroup, toChoices } from '../find-group';
import { slice } from '../page';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from '../turn';
import { errorsCauseView } from '../views/errors/errors-cause';
import { errorsGroupView } from '../views/errors/errors-group';
import { errorsView, type ErrorRow } from '../views/errors/errors';
import { noticeView } from '../views/notice';
import { namesFor } from './naming';

const perPage = 8;

/** `errors`, `errors <group>`. */
export async function errors(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  if (!input.rest) return showTenant(desk, turn, 0);
  const match = await findGroup(desk.graph, input.rest);
  if (match.kind === 'one') return showGroup(desk, turn, match.group.id);
  const press = (group: GroupChoice): Press => ({ verb: 'errors.group', data: { groupId: group.id } });
  const groups = await toChoices(
    desk.graph,
    match.kind === 'several' ? match.groups : match.near,
    turn.words.locale,
  );
  return match.kind === 'several'
    ? chooseGroup(turn, groups, press)
    : noGroup(turn, input.rest, groups, press);
}

/** Another page of the groups. */
export function errorsPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return showTenant(desk, turn, pageOf(input.data));
}

/** One group, by button. */
export function errorsGroup(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return showGroup(desk, turn, idOf(input.data, 'groupId'));
}

/** The people of one cause, a page at a time. */
export async function errorsCause(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const failures = await failuresOf(desk, turn, idOf(input.data, 'groupId'));
  if (!failures) return groupGone(turn);
  const error = errorOf(input.data);
  const cause = failures.causes.find((each) => each.error === error);
  if (!cause)
    return cause === undefined && error ? nobodyLeft(turn, failures) : drawGroup(desk, turn, failures);
  const names = await namesFor(desk, failures);
  return {
    card: errorsCauseView(turn.words, {
      failures,
      cause,
      names,
      prerequisite: prerequisiteFor(failures, cause),
      page: pageOf(input.data),
      mayAssign: turn.access.mayAssign,
    }),
  };
}

/** Everybody in error as a file; for those who may download, see `download`. */
export async function errorsDownload(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const groupId = idOf(input.data, 'groupId');
  const group = groupId ? await desk.graph.group(groupId) : undefined;
  if (!group) return groupGone(turn);
  const w = turn.words;
  return download(desk, turn, { kind: 'errors', groupId }, 'csv', {
    what: w('errors.title'),
    target: group.displayName,
    back: action(w('action.groupErrors'), 'errors.group', { groupId }),
  });
}

/** A license that is not owned any more is to come off a group: what that does is shown first, as for any removal. */
export function errorsClean(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const want: Want = { kind: 'remove', skuId: idOf(input.data, 'skuId') };
  return reviewWant(desk, turn, idOf(input.data, 'groupId'), want);
}

/** What members lack is to come to the group itself: a change of its licenses like any other. */
export async function repairPrerequisite(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const failures = await failuresOf(desk, turn, idOf(input.data, 'groupId'));
  if (!failures) return groupGone(turn);
  const error = errorOf(input.data);
  const cause = failures.causes.find((each) => each.error === error);
  const prerequisite = cause && prerequisiteFor(failures, cause);
  if (!prerequisite) return nobodyLeft(turn, failures);
  return reviewWant(desk, turn, failures.group.id, wantFor(prerequisite, failures));
}

/** @returns undefined for anything that is none of Entra's six words */
export function errorOf(data: Readonly<Record<string, unknown>>): LicenseError | undefined {
  return licenseErrors.find((each) => each === data['error']);
}

export async function showGroup(desk: Desk, turn: Turn, groupId: string): Promise<Reply> {
  const failures = await failuresOf(desk, turn, groupId);
  return failures ? drawGroup(desk, turn, failures) : groupGone(turn);
}

export function groupGone(turn: Turn): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('errors.noGroupTitle'),
      lines: [w('errors.noGroup')],
      actions: [{ title: w('action.allErrors'), verb: 'errors', data: {} }],
    }),
  };
}

function failuresOf(desk: Desk, turn: Turn, groupId: string): Promise<GroupFailures | undefined> {
  return groupId ? readFailures(desk.licensing, turn.tenantId, groupId) : Promise.resolve(undefined);
}

async function drawGroup(desk: Desk, turn: Turn, failures: GroupFailures): Promise<Reply> {
  return {
    card: errorsGroupView(turn.words, {
      failures,
      names: await namesFor(desk, failures),
      mayAssign: turn.access.mayAssign,
      mayDownload: turn.access.mayAssign && turn.conversation.kind === 'personal',
    }),
  };
}

function nobodyLeft(turn: Turn, { group }: GroupFailures): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'good',
      title: w('errors.title'),
      lines: [w('errors.gone')],
      actions: [{ title: w('action.groupErrors'), verb: 'errors.group', data: { groupId: group.id } }],
    }),
  };
}

async function showTenant(desk: Desk, turn: Turn, page: number): Promise<Reply> {
  const products = await desk.catalog.products();
  const { groups, orphans } = await readTenantErrors(desk.graph, products);
  const rows: readonly ErrorRow[] = [
    ...groups.map((group) => ({ kind: 'group' as const, group, members: undefined })),
    ...orphans.map((orphan) => ({
      kind: 'orphan' as const,
      orphan,
      license: desk.catalog.names.product(orphan.skuId, ''),
    })),
  ];
  const shown = slice(rows, page, perPage);
  const ids = shown.items.flatMap((row) => (row.kind === 'group' ? [row.group.id] : []));
  const totals = ids.length > 0 ? await desk.graph.errorTotals(ids) : new Map<string, number>();
  const items = shown.items.map((row) =>
    row.kind === 'group' ? { ...row, members: totals.get(row.group.id) } : row,
  );
  return {
    card: errorsView(turn.words, {
      groups: groups.length,
      orphans: orphans.length,
      shown: { ...shown, items },
      mayAssign: turn.access.mayAssign,
    }),
  };
}
