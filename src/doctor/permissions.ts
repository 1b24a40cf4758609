import type { GraphApi } from '../graph/api';
import { DeskError, messageOf } from '../errors';
import { mend, note, ok, type Finding } from './finding';

type Reads = Pick<
  GraphApi,
  'organization' | 'subscribedSkus' | 'searchGroups' | 'findPeople' | 'roleHolders' | 'directoryAudits'
>;

interface Permission {
  readonly required: boolean;
  /** What does not work without it (docs/install.md). */
  readonly without: string;
  /** The smallest call that needs it and alters nothing; none for what only writes. */
  readonly try?: (graph: Reads, now: Date) => Promise<unknown>;
}

/** Global Administrator: the one role that every tenant has activated. */
const someRole = '62e90394-69f5-4237-9190-012177145e10';

/** Every permission that some feature needs, the required ones first. */
export const permissions: Readonly<Record<string, Permission>> = {
  'LicenseAssignment.ReadWrite.All': { required: true, without: 'nothing can be assigned' },
  'LicenseAssignment.Read.All': {
    required: true,
    without: 'no license can be chosen',
    try: (graph) => graph.subscribedSkus(),
  },
  'Group.Read.All': {
    required: true,
    without: 'no group can be chosen',
    try: (graph) => graph.searchGroups('a', 1),
  },
  'User.Read.All': {
    required: true,
    without: 'nobody is recognized, and nothing is done',
    try: (graph) => graph.findPeople('a', 1),
  },
  'RoleManagement.Read.Directory': {
    required: true,
    without: 'nobody may assign',
    try: (graph) => graph.roleHolders(someRole, 1),
  },
  'Organization.Read.All': {
    required: true,
    without: 'nothing is forecast for members without a usage location',
    try: (graph) => graph.organization(),
  },
  'AuditLog.Read.All': {
    required: false,
    without: 'history knows only what License Desk did, and errors lack the words of Entra',
    try: (graph, now) =>
      graph.directoryAudits({ activities: ['Set group license'], since: new Date(now.getTime() - 60_000) }),
  },
  'User.ReadWrite.All': {
    required: false,
    without: 'usage locations and reprocessing are left to the admin center',
  },
  'GroupMember.ReadWrite.All': { required: false, without: 'nobody is taken out of a group by a repair' },
  'TeamsAppInstallation.ReadWriteSelfForUser.All': {
    required: false,
    without: 'approvers who never opened the app are passed over',
  },
};

/** When people write in their own names the app itself need not be able to (docs/identity.md). */
const writtenByCaller: Permission = {
  required: false,
  without: 'a license that was given for a time stays, and no direct one is taken away by a repair',
};

/**
 * Looks at each permission: by what the token says, and by a call where there is one that alters nothing.
 * @param granted undefined: the token does not say
 */
export async function checkPermissions(
  graph: Reads,
  granted: ReadonlySet<string> | undefined,
  writesAs: 'app' | 'caller',
  now: Date,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const all =
    writesAs === 'app' ? permissions : { ...permissions, 'LicenseAssignment.ReadWrite.All': writtenByCaller };
  for (const [name, permission] of Object.entries(all))
    findings.push(await checkPermission(name, permission, graph, granted, now));
  return findings;
}

async function checkPermission(
  name: string,
  permission: Permission,
  graph: Reads,
  granted: ReadonlySet<string> | undefined,
  now: Date,
): Promise<Finding> {
  const lacking = permission.required
    ? mend(name, `grant it with admin consent; without it ${permission.without}`)
    : note(name, `not granted, which is your choice; without it ${permission.without}`);
  try {
    await permission.try?.(graph, now);
  } catch (error) {
    const denied = error instanceof DeskError && error.code === 'graph.denied';
    if (denied) return lacking;
    return mend(
      name,
      `could not be tried: ${error instanceof DeskError ? error.sentence : messageOf(error)}`,
    );
  }
  if (granted?.has(name)) return ok(name, 'granted');
  // Graph takes others for the same call (Directory.Read.All for most of them).
  if (permission.try) return ok(name, 'the call that needs it goes through');
  return granted ? lacking : note(name, `the token does not say; without it ${permission.without}`);
}
