import type { Words } from '../../i18n/words';
import type { GroupStatus } from '../../licensing/groups';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { groupStatusWords } from './parts/group-status';
import { nameOf, optionalText } from './parts/names';
import { paging } from './parts/paging';

const perPage = 8;

export interface StatusGroupInput {
  readonly groupId: string;
  readonly groupName: string;
  readonly rows: readonly {
    readonly skuId: string;
    readonly productName: string;
    readonly status: GroupStatus;
    readonly detail?: string;
    /** False when the tenant does not own the product any more. */
    readonly owned?: boolean;
    readonly progress?: { readonly done: number; readonly members: number };
  }[];
  /** From 0; clamped to the pages that exist. */
  readonly page: number;
  readonly mayAssign: boolean;
}

/** Every license of one group with its state; a row opens the license. */
export function statusGroupView(w: Words, input: StatusGroupInput): CardView {
  const name = nameOf(w, input.groupName);
  const shown = slice(input.rows, input.page, perPage);
  const count =
    input.rows.length === 0 ? w('status.groupNone') : w('status.groupCount', { count: input.rows.length });
  return {
    name: 'status-group',
    data: {
      title: w('status.groupTitle'),
      name,
      count,
      rows: shown.items.map((row) => rowOf(w, row)),
      paging: paging(w, shown),
      groupId: input.groupId,
      mayAssign: input.mayAssign,
      hasErrors: input.rows.some(({ status }) => status === 'errors'),
      errorsTitle: w('action.errors'),
      assignTitle: w('action.assign'),
      mayChange: input.mayAssign && input.rows.length > 0,
      changeTitle: w('action.changeLicenses'),
      refreshTitle: w('action.refresh'),
    },
    summary: [
      `${name}: ${count}`,
      ...shown.items.map((row) => `${nameOf(w, row.productName)}: ${w(`status.${row.status}`)}`),
    ]
      .slice(0, 4)
      .join(' · '),
  };
}

function rowOf(w: Words, row: StatusGroupInput['rows'][number]) {
  const name = nameOf(w, row.productName);
  const details = [
    row.progress ? w('status.progress', { ...row.progress }) : '',
    row.owned === false ? w('status.notOwned') : '',
    optionalText(row.detail, 250),
  ].filter(Boolean);
  return {
    skuId: row.skuId,
    name,
    openTitle: w('action.open', { name }),
    status: groupStatusWords(w, row.status),
    detail: details.join(' · '),
  };
}
