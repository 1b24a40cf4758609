import type { LicenseError } from '../change';

/**
 * What can be done for members whose license failed, one by one. `reprocess`: have Entra try again; `set-location`: give
 * a usage location to those who have none; `remove-direct`: take away a license that they hold directly and that is in
 * the way; `leave-out`: take them out of the group. After the second and the third Entra tries again as well.
 */
export const remedyKinds = ['reprocess', 'set-location', 'remove-direct', 'leave-out'] as const;
export type RemedyKind = (typeof remedyKinds)[number];

/** What a repair does, and for which failures. For whom stands in the store, person by person. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** The cause that it is for; null: all of the group's. */
  readonly error: LicenseError | null;
  /** Of `set-location`: two letters, ISO 3166; `''` until the person has chosen, and for other remedies. */
  readonly location: string;
  /** More people failed than were read before it was shown: the rest is looked for before the work begins. */
  readonly andRest: boolean;
}

/** Somebody whom a repair is for, as found when it was asked. */
export interface PersonToRepair {
  /** Entra object id */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Why the license had failed. */
  readonly error: LicenseError;
  /** Of `remove-direct`: the product to take away; else `''`. */
  readonly skuId: string;
}

/**
 * `todo`: not done yet, perhaps tried; `done`: the remedy was applied and Entra did not object; `skipped`: there was no
 * need any more; `refused`: Graph said no, or nothing was tried for a good reason.
 */
export const repairStates = ['todo', 'done', 'skipped', 'refused'] as const;
export type RepairState = (typeof repairStates)[number];

export interface RepairedPerson extends PersonToRepair {
  readonly state: RepairState;
  /** Why, in Graph's own words: untrusted text with ids in it; `''` when there is nothing to say. */
  readonly reason: string;
  /** Attempts that ended in a passing error. */
  readonly attempts: number;
}

/** How it ended for one person. */
export interface RepairResult {
  readonly id: string;
  readonly state: Exclude<RepairState, 'todo'>;
  readonly reason: string;
}
