import { canonicalJson } from './canonical';
import type { FoundRow } from './check';
import type { Format } from './link';

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

/** A file that a browser is given. */
export interface RecordFile {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

/** Draws the record as a file. Its name holds nothing but our own words and the number. */
export function renderRecord(record: ChangeRecord, format: Format): RecordFile {
  const name = `license-desk-change-${record.number}.${format}`;
  return format === 'json'
    ? { name, contentType: 'application/json; charset=utf-8', body: asJson(record) }
    : { name, contentType: 'text/csv; charset=utf-8', body: asCsv(record.rows) };
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

/** RFC 4180 with a byte order mark, without which spreadsheets take UTF-8 for something else. */
function asCsv(rows: readonly RecordRow[]): string {
  const cells = rows.map((row) => columns.map((column) => textOf(row[column])));
  return `\ufeff${[columns, ...cells].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}

function textOf(value: RecordRow[keyof RecordRow]): string {
  if (value === null) return '';
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/**
 * A cell. One that a spreadsheet would take for a formula gets a quote in front, which makes it text
 * (OWASP, "CSV Injection").
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
