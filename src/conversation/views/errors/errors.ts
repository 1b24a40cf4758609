import type { Words } from '../../../i18n/words';
import type { GroupInError, Orphan } from '../../../licensing/repair/tenant-errors';
import { action, type CardView } from '../../card-view';
import type { Slice } from '../../page';
import { nameOf } from '../parts/names';
import { paging } from '../parts/paging';

/** A row is a group with members in error, or a license on a group that nobody owns any more. */
export type ErrorRow =
  | { readonly kind: 'group'; readonly group: GroupInError; readonly members: number | undefined }
  | { readonly kind: 'orphan'; readonly orphan: Orphan; readonly license: string };

export interface ErrorsInput {
  readonly groups: number;
  readonly orphans: number;
  readonly shown: Slice<ErrorRow>;
  /** May take a license off a group. */
  readonly mayAssign: boolean;
}

/** Everything in the tenant that is in error; a row opens the group, or leads to taking the license off. */
export function errorsView(w: Words, { groups, orphans, shown, mayAssign }: ErrorsInput): CardView {
  const title = w('errors.title');
  const pages = paging(w, shown);
  const turnTo = (page: number, label: string) => action(label, 'errors', { page });
  const lines = [
    groups > 0 ? w('errors.count', { count: groups }) : w('errors.none'),
    ...(orphans > 0 ? [w('errors.orphanCount', { count: orphans })] : []),
  ];
  return {
    name: 'errors',
    data: {
      title,
      lines: lines.map((text) => ({ text })),
      rows: shown.items.map((row) => drawRow(w, row, mayAssign)),
      paging: pages,
      actions: [
        ...(pages.hasPrevious ? [turnTo(pages.previous, pages.previousTitle)] : []),
        ...(pages.hasNext ? [turnTo(pages.next, pages.nextTitle)] : []),
        action(w('action.refresh'), 'errors', { page: shown.page }),
      ],
    },
    summary: `${title}: ${lines.join(' ')}`,
  };
}

function drawRow(w: Words, row: ErrorRow, mayAssign: boolean) {
  if (row.kind === 'group') {
    const { id, name, busy } = row.group;
    const shown = nameOf(w, name);
    return {
      name: shown,
      symbol: '⚠',
      detail:
        row.members === undefined ? w('errors.inGroupUnknown') : w('errors.inGroup', { count: row.members }),
      note: busy ? w('errors.busy') : '',
      mayOpen: true,
      openTitle: w('action.open', { name: shown }),
      verb: 'errors.group',
      data: { groupId: id },
    };
  }
  const { groupId, groupName, skuId } = row.orphan;
  const [license, group] = [nameOf(w, row.license), nameOf(w, groupName)];
  return {
    name: group,
    symbol: '✕',
    detail: w('errors.orphan', { license }),
    note: '',
    mayOpen: mayAssign,
    openTitle: w('errors.orphanButton', { license, group }),
    verb: 'errors.clean',
    data: { groupId, skuId },
  };
}
