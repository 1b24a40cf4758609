import { chainStart, hashOf, type ChainContent, type ChainHead } from './chain';

/** A row as it is found: whoever altered it may have taken anything out. */
export interface FoundRow extends ChainContent {
  readonly previousHash: string | null;
  readonly hash: string | null;
}

/** What is wrong with the first bad row. */
export type BreakReason =
  /** The row that should be here is not; one with a higher number follows. */
  | 'missing'
  /** Its content does not fit its hash. */
  | 'altered'
  /** It does not continue the row before it: that one was made anew, or this one was put in. */
  | 'unlinked'
  /** There is nothing here any more, although the head of the chain counts it. */
  | 'cut-off'
  /** The head of the chain is not the last row: it was altered, or rows were added behind its back. */
  | 'head';

export interface ChainBreak {
  readonly sequence: number;
  readonly reason: BreakReason;
}

/** How far a chain was checked; what is kept does not grow with the chain. */
export interface ChainCheck {
  readonly tenantId: string;
  /** The last good row. */
  readonly last: ChainHead;
  readonly broken: ChainBreak | null;
}

export function startCheck(tenantId: string): ChainCheck {
  return { tenantId, last: chainStart, broken: null };
}

/** Goes on with the next rows, in the order of their numbers; after the first break nothing more is looked at. */
export function checkRows(check: ChainCheck, rows: readonly FoundRow[]): ChainCheck {
  let { last, broken } = check;
  for (const row of rows) {
    if (broken) break;
    broken = breakAt(check.tenantId, last, row);
    if (!broken) last = { sequence: row.sequence, hash: row.hash ?? '' };
  }
  return { ...check, last, broken };
}

/** All rows are read: what is left is that the head stands where they end. @param head undefined: it is gone */
export function endCheck(check: ChainCheck, head: ChainHead | undefined): ChainCheck {
  const { last, broken } = check;
  if (broken || (head?.sequence === last.sequence && head.hash === last.hash)) return check;
  const isCut = head !== undefined && head.sequence > last.sequence;
  return {
    ...check,
    broken: isCut
      ? { sequence: last.sequence + 1, reason: 'cut-off' }
      : { sequence: Math.max(1, Math.min(head?.sequence ?? 0, last.sequence - 1) + 1), reason: 'head' },
  };
}

function breakAt(tenantId: string, last: ChainHead, row: FoundRow): ChainBreak | null {
  const expected = last.sequence + 1;
  if (row.sequence > expected) return { sequence: expected, reason: 'missing' };
  // A row below the expected number was put in: numbers are unique and come in order.
  if (row.sequence < expected) return { sequence: row.sequence, reason: 'unlinked' };
  if (row.tenantId !== tenantId || row.hash !== hashOf(row, row.previousHash ?? '')) {
    return { sequence: expected, reason: 'altered' };
  }
  return row.previousHash === last.hash ? null : { sequence: expected, reason: 'unlinked' };
}
