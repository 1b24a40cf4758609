import type {
  GraphAssignedLicense,
  GraphDirectoryRole,
  GraphGroup,
  GraphLicenseAssignmentState,
  GraphOrganization,
  GraphUser,
  SubscribedSku,
} from './api';
import { flag, guid, isRecord, records, text, texts, whole, type JsonRecord } from './normalise';

/** Both license fields are answered only when they are asked for by name (learn.microsoft.com/graph/api/resources/group). */
export const GROUP_FIELDS =
  'id,displayName,description,mail,mailEnabled,securityEnabled,groupTypes,membershipRule,onPremisesSyncEnabled,isAssignableToRole,assignedLicenses,licenseProcessingState';
export const PERSON_FIELDS = 'id,displayName,userPrincipalName,mail,userType,accountEnabled,usageLocation';
export const USER_FIELDS = `${PERSON_FIELDS},licenseAssignmentStates`;
/** Of 100,000 members every field counts. */
export const MEMBER_FIELDS = 'id,displayName,userPrincipalName,mail,usageLocation,licenseAssignmentStates';

/** `undefined` for an object without an id: it cannot be spoken about. The same holds for every reader below. */
export function toGroup(raw: JsonRecord): GraphGroup | undefined {
  const id = guid(raw['id']);
  if (id === '') return undefined;
  const processing = raw['licenseProcessingState'];
  return {
    id,
    displayName: text(raw['displayName']),
    description: text(raw['description']),
    mail: text(raw['mail']),
    mailEnabled: flag(raw['mailEnabled']),
    securityEnabled: flag(raw['securityEnabled']),
    groupTypes: texts(raw['groupTypes']),
    membershipRule: text(raw['membershipRule']),
    onPremisesSyncEnabled: flag(raw['onPremisesSyncEnabled']),
    isAssignableToRole: flag(raw['isAssignableToRole']),
    assignedLicenses: present(records(raw['assignedLicenses']).map(toAssignedLicense)),
    licenseProcessingState: isRecord(processing) ? text(processing['state']) : '',
  };
}

export function toUser(raw: JsonRecord): GraphUser | undefined {
  const id = guid(raw['id']);
  if (id === '') return undefined;
  return {
    id,
    displayName: text(raw['displayName']),
    userPrincipalName: text(raw['userPrincipalName']),
    mail: text(raw['mail']),
    userType: text(raw['userType']),
    accountEnabled: flag(raw['accountEnabled']),
    usageLocation: text(raw['usageLocation']),
    licenseAssignmentStates: records(raw['licenseAssignmentStates'])
      .map(toAssignmentState)
      .filter((state) => state.skuId !== ''),
  };
}

/** Whether a directory object is a person: lists of owners, members and managers also hold groups, apps and contacts. */
export function isUser(raw: JsonRecord): boolean {
  const type = text(raw['@odata.type']);
  return type === '#microsoft.graph.user' || (type === '' && text(raw['userPrincipalName']) !== '');
}

/** May sign in, and belongs to the tenant. */
export function isEmployee(user: GraphUser): boolean {
  return user.accountEnabled && user.userType !== 'Guest';
}

export function toSku(raw: JsonRecord): SubscribedSku | undefined {
  const skuId = guid(raw['skuId']);
  if (skuId === '') return undefined;
  const units = isRecord(raw['prepaidUnits']) ? raw['prepaidUnits'] : {};
  return {
    skuId,
    skuPartNumber: text(raw['skuPartNumber']),
    capabilityStatus: text(raw['capabilityStatus']),
    appliesTo: text(raw['appliesTo']),
    consumedUnits: whole(raw['consumedUnits']),
    prepaidUnits: {
      enabled: whole(units['enabled']),
      warning: whole(units['warning']),
      suspended: whole(units['suspended']),
      lockedOut: whole(units['lockedOut']),
    },
    servicePlans: records(raw['servicePlans'])
      .map((plan) => ({
        servicePlanId: guid(plan['servicePlanId']),
        servicePlanName: text(plan['servicePlanName']),
        provisioningStatus: text(plan['provisioningStatus']),
        appliesTo: text(plan['appliesTo']),
      }))
      .filter((plan) => plan.servicePlanId !== ''),
  };
}

/** `undefined` when Graph hides the role (only its id comes back without RoleManagement.Read.Directory). */
export function toRole(raw: JsonRecord): GraphDirectoryRole | undefined {
  const roleTemplateId = guid(raw['roleTemplateId']);
  return roleTemplateId === '' ? undefined : { displayName: text(raw['displayName']), roleTemplateId };
}

export function toOrganization(raw: JsonRecord): GraphOrganization | undefined {
  const id = guid(raw['id']);
  if (id === '') return undefined;
  const usageLocation = text(raw['defaultUsageLocation']) || text(raw['countryLetterCode']);
  return { id, displayName: text(raw['displayName']), usageLocation };
}

/** Drops what could not be read. */
export function present<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item) => item !== undefined);
}

function toAssignedLicense(raw: JsonRecord): GraphAssignedLicense | undefined {
  const skuId = guid(raw['skuId']);
  return skuId === '' ? undefined : { skuId, disabledPlans: toDisabledPlans(raw) };
}

/** In lower case, so that plans of two answers can be compared. */
function toDisabledPlans(raw: JsonRecord): readonly string[] {
  return texts(raw['disabledPlans']).map((plan) => plan.toLowerCase());
}

function toAssignmentState(raw: JsonRecord): GraphLicenseAssignmentState {
  const error = text(raw['error']);
  return {
    skuId: guid(raw['skuId']),
    assignedByGroup: guid(raw['assignedByGroup']),
    state: text(raw['state']),
    // Documented as null on success; Graph sends the word.
    error: error === 'None' ? '' : error,
    disabledPlans: toDisabledPlans(raw),
    lastUpdatedDateTime: text(raw['lastUpdatedDateTime']),
  };
}
