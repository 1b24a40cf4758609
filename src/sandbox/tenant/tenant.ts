import {
  isEffective,
  type Assignment,
  type AuditEntry,
  type Change,
  type Group,
  type Organization,
  type RoleAssignment,
  type RoleDefinition,
  type RoleEligibility,
  type Sku,
  type User,
} from './model';

/** Older entries are dropped when there are more: a month of a busy tenant, and a bound on memory. */
const mostAudits = 200_000;

/** Everything the tenant knows, with the indexes that make it fast. */
export class Tenant {
  readonly skus = new Map<string, Sku>();
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly roleDefinitions = new Map<string, RoleDefinition>();
  readonly roleAssignments = new Map<string, RoleAssignment>();
  readonly roleEligibilities = new Map<string, RoleEligibility>();
  /** Oldest first. */
  readonly audits: AuditEntry[] = [];
  /** Told of every change; the one who writes the journal sets it once the tenant is built. */
  onChange: ((change: Change) => void) | undefined;

  /** People who hold each product from at least one source: one seat a person and product. */
  private readonly holders = new Map<string, Set<string>>();
  /** People who carry something from each group, members or not. */
  private readonly carriers = new Map<string, Set<string>>();
  /** People whose license from each group is in error. */
  private readonly failed = new Map<string, Set<string>>();
  private readonly idsByName = new Map<string, string>();
  private readonly idsByAddress = new Map<string, Set<string>>();
  /** The people of a group, kept until one joins or leaves: a hundred thousand lookups would cost a request 50 ms. */
  private readonly peopleByGroup = new WeakMap<Group, readonly User[]>();

  constructor(readonly organization: Organization) {}

  /** Seats in use. */
  consumed(skuId: string): number {
    return this.holders.get(skuId)?.size ?? 0;
  }

  /** Seats left; warning seats are in grace and still usable. Negative after seats were taken back. */
  free(skuId: string): number {
    const sku = this.skus.get(skuId);
    return sku ? sku.units.enabled + sku.units.warning - this.consumed(skuId) : 0;
  }

  holds(userId: string, skuId: string): boolean {
    return this.holders.get(skuId)?.has(userId) ?? false;
  }

  /** Ids of the people who carry a row of licenseAssignmentStates from a group, members or not. */
  carriersOf(groupId: string): ReadonlySet<string> {
    return this.carriers.get(groupId) ?? nobody;
  }

  /** Ids of the people whose license from a group is in error. */
  failedIn(groupId: string): ReadonlySet<string> {
    return this.failed.get(groupId) ?? nobody;
  }

  /** A person by object id or user principal name, in any case of letters. */
  findUser(idOrName: string): User | undefined {
    const wanted = idOrName.toLowerCase();
    return this.users.get(wanted) ?? this.users.get(this.idsByName.get(wanted) ?? '');
  }

  /** Somebody's manager, unless there is none or they have left. */
  managerOf(user: User): User | undefined {
    return user.managerId === null ? undefined : this.users.get(user.managerId);
  }

  /** Ids of the people who claim a mail address, in any case of letters. */
  claimantsOf(address: string): ReadonlySet<string> {
    return this.idsByAddress.get(address.toLowerCase()) ?? nobody;
  }

  /** Puts a person in; their id, name and addresses must be set already. */
  addUser(user: User): void {
    this.users.set(user.id, user);
    this.idsByName.set(user.userPrincipalName.toLowerCase(), user.id);
    for (const address of user.proxyAddresses) this.claim(address, user.id);
    if (user.assignments.length > 0) this.count(user, noAssignments, user.assignments);
    this.onChange?.({ kind: 'user', user });
  }

  /** Says that fields of a person were changed. @param nameBefore their user principal name, when that changed */
  changedUser(user: User, nameBefore = user.userPrincipalName): void {
    if (nameBefore !== user.userPrincipalName) {
      this.idsByName.delete(nameBefore.toLowerCase());
      this.idsByName.set(user.userPrincipalName.toLowerCase(), user.id);
    }
    this.onChange?.({ kind: 'user', user });
  }

  /** Takes a person out: their seats, memberships and roles go with them. */
  removeUser(user: User): void {
    this.assign(user, noAssignments);
    for (const groupId of [...user.memberOf]) {
      const group = this.groups.get(groupId);
      if (group) this.leave(group, user.id);
    }
    for (const group of this.groups.values()) group.owners.delete(user.id);
    for (const each of [...this.roleAssignments.values()])
      if (each.principalId === user.id) this.removeRole(each.id);
    for (const address of user.proxyAddresses) this.idsByAddress.get(address)?.delete(user.id);
    this.idsByName.delete(user.userPrincipalName.toLowerCase());
    this.users.delete(user.id);
    this.onChange?.({ kind: 'user-gone', id: user.id });
  }

  addGroup(group: Group): void {
    this.groups.set(group.id, group);
    this.onChange?.({ kind: 'group', group });
  }

  /** Says that fields of a group were changed. */
  changedGroup(group: Group): void {
    this.onChange?.({ kind: 'group', group });
  }

  /** Takes a group out. It must carry no license; who was a member stays in the tenant. */
  removeGroup(group: Group): void {
    for (const userId of [...group.users]) this.leave(group, userId);
    for (const nestedId of [...group.groups]) {
      const nested = this.groups.get(nestedId);
      if (nested) this.unnest(group, nested);
    }
    for (const parentId of [...group.memberOf]) {
      const parent = this.groups.get(parentId);
      if (parent) this.unnest(parent, group);
    }
    for (const each of [...this.roleAssignments.values()])
      if (each.principalId === group.id) this.removeRole(each.id);
    this.groups.delete(group.id);
    this.onChange?.({ kind: 'group-gone', id: group.id });
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
    const before = user.assignments;
    if (before.length === 0 && assignments.length === 0) return;
    if (lag && lag.ms > 0) {
      const shown = user.before && user.before.until > lag.now ? user.before.assignments : before;
      user.before = { assignments: shown, until: lag.now + lag.ms };
    }
    user.assignments = assignments;
    this.count(user, before, assignments);
    this.onChange?.({ kind: 'licenses', user });
  }

  /** The direct members of a group that are people, in the order in which they joined. */
  peopleOf(group: Group): readonly User[] {
    let people = this.peopleByGroup.get(group);
    if (!people) {
      people = [...group.users].flatMap((id) => this.users.get(id) ?? []);
      this.peopleByGroup.set(group, people);
    }
    return people;
  }

  join(group: Group, userId: string): void {
    const user = this.users.get(userId);
    if (!user || group.users.has(userId)) return;
    group.users.add(userId);
    this.peopleByGroup.delete(group);
    user.memberOf.add(group.id);
    this.onChange?.({ kind: 'member', groupId: group.id, memberId: userId, joined: true });
  }

  leave(group: Group, userId: string): void {
    if (!group.users.delete(userId)) return;
    this.peopleByGroup.delete(group);
    this.users.get(userId)?.memberOf.delete(group.id);
    this.onChange?.({ kind: 'member', groupId: group.id, memberId: userId, joined: false });
  }

  /** Makes one group a direct member of another. */
  nest(group: Group, nested: Group): void {
    group.groups.add(nested.id);
    nested.memberOf.add(group.id);
    this.onChange?.({ kind: 'member', groupId: group.id, memberId: nested.id, joined: true });
  }

  unnest(group: Group, nested: Group): void {
    if (!group.groups.delete(nested.id)) return;
    nested.memberOf.delete(group.id);
    this.onChange?.({ kind: 'member', groupId: group.id, memberId: nested.id, joined: false });
  }

  addRole(assignment: RoleAssignment): void {
    this.roleAssignments.set(assignment.id, assignment);
    this.onChange?.({ kind: 'role', assignment });
  }

  removeRole(id: string): void {
    if (this.roleAssignments.delete(id)) this.onChange?.({ kind: 'role-gone', id });
  }

  audit(entry: AuditEntry): void {
    this.audits.push(entry);
    if (this.audits.length > mostAudits) this.audits.splice(0, mostAudits / 10);
    this.onChange?.({ kind: 'audit', entry });
  }

  /** Every group nested in a group, at any depth, each once and without the group itself. */
  nestedGroups(group: Group): Set<Group> {
    return this.reach(group, (each) => each.groups);
  }

  /** Every group that a group belongs to, at any depth, each once and without the group itself. */
  groupsAbove(group: Group): Set<Group> {
    return this.reach(group, (each) => each.memberOf);
  }

  /** Users of a group and of every group nested in it, each once. */
  transitiveUsers(group: Group): ReadonlySet<string> {
    const inside = this.nestedGroups(group);
    // Most groups have none in them, and one may have a hundred thousand people.
    if (inside.size === 0) return group.users;
    const found = new Set(group.users);
    for (const nested of inside) for (const id of nested.users) found.add(id);
    return found;
  }

  private reach(group: Group, next: (group: Group) => Iterable<string>): Set<Group> {
    const found = new Set([group]);
    // A set visits what is added to it on the way, so this ends when nothing new turns up.
    for (const each of found) {
      for (const id of next(each)) {
        const other = this.groups.get(id);
        if (other) found.add(other);
      }
    }
    found.delete(group);
    return found;
  }

  /** Moves a person between the indexes of products and groups. */
  private count(user: User, before: readonly Assignment[], after: readonly Assignment[]): void {
    for (const { skuId, byGroup } of before) {
      if (byGroup !== null && !after.some((each) => each.byGroup === byGroup))
        this.carriers.get(byGroup)?.delete(user.id);
      if (byGroup !== null && !hasFailed(after, byGroup)) this.failed.get(byGroup)?.delete(user.id);
      if (!after.some((each) => each.skuId === skuId && isEffective(each)))
        this.holders.get(skuId)?.delete(user.id);
    }
    for (const each of after) {
      if (each.byGroup !== null) {
        setOf(this.carriers, each.byGroup).add(user.id);
        if (each.state !== 'Active') setOf(this.failed, each.byGroup).add(user.id);
      }
      if (isEffective(each)) setOf(this.holders, each.skuId).add(user.id);
    }
  }

  private claim(address: string, userId: string): void {
    setOf(this.idsByAddress, address).add(userId);
  }
}

const nobody: ReadonlySet<string> = new Set();
const noAssignments: readonly Assignment[] = [];

function hasFailed(assignments: readonly Assignment[], groupId: string): boolean {
  return assignments.some((each) => each.byGroup === groupId && each.state !== 'Active');
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  let found = map.get(key);
  if (!found) map.set(key, (found = new Set()));
  return found;
}
