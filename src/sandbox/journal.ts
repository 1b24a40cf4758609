import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Template } from './tenant';

/** One thing that happened and must survive the death of the process. */
export type Entry =
  | { readonly kind: 'template'; readonly groupId: string; readonly licenses: readonly Template[] }
  | { readonly kind: 'finished'; readonly groupId: string }
  | { readonly kind: 'located'; readonly userId: string; readonly location: string }
  | { readonly kind: 'reprocessed'; readonly userId: string };

export interface Journal {
  /** What was written before. */
  readonly past: readonly Entry[];
  /** On disk when it returns. */
  append(entry: Entry): void;
  close(): void;
}

/** JSON lines in a file; a last line cut off by a crash was never acknowledged and is ignored. */
export function openJournal(file: string): Journal {
  mkdirSync(path.dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const descriptor = openSync(file, 'a');
  const write = (line: string): void => {
    writeSync(descriptor, `${line}\n`);
    fsyncSync(descriptor);
  };
  // Without this, the next entry would become part of the line that was cut off, and be lost with it.
  if (text !== '' && !text.endsWith('\n')) write('');
  return {
    past: text.split('\n').flatMap(readLine),
    append: (entry) => write(JSON.stringify(entry)),
    close: () => closeSync(descriptor),
  };
}

function readLine(line: string): Entry[] {
  try {
    const entry = JSON.parse(line) as Entry | null;
    return typeof entry === 'object' && entry !== null ? [entry] : [];
  } catch {
    return [];
  }
}
