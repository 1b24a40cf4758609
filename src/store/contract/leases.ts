export interface LeaseRepository {
  /**
   * One holder at a time for a name (for example the license writer of a tenant).
   * @returns true when `holder` has it until `now + ttlMs` (also when it had it already)
   */
  take(name: string, holder: string, now: Date, ttlMs: number): Promise<boolean>;
  /**
   * Prolongs what `holder` has taken, also after its time when nobody else has taken it since.
   * @returns false when somebody has, or it was given back
   */
  renew(name: string, holder: string, now: Date, ttlMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Forgets all leases and claims on cards: only for a store that no other process can have open. */
  clear(): Promise<void>;
}
