import { csvFile } from '../../downloads/csv';
import type { FileSource } from '../../downloads/file';
import type { Names } from '../../names/names';
import type { Catalog } from '../catalog';
import type { HistoryRow } from './join';
import { logActivities, type LogEntry } from './log-entry';
import { readHistory } from './read';

/** Everything that a history shows and more, as a file: one line a change of ours, one a line of the directory's log. */
export function historyFile(
  deps: Parameters<typeof readHistory>[0] & { readonly catalog: Catalog },
): FileSource<'history'> {
  return async ({ tenantId, groupId, skuId, personId }) => {
    const about = { ...(groupId && { groupId }), ...(skuId && { skuId }), ...(personId && { personId }) };
    const products = await deps.catalog.products();
    const { rows } = await readHistory(deps, tenantId, about, products, { changes: mostInFile });
    return csvFile('license-desk-history.csv', [
      columns,
      ...rows.flatMap((row) => linesOf(row, deps.catalog.names)),
    ]);
  };
}

/** Some 5 MB. */
const mostInFile = 10_000;

const columns = [
  'time',
  'source',
  'what',
  'change',
  'group or person',
  'id',
  'added',
  'removed',
  'by',
  'approved by',
  'result',
  'succeeded',
  'failed',
  'reason',
] as const;

function linesOf(row: HistoryRow, names: Names): readonly (readonly string[])[] {
  if (row.kind === 'log') return [logLine(row.entry, names, '')];
  const { change, log } = row;
  const approvers = (change.request?.decisions ?? []).filter(({ verdict }) => verdict === 'approve');
  const ours = [
    row.at,
    'License Desk',
    change.kind,
    String(change.number),
    change.group.name,
    change.group.id,
    change.edit.add.map(({ name }) => name).join('; '),
    change.edit.remove.map(({ name }) => name).join('; '),
    change.asker.name,
    approvers.map(({ by }) => by.name).join('; '),
    change.state,
    String(change.outcome ? change.outcome.members - change.outcome.failed - change.outcome.unconfirmed : ''),
    String(change.outcome?.failed ?? ''),
    change.failure?.sentence ?? '',
  ];
  return [ours, ...log.map((entry) => logLine(entry, names, String(change.number)))];
}

function logLine(entry: LogEntry, names: Names, change: string): readonly string[] {
  const named = (skuIds: readonly string[]): string =>
    skuIds.map((skuId) => names.product(skuId, skuId)).join('; ');
  return [
    entry.at,
    'Entra audit log',
    logActivities[entry.kind],
    change,
    entry.target.name,
    entry.target.id,
    named(entry.added),
    named(entry.removed),
    entry.by,
    '',
    entry.failed ? 'failure' : 'success',
    String(entry.counts?.succeeded ?? ''),
    String(entry.counts?.failed ?? ''),
    entry.reason,
  ];
}
