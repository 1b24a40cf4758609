import type { GraphError } from './errors';

/**
 * What License Desk asks of Microsoft Graph, in Graph's own words and nothing else.
 * The rooms above take this interface as a parameter; `graph/client.ts` is the one implementation.
 * Every method throws `GraphError` (see graph/errors.ts); `undefined` means Graph answered 404.
 */

/** The right to send something, which may be lost between two sendings of it, or while the process stood still. */
export interface GraphRight {
  /** Until when it may be sent, in epoch milliseconds; undefined: not any more. */
  keep(): Promise<number | undefined>;
}

export interface GraphServicePlan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly provisioningStatus: string;
  readonly appliesTo: string;
}

export interface SubscribedSku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  /** Enabled | Warning | Suspended | Deleted | LockedOut */
  readonly capabilityStatus: string;
  /** "User" or "Company"; a Company product cannot be given to people. */
  readonly appliesTo: string;
  readonly consumedUnits: number;
  readonly prepaidUnits: {
    readonly enabled: number;
    readonly warning: number;
    readonly suspended: number;
    readonly lockedOut: number;
  };
  readonly servicePlans: readonly GraphServicePlan[];
}

export interface GraphAssignedLicense {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** Every nullable field is normalised: a missing text is `''`, a missing list is `[]`. */
export interface GraphGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly mail: string;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  /** "Unified" = Microsoft 365 group, "DynamicMembership" = dynamic */
  readonly groupTypes: readonly string[];
  readonly membershipRule: string;
  readonly onPremisesSyncEnabled: boolean;
  readonly isAssignableToRole: boolean;
  readonly assignedLicenses: readonly GraphAssignedLicense[];
  /** QueuedForProcessing | ProcessingInProgress | ProcessingComplete, `''` for a group never licensed. */
  readonly licenseProcessingState: string;
}

export interface GraphLicenseAssignmentState {
  readonly skuId: string;
  /** Group id, `''` for a direct assignment. */
  readonly assignedByGroup: string;
  /** Active | ActiveWithError | Disabled | Error */
  readonly state: string;
  /** `''` when Graph answers null or the string "None". */
  readonly error: string;
  /** Service plans that this source leaves out, in lower case; a person misses a plan only when every source leaves it out. */
  readonly disabledPlans: readonly string[];
  readonly lastUpdatedDateTime: string;
}

export interface GraphUser {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail: string;
  /** "Member" | "Guest"; `''` for very old accounts, which are members. */
  readonly userType: string;
  readonly accountEnabled: boolean;
  readonly usageLocation: string;
  readonly licenseAssignmentStates: readonly GraphLicenseAssignmentState[];
}

/** A direct member of a group, as far as licensing has to do with them. */
export type GraphMember = Omit<GraphUser, 'userType' | 'accountEnabled'>;

export interface GraphDirectoryRole {
  readonly displayName: string;
  readonly roleTemplateId: string;
}

export interface GraphOrganization {
  readonly id: string;
  readonly displayName: string;
  /** Two-letter location used for people who have none: defaultUsageLocation, else countryLetterCode, else `''`. */
  readonly usageLocation: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; hand it back to get the next page. */
  readonly next?: string;
}

/** Counts of one group's members. */
export interface GraphMemberCounts {
  /** Direct user members: the only people who get a license through the group. */
  readonly directUsers: number;
  /** Of these, how many hold each product that was asked for, from whatever source. */
  readonly holders: ReadonlyMap<string, number>;
  /** Of these, how many have no usage location; undefined when Graph would not count it. */
  readonly withoutUsageLocation: number | undefined;
  /** User members of this group and of all groups nested in it. */
  readonly transitiveUsers: number;
  /** Nested groups among the direct members, at most 5 of them. */
  readonly nestedGroups: readonly { readonly id: string; readonly displayName: string }[];
  /** Direct members that are groups. */
  readonly nestedGroupCount: number;
  /** Members whose license from this group is in error (any product). */
  readonly withErrors: number;
}

/** What an alteration of a group's licenses begins from. */
export interface GraphSurvey {
  /** undefined: there is no such group, and nothing was counted. */
  readonly group: GraphGroup | undefined;
  readonly skus: readonly SubscribedSku[];
  readonly organization: GraphOrganization;
  readonly counts: GraphMemberCounts | undefined;
}

export interface GraphProgressCounts {
  readonly directUsers: number;
  readonly withProduct: number;
  readonly withErrors: number;
}

export interface GraphCaller {
  /** undefined: the tenant does not know this person. */
  readonly user: GraphUser | undefined;
  readonly roles: readonly GraphDirectoryRole[];
  /** Graph shows that there are roles and not which, for want of RoleManagement.Read.Directory. */
  readonly rolesHidden?: boolean;
}

/** What to look for in the directory's audit log. */
export interface GraphAuditQuery {
  /** Names of activities as the log has them, such as "Change user license"; at least one. */
  readonly activities: readonly string[];
  readonly since: Date;
  readonly until?: Date;
  /** Object id of the person or group that was changed. */
  readonly targetId?: string;
  readonly result?: 'success' | 'failure';
  /**
   * The log may be read five times in ten seconds; who would wait longer than this for their turn is told so instead
   * (graph.log-busy). Milliseconds; absent: any time.
   */
  readonly longestWaitMs?: number;
}

export interface GraphAuditTarget {
  /** `''` when it is no object of the directory. */
  readonly id: string;
  readonly displayName: string;
  /** "User" | "Group" | … */
  readonly type: string;
  readonly userPrincipalName: string;
  readonly modifiedProperties: readonly {
    readonly displayName: string;
    readonly oldValue: string;
    readonly newValue: string;
  }[];
}

export interface GraphAuditEntry {
  readonly id: string;
  /** The same for all entries of one piece of work. */
  readonly correlationId: string;
  readonly activity: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** "success" | "failure" | "timeout" */
  readonly result: string;
  readonly resultReason: string;
  /** Group licensing itself acts as an app; both are undefined when the log names nobody. */
  readonly initiatedBy: {
    readonly user:
      { readonly id: string; readonly displayName: string; readonly userPrincipalName: string } | undefined;
    readonly app: { readonly appId: string; readonly displayName: string } | undefined;
  };
  readonly targetResources: readonly GraphAuditTarget[];
  /** A failed "Change user license" has its reason in one of the values. */
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
}

/** What became of one write for each person, by id in lower case; a failure of one is a value, so that no other is lost. */
export type GraphWriteResults = ReadonlyMap<string, 'done' | GraphError>;

/** What became of an attempt to put the app into somebody's personal chat list. */
export type GraphInstallation = 'installed' | 'already' | 'refused';

export interface GraphApi {
  organization(): Promise<GraphOrganization>;
  subscribedSkus(): Promise<readonly SubscribedSku[]>;
  group(id: string): Promise<GraphGroup | undefined>;
  /** Groups whose name or mail matches the text, best first, at most `top` (1..50). */
  searchGroups(text: string, top: number): Promise<readonly GraphGroup[]>;
  /** Groups whose display name equals the text, ignoring case. */
  groupsNamed(name: string): Promise<readonly GraphGroup[]>;
  /** The same for any number of names, or mail addresses, in batches; by the name that was asked, at most 6 each. */
  groupsNamedEach(names: readonly string[]): Promise<ReadonlyMap<string, readonly GraphGroup[]>>;
  /** Groups that carry the product in their license template, ordered by name. */
  groupsWithProduct(skuId: string, next?: string): Promise<Page<GraphGroup>>;
  /** Ids of groups with at least one member in error, tenant-wide. */
  groupIdsWithErrors(): Promise<ReadonlySet<string>>;
  /** Groups that carry any product, also one that the tenant no longer owns; pages of up to 999. */
  licensedGroups(next?: string): Promise<Page<GraphGroup>>;
  /** Display names by the id that was asked; a group that is gone or cannot be read is absent. */
  groupNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** A group, the tenant and counts for some products (at most 11), in one `$batch`. */
  survey(groupId: string, skuIds: readonly string[]): Promise<GraphSurvey>;
  /** How many direct members hold each of up to 20 products, in one `$batch`; what cannot be counted is absent. */
  holders(groupId: string, skuIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Direct user members of up to 20 groups in one `$batch`; a group that cannot be counted is absent. */
  directUserTotals(groupIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Members in error of up to 20 groups, as above. */
  errorTotals(groupIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Direct user members with their license states for outcomes; pages of up to 999. */
  members(groupId: string, next?: string): Promise<Page<GraphMember>>;
  /** Members whose license from this group is in error, with their license states; pages of up to 999. None for a group that is gone. */
  membersWithErrors(groupId: string, next?: string): Promise<Page<GraphUser>>;
  /** One read of a person and the directory roles active for them, in one round trip. */
  caller(userId: string): Promise<GraphCaller>;
  /** People who hold a role directly or through a group, at most `top`. */
  roleHolders(roleTemplateId: string, top: number): Promise<readonly GraphUser[]>;
  /**
   * Roles that the person may activate over the whole tenant, and does not hold until then (Privileged Identity
   * Management). None when Graph refuses to say (no permission, no Entra ID P2): the log says so, the person is not told.
   */
  eligibleRoles(userId: string): Promise<readonly GraphDirectoryRole[]>;
  /** A person by object id or user principal name; undefined also for a text that can be neither. */
  person(id: string): Promise<GraphUser | undefined>;
  /**
   * People for a typed text, best first, at most `top` (1..50): the address itself, the name itself, names that begin
   * with it, then words of them. Guests and blocked accounts are among them, after the others of their rank.
   */
  findPeople(text: string, top: number): Promise<readonly GraphUser[]>;
  /** The person's manager; undefined: has none, or one that is no person (an organizational contact). */
  manager(userId: string): Promise<GraphUser | undefined>;
  /** Owners that are people, at most 100; none for a group that is gone, comes from Exchange or is synchronized. */
  groupOwners(groupId: string): Promise<readonly GraphUser[]>;
  /** People in a group or in one nested in it who may sign in and are no guests, at most `top`; none for a group that is gone. */
  groupMembers(groupId: string, top: number): Promise<readonly GraphUser[]>;
  /** Those of the groups to which the person belongs, directly or through another group; ids in lower case. */
  isMemberOf(userId: string, groupIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Puts the Teams app into a person's personal scope, so that the bot can write to them.
   * "refused": the permission is not granted, or a policy of the tenant forbids it.
   * @param teamsAppId its id in the tenant's app catalog, which is not the id in the manifest
   */
  installForUser(userId: string, teamsAppId: string): Promise<GraphInstallation>;
  /**
   * Adds and removes products on the group's template in one call; Entra answers 202 and works later.
   * @param right asked before each sending; without it one may always send
   */
  assignGroupLicense(
    groupId: string,
    change: { readonly add: readonly GraphAssignedLicense[]; readonly remove: readonly string[] },
    right?: GraphRight,
  ): Promise<void>;
  /** People with their license states by id in lower case, 20 a request; who is gone is absent. */
  peopleById(ids: readonly string[]): Promise<ReadonlyMap<string, GraphUser>>;
  /** Has Entra work out people's licenses from groups anew, 20 a request; a 400 names in its message what is still in the way. */
  reprocessUsers(userIds: readonly string[]): Promise<GraphWriteResults>;
  /** @param location two capital letters, ISO 3166 */
  setUsageLocation(userIds: readonly string[], location: string): Promise<GraphWriteResults>;
  /** Takes away a product that people hold directly. 400: does not hold it directly. */
  removeDirectLicense(userIds: readonly string[], skuId: string): Promise<GraphWriteResults>;
  /** Takes people out of a group that is neither dynamic nor synchronized. 404: is no member. */
  removeMembers(groupId: string, userIds: readonly string[]): Promise<GraphWriteResults>;
  /** The audit log, newest first, a page at a time; waits for its turn, because the tenant allows 5 requests in 10 s. */
  directoryAudits(query: GraphAuditQuery, next?: string): Promise<Page<GraphAuditEntry>>;
  /** Any number of groups: 20 in a `$batch`, or where they are many 999 in a page of a list; those that no longer exist are absent. */
  pollGroups(ids: readonly string[]): Promise<ReadonlyMap<string, GraphGroup>>;
  /** Progress counts for up to 20 (group, product) pairs, in batches of at most 20 inner requests; keyed `groupId/skuId`. */
  pollCounts(
    pairs: readonly { readonly groupId: string; readonly skuId: string }[],
  ): Promise<ReadonlyMap<string, GraphProgressCounts>>;
}
