import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical';

/** What the hash of a row covers, besides the hash of the row before it. */
export interface ChainContent {
  readonly tenantId: string;
  /** Place in the tenant's chain, from 1 without gaps. */
  readonly sequence: number;
  readonly changeId: string;
  /** Number of the change, as people say it. */
  readonly number: number;
  /** ISO time */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A row with its place in the chain, as it is stored; the hashes are 64 hexadecimal digits. */
export interface ChainRow extends ChainContent {
  readonly previousHash: string;
  readonly hash: string;
}

/** The newest row of a chain. */
export type ChainHead = Pick<ChainRow, 'sequence' | 'hash'>;

/** Before the first row. */
export const chainStart: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** SHA-256 over the canonical JSON of a row's content and of the hash before it. */
export function hashOf(content: ChainContent, previousHash: string): string {
  const { tenantId, sequence, changeId, number, at, kind, actor, data } = content;
  const covered = { tenantId, sequence, changeId, number, at, kind, actor, data, previousHash };
  return createHash('sha256').update(canonicalJson(covered), 'utf8').digest('hex');
}

/** The next row of a chain. @param content exactly as the store will give it back */
export function sealAfter(head: ChainHead, content: Omit<ChainContent, 'sequence'>): ChainRow {
  const next = { ...content, sequence: head.sequence + 1 };
  return { ...next, previousHash: head.hash, hash: hashOf(next, head.hash) };
}
