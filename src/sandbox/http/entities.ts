import type { Row } from '../odata/evaluate';
import type { AuditEntry, Group, Role, Sku, Tenant, User } from '../tenant';
import { isEffective } from '../tenant';

/** Entities as Graph v1.0 spells them. Values that Graph leaves empty are null, not absent. */

const type = (name: string): string => `#microsoft.graph.${name}`;

/** @param index true for index-backed (eventual) reads, which lag behind; now in milliseconds */
export function userRow(user: User, now: number, index: boolean): Row {
  const lagging = index && user.before && user.before.until > now;
  const assignments = lagging ? (user.before?.assignments ?? []) : user.assignments;
  return {
    '@odata.type': type('user'),
    id: user.id,
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    department: user.department,
    userType: user.userType,
    accountEnabled: user.accountEnabled,
    usageLocation: user.usageLocation,
    assignedLicenses: effectiveLicenses(assignments),
    licenseAssignmentStates: assignments.map((each) => ({
      skuId: each.skuId,
      assignedByGroup: each.byGroup,
      disabledPlans: each.disabledPlans,
      state: each.state,
      error: each.error,
      lastUpdatedDateTime: new Date(each.updatedAt).toISOString(),
    })),
  };
}

export const userDefaults = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** One entry a product; a plan is disabled only when every source disables it. */
function effectiveLicenses(assignments: User['assignments']): object[] {
  const bySku = new Map<string, readonly string[]>();
  for (const each of assignments) {
    if (!isEffective(each)) continue;
    const before = bySku.get(each.skuId);
    bySku.set(
      each.skuId,
      before ? before.filter((plan) => each.disabledPlans.includes(plan)) : each.disabledPlans,
    );
  }
  return [...bySku].map(([skuId, disabledPlans]) => ({ disabledPlans, skuId }));
}

/** A group; right after a write its license properties may be those of before. */
export function groupRow(tenant: Tenant, group: Group, now: number): Row {
  const shown = group.before && group.before.until > now ? group.before : group;
  return {
    '@odata.type': type('group'),
    id: group.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: new Date(group.createdAt).toISOString(),
    description: group.description,
    displayName: group.displayName,
    expirationDateTime: null,
    groupTypes: group.groupTypes,
    isAssignableToRole: group.isAssignableToRole,
    mail: group.mail,
    mailEnabled: group.mailEnabled,
    mailNickname: group.mailNickname,
    membershipRule: group.membershipRule,
    membershipRuleProcessingState: group.membershipRule ? 'On' : null,
    onPremisesSyncEnabled: group.onPremisesSyncEnabled,
    renewedDateTime: new Date(group.createdAt).toISOString(),
    securityEnabled: group.securityEnabled,
    visibility: null,
    assignedLicenses: shown.licenses.map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId })),
    licenseProcessingState: shown.processing ? { state: shown.processing } : null,
    get hasMembersWithLicenseErrors() {
      return hasErrors(tenant, group);
    },
  };
}

export const groupDefaults = [
  'id',
  'deletedDateTime',
  'classification',
  'createdDateTime',
  'description',
  'displayName',
  'expirationDateTime',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'membershipRuleProcessingState',
  'onPremisesSyncEnabled',
  'renewedDateTime',
  'securityEnabled',
  'visibility',
] as const;

/** People whose license from this group is in error. */
export function* failedMembers(tenant: Tenant, group: Group): Iterable<User> {
  for (const id of group.users) {
    const user = tenant.users.get(id);
    if (user?.assignments.some((each) => each.byGroup === group.id && each.state !== 'Active')) yield user;
  }
}

function hasErrors(tenant: Tenant, group: Group): boolean {
  return group.licenses.length > 0 && !failedMembers(tenant, group)[Symbol.iterator]().next().done;
}

export function skuRow(tenant: Tenant, sku: Sku): Row {
  return {
    accountName: tenant.organization.displayName,
    accountId: tenant.organization.id,
    appliesTo: sku.appliesTo,
    capabilityStatus: sku.capabilityStatus,
    consumedUnits: tenant.consumed(sku.skuId),
    id: `${tenant.organization.id}_${sku.skuId}`,
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    subscriptionIds: [sku.skuId],
    prepaidUnits: sku.units,
    servicePlans: sku.plans.map((plan) => ({
      servicePlanId: plan.id,
      servicePlanName: plan.name,
      provisioningStatus: 'Success',
      appliesTo: plan.appliesTo,
    })),
  };
}

export function roleRow(role: Role): Row {
  return {
    '@odata.type': type('directoryRole'),
    id: role.id,
    deletedDateTime: null,
    description: role.displayName,
    displayName: role.displayName,
    roleTemplateId: role.templateId,
  };
}

export function organizationRow(tenant: Tenant): Row {
  const { id, displayName, location, domain } = tenant.organization;
  return {
    id,
    displayName,
    countryLetterCode: location,
    defaultUsageLocation: location,
    verifiedDomains: [{ name: domain, isDefault: true, isInitial: false, type: 'Managed' }],
    tenantType: 'AAD',
  };
}

export function auditRow(entry: AuditEntry): Row {
  return {
    id: entry.id,
    category: entry.category,
    correlationId: entry.id,
    result: entry.result,
    resultReason: entry.reason,
    activityDisplayName: entry.activity,
    activityDateTime: new Date(entry.at).toISOString(),
    loggedByService: 'Core Directory',
    operationType: 'Update',
    initiatedBy: {
      user: null,
      app: { appId: null, displayName: 'Microsoft Entra ID Group-Based Licensing' },
    },
    targetResources: [
      {
        id: entry.target.id,
        displayName: entry.target.name,
        type: entry.target.type,
        modifiedProperties: entry.properties.map(({ name, oldValue, newValue }) => ({
          displayName: name,
          oldValue,
          newValue,
        })),
      },
    ],
    additionalDetails: entry.reason ? [{ key: 'LicensingErrorMessage', value: entry.reason }] : [],
  };
}
