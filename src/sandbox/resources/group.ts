import { allow, property, resource } from '../odata/resource';
import type { Group, Template } from '../tenant';
import type { View } from '../view';
import { absent, emptyLists } from './absent';
import { filters, isoSecond } from './filters';
import { licensesJson } from './licenses';

const shown = true;
const text = 'Edm.String';

/** The properties of a group, in the order in which Graph lists them ("group resource type", Graph v1.0). */
export const groupProperties = [
  property<Group>('id', text, (group) => group.id, { shown, filter: filters.id }),
  property<Group>('deletedDateTime', 'Edm.DateTimeOffset', () => null, { shown }),
  property<Group>('classification', text, () => null, { shown }),
  // Microsoft documents createdDateTime as filterable and shows the refusal in an example; it is refused.
  property<Group>('createdDateTime', 'Edm.DateTimeOffset', (group) => isoSecond(group.createdAt), { shown }),
  property<Group>('description', text, (group) => group.description, {
    shown,
    filter: allow('eq ge le startsWith', 'ne not null'),
    search: 'words',
  }),
  property<Group>('displayName', text, (group) => group.displayName, {
    shown,
    filter: filters.name,
    search: 'words',
    orderBy: 'default',
  }),
  property<Group>('expirationDateTime', 'Edm.DateTimeOffset', () => null, { shown }),
  property<Group>('groupTypes', undefined, (group) => group.groupTypes, {
    shown,
    filter: filters.listOfNames,
    items: text,
  }),
  property<Group>('isAssignableToRole', 'Edm.Boolean', (group) => group.isAssignableToRole, {
    shown,
    filter: allow('eq', 'ne not null'),
  }),
  property<Group>('mail', text, (group) => group.mail, { shown, filter: filters.text, search: 'beginning' }),
  property<Group>('mailEnabled', 'Edm.Boolean', (group) => group.mailEnabled, {
    shown,
    filter: filters.flag,
  }),
  property<Group>('mailNickname', text, (group) => group.mailNickname, {
    shown,
    filter: filters.text,
    search: 'beginning',
  }),
  property<Group>('membershipRule', text, (group) => group.membershipRule, {
    shown,
    filter: allow('eq ge le startsWith', 'ne not null'),
  }),
  property<Group>('membershipRuleProcessingState', text, (group) => group.membershipRuleProcessingState, {
    shown,
    filter: allow('eq in', 'ne not null'),
  }),
  property<Group>('onPremisesLastSyncDateTime', 'Edm.DateTimeOffset', synced, { shown }),
  property<Group>('onPremisesSyncEnabled', 'Edm.Boolean', (group) => group.onPremisesSyncEnabled, {
    shown,
    filter: allow('eq in', 'ne not null'),
  }),
  property<Group>('preferredDataLocation', text, () => null, { shown }),
  property<Group>('proxyAddresses', undefined, (group) => (group.mail ? [`SMTP:${group.mail}`] : []), {
    shown,
    filter: filters.listOfNames,
    items: text,
  }),
  property<Group>('renewedDateTime', 'Edm.DateTimeOffset', (group) => isoSecond(group.createdAt), { shown }),
  property<Group>('securityEnabled', 'Edm.Boolean', (group) => group.securityEnabled, {
    shown,
    filter: filters.flag,
  }),
  property<Group>('securityIdentifier', text, (group) => securityIdentifier(group.id), { shown }),
  property<Group>('visibility', text, (group) => group.visibility, { shown }),
  ...absent<Group>(
    `onPremisesDomainName onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier
    preferredLanguage theme uniqueName`,
    shown,
  ),
  ...emptyLists<Group>('onPremisesProvisioningErrors serviceProvisioningErrors', shown),
  ...emptyLists<Group>('assignedLabels'),
  property<Group>('assignedLicenses', undefined, (group, view) => licensesJson(licensesSeen(group, view)), {
    filter: filters.list,
    items: { skuId: 'Edm.Guid' },
    itemsOf: licensesSeen,
  }),
  property<Group>('licenseProcessingState', undefined, processingState),
  property<Group>('isManagementRestricted', 'Edm.Boolean', () => null),
  property<Group>('hasMembersWithLicenseErrors', 'Edm.Boolean', hasErrors, {
    hidden: true,
    filter: allow('eq'),
  }),
];

/** A group without what hangs on it; lists of members come with the routes. */
export const groupResource = resource<Group>('Group', 'microsoft.graph.group', groupProperties);

/** Right after a write, reads may still show the template of before. */
function licensesSeen(group: Group, view: View): readonly Template[] {
  return group.before && group.before.until > view.now ? group.before.licenses : group.licenses;
}

function processingState(group: Group, view: View): { readonly state: string } | null {
  const dialled = view.dial.shownStates.get(group.id) ?? view.dial.shownStates.get('*');
  if (view.dial.shownStates.has(group.id) || view.dial.shownStates.has('*'))
    return dialled ? { state: dialled } : null;
  const state = group.before && group.before.until > view.now ? group.before.processing : group.processing;
  return state ? { state } : null;
}

function hasErrors(group: Group, view: View): boolean {
  for (const userId of view.tenant.failedIn(group.id)) if (group.users.has(userId)) return true;
  return false;
}

function synced(group: Group): string | null {
  return group.onPremisesSyncEnabled ? isoSecond(group.createdAt) : null;
}

/** The S-1-12-1-… form of an object id: its four 32-bit parts, little-endian. */
function securityIdentifier(id: string): string | null {
  const hex = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const bytes = Buffer.from(hex, 'hex');
  const parts = [
    bytes.readUInt32BE(0),
    bytes.readUInt16BE(6) * 65_536 + bytes.readUInt16BE(4),
    bytes.readUInt32LE(8),
    bytes.readUInt32LE(12),
  ];
  return `S-1-12-1-${parts.join('-')}`;
}
