import type { GraphAssignedLicense } from '../graph/api';
import type { ServiceFamily } from './service-families';

/** A person as a change remembers them: never taken from card data, always from the verified activity. */
export interface Person {
  /** Entra object id */
  readonly id: string;
  readonly name: string;
}

/** What a change does to the group's licenses in one `assignLicense` call. No product stands in both lists. */
export interface Edit {
  /** Given with exactly these plans off; of a product that the group has, this replaces what was off. */
  readonly add: readonly LicenseToGive[];
  readonly remove: readonly NamedProduct[];
  /**
   * What the group had of these products when the edit was made. Where a choice of plans was made anew or carried over,
   * it is not written when that has changed meanwhile.
   */
  readonly basis?: readonly GraphAssignedLicense[];
}

export interface NamedProduct {
  readonly skuId: string;
  readonly name: string;
}

export interface LicenseToGive extends NamedProduct {
  /** Ids of the service plans that are off. */
  readonly disabledPlans: readonly string[];
}

/** Where a change comes from, besides the person who asked. Numbers are those of other changes. */
export interface Origin {
  /** The grant for a time whose end this removal is. */
  readonly grant?: number;
  /** The change that this one undoes. */
  readonly undoes?: number;
  /** What was chosen about plans that would have lacked what they need. */
  readonly needs?: NeedsChoice;
}

/** `add`: what they need comes to the group too; `off`: they are switched off. */
export type NeedsChoice = 'add' | 'off';

export interface NamedPlan {
  readonly id: string;
  readonly name: string;
}

/** What a change does to the apps and services that members have through the group. */
export interface PlanEffect {
  readonly gains: readonly NamedPlan[];
  readonly loses: readonly NamedPlan[];
  /** How many stay on. */
  readonly keeps: number;
  /** Plans of what is given that are off. */
  readonly staysOff: readonly NamedPlan[];
  /** Kinds of service that end altogether, as far as the group goes. */
  readonly ends: readonly ServiceFamily[];
  /** A product that goes is not owned any more, so nobody knows what was in it. */
  readonly unknown: boolean;
}

/** A plan that would be on in a group without any of the plans that it needs. */
export interface UnmetPlan {
  readonly plan: NamedPlan;
  /** The product that brings it. */
  readonly product: string;
  /** Names of those of which one is needed; none when the tenant owns no product with one. */
  readonly needsOneOf: readonly string[];
}

/** Who loses a product that is taken away. */
export interface Losing {
  /** Members who hold it, from whatever source. */
  readonly holders: number;
  /** Of these, those who hold it from another source too; null: too many to look at each at once. */
  readonly keepElsewhere: number | null;
}

/** When a change is to begin. */
export interface Schedule {
  /** ISO time */
  readonly at: string;
  /** By whose clock it is told: an IANA name such as Europe/Berlin. */
  readonly zone: string;
}

/** Seats of a product that other changes need before this one. */
export interface HeldSeats {
  readonly seats: number;
  /** Numbers of the changes, the first few in the order in which they get theirs. */
  readonly changes: readonly number[];
  /** How many there are, named or not. */
  readonly count: number;
}

/** Counts known before anything is written. */
export interface Forecast {
  /** Direct user members of the group. */
  readonly members: number;
  readonly alreadyLicensed: number;
  /** Members whose license from this group was in error before, for whatever product. */
  readonly errorsBefore: number;
  readonly seatsNeeded: number;
  readonly seatsAvailable: number;
  /** Seats that changes confirmed earlier need first, with the numbers of the first of these; absent: none. */
  readonly held?: HeldSeats;
  /** People who are only in nested groups and so get nothing. */
  readonly nestedOnly: number;
  readonly nestedGroups: readonly string[];
  readonly nestedGroupCount: number;
  /** undefined when Graph would not count them. */
  readonly withoutUsageLocation: number | undefined;
  /** The directory's location, which they inherit; `''` when it has none. */
  readonly tenantUsageLocation: string;
  /** Products that exclude what is given, with how many members hold them; absent in forecasts of earlier versions. */
  readonly conflicting?: readonly (NamedProduct & { readonly holders: number })[];
  /** Of changes that take something away or switch apps. */
  readonly plans?: PlanEffect;
  readonly losing?: Losing;
  readonly unmet?: readonly UnmetPlan[];
  /** What can be done about `unmet`: licenses that would be given or altered too, and plans that would be off. */
  readonly choices?: {
    readonly add?: readonly NamedProduct[];
    readonly off?: readonly NamedPlan[];
  };
  /** Further products that are given, with their seats. */
  readonly also?: readonly (NamedProduct & { readonly needed: number; readonly available: number })[];
  /** Part numbers of the products, by skuId, as far as they are owned; absent in forecasts of earlier versions. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly dynamic: boolean;
  readonly synced: boolean;
  readonly roleAssignable: boolean;
  /** ISO time */
  readonly madeAt: string;
}
