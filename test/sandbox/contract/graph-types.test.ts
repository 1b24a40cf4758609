import type {
  CompanySubscription,
  DirectoryAudit,
  DirectoryRole,
  Group,
  LicenseDetails,
  Organization,
  SubscribedSku,
  UnifiedRoleAssignment,
  User,
} from '@microsoft/microsoft-graph-types';
import { people, roleTemplates } from '../../../src/sandbox';
import { expandableGroup, expandableUser } from '../../../src/sandbox/resources/expansions';
import { ask, startBench, type Bench } from '../support';
import { propertiesOf, strangersIn } from './graph-types';

/** Every answer against Microsoft's own types: names, kinds of values, and the words of enumerations. */
let bench: Bench;
let team: string;
let member: string;

beforeAll(async () => {
  bench = await startBench();
  const user = bench.person({ usageLocation: null, proxyAddresses: ['other@contoso.example'] });
  const group = bench.group([user, bench.person({ usageLocation: 'BY' })]);
  bench.license(group, 'Microsoft_365_Copilot', 'SPE_E3');
  [team, member] = [group.id, user.id];
  bench.sandbox.tenant.roleEligibilities.set('eligible', {
    id: 'eligible',
    templateId: roleTemplates.userAdministrator,
    principalId: user.id,
    scope: '/',
    startAt: bench.clock.now(),
    endAt: null,
  });
});
afterAll(() => bench.sandbox.close());

async function read<T>(path: string): Promise<T> {
  const { status, body } = await ask(bench.sandbox, 'GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body as T;
}
const list = async <T>(path: string) => (await read<{ value: readonly T[] }>(path)).value;
const allOf = ({
  properties,
}: {
  readonly properties: ReadonlyMap<string, { name: string; hidden: boolean }>;
}) => [...properties.values()].flatMap(({ name, hidden }) => (hidden ? [] : [name])).join();

it('the reader of the types finds what is misspelled, of the wrong kind, or no word of an enumeration', () => {
  expect(strangersIn({ displayname: 'x', '@odata.context': 'x' }, 'Group')).toEqual([
    'Group.displayname is not known',
  ]);
  expect(strangersIn({ securityEnabled: 'true', groupTypes: 'x' }, 'Group')).toEqual([
    'Group.securityEnabled is "true"',
    'Group.groupTypes is no list',
  ]);
  expect(strangersIn({ result: 'fine', activityDateTime: 'x' }, 'DirectoryAudit')).toEqual([
    'DirectoryAudit.result is "fine"',
  ]);
  expect(strangersIn({ assignedLicenses: [{ sku: 'x' }] }, 'User')).toEqual([
    'User.assignedLicenses[0].sku is not known',
  ]);
});

it.each([
  ['User', () => `/users/${member}`],
  ['User', () => `/users/${member}?$select=${allOf(expandableUser)}`],
  ['User', () => `/users/${member}?$expand=memberOf`],
  ['Group', () => `/groups/${team}`],
  ['Group', () => `/groups/${team}?$select=${allOf(expandableGroup)}`],
  ['Group', () => `/groups/${team}?$expand=members`],
  ['Organization', () => `/organization/${bench.sandbox.tenantId}`],
])('a %s has nothing that its type does not know (%#)', async (type, path) => {
  expect(strangersIn(await read(path()), type)).toEqual([]);
});

it.each([
  ['SubscribedSku', '/subscribedSkus'],
  ['CompanySubscription', '/directory/subscriptions'],
  ['Organization', '/organization'],
  ['Group', '/groups'],
  ['User', '/users'],
  ['DirectoryRole', '/directoryRoles'],
  ['DirectoryAudit', '/auditLogs/directoryAudits'],
  ['UnifiedRoleDefinition', '/roleManagement/directory/roleDefinitions'],
  ['UnifiedRoleAssignment', '/roleManagement/directory/roleAssignments?$expand=roleDefinition'],
  ['UnifiedRoleAssignmentScheduleInstance', '/roleManagement/directory/roleAssignmentScheduleInstances'],
  ['UnifiedRoleEligibilityScheduleInstance', '/roleManagement/directory/roleEligibilityScheduleInstances'],
])('a list of %s has nothing that the type does not know', async (type, path) => {
  const found = await list(path);
  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap((each) => strangersIn(each, type))).toEqual([]);
});

it('license details have nothing that the type does not know', async () => {
  const details = await list<LicenseDetails>(`/users/${member}/licenseDetails`);
  expect(details.map(({ skuPartNumber }) => skuPartNumber).sort()).toEqual([
    'Microsoft_365_Copilot',
    'SPE_E3',
  ]);
  expect(details.flatMap((each) => strangersIn(each, 'LicenseDetails'))).toEqual([]);
});

it('every filter, order and search is about a property that the type knows', () => {
  for (const [resource, type] of [
    [expandableUser, 'User'],
    [expandableGroup, 'Group'],
  ] as const) {
    const known = propertiesOf(type);
    const names = [...resource.properties.values()].map(({ name }) => name);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect([...resource.expansions.values()].filter(({ name }) => !known.has(name))).toEqual([]);
  }
});

it('the values that a license administrator looks at have the types of the declarations', async () => {
  const group = await read<Group>(`/groups/${team}?$select=id,assignedLicenses,licenseProcessingState`);
  expect([group.id, group.licenseProcessingState?.state, group.assignedLicenses?.length]).toEqual([
    team,
    'ProcessingComplete',
    2,
  ]);
  const user = await read<User>(
    `/users/${member}?$select=assignedLicenses,assignedPlans,licenseAssignmentStates`,
  );
  expect(
    user.licenseAssignmentStates?.map(({ state, error, assignedByGroup }) => [state, error, assignedByGroup]),
  ).toEqual([
    ['Active', 'None', team],
    ['Active', 'None', team],
  ]);
  expect(user.assignedPlans?.length).toBeGreaterThan(5);
  const skus = await list<SubscribedSku>('/subscribedSkus');
  expect(
    skus.every(
      ({ prepaidUnits, consumedUnits }) => Number(prepaidUnits?.enabled) + Number(consumedUnits) >= 0,
    ),
  ).toBe(true);
  const [subscription] = await list<CompanySubscription>('/directory/subscriptions');
  expect(Date.parse(String(subscription?.nextLifecycleDateTime))).toBeGreaterThan(bench.clock.now());
  const [organization] = await list<Organization>('/organization');
  expect(organization?.verifiedDomains?.[0]?.isDefault).toBe(true);
  const roles = await list<DirectoryRole>('/directoryRoles');
  expect(roles.map(({ roleTemplateId }) => roleTemplateId)).toContain(roleTemplates.licenseAdministrator);
  const assignments = await list<UnifiedRoleAssignment>(
    `/roleManagement/directory/roleAssignments?$filter=principalId eq '${people.megan.id}'&$expand=roleDefinition($select=displayName)`,
  );
  expect(assignments.map(({ roleDefinition }) => roleDefinition)).toEqual([
    { displayName: 'License Administrator' },
  ]);
  const [audit] = await list<DirectoryAudit>('/auditLogs/directoryAudits?$top=1');
  expect(audit?.initiatedBy?.app?.displayName).toMatch(/Group-Based Licensing$/);
});
