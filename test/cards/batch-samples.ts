import type { CardView } from '../../src/conversation/card-view';
import { batchView } from '../../src/conversation/views/batch/batch';
import { beforeBatchView } from '../../src/conversation/views/batch/before-batch';
import { groupsFormView } from '../../src/conversation/views/batch/groups-form';
import type { Words } from '../../src/i18n/words';
import type { BatchChange, BatchGroup } from '../../src/licensing/batch/batch';
import type { Change } from '../../src/licensing/change';
import { changeStates } from '../../src/licensing/change-states';
import type { ExactForecast } from '../../src/licensing/exact-forecast';
import { ids, noon } from '../support/builders';

/** Cards of a batch of five times `size` groups: with 40 that is as many as there may be. */
export function batchSamples(
  w: Words,
  one: Change,
  text: (what: string) => string,
  size: number,
  exact: ExactForecast,
): CardView[] {
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const groups = many(size * 5, (i): BatchGroup => {
    const state = changeStates[i % changeStates.length] ?? 'done';
    const counts = { assigned: i, failed: i % 3, unconfirmed: i % 2 };
    const result = { changeId: ids.change, number: 100 + i, state, ...counts, reason: text('reason') };
    return { id: ids.group, name: text('group'), members: i, holders: 1, ...(i % 7 === 0 ? {} : { result }) };
  });
  const why = ['has-license', 'running', 'planned', 'not-licensable'] as const;
  const leftOut = many(size, (i) => ({ name: text('left out'), why: why[i % 4] ?? 'running' }));
  const stays = many(size, () => ({
    name: text('stays'),
    why: 'not-undone' as const,
    reason: text('because'),
  }));
  const change: BatchChange = {
    ...one,
    group: { id: '', name: text('group') },
    batch: { groups, leftOut, atLeast: size },
    forecast: { ...one.forecast, members: size * 100, seatsNeeded: size * 60, seatsAvailable: size * 3 },
  };
  const undoing: BatchChange = {
    ...change,
    kind: 'remove',
    origin: { undoes: 17 },
    batch: { ...change.batch, leftOut: [...leftOut, ...stays] },
    forecast: { ...change.forecast, seatsNeeded: 0, losing: { holders: size, keepElsewhere: null } },
    outcome: change.outcome && { ...change.outcome, removed: size, keptElsewhere: 1 },
  };
  const schedule = { at: noon.toISOString(), zone: 'Europe/Berlin' };
  const choice = () => ({ id: ids.group, name: text('group'), detail: text('detail') });
  const choices = many(size, (i) => ({ typed: text('typed'), near: many(size, choice), exact: i % 2 === 0 }));
  const product = { skuId: ids.e3, name: text('product') };
  return [
    ...changeStates.flatMap((state) => [batchView(w, { change: { ...change, state }, page: 1 })]),
    batchView(w, { change: { ...change, state: 'failed', outcome: null } }),
    beforeBatchView(w, {
      change: { ...change, state: 'draft', schedule },
      exact: undefined,
      approvers: many(size, () => text('approver')),
      notice: text('notice'),
      justification: text('why'),
    }),
    ...[undefined, exact].map((known) =>
      beforeBatchView(w, { change: { ...change, state: 'draft' }, exact: known, approvers: null }),
    ),
    ...([0, 1, 3] as const).map((page) => batchView(w, { change: { ...undoing, state: 'done' }, page })),
    beforeBatchView(w, {
      change: { ...undoing, state: 'draft' },
      exact: undefined,
      approvers: null,
      typeName: true,
      notice: text('notice'),
    }),
    groupsFormView(w, {
      product,
      found: groups,
      choices,
      names: many(size * 5, () => text('name')),
      begin: { beginAt: schedule.at },
    }),
    groupsFormView(w, { product, found: [], choices: [], names: [], notice: text('notice'), begin: {} }),
    groupsFormView(w, {
      product,
      found: groups,
      choices,
      names: many(size * 5, () => text('name')),
      begin: { beginAt: schedule.at },
      asks: true,
      justification: text('why'),
    }),
    beforeBatchView(w, {
      change: { ...change, state: 'draft', schedule },
      exact: undefined,
      approvers: many(size, () => text('approver')),
      asks: true,
      justification: text('why'),
    }),
    batchView(w, { change: { ...change, state: 'done' }, rights: null }),
  ];
}
