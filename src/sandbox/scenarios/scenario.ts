import type { people } from '../contoso/people';
import type { FaultInput } from '../faults/fault';
import type { Sku } from '../tenant';

/** A ready-made tenant: plain data, so that a new one is a few lines. */
export interface Scenario {
  /** What `SANDBOX_SCENARIO` calls it. */
  readonly name: string;
  /** One or two sentences for a person who chooses. */
  readonly shows: string;
  readonly people: PeopleSeed;
  readonly products: readonly Sku[];
  readonly groups: readonly GroupSeed[];
  readonly roles?: readonly RoleSeed[];
  /** Made on top by the generator, for size. */
  readonly generated?: Size;
  /** Switched on at the start, as `POST /sandbox/faults` takes them. */
  readonly faults?: readonly FaultInput[];
}

export interface PeopleSeed {
  readonly members: number;
  readonly guests: number;
  /** The same seed gives the same people and ids. */
  readonly seed: number;
  /** Some hold a product directly, as it grew over the years; otherwise nobody does. */
  readonly grown?: boolean;
}

/** How much the generator makes. */
export interface Size {
  readonly users: number;
  readonly groups: number;
  /** Members of the largest group; at most as many as there are users. */
  readonly largestGroup: number;
}

export interface GroupSeed {
  readonly name: string;
  readonly description: string;
  /** How many direct user members, besides guests and named people: each group takes the next of the list. */
  readonly members?: number;
  /** The members are the first of the list instead, whom other groups have as well. */
  readonly fromStart?: boolean;
  /** The members are the first of this department instead; others of it move to another one. */
  readonly department?: string;
  readonly guests?: number;
  /** Named people who belong to it. */
  readonly named?: readonly (keyof typeof people)[];
  /** Names of groups that are members. */
  readonly nested?: readonly string[];
  readonly mail?: string;
  readonly kind?: 'security' | 'mail-security' | 'microsoft365' | 'microsoft365-security' | 'distribution';
  readonly rule?: string;
  readonly synced?: boolean;
  readonly roleAssignable?: boolean;
  /** Part numbers on the template. */
  readonly licenses?: readonly string[];
  /** Instead: id of a product on the template that the tenant does not own any more. */
  readonly orphan?: string;
  /** Part numbers that were on the template before, given to the members and then taken off it. */
  readonly formerly?: readonly string[];
  /** Seats bought after the members were processed, or given back where negative, by part number. */
  readonly seatsAfter?: Readonly<Record<string, number>>;
  /** Still in progress when the tenant starts, and long after. */
  readonly busy?: boolean;
  /** What all members have in common. */
  readonly all?: Circumstances;
  /** What is special about some: it is there for the engine to run into. */
  readonly cases?: readonly MemberCase[];
}

export interface Circumstances {
  /** Part numbers of all the products that are held directly. */
  readonly holds?: readonly string[];
  readonly usageLocation?: string | null;
  readonly accountEnabled?: boolean;
  readonly department?: string;
  /** Becomes the person's with a mailbox, in small letters. */
  readonly proxyAddress?: string;
}

export interface MemberCase extends Circumstances {
  /** Which members: places in the group's list, from 0. */
  readonly of: readonly number[];
  /** They left once the group's members had been processed. */
  readonly left?: boolean;
}

/** A directory role, held in one of the ways in which a role can be held without working for everything. */
export interface RoleSeed {
  /** Display name of a built-in role. */
  readonly role: string;
  /** A group's name, or a person's place in the list of members, from 0. */
  readonly holder: string | number;
  /** "eligible": may be activated, is not. "activated": works until `hours` from the start. */
  readonly as: 'assigned' | 'eligible' | 'activated';
  readonly hours?: number;
  /** Counts in this administrative unit only. */
  readonly administrativeUnit?: string;
}
