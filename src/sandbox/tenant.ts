/** A product (subscribedSku) as the tenant owns it. */
export interface Sku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly appliesTo: 'User' | 'Company';
  readonly capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut';
  units: { enabled: number; warning: number; suspended: number; lockedOut: number };
  readonly plans: readonly { readonly id: string; readonly name: string; readonly appliesTo: string }[];
  readonly prohibitedIn: readonly string[];
}

/** One row of licenseAssignmentStates: a product from one source. */
export interface Assignment {
  readonly skuId: string;
  /** null = assigned directly */
  readonly byGroup: string | null;
  readonly disabledPlans: readonly string[];
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error';
  /** "None" on success: the string that Graph really sends. */
  readonly error: string;
  /** Milliseconds since 1970 */
  readonly updatedAt: number;
}

export interface User {
  readonly id: string;
  displayName: string;
  givenName: string;
  surname: string;
  userPrincipalName: string;
  mail: string | null;
  jobTitle: string | null;
  department: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  usageLocation: string | null;
  assignments: readonly Assignment[];
  /** What index-backed reads still show, and until when. */
  before?: { readonly assignments: readonly Assignment[]; readonly until: number };
  readonly memberOf: Set<string>;
  /** A proxy address of this person clashes as soon as a mailbox plan is given. */
  readonly addressClash?: boolean;
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
  membershipRule: string | null;
  onPremisesSyncEnabled: boolean | null;
  isAssignableToRole: boolean | null;
  createdAt: number;
  readonly users: Set<string>;
  readonly groups: Set<string>;
  readonly owners: Set<string>;
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

export interface Role {
  readonly id: string;
  readonly displayName: string;
  readonly templateId: string;
  readonly members: Set<string>;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly category: 'GroupManagement' | 'UserManagement';
  readonly activity: string;
  readonly result: 'success' | 'failure';
  readonly reason: string;
  readonly target: { readonly id: string; readonly name: string; readonly type: 'Group' | 'User' };
  readonly properties: readonly {
    readonly name: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
}

export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly location: string;
  readonly domain: string;
}

/** Everything the tenant knows, with the indexes that make it fast. */
export class Tenant {
  readonly skus = new Map<string, Sku>();
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly roles = new Map<string, Role>();
  readonly audits: AuditEntry[] = [];
  /** People who hold each product from at least one source: one seat a person and product. */
  private readonly holders = new Map<string, Set<string>>();

  constructor(readonly organization: Organization) {}

  /** Seats in use. */
  consumed(skuId: string): number {
    return this.holders.get(skuId)?.size ?? 0;
  }

  /** Seats left; warning seats are in grace and still usable. */
  free(skuId: string): number {
    const sku = this.skus.get(skuId);
    return sku ? sku.units.enabled + sku.units.warning - this.consumed(skuId) : 0;
  }

  holds(userId: string, skuId: string): boolean {
    return this.holders.get(skuId)?.has(userId) ?? false;
  }

  /**
   * Replaces a person's assignments and keeps the seat counts.
   * @param lag for how long index-backed reads show what was before; undefined: not at all
   */
  assign(
    user: User,
    assignments: readonly Assignment[],
    lag?: { readonly now: number; readonly ms: number },
  ): void {
    if (lag) {
      const shown = user.before && user.before.until > lag.now ? user.before.assignments : user.assignments;
      user.before = { assignments: shown, until: lag.now + lag.ms };
    }
    const touched = new Set([...user.assignments, ...assignments].map((each) => each.skuId));
    user.assignments = assignments;
    for (const skuId of touched) {
      let holders = this.holders.get(skuId);
      if (!holders) this.holders.set(skuId, (holders = new Set()));
      if (assignments.some((each) => each.skuId === skuId && isEffective(each))) holders.add(user.id);
      else holders.delete(user.id);
    }
  }

  join(group: Group, userId: string): void {
    group.users.add(userId);
    this.users.get(userId)?.memberOf.add(group.id);
  }

  leave(group: Group, userId: string): void {
    group.users.delete(userId);
    this.users.get(userId)?.memberOf.delete(group.id);
  }

  /** Every group nested in a group, at any depth, each once and without the group itself. */
  nestedGroups(group: Group): Set<Group> {
    const found = new Set([group]);
    // A set visits what is added to it on the way, so this ends when nothing new turns up.
    for (const each of found) {
      for (const id of each.groups) {
        const nested = this.groups.get(id);
        if (nested) found.add(nested);
      }
    }
    found.delete(group);
    return found;
  }

  /** Users of a group and of every group nested in it, each once. */
  transitiveUsers(group: Group, visited = new Set<string>()): Set<string> {
    visited.add(group.id);
    const found = new Set(group.users);
    for (const id of group.groups) {
      const nested = this.groups.get(id);
      if (nested && !visited.has(id))
        for (const userId of this.transitiveUsers(nested, visited)) found.add(userId);
    }
    return found;
  }
}

/** The license is on the person, whether or not the last reconciliation went well. */
export function isEffective(assignment: Assignment): boolean {
  return assignment.state === 'Active' || assignment.state === 'ActiveWithError';
}
