import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { changeNumber, target } from './parts/asked-by';
import { bar } from './parts/bar';
import { processed, stallWords, stateWords } from './parts/change-steps';
import { paging } from './parts/paging';

const perPage = 6;

export interface StatusRunningInput {
  readonly changes: readonly Change[];
  /** From 0; clamped to the pages that exist. */
  readonly page: number;
  /** How many changes begin later. */
  readonly planned: number;
}

/** The changes that are on their way; a row opens one. */
export function statusRunningView(w: Words, input: StatusRunningInput): CardView {
  const shown = slice(input.changes, input.page, perPage);
  const none = input.changes.length === 0;
  const count = none ? w('status.runningNone') : w('status.runningCount', { count: input.changes.length });
  return {
    name: 'status-running',
    data: {
      title: w('status.runningTitle'),
      count,
      hint: none ? w('status.runningNoneHint') : '',
      changes: shown.items.map((change) => changeRow(w, change)),
      paging: paging(w, shown),
      verb: 'status',
      refreshTitle: w('action.refresh'),
      page: shown.page,
      otherVerb: 'scheduled',
      otherTitle:
        input.planned > 0 ? `${w('action.scheduled')} (${w('number', { number: input.planned })})` : '',
    },
    summary: `${w('status.runningTitle')}: ${count}`,
  };
}

/** A change in a list. */
export function changeRow(w: Words, change: Change) {
  const { done, members } = processed(change);
  const number = changeNumber(w, change);
  return {
    id: change.id,
    number,
    target: target(w, change),
    state: stateWords(w, change),
    stall: stallWords(w, change),
    openTitle: w('action.open', { name: number }),
    bar: bar(done, members),
    showBar: change.state === 'processing' && members > 0,
  };
}
