/**
 * The Graph calls that License Desk makes and the least-privileged application permissions that
 * let them through. One table for the sentences a person sees after a 403 and for the set-up guide.
 * Source: the permission tables of each call on learn.microsoft.com/graph/api.
 */
export const GRAPH_CALLS = {
  organization: { request: 'GET /organization', permissions: ['Organization.Read.All'] },
  subscribedSkus: { request: 'GET /subscribedSkus', permissions: ['LicenseAssignment.Read.All'] },
  group: { request: 'GET /groups/{id}', permissions: ['Group.Read.All'] },
  searchGroups: { request: 'GET /groups?$search, ?$filter', permissions: ['Group.Read.All'] },
  groupsNamed: { request: 'GET /groups?$filter', permissions: ['Group.Read.All'] },
  groupsWithProduct: { request: 'GET /groups?$filter', permissions: ['Group.Read.All'] },
  groupIdsWithErrors: { request: 'GET /groups?$filter', permissions: ['Group.Read.All'] },
  licensedGroups: { request: 'GET /groups?$filter', permissions: ['Group.Read.All'] },
  groupNames: { request: 'GET /groups/{id}', permissions: ['Group.Read.All'] },
  survey: {
    request:
      'GET /groups/{id}, its members, transitiveMembers and membersWithLicenseErrors, /subscribedSkus, /organization',
    permissions: ['Group.Read.All', 'User.Read.All', 'LicenseAssignment.Read.All', 'Organization.Read.All'],
  },
  holders: { request: 'GET /groups/{id}/members', permissions: ['Group.Read.All', 'User.Read.All'] },
  directUserTotals: { request: 'GET /groups/{id}/members', permissions: ['Group.Read.All', 'User.Read.All'] },
  errorTotals: {
    request: 'GET /groups/{id}/membersWithLicenseErrors',
    permissions: ['Group.Read.All', 'User.Read.All'],
  },
  members: { request: 'GET /groups/{id}/members', permissions: ['Group.Read.All', 'User.Read.All'] },
  membersWithErrors: {
    request: 'GET /groups/{id}/membersWithLicenseErrors',
    permissions: ['Group.Read.All', 'User.Read.All'],
  },
  caller: {
    request: 'GET /users/{id}, /users/{id}/transitiveMemberOf',
    permissions: ['User.Read.All', 'RoleManagement.Read.Directory'],
  },
  roleHolders: {
    request: 'GET /directoryRoles(roleTemplateId)/members, /groups/{id}/transitiveMembers',
    permissions: ['RoleManagement.Read.Directory', 'User.Read.All', 'Group.Read.All'],
  },
  // RoleEligibilitySchedule.Read.Directory would be less, but the roles above need the other one anyway.
  eligibleRoles: {
    request: 'GET /roleManagement/directory/roleEligibilityScheduleInstances',
    permissions: ['RoleManagement.Read.Directory'],
  },
  person: { request: 'GET /users/{id}', permissions: ['User.Read.All'] },
  findPeople: { request: 'GET /users?$search, ?$filter', permissions: ['User.Read.All'] },
  manager: { request: 'GET /users/{id}/manager', permissions: ['User.Read.All'] },
  groupOwners: { request: 'GET /groups/{id}/owners', permissions: ['Group.Read.All', 'User.Read.All'] },
  groupMembers: {
    request: 'GET /groups/{id}/transitiveMembers',
    permissions: ['Group.Read.All', 'User.Read.All'],
  },
  isMemberOf: {
    request: 'POST /users/{id}/checkMemberGroups',
    permissions: ['User.Read.All', 'Group.Read.All'],
  },
  installForUser: {
    request: 'POST /users/{id}/teamwork/installedApps',
    permissions: ['TeamsAppInstallation.ReadWriteSelfForUser.All'],
  },
  assignGroupLicense: {
    request: 'POST /groups/{id}/assignLicense',
    permissions: ['LicenseAssignment.ReadWrite.All'],
  },
  peopleById: { request: 'GET /users/{id}', permissions: ['User.Read.All'] },
  // LicenseAssignment.ReadWrite.All does not let reprocess through.
  reprocessUsers: {
    request: 'POST /users/{id}/reprocessLicenseAssignment',
    permissions: ['User.ReadWrite.All'],
  },
  setUsageLocation: { request: 'PATCH /users/{id}', permissions: ['User.ReadWrite.All'] },
  removeDirectLicense: {
    request: 'POST /users/{id}/assignLicense',
    permissions: ['LicenseAssignment.ReadWrite.All'],
  },
  removeMembers: {
    request: 'DELETE /groups/{id}/members/{id}/$ref',
    permissions: ['GroupMember.ReadWrite.All'],
  },
  directoryAudits: { request: 'GET /auditLogs/directoryAudits', permissions: ['AuditLog.Read.All'] },
  pollGroups: { request: 'GET /groups/{id}', permissions: ['Group.Read.All'] },
  pollCounts: {
    request: 'GET /groups/{id}/members, /membersWithLicenseErrors',
    permissions: ['Group.Read.All', 'User.Read.All'],
  },
} as const satisfies Record<string, { request: string; permissions: readonly string[] }>;

export type GraphCallName = keyof typeof GRAPH_CALLS;

/**
 * The permissions that a call lacks, or all that it needs when the token does not say which it has.
 * @param granted the application permissions of the token that was refused
 */
export function lackedBy(call: GraphCallName, granted: ReadonlySet<string> | undefined): readonly string[] {
  const needed: readonly string[] = GRAPH_CALLS[call].permissions;
  const lacked = needed.filter((name) => !granted?.has(name));
  return lacked.length > 0 ? lacked : needed;
}

/** "A", "A and B", "A, B and C". */
export function phraseOf(names: readonly string[]): string {
  const last = names[names.length - 1] ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}

/**
 * The application permissions in a token of Graph; undefined when it is not for us to read. Microsoft may change the
 * form of its tokens at any time, so this may only make a sentence better, and never decide anything.
 */
export function permissionsIn(token: string): ReadonlySet<string> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const roles =
      typeof claims === 'object' && claims !== null && 'roles' in claims ? claims.roles : undefined;
    if (!Array.isArray(roles)) return undefined;
    return new Set(roles.filter((each): each is string => typeof each === 'string'));
  } catch {
    return undefined;
  }
}
