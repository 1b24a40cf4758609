import {
  AppRegistrations,
  assertAllowed,
  operationRules,
  PermissionFault,
  roleTemplates,
} from '../../../src/sandbox/auth';
import type { Caller, Operation } from '../../../src/sandbox/auth';

const me = 'me';
const names = Object.keys(roleTemplates) as (keyof typeof roleTemplates)[];
type RoleName = (typeof names)[number];

const app = (...permissions: string[]): Caller => ({
  kind: 'app',
  appId: 'a',
  name: 'A',
  roles: new Set(permissions),
});
const user = (...scopes: string[]): Caller => ({
  kind: 'user',
  appId: 'a',
  appName: 'A',
  userId: me,
  scopes: new Set(scopes),
});

interface Circumstances {
  readonly role?: RoleName;
  readonly guest?: boolean;
  readonly self?: boolean;
  readonly roleAssignable?: boolean;
}

function may(operation: Operation, caller: Caller, circumstances: Circumstances = {}): boolean {
  const { role, guest = false, ...rest } = circumstances;
  try {
    assertAllowed(operation, caller, {
      rolesOf: (id) => new Set(id === me && role ? [roleTemplates[role].templateId] : []),
      isGuest: (id) => id === me && guest,
      ...rest,
    });
    return true;
  } catch (error) {
    if (error instanceof PermissionFault) return false;
    throw error;
  }
}

interface Expected {
  readonly operation: Operation;
  /** Least privileged; undefined where an app cannot do it. */
  readonly application: string | undefined;
  readonly delegated: string;
  readonly also: readonly string[];
  /** Close to it, and not enough. */
  readonly not: readonly string[];
  /** Roles that may besides Global Administrator; 'member': everybody may. */
  readonly roles: 'member' | readonly RoleName[];
}

const productReaders = [
  'directoryReaders',
  'globalReader',
  'licenseAdministrator',
  'groupsAdministrator',
  'userAdministrator',
  'directoryWriters',
  'billingAdministrator',
] as const;
const privilegedRoleReaders = [
  'globalReader',
  'securityReader',
  'securityAdministrator',
  'privilegedRoleAdministrator',
] as const;
const groupWriters = ['groupsAdministrator', 'userAdministrator', 'directoryWriters'] as const;
const userLicensers = ['licenseAdministrator', 'userAdministrator', 'directoryWriters'] as const;

function expected(
  operation: Operation,
  least: string | { readonly application: string | undefined; readonly delegated: string },
  also: readonly string[],
  not: readonly string[],
  roles: Expected['roles'],
): Expected {
  const each = typeof least === 'string' ? { application: least, delegated: least } : least;
  return { operation, ...each, also, not, roles };
}

const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];

/** Written down a second time on purpose, from the reference and not from the code. */
const table: readonly Expected[] = [
  expected(
    'organization.read',
    { application: 'Organization.Read.All', delegated: 'User.Read' },
    ['User.Read.All', ...directory],
    ['Group.Read.All', 'LicenseAssignment.Read.All'],
    'member',
  ),
  expected(
    'skus.read',
    'LicenseAssignment.Read.All',
    ['Organization.Read.All', ...directory],
    ['LicenseAssignment.ReadWrite.All', 'User.Read.All', 'Group.Read.All'],
    productReaders,
  ),
  expected(
    'subscriptions.read',
    'Organization.Read.All',
    directory,
    ['LicenseAssignment.Read.All'],
    productReaders,
  ),
  expected(
    'groups.read',
    'GroupMember.Read.All',
    ['Group.Read.All', 'Group.ReadWrite.All', ...directory],
    ['LicenseAssignment.Read.All', 'LicenseAssignment.ReadWrite.All', 'User.Read.All'],
    'member',
  ),
  expected(
    'groups.write',
    'Group.ReadWrite.All',
    ['Directory.ReadWrite.All'],
    ['Group.Read.All', 'GroupMember.ReadWrite.All', 'LicenseAssignment.ReadWrite.All', 'Directory.Read.All'],
    groupWriters,
  ),
  expected(
    'groups.members.read',
    'GroupMember.Read.All',
    ['Group.Read.All', 'GroupMember.ReadWrite.All', 'Group.ReadWrite.All', ...directory],
    ['User.Read.All'],
    'member',
  ),
  expected(
    'groups.members.write',
    'GroupMember.ReadWrite.All',
    ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    ['GroupMember.Read.All', 'Group.Read.All', 'User.ReadWrite.All'],
    groupWriters,
  ),
  expected(
    'groups.assignLicense',
    'LicenseAssignment.ReadWrite.All',
    ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    ['LicenseAssignment.Read.All', 'Group.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
    ['licenseAdministrator', ...groupWriters],
  ),
  expected(
    'groups.licenseErrors.read',
    'Group.Read.All',
    ['Group.ReadWrite.All', ...directory],
    ['LicenseAssignment.Read.All', 'LicenseAssignment.ReadWrite.All'],
    'member',
  ),
  expected(
    'users.read',
    'User.Read.All',
    ['User.ReadWrite.All', ...directory],
    ['User.Read', 'Group.Read.All', 'LicenseAssignment.Read.All'],
    'member',
  ),
  expected(
    'users.write',
    'User.ReadWrite.All',
    ['Directory.ReadWrite.All'],
    ['User.Read.All', 'LicenseAssignment.ReadWrite.All'],
    ['userAdministrator', 'directoryWriters'],
  ),
  expected(
    'users.usageLocation.write',
    'User.ReadWrite.All',
    ['Directory.ReadWrite.All'],
    ['User.Read.All', 'LicenseAssignment.ReadWrite.All'],
    ['licenseAdministrator', 'userAdministrator'],
  ),
  expected(
    'users.assignLicense',
    'LicenseAssignment.ReadWrite.All',
    ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    ['LicenseAssignment.Read.All', 'Group.ReadWrite.All'],
    userLicensers,
  ),
  expected(
    'users.reprocess',
    'User.ReadWrite.All',
    ['Directory.ReadWrite.All'],
    ['LicenseAssignment.ReadWrite.All', 'User.Read.All'],
    userLicensers,
  ),
  expected(
    'users.licenseDetails.read',
    'LicenseAssignment.Read.All',
    ['User.Read.All', ...directory],
    ['User.Read', 'Group.Read.All'],
    'member',
  ),
  expected(
    'users.memberOf.read',
    'User.Read.All',
    ['GroupMember.Read.All', ...directory],
    ['User.Read', 'LicenseAssignment.Read.All'],
    'member',
  ),
  expected(
    'users.memberGroups.read',
    'GroupMember.Read.All',
    ['Group.Read.All', ...directory],
    ['User.Read.All', 'User.Read', 'LicenseAssignment.Read.All'],
    'member',
  ),
  expected(
    'users.manager.read',
    'User.Read.All',
    ['User.ReadWrite.All', ...directory],
    ['User.Read', 'Group.Read.All'],
    'member',
  ),
  expected(
    'users.apps.read',
    {
      application: 'TeamsAppInstallation.ReadForUser.All',
      delegated: 'TeamsAppInstallation.ReadForUser',
    },
    [],
    ['User.Read.All', 'Directory.Read.All'],
    'member',
  ),
  expected(
    'users.apps.write',
    {
      application: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
      delegated: 'TeamsAppInstallation.ReadWriteSelfForUser',
    },
    [],
    ['User.ReadWrite.All', 'Directory.ReadWrite.All', 'TeamsAppInstallation.ReadForUser.All'],
    'member',
  ),
  expected(
    'me.read',
    { application: undefined, delegated: 'User.Read' },
    ['User.Read.All'],
    ['Group.Read.All'],
    'member',
  ),
  expected(
    'roles.read',
    'RoleManagement.Read.Directory',
    ['RoleManagement.ReadWrite.Directory', ...directory],
    ['RoleAssignmentSchedule.Read.Directory', 'User.Read.All'],
    'member',
  ),
  expected(
    'roleAssignments.read',
    'RoleManagement.Read.Directory',
    ['RoleManagement.ReadWrite.Directory', ...directory],
    ['RoleAssignmentSchedule.Read.Directory', 'User.Read.All'],
    ['directoryReaders', 'globalReader', 'privilegedRoleAdministrator'],
  ),
  expected(
    'roleAssignments.write',
    'RoleManagement.ReadWrite.Directory',
    [],
    ['RoleManagement.Read.Directory', 'Directory.ReadWrite.All'],
    ['privilegedRoleAdministrator'],
  ),
  expected(
    'roleSchedules.read',
    'RoleAssignmentSchedule.Read.Directory',
    ['RoleManagement.Read.Directory'],
    ['RoleEligibilitySchedule.Read.Directory', 'Directory.Read.All'],
    privilegedRoleReaders,
  ),
  expected(
    'roleEligibilities.read',
    'RoleEligibilitySchedule.Read.Directory',
    ['RoleManagement.Read.Directory'],
    ['RoleAssignmentSchedule.Read.Directory', 'Directory.Read.All'],
    privilegedRoleReaders,
  ),
  expected(
    'audits.read',
    'AuditLog.Read.All',
    ['Directory.Read.All'],
    ['Organization.Read.All', 'Group.ReadWrite.All'],
    ['reportsReader', 'securityReader', 'securityAdministrator'],
  ),
];

describe.each(table)('$operation', ({ operation, application, delegated, also, not, roles }) => {
  it('refuses an app without a permission', () => {
    expect(may(operation, app())).toBe(false);
  });

  it('refuses what is close to the permission', () => {
    for (const each of not) {
      expect([each, may(operation, app(each))]).toEqual([each, false]);
      expect([each, may(operation, user(each), { role: 'globalAdministrator' })]).toEqual([each, false]);
    }
  });

  it('lets an app with the least permission, and with each that is also accepted', () => {
    const accepted = application === undefined ? [] : [application, ...also];
    for (const each of accepted) expect([each, may(operation, app(each))]).toEqual([each, true]);
    if (application === undefined) expect(may(operation, app(delegated, ...also))).toBe(false);
  });

  it('takes a role of the person for no permission of the app', () => {
    for (const role of names) expect([role, may(operation, user(), { role })]).toEqual([role, false]);
  });

  it('lets a signed-in person with the scope and exactly the documented roles', () => {
    const allowed =
      roles === 'member'
        ? names
        : names.filter((name) => name === 'globalAdministrator' || roles.includes(name));
    expect(names.filter((role) => may(operation, user(delegated), { role }))).toEqual(allowed);
    for (const each of also)
      expect([each, may(operation, user(each), { role: 'globalAdministrator' })]).toEqual([each, true]);
  });

  it(roles === 'member' ? 'needs no role' : 'refuses a person with the scope and no role', () => {
    expect(may(operation, user(delegated))).toBe(roles === 'member');
  });

  it('gives no app the rights of the person it does not act for', () => {
    if (application !== undefined) expect(may(operation, app(application), { guest: true })).toBe(true);
    expect(may(operation, app(), { role: 'globalAdministrator', self: true })).toBe(false);
  });
});

it('says no as Graph does', () => {
  expect(new PermissionFault()).toMatchObject({
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
});

it('knows every operation of the table once', () => {
  expect(table.map(({ operation }) => operation).sort()).toEqual(Object.keys(operationRules).sort());
  expect(table).toHaveLength(27);
});

describe('guests', () => {
  it.each(['organization.read', 'me.read'] as const)('may %s', (operation) => {
    expect(may(operation, user('User.Read'), { guest: true })).toBe(true);
  });

  it('may not list people, groups and roles as members do', () => {
    for (const operation of ['users.read', 'groups.read', 'groups.members.read', 'roles.read'] as const)
      expect([operation, may(operation, user('Directory.Read.All'), { guest: true })]).toEqual([
        operation,
        false,
      ]);
  });

  it('may when a role lets them read the directory, and not with any other', () => {
    const readers = names.filter((role) => may('users.read', user('User.Read.All'), { guest: true, role }));
    expect(readers).toEqual(['globalAdministrator', 'directoryWriters', 'directoryReaders', 'globalReader']);
  });
});

describe('people reading themselves', () => {
  it.each(['users.read', 'users.licenseDetails.read', 'users.memberOf.read'] as const)(
    'need only User.Read for %s, guests too',
    (operation) => {
      expect(may(operation, user('User.Read'), { self: true, guest: true })).toBe(true);
      expect(may(operation, user('User.Read'))).toBe(false);
      expect(may(operation, user('openid'), { self: true })).toBe(false);
    },
  );

  it('see their own role schedules without a role, with the scope', () => {
    expect(may('roleSchedules.read', user('RoleManagement.Read.Directory'), { self: true })).toBe(true);
    expect(may('roleSchedules.read', user('User.Read'), { self: true })).toBe(false);
  });

  it('may not change themselves', () => {
    for (const operation of ['users.write', 'users.assignLicense', 'users.usageLocation.write'] as const)
      expect([operation, may(operation, user('Directory.ReadWrite.All'), { self: true })]).toEqual([
        operation,
        false,
      ]);
  });

  it('give an app nothing', () => {
    expect(may('users.read', app('User.Read'), { self: true })).toBe(false);
  });
});

describe.each(['groups.write', 'groups.members.write'] as const)(
  'a role-assignable group and %s',
  (operation) => {
    const usual = 'Group.ReadWrite.All';
    const extra = 'RoleManagement.ReadWrite.Directory';
    const context = { roleAssignable: true };

    it('demands the role permission of an app besides the usual one', () => {
      expect(may(operation, app(usual), context)).toBe(false);
      expect(may(operation, app(extra), context)).toBe(false);
      expect(may(operation, app(usual, extra), context)).toBe(true);
    });

    it('demands scope and privileged role of a person', () => {
      expect(may(operation, user(usual, extra), { ...context, role: 'groupsAdministrator' })).toBe(false);
      expect(may(operation, user(usual), { ...context, role: 'globalAdministrator' })).toBe(false);
      expect(may(operation, user(usual, extra), { ...context, role: 'privilegedRoleAdministrator' })).toBe(
        true,
      );
    });
  },
);

describe('the apps that a tenant starts with', () => {
  const apps = new AppRegistrations();
  const as = (id: string): Caller => app(...(apps.find(id)?.applicationPermissions ?? []));
  const operations = table.map(({ operation }) => operation);
  const reads = operations.filter((each) => each.endsWith('.read') && each !== 'me.read');

  it('include a licensing tool that may license groups, read everything about it, repair people and no more', () => {
    const allowed = operations.filter((each) => may(each, as('license-desk')));
    const aboutLicenses = reads.filter((each) => each !== 'users.apps.read');
    const repair = [
      'users.assignLicense',
      'users.reprocess',
      'users.usageLocation.write',
      'groups.members.write',
    ];
    // Microsoft has no permission for reprocessing people and their usage location that does not write people too.
    const unavoidable = 'users.write';
    expect(allowed.sort()).toEqual([...aboutLicenses, 'groups.assignLicense', ...repair, unavoidable].sort());
  });

  it('let the licensing tool install its Teams app once that is granted', () => {
    const granted = new AppRegistrations();
    granted.grant('license-desk', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
    const permissions = granted.find('license-desk')?.applicationPermissions ?? [];
    expect(may('users.apps.write', app(...permissions))).toBe(true);
    expect(may('users.apps.write', as('license-desk'))).toBe(false);
  });

  it('have a permission once, however often it is granted', () => {
    const granted = new AppRegistrations();
    granted.grant('license-desk', 'Group.ReadWrite.All');
    granted.grant('license-desk', 'Group.ReadWrite.All');
    const permissions = granted.find('license-desk')?.applicationPermissions ?? [];
    expect(permissions.filter((each) => each === 'Group.ReadWrite.All')).toHaveLength(1);
    expect(may('groups.write', app(...permissions))).toBe(true);
    expect(may('groups.write', as('license-desk'))).toBe(false);
  });

  it('include an administrator that may do everything an app can', () => {
    const refused = operations.filter((each) => !may(each, as('sandbox-admin'), { roleAssignable: true }));
    expect(refused).toEqual(['me.read']);
  });

  it('include a reader that changes nothing', () => {
    expect(operations.filter((each) => may(each, as('sandbox-reader'))).sort()).toEqual([...reads].sort());
  });

  it('can be more, found in any case of letters, and no more than a thousand', () => {
    const many = new AppRegistrations([]);
    const register = (id: string, name = id): void =>
      many.register({ id, name, secret: 's', applicationPermissions: [], delegatedPermissions: [] });
    for (let count = 0; count < 1_000; count += 1) register(`App-${count}`);
    expect(many.find('APP-7')?.id).toBe('App-7');
    expect(() => register('one more')).toThrow(RangeError);
    register('app-7', 'renamed');
    expect(many.find('App-7')?.name).toBe('renamed');
    expect(many.find('__proto__')).toBeUndefined();
  });
});

it('has fourteen role templates, each with its own id and words', () => {
  const all = Object.values(roleTemplates);
  expect(all).toHaveLength(14);
  expect(new Set(all.map(({ templateId }) => templateId)).size).toBe(14);
  expect(new Set(all.map(({ description }) => description)).size).toBe(14);
});
