import {
  newGroup,
  newUser,
  type Assignment,
  type AuditEntry,
  type Change,
  type Group,
  type RoleAssignment,
  type Tenant,
  type User,
} from '../tenant';

/** A change as a line of the journal: the state after it, so that playing it twice does no harm. */
export type JournalRecord =
  | { readonly kind: 'user'; readonly user: SavedUser }
  | { readonly kind: 'user-gone'; readonly id: string }
  | { readonly kind: 'licenses'; readonly id: string; readonly rows: readonly Assignment[] }
  | { readonly kind: 'group'; readonly group: SavedGroup }
  | { readonly kind: 'group-gone'; readonly id: string }
  | { readonly kind: 'member'; readonly groupId: string; readonly memberId: string; readonly joined: boolean }
  | { readonly kind: 'role'; readonly assignment: RoleAssignment }
  | { readonly kind: 'role-gone'; readonly id: string }
  | { readonly kind: 'audit'; readonly entry: AuditEntry };

type SavedUser = Omit<User, 'before' | 'memberOf' | 'assignments'>;
type SavedGroup = Omit<Group, 'before' | 'users' | 'groups' | 'memberOf' | 'owners'>;

/** What to write down of a change. */
export function recordOf(change: Change): JournalRecord {
  switch (change.kind) {
    case 'user': {
      const { before: _before, memberOf: _groups, assignments: _rows, ...user } = change.user;
      return { kind: 'user', user };
    }
    case 'licenses':
      return { kind: 'licenses', id: change.user.id, rows: change.user.assignments };
    case 'group': {
      const {
        before: _before,
        users: _users,
        groups: _nested,
        memberOf: _above,
        owners: _owners,
        ...group
      } = change.group;
      return { kind: 'group', group };
    }
    default:
      return change;
  }
}

/** Records of one key replace each other: only the last one counts. */
export function keyOf(record: JournalRecord): string {
  switch (record.kind) {
    case 'user':
      return `user ${record.user.id}`;
    case 'user-gone':
      return `user ${record.id}`;
    case 'licenses':
      return `licenses ${record.id}`;
    case 'group':
      return `group ${record.group.id}`;
    case 'group-gone':
      return `group ${record.id}`;
    case 'member':
      return `member ${record.groupId} ${record.memberId}`;
    case 'role':
      return `role ${record.assignment.id}`;
    case 'role-gone':
      return `role ${record.id}`;
    case 'audit':
      return `audit ${record.entry.id}`;
  }
}

/** Brings a change back. What it belongs to may be gone: then it is passed over. */
export function applyRecord(tenant: Tenant, record: JournalRecord): void {
  switch (record.kind) {
    case 'user': {
      const user = tenant.users.get(record.user.id);
      if (!user) return tenant.addUser(newUser(record.user));
      const nameBefore = user.userPrincipalName;
      Object.assign(user, record.user);
      return tenant.changedUser(user, nameBefore);
    }
    case 'user-gone': {
      const user = tenant.users.get(record.id);
      return user && tenant.removeUser(user);
    }
    case 'licenses': {
      const user = tenant.users.get(record.id);
      return user && tenant.assign(user, record.rows);
    }
    case 'group': {
      const group = tenant.groups.get(record.group.id);
      if (!group) return tenant.addGroup(newGroup(record.group));
      return void Object.assign(group, record.group);
    }
    case 'group-gone': {
      const group = tenant.groups.get(record.id);
      return group && tenant.removeGroup(group);
    }
    case 'member':
      return applyMember(tenant, record);
    case 'role':
      return tenant.addRole(record.assignment);
    case 'role-gone':
      return tenant.removeRole(record.id);
    case 'audit':
      return tenant.audit(record.entry);
  }
}

function applyMember(tenant: Tenant, record: Extract<JournalRecord, { kind: 'member' }>): void {
  const group = tenant.groups.get(record.groupId);
  const nested = tenant.groups.get(record.memberId);
  if (!group) return;
  if (nested && record.joined) tenant.nest(group, nested);
  else if (nested) tenant.unnest(group, nested);
  else if (record.joined) tenant.join(group, record.memberId);
  else tenant.leave(group, record.memberId);
}
