import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Change } from '../tenant';
import { keyOf, recordOf, type JournalRecord } from './record';

/** From which tenant the journal goes on: the same scenario built at the same time has the same ids. */
export interface Origin {
  readonly scenario: string;
  /** When it was first built, milliseconds since 1970. */
  readonly builtAt: number;
}

export interface Journal {
  readonly origin: Origin;
  /** What was written before, oldest first, each thing once. */
  readonly past: readonly JournalRecord[];
  /** Remembers a change; it reaches the file with the next flush, or soon. */
  write(change: Change): void;
  /** Everything written is on disk when it returns. */
  flush(): void;
  close(): void;
}

/** The file keeps another tenant than the one that is to be started. */
export class JournalMismatch extends Error {
  readonly code = 'sandbox.other-scenario';
}

const format = 2;
/** The journal keeps this much of the audit log. */
const mostAudits = 10_000;

/**
 * JSON lines in a file: first its origin, then changes. A last line cut off by a crash was never acknowledged and is
 * ignored. The file is written anew at each opening, without what was overtaken.
 * @throws JournalMismatch
 */
export function openJournal(file: string, wanted: Origin): Journal {
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = readLines(file);
  const found = lines.shift() as (Origin & { journal?: number }) | undefined;
  // Another format, as of an earlier version: kept beside, not thrown away.
  if (found && found.journal !== format) renameSync(file, `${file}.old`);
  const current = found?.journal === format ? found : undefined;
  if (current && current.scenario !== wanted.scenario) {
    throw new JournalMismatch(
      `${file} keeps the sandbox scenario "${String(current.scenario)}", not "${wanted.scenario}". Start that one with SANDBOX_SCENARIO=…, or keep this one in another file.`,
    );
  }
  const origin: Origin = { scenario: wanted.scenario, builtAt: current?.builtAt ?? wanted.builtAt };
  const past = current ? latest(lines as JournalRecord[]) : [];
  rewrite(file, [{ journal: format, ...origin }, ...past]);
  return new JournalFile(openSync(file, 'a'), origin, past);
}

class JournalFile implements Journal {
  private pending: string[] = [];
  private open = true;

  constructor(
    private readonly descriptor: number,
    readonly origin: Origin,
    readonly past: readonly JournalRecord[],
  ) {}

  write(change: Change): void {
    // A write that was still on its way when the sandbox ended.
    if (!this.open) return;
    if (this.pending.length === 0) setImmediate(() => this.empty());
    this.pending.push(JSON.stringify(recordOf(change)));
  }

  flush(): void {
    this.empty();
    if (this.open) fsyncSync(this.descriptor);
  }

  close(): void {
    if (!this.open) return;
    this.flush();
    this.open = false;
    closeSync(this.descriptor);
  }

  private empty(): void {
    if (this.pending.length === 0 || !this.open) return;
    const text = `${this.pending.join('\n')}\n`;
    this.pending = [];
    writeSync(this.descriptor, text);
  }
}

/** Each thing once, where it first appeared: what it hangs on comes before it. */
function latest(records: readonly JournalRecord[]): JournalRecord[] {
  const byKey = new Map<string, JournalRecord>();
  for (const record of records) byKey.set(keyOf(record), record);
  const audits = [...byKey.values()].filter(({ kind }) => kind === 'audit').length;
  let surplus = audits - mostAudits;
  return [...byKey.values()].filter(({ kind }) => kind !== 'audit' || surplus-- <= 0);
}

/** Beside, then in place: a death on the way leaves the old file whole. */
function rewrite(file: string, records: readonly object[]): void {
  const beside = `${file}.new`;
  writeFileSync(beside, records.map((record) => `${JSON.stringify(record)}\n`).join(''), { flush: true });
  renameSync(beside, file);
}

function readLines(file: string): object[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap(readLine);
}

function readLine(line: string): object[] {
  try {
    const record = JSON.parse(line) as object | null;
    return typeof record === 'object' && record !== null ? [record] : [];
  } catch {
    return [];
  }
}
