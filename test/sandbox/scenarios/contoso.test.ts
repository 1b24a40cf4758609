import { people, roleTemplates } from '../../../src/sandbox/contoso/people';
import { findScenario } from '../../../src/sandbox/scenarios';
import { rolesHeld } from '../../../src/sandbox/tenant';
import { build, errorsOf, groupNamed, now, rowsFrom, statesIn } from './support';

const tenant = build(findScenario('contoso'));
const named = (name: string) => groupNamed(tenant, name);
const hour = 3600 * 1000;

describe('Contoso finance', () => {
  const finance = named('Contoso finance');
  const rows = statesIn(tenant, finance);
  const failed = [...finance.users].filter((id) => tenant.failedIn(finance.id).has(id));

  it('shows every license error', () => {
    expect([...errorsOf(tenant, finance)].sort()).toEqual([
      'CountViolation',
      'DependencyViolation',
      'MutuallyExclusiveViolation',
      'Other',
      'ProhibitedInUsageLocationViolation',
      'UniquenessViolation',
    ]);
  });

  it.each([
    ['Error ProhibitedInUsageLocationViolation', 3],
    ['Error MutuallyExclusiveViolation', 2],
    ['Error UniquenessViolation', 1],
    ['Error CountViolation', 12],
    ['ActiveWithError DependencyViolation', 1],
  ])('has members with %s: %i', (row, count) => {
    expect(rows.filter((each) => each === row)).toHaveLength(count);
  });

  it('has somebody who left, still with the licenses, in error', () => {
    const left = [...tenant.carriersOf(finance.id)].filter((id) => !finance.users.has(id));
    expect(left).toHaveLength(1);
    expect(new Set(rowsFrom(tenant.users.get(left[0] ?? ''), finance))).toEqual(
      new Set(['ActiveWithError DependencyViolation']),
    );
  });

  it('has more members who are all right than members in error, and seats that nobody has used yet', () => {
    expect(failed).toHaveLength(13);
    expect(finance.users.size).toBe(29);
    const premium = finance.licenses[2]?.skuId ?? '';
    expect(tenant.skus.get(premium)?.skuPartNumber).toBe('PBI_PREMIUM_PER_USER');
    expect(tenant.free(premium)).toBe(2);
  });
});

describe('groups', () => {
  it('has sales as the demo needs it: twelve people, three with E3, two without usage location', () => {
    const members = [...named('Contoso sales').users].map((id) => tenant.users.get(id));
    const e3 = [...tenant.skus.values()].find((sku) => sku.skuPartNumber === 'SPE_E3')?.skuId ?? '';
    expect(members).toHaveLength(12);
    expect(members.filter((user) => tenant.holds(user?.id ?? '', e3))).toHaveLength(3);
    expect(members.filter((user) => user?.usageLocation === null)).toHaveLength(2);
    expect(members.every((user) => user?.department === 'Sales' && user.accountEnabled)).toBe(true);
  });

  it('has human resources in progress, slow enough to stay there', () => {
    const group = named('Contoso human resources');
    expect([group.processing, group.pace]).toEqual(['QueuedForProcessing', 0.1]);
  });

  it('has everybody in marketing licensed, without an error', () => {
    expect(new Set(statesIn(tenant, named('Contoso marketing')))).toEqual(new Set(['Active None']));
  });

  it('has a group with a product that the tenant does not own any more', () => {
    const [template] = named('Contoso legacy telephony').licenses;
    expect(template?.skuId).toBe('0dab259f-bf13-4952-b7f8-7db8f131b28d');
    expect(tenant.skus.has(template?.skuId ?? '')).toBe(false);
  });

  it('has exactly those people in the dynamic group whom its rule matches', () => {
    const group = named('Contoso retail');
    expect(group.membershipRule).toBe('user.department -eq "Retail"');
    const matched = [...tenant.users.values()].filter(({ department }) => department === 'Retail');
    expect(matched.map(({ id }) => id).sort()).toEqual([...group.users].sort());
    expect(matched).toHaveLength(301);
  });
});

describe('roles', () => {
  const withRole = [...tenant.roleAssignments.values()];
  const generated = (id: string) => !Object.values(people).some((person) => person.id === id);

  it('has a role on a group, held by its members', () => {
    const group = named('Contoso role holders');
    const [member] = group.users;
    expect(rolesHeld(tenant, member ?? '', now)).toMatchObject([{ throughGroup: group.id }]);
  });

  it('has somebody with a role that is eligible and not active', () => {
    const waiting = [...tenant.roleEligibilities.values()].filter(
      ({ principalId }) => rolesHeld(tenant, principalId, now).length === 0,
    );
    expect(waiting).toMatchObject([{ templateId: roleTemplates.licenseAdministrator, scope: '/' }]);
  });

  it('has somebody whose role works in an administrative unit only', () => {
    const scoped = withRole.filter(({ scope }) => scope !== '/');
    expect(scoped).toMatchObject([
      { scope: expect.stringMatching(/^\/administrativeUnits\/[0-9a-f-]{36}$/) as string },
    ]);
    expect(rolesHeld(tenant, scoped[0]?.principalId ?? '', now)).toEqual([]);
  });

  it('has somebody with an activated role, for eight hours', () => {
    const activated = withRole.filter(({ type }) => type === 'Activated');
    const holder = activated[0]?.principalId ?? '';
    expect(activated).toHaveLength(1);
    expect(generated(holder)).toBe(true);
    const held = [{ templateId: roleTemplates.licenseAdministrator }];
    expect(rolesHeld(tenant, holder, now + 8 * hour - 1)).toEqual(held);
    expect(rolesHeld(tenant, holder, now + 8 * hour)).toEqual([]);
  });
});

it('tells people apart by where and for whom they work', () => {
  const members = [...tenant.users.values()].filter(({ employeeId }) => employeeId !== null);
  expect(new Set(members.map(({ employeeId }) => employeeId)).size).toBe(members.length);
  const kinds = (['city', 'country', 'companyName', 'officeLocation', 'jobTitle'] as const).map(
    (field) => new Set(members.map((user) => user[field])).size,
  );
  for (const count of kinds) expect(count).toBeGreaterThan(2);
});
