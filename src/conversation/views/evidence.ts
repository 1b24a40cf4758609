import { formatTime } from '../../i18n/format';
import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { StoredEvidence } from '../../store/contract';
import { action, type CardView } from '../card-view';
import { slice } from '../page';
import { target } from './parts/asked-by';
import { evidenceRow } from './parts/evidence-row';
import { nameOf } from './parts/names';
import { paging } from './parts/paging';

/** Rows on a card: so many of the longest that there may be fit in. */
const perPage = 6;

export interface EvidenceInput {
  readonly change: Change;
  readonly rows: readonly StoredEvidence[];
  /** From 0. */
  readonly page: number;
  /** Show what people wrote; false where others can read it. */
  readonly withTexts: boolean;
  readonly mayDownload: boolean;
}

/** The record of one change, in the order in which it happened. */
export function evidenceView(w: Words, input: EvidenceInput): CardView {
  const { change, rows } = input;
  const shown = slice(rows, input.page, perPage);
  const names = namesIn(change);
  const title = w('evidence.title', { number: String(change.number) });
  const about = target(w, change);
  const download = (format: 'json' | 'csv') =>
    action(w(format === 'json' ? 'evidence.downloadJson' : 'evidence.downloadCsv'), 'evidence.download', {
      id: change.id,
      format,
    });
  return {
    name: 'evidence',
    data: {
      title,
      target: about,
      count: w('evidence.count', { count: rows.length }),
      hint: input.withTexts ? '' : w('evidence.privateHint'),
      rows: shown.items.map((row) => {
        const { title: what, lines } = evidenceRow(w, row, input.withTexts);
        const name = who(w, row, names);
        return {
          what,
          by: w('evidence.by', { time: formatTime(row.at, w.locale), name }),
          lines: lines.map((text) => ({ text })),
        };
      }),
      hashTitle: w('evidence.lastHash'),
      hash: rows.at(-1)?.hash ?? w('evidence.noHash'),
      paging: paging(w, shown),
      id: change.id,
      actions: input.mayDownload ? [download('json'), download('csv')] : [],
    },
    summary: `${title}: ${about}`,
  };
}

/** Names of everybody whom the change itself knows by id. */
function namesIn({ asker, request }: Change): ReadonlyMap<string, string> {
  const people = [
    ...(request?.stages.flatMap((stage) => stage.approvers) ?? []),
    ...(request?.followers.map(({ person }) => person) ?? []),
    ...(request?.decisions.map(({ by }) => by) ?? []),
    asker,
  ];
  return new Map(people.map(({ id, name }) => [id, name]));
}

function who(w: Words, { actor, data }: StoredEvidence, names: ReadonlyMap<string, string>): string {
  if (actor === 'system') return w('evidence.system');
  return nameOf(w, names.get(actor) ?? data['name'] ?? actor);
}
