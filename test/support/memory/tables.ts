import { setImmediate } from 'node:timers/promises';
import { sealAfter, type ChainHead } from '../../../src/evidence/chain';
import type { Change } from '../../../src/licensing/change';
import type {
  Conversation,
  Deputy,
  Evidence,
  StoredCard,
  StoredEvidence,
  Urgency,
} from '../../../src/store/contract';

/** A card's row: what everybody may know, and until when one process has it (milliseconds, null: nobody). */
export type CardRow = { -readonly [key in keyof StoredCard]: StoredCard[key] } & {
  claimedUntil: number | null;
};

/** What is stored, in the order in which it was written. Values are frozen; only rows of cards are altered in place. */
export interface Tables {
  readonly changes: Map<string, Change>;
  readonly heads: Map<string, { readonly last: number; readonly chain: ChainHead }>;
  readonly evidence: Map<string, readonly StoredEvidence[]>;
  readonly cards: Map<string, CardRow>;
  readonly conversations: Map<string, Conversation>;
  /** By tenant and person. */
  readonly deputies: Map<string, Deputy & { readonly tenantId: string }>;
  readonly seen: Map<string, number>;
  readonly leases: Map<string, { readonly holder: string; readonly until: number }>;
  readonly paces: Map<string, { readonly until: number; readonly heldUntil: number }>;
}

export function emptyTables(): Tables {
  return {
    changes: new Map(),
    heads: new Map(),
    evidence: new Map(),
    cards: new Map(),
    conversations: new Map(),
    deputies: new Map(),
    seen: new Map(),
    leases: new Map(),
    paces: new Map(),
  };
}

/**
 * One operation: whole or not at all, as a transaction of the databases. Others come before it begins and before its
 * answer arrives; `pause` says how many.
 */
export type Operate = <T>(work: () => T) => Promise<T>;

export function operate(pause: () => Promise<unknown> = () => setImmediate()): Operate {
  return async (work) => {
    await pause();
    const result = work();
    await pause();
    return result;
  };
}

/** A value as it comes back out of a database: its own copy, without what is undefined, and nobody can alter it. */
export function stored<T>(value: T): T {
  return freeze(JSON.parse(JSON.stringify(value)) as T);
}

function freeze<T>(value: T): T {
  // What is frozen came out of here.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** The next row of the chain of evidence. */
export function record(
  { heads, evidence }: Tables,
  { tenantId, id, number }: Pick<Change, 'tenantId' | 'id' | 'number'>,
  entry: Evidence,
): void {
  const head = heads.get(tenantId);
  if (!head) throw new Error(`no head for ${tenantId}`);
  const at = new Date(entry.at).toISOString();
  const { kind, actor, data } = stored(entry);
  const row = freeze(sealAfter(head.chain, { tenantId, changeId: id, number, at, kind, actor, data }));
  heads.set(tenantId, { ...head, chain: row });
  evidence.set(id, [...(evidence.get(id) ?? []), row]);
}

/** What must be drawn anew. */
export function isBehind(card: CardRow): boolean {
  return card.state === 'live' && card.wantedRevision > card.shownRevision;
}

export function isFree(card: CardRow, now: Date): boolean {
  return card.claimedUntil === null || card.claimedUntil <= now.getTime();
}

export function urgencyOf({ changes }: Tables, card: CardRow): Urgency {
  if (card.view === 'completion') return 0;
  if (card.activityId === null) return 1;
  return changes.get(card.changeId)?.finishedAt ? 2 : 3;
}

/** The later of two ISO times. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}
