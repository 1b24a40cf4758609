import type { Access } from '../../../access/access';
import type { Words } from '../../../i18n/words';
import type { BatchChange, BatchGroup, GroupResult, LeftOutGroup } from '../../../licensing/batch/batch';
import { groupCounts } from '../../../licensing/batch/batch-state';
import type { Outcome } from '../../../licensing/change';
import { isFinal, isRunning } from '../../../licensing/change-states';
import { action, type ActionView, type CardView } from '../../card-view';
import { slice } from '../../page';
import { askedBy, changeNumber, undoes } from '../parts/asked-by';
import { bar } from '../parts/bar';
import { nameOf, optionalText } from '../parts/names';
import { outcomeTone } from '../parts/outcome-words';
import { stateWords } from '../parts/change-steps';

/** Rows of a page: with the longest names and reasons they fit into a card. */
const pageSize = 12;
const mostErrors = 2;

export interface BatchInput {
  readonly change: BatchChange;
  readonly page?: number;
  /** What the reader may do besides looking; unless told, all. Null: not known before they press. */
  readonly rights?: Rights | null;
}

type Rights = Pick<Access, 'mayRead' | 'mayAssign'>;

const everything: Rights = { mayRead: true, mayAssign: true };

/** How the groups of a batch are getting on, or how it ended for each: one card for all of them. */
export function batchView(w: Words, { change, page = 0, rights = everything }: BatchInput): CardView {
  const { batch, outcome } = change;
  const { done, all, withFailures } = groupCounts(batch);
  const title = titleOf(w, change);
  const license = nameOf(w, change.product.name);
  const about = w(change.kind === 'remove' ? 'batch.target.remove' : 'batch.target', {
    license,
    groups: w('batch.groups', { count: all }),
  });
  const sorted = batch.groups.toSorted((a, b) => rankOf(a.result) - rankOf(b.result));
  const rows = slice<BatchGroup | LeftOutGroup>([...refusedIn(change), ...sorted], page, pageSize);
  const ended = isFinal(change.state);
  return {
    name: 'batch',
    data: {
      number: changeNumber(w, change),
      title,
      tone: ended ? toneOf(change) : { symbol: '●', color: 'Default' },
      target: about,
      bar: bar(done, all, withFailures > 0 ? 'attention' : 'accent'),
      showBar: !ended && done > 0,
      failures: withFailures > 0 ? w('batch.withFailures', { count: withFailures }) : '',
      people: outcome ? peopleOf(w, outcome) : '',
      peopleNote: outcome ? w('batch.peopleNote') : '',
      reason: optionalText(change.failure?.sentence, 500),
      rows: rows.items.map((group) => ('id' in group ? rowOf(w, change, group) : refusedRow(w, group))),
      page: rows.pages > 1 ? w('paging.page', { page: rows.page + 1, pages: rows.pages }) : '',
      text: ended ? undoes(w, change) : w('batch.text'),
      tellYou: isRunning(change.state) ? w('progress.tellYou') : '',
      askedBy: askedBy(w, change),
      actions: buttons(w, change, rights, rows, sorted),
    },
    summary: [`${title}: ${about}`, withFailures > 0 ? w('batch.withFailures', { count: withFailures }) : '']
      .filter(Boolean)
      .join('. '),
  };
}

/** Groups that were to be undone and are left as they are: each has its outcome, too. */
function refusedIn({ batch }: BatchChange): readonly LeftOutGroup[] {
  return batch.leftOut.filter(({ why }) => why === 'not-undone');
}

function toneOf(change: BatchChange) {
  const tone = outcomeTone(change);
  return tone.symbol === '✓' && refusedIn(change).length > 0 ? { symbol: '⚠', color: 'Default' } : tone;
}

function titleOf(w: Words, change: BatchChange): string {
  const { done, all, withFailures } = groupCounts(change.batch);
  if (change.outcome && isFinal(change.state) && change.origin.undoes !== undefined) {
    const refused = refusedIn(change).length;
    return withFailures + refused === 0
      ? w('batch.undone', { count: all })
      : w('batch.undoneSome', { whole: all - withFailures, all: all + refused });
  }
  switch (change.state) {
    case 'processing':
      return w('batch.progress', { done, all });
    case 'done':
      return w('batch.done', { count: all });
    case 'done-with-failures':
      return w('batch.doneSome', { whole: all - withFailures, all });
    default:
      return stateWords(w, change);
  }
}

function peopleOf(w: Words, { assigned, alreadyHad, removed, keptElsewhere, failed }: Outcome): string {
  return removed === undefined
    ? w('batch.people', { assigned, already: alreadyHad, failed })
    : w('batch.peopleLost', { removed, kept: keptElsewhere ?? 0, failed });
}

function refusedRow(w: Words, { name, reason }: LeftOutGroup) {
  const status = w('batch.row.stays', { reason: optionalText(reason, 220) });
  return { name: nameOf(w, name, 60), status, change: '' };
}

function rowOf(w: Words, change: BatchChange, { name, result }: BatchGroup) {
  return {
    name: nameOf(w, name, 60),
    status: statusOf(w, change, result),
    change: result ? w('batch.row.number', { number: String(result.number) }) : '',
  };
}

function statusOf(w: Words, { origin }: BatchChange, result: GroupResult | undefined): string {
  const { assigned, removed, failed, unconfirmed } = result ?? { assigned: 0, failed: 0, unconfirmed: 0 };
  switch (result?.state) {
    case 'processing':
      return failed > 0 ? w('batch.row.workingFailed', { count: failed }) : w('batch.row.working');
    case 'done':
      if (removed !== undefined)
        return unconfirmed > 0
          ? w('batch.row.lostUnconfirmed', { removed, unconfirmed })
          : w('batch.row.lost', { removed });
      return unconfirmed > 0
        ? w('batch.row.unconfirmed', { assigned, unconfirmed })
        : w('batch.row.done', { assigned });
    case 'done-with-failures':
      return removed === undefined
        ? w('batch.row.failures', { assigned, failed })
        : w('batch.row.lostFailures', { removed, failed });
    case 'failed':
      return w(origin.undoes === undefined ? 'batch.row.not' : 'batch.row.notUndone', {
        reason: optionalText(result.reason, 160),
      });
    default:
      return w('batch.row.waiting');
  }
}

/** What needs somebody comes first, then what moves. */
function rankOf(result: GroupResult | undefined): number {
  switch (result?.state) {
    case 'failed':
      return 0;
    case 'done-with-failures':
      return 1;
    case 'processing':
      return 2;
    case 'applying':
      return 3;
    case 'done':
      return 5;
    default:
      return 4;
  }
}

function buttons(
  w: Words,
  { id, state, outcome }: BatchChange,
  rights: Rights | null,
  { page, pages }: { readonly page: number; readonly pages: number },
  sorted: readonly BatchGroup[],
): readonly ActionView[] {
  const withErrors = sorted.filter(({ result }) => result?.state === 'done-with-failures');
  return [
    ...(page > 0 ? [action(w('action.previous'), 'batch.show', { id, page: page - 1 })] : []),
    ...(page + 1 < pages ? [action(w('action.next'), 'batch.show', { id, page: page + 1 })] : []),
    ...withErrors.slice(0, rights?.mayRead ? mostErrors : 0).map((group) =>
      action(w('batch.errorsOf', { name: nameOf(w, group.name, 40) }), 'errors.group', {
        groupId: group.id,
      }),
    ),
    ...(isFinal(state)
      ? outcome && rights?.mayAssign
        ? [
            action(w('download.csv'), 'batch.download', { id }),
            action(w('action.undoAll'), 'undo.start', { id }),
          ]
        : rights === null
          ? [action(w('action.openRequest'), 'request.show', { id })]
          : []
      : [action(w('action.refresh'), 'batch.show', { id, page })]),
  ];
}
