import { readFile, writeFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

/** Begins the log of a window anew, so that nothing old is taken for a reason. */
export async function beginLog(logFile: string): Promise<void> {
  await writeFile(logFile, '', 'utf8');
}

/** Why the Playground did not start: its own "Reason: …" line, or else the last line that it wrote. */
export async function readReason(logFile: string): Promise<string> {
  const text = stripVTControlCharacters(await readFile(logFile, 'utf8').catch(() => ''));
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const stated = lines.findIndex((line) => line.includes('Reason: '));
  if (stated < 0) return lines.at(-1)?.trim() ?? 'it wrote nothing';
  const reason = lines.slice(stated).map((line) => line.replace(/^error /, '').replace('Reason: ', ''));
  const end = reason.findIndex((line) => line.startsWith('Go to the link'));
  return (end < 0 ? reason.slice(0, 1) : reason.slice(0, end)).join(' ').trim();
}
