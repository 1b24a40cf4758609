import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import type { Slice } from '../page';
import { changeNumber, target } from './parts/asked-by';
import { bar } from './parts/bar';
import { processed, stallWords, stateWords } from './parts/change-steps';
import { paging } from './parts/paging';

export const runningPerPage = 6;

/** One page of those that run, newest first. */
export interface StatusRunningInput extends Slice<Change> {
  /** How many run in all. */
  readonly total: number;
  /** How many changes begin later. */
  readonly planned: number;
}

/** The changes that are on their way; a row opens one. */
export function statusRunningView(w: Words, input: StatusRunningInput): CardView {
  const none = input.total === 0;
  const count = none ? w('status.runningNone') : w('status.runningCount', { count: input.total });
  return {
    name: 'status-running',
    data: {
      title: w('status.runningTitle'),
      count,
      hint: none ? w('status.runningNoneHint') : '',
      changes: input.items.map((change) => changeRow(w, change)),
      paging: paging(w, input),
      verb: 'status',
      refreshTitle: w('action.refresh'),
      page: input.page,
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
