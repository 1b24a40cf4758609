import type { ChainHead } from './chain';
import { checkRows, endCheck, startCheck, type BreakReason, type FoundRow } from './check';

/** Where chains are read from. */
export interface ChainSource {
  tenants(): Promise<readonly string[]>;
  /** Hands on the rows of a tenant page by page, in the order of their numbers, then gives what closes the chain. */
  read(tenantId: string, take: (rows: readonly FoundRow[]) => void): Promise<ChainEnd>;
}

export interface ChainEnd {
  /** undefined: it is gone. */
  readonly head: ChainHead | undefined;
  /** Rows without a place in the chain: how many there are, and how many there were when the chain began. */
  readonly before: { readonly found: number; readonly expected: number };
}

export interface Verdict {
  readonly whole: boolean;
  /** One line for a person. */
  readonly line: string;
}

/** Checks the whole chain of one tenant; memory does not grow with its length. */
export async function verifyTenant(source: ChainSource, tenantId: string): Promise<Verdict> {
  let check = startCheck(tenantId);
  const end = await source.read(tenantId, (rows) => {
    check = checkRows(check, rows);
  });
  check = endCheck(check, end.head);
  const { found, expected } = end.before;
  const before = found > 0 ? ` (and ${found} ${rowsWord(found)} from before the chain)` : '';
  const say = (text: string): string => `${tenantId}: ${text}`;
  if (check.broken) {
    const { sequence, reason } = check.broken;
    return { whole: false, line: say(`broken at row ${sequence}: ${reasons[reason]}${before}`) };
  }
  if (found !== expected) {
    const text = `broken before row 1: ${found} ${rowsWord(found)} without a hash, ${expected} when the chain began`;
    return { whole: false, line: say(text) };
  }
  const rows = check.last.sequence;
  return { whole: true, line: say(`${rows} ${rowsWord(rows)}, chain whole${before}`) };
}

const reasons: Readonly<Record<BreakReason, string>> = {
  missing: 'it is missing, rows after it are there',
  altered: 'its content does not fit its hash',
  unlinked: 'it does not continue the row before it',
  'cut-off': 'it and all rows after it are missing',
  head: 'the head of the chain is not its last row',
};

function rowsWord(count: number): string {
  return count === 1 ? 'row' : 'rows';
}
