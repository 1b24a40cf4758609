import { formatElapsed } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { action, type CardView } from '../../card-view';
import { slice } from '../../page';
import { nameOf } from '../parts/names';
import { paging } from '../parts/paging';
import { requestNumber, requestTitle, requestTone } from './parts/request-words';

export type RequestsTab = 'mine' | 'waiting';

const perPage = 6;

export interface RequestsListInput {
  readonly tab: RequestsTab;
  /** All of this tab, newest first. */
  readonly rows: readonly Change[];
  /** From 0; clamped to the pages that exist. */
  readonly page: number;
  readonly counts: Readonly<Record<RequestsTab, number>>;
  readonly now: Date;
}

/** A person's own requests, or those that wait for their decision; a row opens one. */
export function requestsListView(w: Words, input: RequestsListInput): CardView {
  const { tab, rows, counts, now } = input;
  const shown = slice(rows, input.page, perPage);
  const label = (each: RequestsTab): string =>
    w(`requests.${each}`, { number: w('number', { number: counts[each] }) });
  const none = w(tab === 'mine' ? 'requests.noneMine' : 'requests.noneWaiting');
  const title = w(tab === 'mine' ? 'action.requests' : 'action.requestsWaiting');
  return {
    name: 'requests',
    data: {
      title,
      tabs: (['mine', 'waiting'] as const).map((each) =>
        action(
          label(each),
          'requests',
          { tab: each, page: 0 },
          { style: each === tab ? 'positive' : 'default' },
        ),
      ),
      none: rows.length === 0 ? none : '',
      rows: shown.items.map((change) => row(w, change, now)),
      tab,
      paging: paging(w, shown),
      requestTitle: w('action.request'),
    },
    summary: rows.length === 0 ? `${title}: ${none}` : label(tab),
  };
}

function row(w: Words, change: Change, now: Date) {
  const number = requestNumber(w, change);
  const age = now.getTime() - Date.parse(change.request?.askedAt ?? change.createdAt);
  return {
    id: change.id,
    number,
    license: nameOf(w, change.product.name),
    group: nameOf(w, change.group.name),
    asked: w('requests.age', { name: nameOf(w, change.asker.name), elapsed: formatElapsed(age, w.locale) }),
    tone: requestTone(change),
    state: requestTitle(w, change),
    openTitle: w('action.open', { name: number }),
  };
}
