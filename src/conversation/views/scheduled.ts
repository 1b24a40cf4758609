import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { paging } from './parts/paging';
import { changeRow } from './status-running';

const perPage = 6;

export interface ScheduledInput {
  /** In the order in which they begin. */
  readonly changes: readonly Change[];
  /** From 0; clamped to the pages that exist. */
  readonly page: number;
}

/** The changes that begin later; a row opens one, where it can be moved or cancelled. */
export function scheduledView(w: Words, input: ScheduledInput): CardView {
  const shown = slice(input.changes, input.page, perPage);
  const none = input.changes.length === 0;
  const count = none ? w('scheduled.none') : w('scheduled.count', { count: input.changes.length });
  return {
    name: 'status-running',
    data: {
      title: w('scheduled.title'),
      count,
      hint: none ? w('scheduled.noneHint') : '',
      changes: shown.items.map((change) => changeRow(w, change)),
      paging: paging(w, shown),
      verb: 'scheduled',
      refreshTitle: w('action.refresh'),
      page: shown.page,
      otherVerb: 'status',
      otherTitle: w('action.running'),
    },
    summary: `${w('scheduled.title')}: ${count}`,
  };
}
