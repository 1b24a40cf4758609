import { canonicalJson } from './canonical';
import type { FoundRow } from './check';
import { csvFile } from '../downloads/csv';
import type { WholeFile } from '../downloads/file';
import type { Format } from '../downloads/link';

/** A row as it is handed out; `sequence` is null when it was written before there was a chain. */
export type RecordRow = Omit<FoundRow, 'sequence'> & { readonly sequence: number | null };

/** The record of one change. */
export interface ChangeRecord {
  readonly number: number;
  readonly changeId: string;
  readonly tenantId: string;
  readonly license: string;
  readonly group: string;
  readonly asker: string;
  /** ISO time */
  readonly madeAt: string;
  readonly rows: readonly RecordRow[];
}

/** Draws the record as a file. Its name holds nothing but our own words and the number. */
export function renderRecord(record: ChangeRecord, format: Format): WholeFile {
  const name = `license-desk-change-${record.number}.${format}`;
  if (format === 'json')
    return { name, contentType: 'application/json; charset=utf-8', body: asJson(record) };
  return csvFile(name, [columns, ...record.rows.map((row) => columns.map((column) => textOf(row[column])))]);
}

/** Everything that the hashes cover, so that anybody can compute them again without this program. */
function asJson(record: ChangeRecord): string {
  const { rows, ...about } = record;
  const howToCheck =
    'hash = SHA-256 of the RFC 8785 JSON of {tenantId, sequence, changeId, number, at, kind, actor, data, previousHash}';
  return `${JSON.stringify({ ...about, howToCheck, rows }, null, 2)}\n`;
}

const columns = [
  'sequence',
  'at',
  'kind',
  'actor',
  'data',
  'tenantId',
  'changeId',
  'number',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof RecordRow)[];

function textOf(value: RecordRow[keyof RecordRow]): string {
  if (value === null) return '';
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
