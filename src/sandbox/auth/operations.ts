import { roleTemplates } from './role-templates';

/** What a call needs. Every list is "any of these", the least privileged first. */
export interface OperationRule {
  /** Application permissions. Empty: an app cannot do it for itself. */
  readonly application: readonly string[];
  /** Delegated permissions (scopes). */
  readonly delegated: readonly string[];
  /** Roles of which the signed-in person must hold one besides the scope, by template id. 'member': any member may. */
  readonly entraRoles: 'member' | readonly string[];
  /** Guests may, too. Otherwise they need one of the roles, or one that reads the directory. */
  readonly guests?: true;
  /** People may do it to themselves without a role, with `delegated` or with one of these scopes. */
  readonly self?: readonly string[];
  /** What a role-assignable group demands on top. */
  readonly roleAssignable?: { readonly permission: string; readonly entraRoles: readonly string[] };
}

export type Operation =
  | 'organization.read'
  | 'skus.read'
  | 'subscriptions.read'
  | 'groups.read'
  | 'groups.write'
  | 'groups.members.read'
  | 'groups.members.write'
  | 'groups.assignLicense'
  | 'groups.licenseErrors.read'
  | 'users.read'
  | 'users.write'
  | 'users.usageLocation.write'
  | 'users.assignLicense'
  | 'users.reprocess'
  | 'users.licenseDetails.read'
  | 'users.memberOf.read'
  | 'users.memberGroups.read'
  | 'users.manager.read'
  | 'users.apps.read'
  | 'users.apps.write'
  | 'me.read'
  | 'roles.read'
  | 'roleAssignments.read'
  | 'roleAssignments.write'
  | 'roleSchedules.read'
  | 'roleEligibilities.read'
  | 'audits.read';

function idsOf(...names: readonly (keyof typeof roleTemplates)[]): readonly string[] {
  // A Global Administrator may do everything; Microsoft's lists of least privileged roles leave that out.
  return [...names, 'globalAdministrator' as const].map((name) => roleTemplates[name].templateId);
}

const groupWriters = idsOf('groupsAdministrator', 'userAdministrator', 'directoryWriters');
const userLicensers = idsOf('licenseAdministrator', 'userAdministrator', 'directoryWriters');
const groupLicensers = idsOf(
  'licenseAdministrator',
  'groupsAdministrator',
  'userAdministrator',
  'directoryWriters',
);
/** Microsoft documents the first two. Who may assign or buy licenses sees what there is: our choice. */
const productReaders = idsOf(
  'directoryReaders',
  'globalReader',
  'licenseAdministrator',
  'groupsAdministrator',
  'userAdministrator',
  'directoryWriters',
  'billingAdministrator',
);
const privilegedRoleReaders = idsOf(
  'globalReader',
  'securityReader',
  'securityAdministrator',
  'privilegedRoleAdministrator',
);
const roleWriters = idsOf('privilegedRoleAdministrator');

const directoryRead = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const directoryWrite = ['Directory.ReadWrite.All'];
const roleAssignable = { permission: 'RoleManagement.ReadWrite.Directory', entraRoles: roleWriters };

/** The same permissions for an app by itself and for one in the name of a person. */
function both(...permissions: readonly string[]): Pick<OperationRule, 'application' | 'delegated'> {
  return { application: permissions, delegated: permissions };
}

/** Permissions of Teams: an app by itself may do it for everybody, and says so in the name. */
function installations(...kinds: readonly string[]): Pick<OperationRule, 'application' | 'delegated'> {
  const delegated = kinds.map((kind) => `TeamsAppInstallation.${kind}`);
  return { application: delegated.map((each) => `${each}.All`), delegated };
}

/**
 * Permissions and roles of every call: the permission tables of the Microsoft Graph v1.0 reference. Permissions that
 * give only a few properties (`ReadBasic`) are not in it: a license tool cannot work with those.
 */
export const operationRules: Readonly<Record<Operation, OperationRule>> = {
  'organization.read': {
    application: ['Organization.Read.All', 'User.Read.All', 'Organization.ReadWrite.All', ...directoryRead],
    delegated: [
      'User.Read',
      'Organization.Read.All',
      'User.Read.All',
      'Organization.ReadWrite.All',
      ...directoryRead,
    ],
    entraRoles: 'member',
    guests: true,
  },
  'skus.read': {
    ...both(
      'LicenseAssignment.Read.All',
      'Organization.Read.All',
      'Organization.ReadWrite.All',
      ...directoryRead,
    ),
    entraRoles: productReaders,
  },
  'subscriptions.read': {
    ...both('Organization.Read.All', 'Organization.ReadWrite.All', ...directoryRead),
    entraRoles: productReaders,
  },
  'groups.read': {
    ...both('GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryRead),
    entraRoles: 'member',
  },
  'groups.write': {
    ...both('Group.ReadWrite.All', ...directoryWrite),
    entraRoles: groupWriters,
    roleAssignable,
  },
  'groups.members.read': {
    ...both(
      'GroupMember.Read.All',
      'Group.Read.All',
      'GroupMember.ReadWrite.All',
      'Group.ReadWrite.All',
      ...directoryRead,
    ),
    entraRoles: 'member',
  },
  'groups.members.write': {
    ...both('GroupMember.ReadWrite.All', 'Group.ReadWrite.All', ...directoryWrite),
    entraRoles: groupWriters,
    roleAssignable,
  },
  'groups.assignLicense': {
    ...both('LicenseAssignment.ReadWrite.All', 'Group.ReadWrite.All', ...directoryWrite),
    entraRoles: groupLicensers,
  },
  'groups.licenseErrors.read': {
    ...both('Group.Read.All', 'Group.ReadWrite.All', ...directoryRead),
    entraRoles: 'member',
  },
  'users.read': {
    ...both('User.Read.All', 'User.ReadWrite.All', ...directoryRead),
    entraRoles: 'member',
    self: ['User.Read', 'User.ReadWrite'],
  },
  'users.write': {
    ...both('User.ReadWrite.All', ...directoryWrite),
    entraRoles: idsOf('userAdministrator', 'directoryWriters'),
  },
  'users.usageLocation.write': {
    ...both('User.ReadWrite.All', ...directoryWrite),
    entraRoles: idsOf('licenseAdministrator', 'userAdministrator'),
  },
  'users.assignLicense': {
    ...both('LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', ...directoryWrite),
    entraRoles: userLicensers,
  },
  'users.reprocess': {
    ...both('User.ReadWrite.All', ...directoryWrite),
    entraRoles: userLicensers,
  },
  'users.licenseDetails.read': {
    ...both('LicenseAssignment.Read.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryRead),
    entraRoles: 'member',
    self: ['User.Read'],
  },
  'users.memberOf.read': {
    ...both('User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', ...directoryRead),
    entraRoles: 'member',
    self: ['User.Read'],
  },
  // Microsoft asks an app for User.Read.All as well; a list of which any is enough cannot say "both".
  'users.memberGroups.read': {
    ...both('GroupMember.Read.All', 'Group.Read.All', ...directoryRead),
    entraRoles: 'member',
    self: ['User.Read'],
  },
  'users.manager.read': {
    ...both('User.Read.All', 'User.ReadWrite.All', ...directoryRead),
    entraRoles: 'member',
  },
  'users.apps.read': {
    ...installations('ReadForUser', 'ReadWriteSelfForUser', 'ReadWriteForUser'),
    entraRoles: 'member',
  },
  'users.apps.write': {
    ...installations('ReadWriteSelfForUser', 'ReadWriteForUser'),
    entraRoles: 'member',
  },
  'me.read': {
    application: [],
    delegated: ['User.Read', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All', ...directoryRead],
    entraRoles: 'member',
    guests: true,
  },
  'roles.read': {
    ...both('RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', ...directoryRead),
    entraRoles: 'member',
  },
  'roleAssignments.read': {
    ...both('RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', ...directoryRead),
    entraRoles: idsOf('directoryReaders', 'globalReader', 'privilegedRoleAdministrator'),
  },
  'roleAssignments.write': {
    ...both('RoleManagement.ReadWrite.Directory'),
    entraRoles: roleWriters,
  },
  'roleSchedules.read': {
    ...both(
      'RoleAssignmentSchedule.Read.Directory',
      'RoleManagement.Read.Directory',
      'RoleManagement.Read.All',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ),
    entraRoles: privilegedRoleReaders,
    self: [],
  },
  'roleEligibilities.read': {
    ...both(
      'RoleEligibilitySchedule.Read.Directory',
      'RoleManagement.Read.Directory',
      'RoleManagement.Read.All',
      'RoleEligibilitySchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ),
    entraRoles: privilegedRoleReaders,
    self: [],
  },
  'audits.read': {
    ...both('AuditLog.Read.All', 'Directory.Read.All'),
    entraRoles: idsOf('reportsReader', 'securityReader', 'securityAdministrator'),
  },
};
