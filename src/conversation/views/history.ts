import { formatList, formatTime } from '../../i18n/format';
import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { HistoryRow } from '../../licensing/history/join';
import type { LogEntry } from '../../licensing/history/log-entry';
import { logDays, type History } from '../../licensing/history/read';
import type { HistoryFilter } from '../../store/contract';
import { action, type CardView } from '../card-view';
import { slice } from '../page';
import { stateWords } from './parts/change-steps';
import { nameOf, optionalText } from './parts/names';
import { outcomeTitle } from './parts/outcome-words';
import { paging } from './parts/paging';

const perPage = 6;

export interface HistoryInput extends History {
  readonly about: HistoryFilter;
  /** Whose history; `''` for everybody's. */
  readonly name: string;
  /** From 0. */
  readonly page: number;
  readonly nameOfProduct: (skuId: string) => string;
  readonly mayDownload: boolean;
}

/** What happened, newest first: our changes with who asked and approved, and what the directory's log adds. */
export function historyView(w: Words, input: HistoryInput): CardView {
  const shown = slice(input.rows, input.page, perPage);
  const title = w('history.title');
  const target = optionalText(input.name, 80) || w('history.everything');
  const none = input.rows.length === 0 ? w('history.none') : '';
  const turnTo = (page: number, label: string) => action(label, 'history', { ...input.about, page });
  const pages = paging(w, shown);
  return {
    name: 'history',
    data: {
      title,
      target,
      count:
        input.rows.length > 0
          ? w(isCut(input) ? 'history.countNewest' : 'history.count', { count: input.rows.length })
          : '',
      span: w('history.span', { days: logDays }),
      notes: [
        input.logMissing ? w('history.noLog', { reason: optionalText(input.logMissing, 300) }) : '',
        input.logCut ? w('history.more') : '',
        input.changesCut ? w(input.mayDownload ? 'history.olderInFile' : 'history.older') : '',
      ]
        .filter(Boolean)
        .map((text) => ({ text })),
      none,
      rows: shown.items.map((row) => drawRow(w, row, input.nameOfProduct)),
      paging: pages,
      actions: [
        ...(pages.hasPrevious ? [turnTo(pages.previous, pages.previousTitle)] : []),
        ...(pages.hasNext ? [turnTo(pages.next, pages.nextTitle)] : []),
        ...(input.mayDownload ? [action(w('download.csv'), 'history.download', { ...input.about })] : []),
      ],
    },
    summary: none ? `${title}: ${none}` : `${title}: ${target}`,
  };
}

/** There is more than is shown. */
function isCut({ changesCut, logCut }: Pick<HistoryInput, 'changesCut' | 'logCut'>): boolean {
  return changesCut || logCut;
}

/** A row in plain words: what, when and by whom, and what more is known. */
export interface HistoryLines {
  readonly what: string;
  readonly by: string;
  readonly lines: readonly { readonly text: string }[];
}

function drawRow(w: Words, row: HistoryRow, nameOfProduct: (skuId: string) => string): HistoryLines {
  const { what, who, lines } =
    row.kind === 'change' ? ofChange(w, row.change, row.log) : ofEntry(w, row.entry, nameOfProduct);
  return {
    what,
    by: w('history.by', { time: formatTime(row.at, w.locale), name: who }),
    lines: lines.filter(Boolean).map((text) => ({ text })),
  };
}

interface Said {
  readonly what: string;
  readonly who: string;
  readonly lines: readonly string[];
}

function ofChange(w: Words, change: Change, log: readonly LogEntry[]): Said {
  const approvers = (change.request?.decisions ?? [])
    .filter(({ verdict }) => verdict === 'approve')
    .map(({ by }) => nameOf(w, by.name));
  const finished = log.findLast(({ counts }) => counts !== null);
  const set = log.find(({ kind }) => kind === 'set');
  return {
    what: w(`history.${change.kind}`, {
      number: String(change.number),
      license: nameOf(w, change.product.name),
      group: nameOf(w, change.group.name),
      old: formatList(
        change.edit.remove.map(({ name }) => nameOf(w, name)),
        w.locale,
      ),
    }),
    who: nameOf(w, change.asker.name),
    lines: [
      change.outcome ? outcomeTitle(w, change) : w('history.state', { state: stateWords(w, change) }),
      approvers.length > 0 ? w('history.approvedBy', { names: formatList(approvers, w.locale) }) : '',
      set ? w('history.seen', { time: formatTime(set.at, w.locale), name: actor(w, set) }) : '',
      finished?.counts ? w('history.counts', { ...finished.counts }) : '',
    ],
  };
}

function ofEntry(w: Words, entry: LogEntry, nameOfProduct: (skuId: string) => string): Said {
  const named = (skuIds: readonly string[]): string =>
    formatList(
      skuIds.map((skuId) => nameOf(w, nameOfProduct(skuId))),
      w.locale,
    );
  const key = entry.kind === 'person' && entry.failed ? 'personFailed' : entry.kind;
  return {
    what: w(`history.log.${key}`, { target: nameOf(w, entry.target.name) }),
    who: actor(w, entry),
    lines: [
      entry.added.length > 0 ? w('history.added', { names: named(entry.added) }) : '',
      entry.removed.length > 0 ? w('history.removed', { names: named(entry.removed) }) : '',
      entry.counts ? w('history.counts', { ...entry.counts }) : '',
      optionalText(entry.reason, 300),
    ],
  };
}

function actor(w: Words, entry: LogEntry): string {
  return entry.by ? nameOf(w, entry.by) : w('history.nobody');
}
