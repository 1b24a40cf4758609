/** What a tenant is made of. Times are milliseconds since 1970. */

export interface ServicePlan {
  readonly id: string;
  readonly name: string;
  readonly appliesTo: string;
}

/** A product (subscribedSku) as the tenant owns it. */
export interface Sku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly appliesTo: 'User' | 'Company';
  readonly capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut';
  units: { enabled: number; warning: number; suspended: number; lockedOut: number };
  readonly plans: readonly ServicePlan[];
  /** Two-letter usage locations in which the product may not be given. */
  readonly prohibitedIn: readonly string[];
}

/** One row of licenseAssignmentStates: a product from one source. Never changed, only replaced. */
export interface Assignment {
  readonly skuId: string;
  /** null = assigned directly */
  readonly byGroup: string | null;
  readonly disabledPlans: readonly string[];
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error';
  /** "None" on success: the string that Graph really sends. */
  readonly error: string;
  readonly updatedAt: number;
}

export interface User {
  readonly id: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  userPrincipalName: string;
  mail: string | null;
  jobTitle: string | null;
  department: string | null;
  companyName: string | null;
  city: string | null;
  country: string | null;
  officeLocation: string | null;
  employeeId: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  /** ISO 3166 alpha-2 in capitals; null: the directory's own counts, for licenses from groups. */
  usageLocation: string | null;
  createdAt: number;
  /** Addresses that become the person's with a mailbox, in small letters; they must be unique among mailboxes. */
  proxyAddresses: readonly string[];
  /** Id of the person's manager, who may be gone. */
  managerId: string | null;
  /** Ids, in the tenant's catalog, of the Teams apps in the person's personal scope. */
  installedApps: readonly string[];
  /** Change them through `Tenant.assign` only: seat counts and indexes follow there. */
  assignments: readonly Assignment[];
  /** What index-backed reads still show, and until when. */
  before?: { readonly assignments: readonly Assignment[]; readonly until: number };
  /** Groups of which the person is a direct member. */
  readonly memberOf: Set<string>;
}

export interface Template {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

export type ProcessingState = 'QueuedForProcessing' | 'ProcessingInProgress' | 'ProcessingComplete';

export interface Group {
  readonly id: string;
  displayName: string;
  description: string | null;
  mail: string | null;
  mailNickname: string;
  mailEnabled: boolean;
  securityEnabled: boolean;
  groupTypes: readonly string[];
  /** Only for a dynamic group ("DynamicMembership" in groupTypes). */
  membershipRule: string | null;
  membershipRuleProcessingState: 'On' | 'Paused' | null;
  onPremisesSyncEnabled: boolean | null;
  isAssignableToRole: boolean | null;
  visibility: string | null;
  createdAt: number;
  /** Direct user members, by id. Change them through `Tenant.join` and `Tenant.leave` only. */
  readonly users: Set<string>;
  /** Direct members that are groups, by id. Change them through `Tenant.nest` and `Tenant.unnest` only. */
  readonly groups: Set<string>;
  /** Groups of which this one is a direct member. */
  readonly memberOf: Set<string>;
  readonly owners: Set<string>;
  /** The license template: what every direct member should have. */
  licenses: readonly Template[];
  processing: ProcessingState | null;
  /** Members a second, where a group is slower than the tenant's pace. */
  pace?: number;
  /** What reads right after a write still show, and until when. */
  before?: {
    readonly licenses: readonly Template[];
    readonly processing: ProcessingState | null;
    readonly until: number;
  };
}

/** A built-in directory role. `templateId` is the same in every tenant, `objectId` is this tenant's directoryRole. */
export interface RoleDefinition {
  readonly templateId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly description: string;
}

export interface RoleAssignment {
  readonly id: string;
  readonly templateId: string;
  /** A person, or a group that can be assigned to roles. */
  readonly principalId: string;
  /** "/" for the whole tenant, or "/administrativeUnits/{id}" */
  readonly scope: string;
  /** Activated: made out of an eligibility, for a time (Privileged Identity Management). */
  readonly type: 'Assigned' | 'Activated';
  readonly startAt: number;
  readonly endAt: number | null;
  /** It is listed from its start, but works only from here: Entra needs some minutes. */
  readonly worksFrom: number;
}

/** A role that a person may activate, and does not hold until then. */
export interface RoleEligibility {
  readonly id: string;
  readonly templateId: string;
  readonly principalId: string;
  readonly scope: string;
  readonly startAt: number;
  readonly endAt: number | null;
}

/** Who did something: for the audit log. */
export type Actor =
  | { readonly kind: 'app'; readonly appId: string | null; readonly name: string }
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly userPrincipalName: string };

export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly category: 'GroupManagement' | 'UserManagement' | 'RoleManagement';
  readonly activity: string;
  readonly operation: string;
  readonly result: 'success' | 'failure';
  readonly reason: string;
  readonly correlationId: string;
  readonly by: Actor;
  readonly target: {
    readonly id: string;
    readonly name: string;
    readonly type: 'Group' | 'User' | 'Role';
    readonly userPrincipalName?: string;
  };
  readonly properties: readonly {
    readonly name: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
}

export interface Organization {
  readonly id: string;
  readonly displayName: string;
  /** Two-letter location of the directory, for people without one of their own. */
  readonly location: string;
  readonly domain: string;
}

/** One thing that became different, as it is now: what a journal writes down and a restart brings back. */
export type Change =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'licenses'; readonly user: User }
  | { readonly kind: 'user-gone'; readonly id: string }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'group-gone'; readonly id: string }
  | { readonly kind: 'member'; readonly groupId: string; readonly memberId: string; readonly joined: boolean }
  | { readonly kind: 'role'; readonly assignment: RoleAssignment }
  | { readonly kind: 'role-gone'; readonly id: string }
  | { readonly kind: 'audit'; readonly entry: AuditEntry };

/** The license is on the person, whether or not the last reconciliation went well. */
export function isEffective(assignment: Assignment): boolean {
  return assignment.state === 'Active' || assignment.state === 'ActiveWithError';
}

/** A person with nothing but what is given; the rest is as Entra leaves it. */
export function newUser(
  fields: Pick<User, 'id' | 'displayName' | 'userPrincipalName'> & Partial<Omit<User, 'memberOf'>>,
): User {
  return {
    givenName: null,
    surname: null,
    mail: null,
    jobTitle: null,
    department: null,
    companyName: null,
    city: null,
    country: null,
    officeLocation: null,
    employeeId: null,
    userType: 'Member',
    accountEnabled: true,
    usageLocation: null,
    createdAt: 0,
    proxyAddresses: noText,
    managerId: null,
    installedApps: noText,
    assignments: noAssignments,
    ...fields,
    memberOf: new Set(),
  };
}

/** A security group without members, or what is given instead. */
export function newGroup(
  fields: Pick<Group, 'id' | 'displayName'> &
    Partial<Omit<Group, 'users' | 'groups' | 'memberOf' | 'owners'>>,
): Group {
  return {
    description: null,
    mail: null,
    mailNickname: fields.id.slice(0, 8),
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: noText,
    membershipRule: null,
    membershipRuleProcessingState: fields.membershipRule ? 'On' : null,
    onPremisesSyncEnabled: null,
    isAssignableToRole: null,
    visibility: null,
    createdAt: 0,
    licenses: [],
    processing: null,
    ...fields,
    users: new Set(),
    groups: new Set(),
    memberOf: new Set(),
    owners: new Set(),
  };
}

const noText: readonly string[] = [];
const noAssignments: readonly Assignment[] = [];
