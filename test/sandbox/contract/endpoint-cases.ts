import { people, roleTemplates } from '../../../src/sandbox';
import { nobody, type Bench } from '../support';

/** One row of the route table, with a call that it answers. */
export interface EndpointCase {
  /** Method and pattern as the route table has them. */
  readonly route: `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;
  /** An address that exists. Each call of it makes what it needs, so that a write can be repeated. */
  readonly path: (bench: Bench) => string;
  readonly body?: (bench: Bench) => unknown;
  readonly status: number;
  /** It answers without a body, though the status is not 204. */
  readonly empty?: true;
  /** The same with an object that does not exist. */
  readonly missing?: string;
  /** A body that the service refuses; reads get a $select of a property that does not exist. */
  readonly badBody?: unknown;
  /** Casts and filters of some lists work in advanced queries only. */
  readonly eventual?: true;
  /** 'member': any member may, but no guest; 'anyone': guests, too; 'role': people need a role. */
  readonly who: 'anyone' | 'member' | 'role';
}

const roles = '/roleManagement/directory';
const group = (bench: Bench) => `/groups/${bench.group([bench.person()]).id}`;
const user = (bench: Bench) => `/users/${bench.person().id}`;
const managed = (bench: Bench) => bench.person({ managerId: bench.person().id }).id;
const read = (
  pattern: `/${string}`,
  path: string | ((bench: Bench) => string),
  who: EndpointCase['who'],
  more: Partial<EndpointCase> = {},
): EndpointCase => ({
  route: `GET ${pattern}`,
  path: typeof path === 'string' ? () => path : path,
  status: 200,
  who,
  ...more,
});

const newUser = (bench: Bench) => ({
  accountEnabled: true,
  displayName: 'New',
  mailNickname: 'new',
  userPrincipalName: `new-${bench.sandbox.tenant.users.size}@${bench.sandbox.tenant.organization.domain}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
});

/** The license and a person or group for it. */
const change = (bench: Bench) => ({
  addLicenses: [{ skuId: bench.sku('SPE_E3').skuId, disabledPlans: [] }],
  removeLicenses: [],
});

const list = (base: '/groups/{id}' | '/users/{user}', name: string, casts: readonly string[] = []) => {
  const of = base === '/groups/{id}' ? group : user;
  const missing = `${base.split('/{')[0]}/${nobody}/${name}`;
  const plain = read(`${base}/${name}`, (bench) => `${of(bench)}/${name}`, 'member', { missing });
  const cast = read(
    `${base}/${name}/{cast}`,
    (bench) => `${of(bench)}/${name}/microsoft.graph.${casts[0]}?$count=true`,
    'member',
    { missing: `${missing}/graph.${casts[0]}?$count=true`, eventual: true },
  );
  return casts.length > 0 ? [plain, cast] : [plain];
};

/** Every row of the route table once. */
export const endpointCases: readonly EndpointCase[] = [
  read('/organization', '/organization', 'anyone'),
  read('/organization/{id}', ({ sandbox }) => `/organization/${sandbox.tenantId}`, 'anyone', {
    missing: `/organization/${nobody}`,
  }),
  read('/subscribedSkus', '/subscribedSkus', 'role'),
  read(
    '/subscribedSkus/{id}',
    ({ sandbox, sku }) => `/subscribedSkus/${sandbox.tenantId}_${sku('SPE_E3').skuId}`,
    'role',
    { missing: `/subscribedSkus/${nobody}_${nobody}` },
  ),
  read('/directory/subscriptions', '/directory/subscriptions', 'role'),

  read('/groups', '/groups', 'member'),
  {
    route: 'POST /groups',
    path: () => '/groups',
    body: () => ({ displayName: 'New', mailEnabled: false, mailNickname: 'new', securityEnabled: true }),
    badBody: { displayName: 'New' },
    status: 201,
    who: 'role',
  },
  read('/groups/{id}', group, 'member', { missing: `/groups/${nobody}` }),
  {
    route: 'PATCH /groups/{id}',
    path: group,
    body: () => ({ description: 'Changed' }),
    badBody: { displayName: 7 },
    missing: `/groups/${nobody}`,
    status: 204,
    who: 'role',
  },
  { route: 'DELETE /groups/{id}', path: group, missing: `/groups/${nobody}`, status: 204, who: 'role' },
  ...list('/groups/{id}', 'members', ['user']),
  {
    route: 'POST /groups/{id}/members/$ref',
    path: (bench) => `${group(bench)}/members/$ref`,
    body: ({ person }) => ({
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${person().id}`,
    }),
    badBody: { '@odata.id': 'a person' },
    missing: `/groups/${nobody}/members/$ref`,
    status: 204,
    who: 'role',
  },
  {
    route: 'DELETE /groups/{id}/members/{member}/$ref',
    path: (bench) => {
      const member = bench.person();
      return `/groups/${bench.group([member]).id}/members/${member.id}/$ref`;
    },
    missing: `/groups/${nobody}/members/${nobody}/$ref`,
    status: 204,
    who: 'role',
  },
  ...list('/groups/{id}', 'transitiveMembers', ['user']),
  ...list('/groups/{id}', 'membersWithLicenseErrors'),
  ...list('/groups/{id}', 'owners'),
  ...list('/groups/{id}', 'memberOf', ['group']),
  ...list('/groups/{id}', 'transitiveMemberOf', ['group']),
  {
    route: 'POST /groups/{id}/assignLicense',
    path: (bench) => `${group(bench)}/assignLicense`,
    body: change,
    badBody: { addLicenses: [] },
    missing: `/groups/${nobody}/assignLicense`,
    status: 202,
    who: 'role',
  },

  read('/users', '/users', 'member'),
  {
    route: 'POST /users',
    path: () => '/users',
    body: newUser,
    badBody: { displayName: 'New' },
    status: 201,
    who: 'role',
  },
  read('/users/{user}', user, 'member', { missing: `/users/${nobody}` }),
  {
    route: 'PATCH /users/{user}',
    path: user,
    body: () => ({ usageLocation: 'NO' }),
    badBody: { usageLocation: 'Norway' },
    missing: `/users/${nobody}`,
    status: 204,
    who: 'role',
  },
  { route: 'DELETE /users/{user}', path: user, missing: `/users/${nobody}`, status: 204, who: 'role' },
  {
    route: 'POST /users/{user}/assignLicense',
    path: (bench) => `${user(bench)}/assignLicense`,
    body: change,
    badBody: { removeLicenses: [] },
    missing: `/users/${nobody}/assignLicense`,
    status: 200,
    who: 'role',
  },
  {
    route: 'POST /users/{user}/reprocessLicenseAssignment',
    path: (bench) => `${user(bench)}/reprocessLicenseAssignment`,
    body: () => ({}),
    missing: `/users/${nobody}/reprocessLicenseAssignment`,
    status: 200,
    who: 'role',
  },
  ...list('/users/{user}', 'licenseDetails'),
  ...list('/users/{user}', 'memberOf', ['group']),
  ...list('/users/{user}', 'transitiveMemberOf', ['directoryRole']),

  {
    route: 'POST /users/{user}/checkMemberGroups',
    path: (bench) => `${user(bench)}/checkMemberGroups`,
    body: (bench) => ({ groupIds: [bench.group([]).id] }),
    badBody: { groupIds: ['x'] },
    missing: `/users/${nobody}/checkMemberGroups`,
    status: 200,
    who: 'member',
  },
  {
    route: 'POST /users/{user}/getMemberGroups',
    path: (bench) => `${user(bench)}/getMemberGroups`,
    body: () => ({ securityEnabledOnly: true }),
    badBody: {},
    missing: `/users/${nobody}/getMemberGroups`,
    status: 200,
    who: 'member',
  },
  read('/users/{user}/manager', (bench) => `/users/${managed(bench)}/manager`, 'member', {
    missing: `/users/${nobody}/manager`,
  }),
  {
    route: 'PUT /users/{user}/manager/$ref',
    path: (bench) => `${user(bench)}/manager/$ref`,
    body: ({ person }) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${person().id}` }),
    badBody: { '@odata.id': 'a person' },
    missing: `/users/${nobody}/manager/$ref`,
    status: 204,
    who: 'role',
  },
  {
    route: 'DELETE /users/{user}/manager/$ref',
    path: (bench) => `/users/${managed(bench)}/manager/$ref`,
    missing: `/users/${nobody}/manager/$ref`,
    status: 204,
    who: 'role',
  },
  ...list('/users/{user}', 'teamwork/installedApps'),
  {
    route: 'POST /users/{user}/teamwork/installedApps',
    path: (bench) => `${user(bench)}/teamwork/installedApps`,
    body: () => ({
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${nobody}`,
    }),
    badBody: { 'teamsApp@odata.bind': 'an app' },
    missing: `/users/${nobody}/teamwork/installedApps`,
    status: 201,
    empty: true,
    who: 'member',
  },

  read('/directoryRoles', '/directoryRoles', 'member'),
  read(
    '/directoryRoles/{id}',
    `/directoryRoles(roleTemplateId='${roleTemplates.licenseAdministrator}')`,
    'member',
    { missing: `/directoryRoles/${nobody}` },
  ),
  read(
    '/directoryRoles/{id}/members',
    `/directoryRoles(roleTemplateId='${roleTemplates.licenseAdministrator}')/members`,
    'member',
    { missing: `/directoryRoles/${nobody}/members` },
  ),

  read(`${roles}/roleDefinitions`, `${roles}/roleDefinitions`, 'role'),
  read(
    `${roles}/roleDefinitions/{id}`,
    `${roles}/roleDefinitions/${roleTemplates.licenseAdministrator}`,
    'role',
    { missing: `${roles}/roleDefinitions/${nobody}` },
  ),
  read(`${roles}/roleAssignments`, `${roles}/roleAssignments`, 'role'),
  {
    route: `POST ${roles}/roleAssignments`,
    path: () => `${roles}/roleAssignments`,
    body: ({ person }) => ({
      principalId: person().id,
      roleDefinitionId: roleTemplates.licenseAdministrator,
      directoryScopeId: '/',
    }),
    badBody: { principalId: people.alex.id, roleDefinitionId: nobody, directoryScopeId: '/' },
    status: 201,
    who: 'role',
  },
  {
    route: `DELETE ${roles}/roleAssignments/{id}`,
    path: ({ person, sandbox, clock }) => {
      const id = `assignment-of-${person().id}`;
      const at = clock.now();
      sandbox.tenant.addRole({
        id,
        templateId: roleTemplates.licenseAdministrator,
        principalId: people.alex.id,
        scope: '/',
        type: 'Assigned',
        startAt: at,
        endAt: null,
        // Not yet: the person must not become an administrator in the middle of a test.
        worksFrom: at + 3_600_000,
      });
      return `${roles}/roleAssignments/${id}`;
    },
    missing: `${roles}/roleAssignments/${nobody}`,
    status: 204,
    who: 'role',
  },
  ...['roleAssignmentScheduleInstances', 'roleEligibilityScheduleInstances'].map((name) =>
    read(`${roles}/${name}`, `${roles}/${name}`, 'role'),
  ),

  read('/auditLogs/directoryAudits', '/auditLogs/directoryAudits', 'role'),
];

/** Rows that only answer to a person, because they are about that person. */
export const ownCases = ['roleAssignmentScheduleInstances', 'roleEligibilityScheduleInstances'].map(
  (name) => ({
    route: `GET ${roles}/${name}/filterByCurrentUser/on=principal`,
    path: `${roles}/${name}/filterByCurrentUser(on='principal')`,
  }),
);
