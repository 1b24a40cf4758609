export interface SeenRepository {
  /** True the first time a key is seen, false ever after (until `forget`). */
  first(key: string, at: Date): Promise<boolean>;
  /** Takes a key back: what it stood for did not happen. */
  undo(key: string): Promise<void>;
  /** Deletes keys older than the time; returns how many. */
  forget(before: Date): Promise<number>;
}
