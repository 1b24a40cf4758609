import { property, resource } from '../odata/resource';
import type { User } from '../tenant';
import { absent, emptyLists } from './absent';
import { filters, isoSecond } from './filters';
import { assignmentsSeen, effectiveLicenses, licensesJson, plansOf, statesJson } from './licenses';

const shown = true;
const text = 'Edm.String';

/** The properties of a user, in the order in which Graph lists them ("user resource type", Graph v1.0). */
export const userResource = resource<User>('User', 'microsoft.graph.user', [
  property('businessPhones', undefined, () => [], { shown }),
  property('displayName', text, (user) => user.displayName, {
    shown,
    filter: filters.name,
    search: 'words',
    orderBy: 'default',
  }),
  property('givenName', text, (user) => user.givenName, {
    shown,
    filter: filters.text,
    search: 'beginning',
  }),
  property('jobTitle', text, (user) => user.jobTitle, { shown, filter: filters.text, search: 'beginning' }),
  property('mail', text, (user) => user.mail, { shown, filter: filters.address, search: 'beginning' }),
  property('mobilePhone', text, () => null, { shown }),
  property('officeLocation', text, (user) => user.officeLocation, {
    shown,
    filter: filters.text,
    search: 'beginning',
  }),
  property('preferredLanguage', text, () => null, { shown }),
  property('surname', text, (user) => user.surname, { shown, filter: filters.text, search: 'beginning' }),
  property('userPrincipalName', text, (user) => user.userPrincipalName, {
    shown,
    filter: filters.address,
    search: 'beginning',
    orderBy: 'default',
  }),
  property('id', text, (user) => user.id, { shown, filter: filters.id }),
  property('accountEnabled', 'Edm.Boolean', (user) => user.accountEnabled, { filter: filters.flag }),
  property('assignedLicenses', undefined, licenses, {
    filter: filters.list,
    items: { skuId: 'Edm.Guid' },
    itemsOf: (user, view) => effectiveLicenses(assignmentsSeen(user, view)),
  }),
  property('assignedPlans', undefined, (user, view) => plansOf(view.tenant, assignmentsSeen(user, view)), {
    filter: filters.advancedList,
    items: { servicePlanId: 'Edm.Guid', capabilityStatus: text, service: text },
  }),
  property('city', text, (user) => user.city, { filter: filters.text }),
  property('companyName', text, (user) => user.companyName, { filter: filters.text }),
  property('country', text, (user) => user.country, { filter: filters.text }),
  property('createdDateTime', 'Edm.DateTimeOffset', (user) => isoSecond(user.createdAt), {
    filter: filters.time,
    orderBy: 'advanced',
  }),
  property('deletedDateTime', 'Edm.DateTimeOffset', () => null),
  property('department', text, (user) => user.department, { filter: filters.text }),
  property('employeeId', text, (user) => user.employeeId, { filter: filters.text }),
  property('licenseAssignmentStates', undefined, (user, view) => statesJson(assignmentsSeen(user, view))),
  property('mailNickname', text, (user) => user.userPrincipalName.split('@')[0], { filter: filters.text }),
  property('onPremisesSyncEnabled', 'Edm.Boolean', () => null, { filter: filters.flagOrNone }),
  property('proxyAddresses', undefined, addresses, { filter: filters.listOfNames, items: text }),
  property('usageLocation', text, (user) => user.usageLocation, {
    filter: filters.text,
  }),
  property('userType', text, (user) => user.userType, { filter: filters.flagOrNone }),
  ...absent<User>(
    `ageGroup consentProvidedForMinor legalAgeGroupClassification creationType employeeHireDate employeeType
    employeeOrgData externalUserState externalUserStateChangeDateTime faxNumber lastPasswordChangeDateTime
    onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
    onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName
    passwordPolicies passwordProfile postalCode preferredDataLocation securityIdentifier showInAddressList
    signInSessionsValidFromDateTime state streetAddress`,
  ),
  ...emptyLists<User>(
    'identities imAddresses onPremisesProvisioningErrors otherMails provisionedPlans serviceProvisioningErrors',
  ),
]);

function licenses(user: User, view: Parameters<typeof assignmentsSeen>[1]): object[] {
  return licensesJson(effectiveLicenses(assignmentsSeen(user, view)));
}

function addresses(user: User): readonly string[] {
  return [...(user.mail ? [`SMTP:${user.mail}`] : []), ...user.proxyAddresses.map((each) => `smtp:${each}`)];
}
