import type { ServedFile, WholeFile } from './file';

const byteOrderMark = '\ufeff';

/** RFC 4180 with a byte order mark, without which spreadsheets take UTF-8 for something else. */
export function csvFile(name: string, lines: Iterable<readonly string[]>): WholeFile {
  return { name, contentType: csvType, body: byteOrderMark + [...lines].map(csvLine).join('') };
}

/** The same, line by line, for a file of any length. */
export function csvStream(name: string, lines: AsyncIterable<readonly string[]>): ServedFile {
  return { name, contentType: csvType, body: inPieces(lines) };
}

const csvType = 'text/csv; charset=utf-8';

async function* inPieces(lines: AsyncIterable<readonly string[]>): AsyncIterable<string> {
  yield byteOrderMark;
  for await (const line of lines) yield csvLine(line);
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell. One that a spreadsheet would take for a formula gets a quote in front, which makes it text
 * (OWASP, "CSV Injection").
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
