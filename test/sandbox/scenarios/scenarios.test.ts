import { isDeepStrictEqual } from 'node:util';
import { readFaults } from '../../../src/sandbox/faults/read-faults';
import { findScenario, scenarios } from '../../../src/sandbox/scenarios';
import { people } from '../../../src/sandbox/contoso/people';
import { rolesHeld } from '../../../src/sandbox/tenant';
import { build, errorsOf, groupNamed, now, plain, rowsFrom, statesIn } from './support';

const small = scenarios.filter(({ generated }) => !generated);

it.each(small.map((scenario) => [scenario.name, scenario] as const))(
  'builds the same %s each time',
  (_name, scenario) => {
    const [one, other] = [build(scenario), build(scenario)];
    expect(one.users.size).toBeGreaterThan(200);
    expect(isDeepStrictEqual(plain(one), plain(other))).toBe(true);
  },
);

it.each(small.map((scenario) => [scenario.name, scenario] as const))(
  'has the named people with their roles in %s',
  (_name, scenario) => {
    const tenant = build(scenario);
    for (const { id, userPrincipalName, ...person } of Object.values(people)) {
      expect(tenant.findUser(userPrincipalName)?.id).toBe(id);
      const role = 'roleTemplateId' in person ? [{ templateId: person.roleTemplateId }] : [];
      expect(rolesHeld(tenant, id, now)).toEqual(role);
    }
  },
);

it.each(small.map((scenario) => [scenario.name, scenario] as const))(
  'gives nobody in %s an id, an account name or a group that is not there',
  (_name, scenario) => {
    const tenant = build(scenario);
    const names = [...tenant.users.values()].map(({ userPrincipalName }) => userPrincipalName.toLowerCase());
    expect(new Set(names).size).toBe(tenant.users.size);
    for (const group of tenant.groups.values()) {
      for (const id of group.users) expect(tenant.users.has(id)).toBe(true);
      for (const id of group.groups) expect(tenant.groups.get(id)?.memberOf.has(group.id)).toBe(true);
    }
  },
);

it.each(scenarios.filter(({ faults }) => faults).map((scenario) => [scenario.name, scenario] as const))(
  'has faults in %s that the fault rules accept',
  (_name, { faults = [] }) => {
    expect(readFaults(faults)).toHaveLength(faults.length);
  },
);

it('says what each scenario shows, under a name of its own', () => {
  expect(scenarios.map(({ name }) => name)).toEqual([
    'contoso',
    'sold-out',
    'conflicts',
    'nested',
    'storm',
    'large',
  ]);
  for (const { shows } of scenarios) expect(shows).toMatch(/^[A-Z].{40,300}\.$/);
});

it('finds a scenario by name in any case of letters, and lists the names when there is none', () => {
  expect(findScenario(' Sold-Out ').name).toBe('sold-out');
  expect(() => findScenario('nothing')).toThrow(
    'There is no scenario "nothing". Choose one of these with SANDBOX_SCENARIO: contoso, sold-out, conflicts, nested, storm, large.',
  );
  expect(() => findScenario('__proto__')).toThrow('There is no scenario');
});

describe('a scenario that contradicts itself is refused', () => {
  const nested = findScenario('nested');
  const group = { name: 'Group', description: '', members: 3 };
  it.each([
    ['no product NOTHING', { groups: [{ ...group, licenses: ['NOTHING'] }] }],
    ['no product NOTHING', { groups: [{ ...group, all: { holds: ['NOTHING'] } }] }],
    ['no group "Elsewhere"', { groups: [{ ...group, nested: ['Elsewhere'] }] }],
    [
      '"Group" has no member at place 3',
      { groups: [{ ...group, cases: [{ of: [3], usageLocation: 'DE' }] }] },
    ],
    ['"Group" has more members than there are people', { groups: [{ ...group, members: 601 }] }],
    ['no built-in role "King"', { roles: [{ role: 'King', holder: 0, as: 'assigned' as const }] }],
    ['nobody at place 600', { roles: [{ role: 'Global Reader', holder: 600, as: 'assigned' as const }] }],
  ])('%s', (sentence, wrong) => {
    expect(() => build({ ...nested, ...wrong })).toThrow(sentence);
  });
});

describe('sold-out', () => {
  const tenant = build(findScenario('sold-out'));
  const errors = (name: string) => statesIn(tenant, groupNamed(tenant, name));
  const count = (name: string, wanted: string) => errors(name).filter((each) => each === wanted).length;
  const free = (part: string) =>
    tenant.free([...tenant.skus.values()].find((sku) => sku.skuPartNumber === part)?.skuId ?? '');

  it('gives a product to as many members as there are seats, and CountViolation to the others', () => {
    expect(count('Contoso drawing office', 'Active None')).toBe(12);
    expect(count('Contoso drawing office', 'Error CountViolation')).toBe(12);
    expect(free('VISIOCLIENT')).toBe(0);
  });

  it('withholds a product that could be given together with the one that could not', () => {
    expect(count('Contoso back office', 'Error CountViolation')).toBe(27);
    expect(count('Contoso back office', 'Error Other')).toBe(27);
    expect(free('MCOEV')).toBe(5);
  });

  it('has more seats in use than there are of what was cut', () => {
    expect(count('Contoso project office', 'Active None')).toBe(20);
    expect(free('PROJECTPROFESSIONAL')).toBe(-8);
  });
});

describe('conflicts', () => {
  const tenant = build(findScenario('conflicts'));
  it.each([
    ['Count', ['CountViolation'], 4],
    ['Mutually exclusive', ['MutuallyExclusiveViolation'], 4],
    ['Dependency', ['DependencyViolation'], 6],
    ['Prohibited in usage location', ['ProhibitedInUsageLocationViolation'], 4],
    ['Uniqueness', ['UniquenessViolation'], 5],
    ['Other', ['MutuallyExclusiveViolation', 'Other'], 10],
    ['Active with error', ['DependencyViolation'], 5],
  ] as const)('shows %s in the group of that name, and members who are all right', (name, errors, active) => {
    const group = groupNamed(tenant, name);
    expect([...errorsOf(tenant, group)].sort()).toEqual(errors);
    expect(statesIn(tenant, group).filter((each) => each === 'Active None')).toHaveLength(active);
  });

  it('keeps the license of somebody who left, in error, on the group that they left', () => {
    const group = groupNamed(tenant, 'Active with error');
    const left = [...tenant.failedIn(group.id)].filter((id) => !group.users.has(id));
    expect(left).toHaveLength(1);
    expect(rowsFrom(tenant.users.get(left[0] ?? ''), group)).toEqual(['ActiveWithError DependencyViolation']);
  });
});

describe('nested', () => {
  const tenant = build(findScenario('nested'));
  it('licenses direct members only, and misses everybody below them', () => {
    const world = groupNamed(tenant, 'Contoso world');
    expect(statesIn(tenant, world)).toEqual(['Active None', 'Active None']);
    const missed = [...tenant.transitiveUsers(world)].filter((id) => !world.users.has(id));
    expect(missed).toHaveLength(190);
    expect(missed.flatMap((id) => rowsFrom(tenant.users.get(id), world))).toEqual([]);
  });

  it('has a group that reaches people directly and through another, and one with nobody of its own', () => {
    const everybody = groupNamed(tenant, 'Contoso all employees');
    const nested = groupNamed(tenant, 'Contoso Germany');
    expect([...nested.users].some((id) => everybody.users.has(id))).toBe(true);
    const shell = groupNamed(tenant, 'Contoso shell');
    expect([shell.users.size, tenant.transitiveUsers(shell).size]).toEqual([0, 45]);
  });
});
