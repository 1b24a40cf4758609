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
  readonly dynamic: boolean;
  readonly synced: boolean;
  readonly roleAssignable: boolean;
  /** ISO time */
  readonly madeAt: string;
}
