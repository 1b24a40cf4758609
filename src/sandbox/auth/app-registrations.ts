import { applicationPermissionsKnown, delegatedPermissionsKnown, isReadOnly } from './permissions';

/** An app as the tenant knows it. */
export interface AppRegistration {
  /** Client id. Entra makes GUIDs; any text does here. */
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  /** What an administrator consented to for the app itself. */
  readonly applicationPermissions: readonly string[];
  /** What the app may ask for in the name of a person. */
  readonly delegatedPermissions: readonly string[];
}

/** A registration is small, but whoever adds them may be a script that runs wild. */
const mostApps = 1_000;

/** The apps that a tenant knows, by client id in any case of letters. */
export class AppRegistrations {
  private readonly apps = new Map<string, AppRegistration>();

  constructor(apps: readonly AppRegistration[] = builtInApps) {
    for (const app of apps) this.register(app);
  }

  find(clientId: string): AppRegistration | undefined {
    return this.apps.get(clientId.toLowerCase());
  }

  /**
   * Adds an app, or replaces the one with its id.
   * @throws RangeError when the tenant has 1,000 apps already
   */
  register(app: AppRegistration): void {
    const key = app.id.toLowerCase();
    if (!this.apps.has(key) && this.apps.size >= mostApps)
      throw new RangeError('The tenant has too many apps.');
    this.apps.set(key, app);
  }

  /** Consents to one more application permission. It is in the tokens from now on, as in Entra. */
  grant(clientId: string, permission: string): void {
    const app = this.find(clientId);
    if (!app || app.applicationPermissions.includes(permission)) return;
    this.register({ ...app, applicationPermissions: [...app.applicationPermissions, permission] });
  }

  /** Takes an app out: its tokens stop working. */
  remove(clientId: string): void {
    this.apps.delete(clientId.toLowerCase());
  }
}

/** The least that a tool needs to license groups, read the outcome, repair what failed and check roles. */
const licensingTool = [
  'LicenseAssignment.ReadWrite.All',
  'LicenseAssignment.Read.All',
  'Group.Read.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Organization.Read.All',
  'AuditLog.Read.All',
  'RoleManagement.Read.Directory',
];

/** Apps that every tenant of the sandbox starts with. */
export const builtInApps: readonly AppRegistration[] = [
  {
    id: 'license-desk',
    name: 'Licensing tool with least privilege',
    secret: 'sandbox',
    applicationPermissions: licensingTool,
    delegatedPermissions: ['User.Read', ...licensingTool],
  },
  {
    id: 'sandbox-admin',
    name: 'Sandbox administration',
    secret: 'sandbox',
    applicationPermissions: applicationPermissionsKnown,
    delegatedPermissions: delegatedPermissionsKnown,
  },
  {
    id: 'sandbox-reader',
    name: 'Sandbox reader',
    secret: 'sandbox',
    applicationPermissions: applicationPermissionsKnown.filter(isReadOnly),
    delegatedPermissions: delegatedPermissionsKnown.filter(isReadOnly),
  },
];
