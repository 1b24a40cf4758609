import type { Change } from '../change';
import type { LogEntry } from './log-entry';

/** One line of a history: a change of ours with what the directory's log says of it, or an entry that is nobody's here. */
export type HistoryRow =
  | {
      readonly kind: 'change';
      readonly at: string;
      readonly change: Change;
      readonly log: readonly LogEntry[];
    }
  | { readonly kind: 'log'; readonly at: string; readonly entry: LogEntry };

/** Clocks differ, and the log may be written a little before Graph's answer arrives. Milliseconds. */
const beforeMs = 60_000;
/** Entra writes the end of a pass some time after it. Milliseconds. */
const afterMs = 10 * 60_000;

/**
 * Our changes and the directory's log in one list, newest first. An entry about a group belongs to the latest change of
 * that group which was written before it and had not long ended; what people did elsewhere stands for itself.
 * @param changes with a number, that is, not drafts
 */
export function joinHistory(
  changes: readonly Change[],
  entries: readonly LogEntry[],
  now: Date,
): readonly HistoryRow[] {
  const written = changes
    // A repair does nothing that the log tells of a group.
    .filter(({ attemptedAt, kind }) => attemptedAt !== null && kind !== 'repair')
    .sort((a, b) => Date.parse(b.attemptedAt ?? '') - Date.parse(a.attemptedAt ?? ''));
  const owned = new Map<string, LogEntry[]>();
  const alone: LogEntry[] = [];
  for (const entry of entries) {
    const owner = written.find((change) => belongs(change, entry, now));
    if (!owner) alone.push(entry);
    else owned.set(owner.id, [...(owned.get(owner.id) ?? []), entry]);
  }
  const rows: HistoryRow[] = [
    ...changes.map((change) => ({
      kind: 'change' as const,
      at: change.confirmedAt ?? change.createdAt,
      change,
      log: [...(owned.get(change.id) ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    })),
    ...alone.map((entry) => ({ kind: 'log' as const, at: entry.at, entry })),
  ];
  return rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function belongs(change: Change, entry: LogEntry, now: Date): boolean {
  if (entry.kind === 'person' || entry.target.id !== change.group.id || !change.attemptedAt) return false;
  const at = Date.parse(entry.at);
  const end = change.finishedAt ? Date.parse(change.finishedAt) + afterMs : now.getTime() + afterMs;
  return at >= Date.parse(change.attemptedAt) - beforeMs && at <= end;
}
