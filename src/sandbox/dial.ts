/** What a person may turn while the tenant runs; read by the engine and by reads. Times are milliseconds. */
export interface Dial {
  /** How long reads right after a write may be old. */
  staleReadMs: number;
  /** How long a role assignment is listed before it works. */
  roleLagMs: number;
  /** How long the engine takes to notice that somebody joined or left a group. */
  membershipLagMs: number;
  /** Ids of groups whose pass does not go on, or "*" for all of them. */
  readonly stuck: Set<string>;
  /** State shown instead of the real one, by group id or "*" for all of them. */
  readonly shownStates: Map<string, null | 'ProcessingFailed'>;
}

/** A dial with everything at rest, but for what is given. */
export function newDial(fields: Partial<Dial> = {}): Dial {
  return {
    staleReadMs: 0,
    roleLagMs: 0,
    membershipLagMs: 0,
    stuck: new Set(),
    shownStates: new Map(),
    ...fields,
  };
}
