/** Something that may be done `most` times at once, and then once every `everyMs`. */
export interface Pace {
  readonly name: string;
  readonly most: number;
  readonly everyMs: number;
  /** Of `most` as many are kept for what is more urgent; less than `most`. */
  readonly reserve: number;
}

export interface PaceRepository {
  /**
   * Takes one of each pace, or none at all; processes that share the store share the paces.
   * @returns undefined when it was taken, else which pace refused and when it would not
   */
  take(paces: readonly Pace[], now: Date): Promise<{ readonly name: string; readonly at: Date } | undefined>;
  /** Counts one of each, for what does not wait; nobody is refused, and others have less. */
  note(paces: readonly Pace[], now: Date): Promise<void>;
  /** Nothing is to be had of a pace before `until`, which is at most an hour away; then it begins again with one. */
  hold(pace: Pace, until: Date, now: Date): Promise<void>;
}
