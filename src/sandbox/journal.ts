import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Template } from './tenant';

/** One thing that happened and must survive the death of the process. */
export type Entry =
  | { readonly kind: 'template'; readonly groupId: string; readonly licenses: readonly Template[] }
  | { readonly kind: 'finished'; readonly groupId: string }
  | { readonly kind: 'located'; readonly userId: string; readonly location: string };

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
  const past = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(readLine) : [];
  const descriptor = openSync(file, 'a');
  return {
    past,
    append: (entry) => {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      fsyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

function readLine(line: string): Entry[] {
  try {
    return line ? [JSON.parse(line) as Entry] : [];
  } catch {
    return [];
  }
}
