/** One line of the append-only record of a change. */
export interface Evidence {
  readonly at: string;
  readonly kind: string;
  /** Entra object id of the person, or `system`. */
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A row of the record with its place in the chain of its tenant; null in rows from before there was a chain. */
export interface StoredEvidence extends Evidence {
  readonly tenantId: string;
  readonly changeId: string;
  /** Number of the change. */
  readonly number: number;
  readonly sequence: number | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
}

export interface EvidenceRepository {
  /** The whole record of a change, oldest first. */
  ofChange(changeId: string): Promise<readonly StoredEvidence[]>;
  /** Adds a row that goes with no move, such as a download. */
  append(changeId: string, entry: Evidence): Promise<void>;
}
