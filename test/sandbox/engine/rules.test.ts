import { enabledPlans } from '../../../src/sandbox/engine';
import { isEffective, type Group } from '../../../src/sandbox/tenant';
import { bench, only, plans, skus, states, whole } from './support';

/** The rules of group licensing, by their numbers in section B of the reference (Microsoft's documentation). */

it('rule 1, direct users only: members of a nested group get nothing', () => {
  const { tenant, person, group, license } = bench();
  const [near, far] = [person(), person()];
  const outer = group([near]);
  tenant.nest(outer, group([far]));
  license(outer, ['E3']);
  expect(states(near)).toEqual(['E3 inherited Active None']);
  expect(states(far)).toEqual([]);
});

it('rule 1, direct users only: a guest counts like anybody', () => {
  const { person, group, license } = bench();
  const guest = person({ userType: 'Guest', accountEnabled: false });
  license(group([guest]), ['VISIO']);
  expect(states(guest)).toEqual(['VISIO inherited Active None']);
});

it('rule 2, which groups: one that is not security enabled is refused', () => {
  const { group, license } = bench();
  const list = group([], { securityEnabled: false, mailEnabled: true });
  expect(() => license(list, ['E3'])).toThrow('security enabled');
  expect(list.processing).toBeNull();
});

it('rule 4, several sources: plans are the union over all of them', () => {
  const { tenant, person, group, license } = bench();
  const user = person();
  license(group([user]), [only('E3', plans.yammer)]);
  license(group([user]), [only('E3', plans.intune)]);
  expect(enabledPlans(tenant, user.assignments)).toEqual(new Set([plans.yammer, plans.intune]));
});

it('rule 4, several sources: one seat a person and product', () => {
  const { person, group, license, give, consumed } = bench();
  const user = person();
  give(user, 'E3');
  const one = group([user]);
  license(one, ['E3']);
  license(group([user]), ['E3']);
  expect(user.assignments).toHaveLength(3);
  expect(consumed('E3')).toBe(1);
  license(one, [], ['E3']);
  expect(consumed('E3')).toBe(1);
});

it('rule 4, several sources: who has the product needs no seat for it from a group', () => {
  const { person, group, license, give, units } = bench();
  const user = person();
  give(user, 'E3');
  units('E3').enabled = 1;
  license(group([user]), ['E3']);
  expect(states(user)).toEqual(['E3 direct Active None', 'E3 inherited Active None']);
});

it('rule 5, direct beside inherited: the direct one stays when the group is left', () => {
  const { person, group, license, give, leave, settle } = bench();
  const user = person();
  give(user, 'E3');
  const team = group([user]);
  license(team, ['E3']);
  leave(team, user);
  settle();
  expect(states(user)).toEqual(['E3 direct Active None']);
});

it('rule 6, swap: products that exclude each other change places at once', () => {
  const { tenant, person, group, license } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  const seen: string[][] = [];
  tenant.onChange = (change) => {
    if ('user' in change) seen.push([...states(change.user)]);
  };
  license(team, ['F3'], ['E3']);
  // One write: there is no moment with both products, and none with neither.
  expect(seen).toEqual([['F3 inherited Active None']]);
});

it('rule 7, all or nothing: the product without seats keeps the others away, which say Other', () => {
  const { person, group, license, units, consumed } = bench();
  const user = person();
  units('VISIO').enabled = 0;
  license(group([user]), ['E3', 'VISIO']);
  expect(states(user)).toEqual(['E3 inherited Error Other', 'VISIO inherited Error CountViolation']);
  expect(consumed('E3')).toBe(0);
});

it('rule 7, all or nothing: what another group gives is not touched', () => {
  const { person, group, license, units } = bench();
  const user = person();
  license(group([user]), ['E3']);
  units('VISIO').enabled = 0;
  license(group([user]), ['COPILOT', 'VISIO']);
  expect(states(user)).toEqual([
    'E3 inherited Active None',
    'COPILOT inherited Error Other',
    'VISIO inherited Error CountViolation',
  ]);
});

it('rule 8, seats: no seat is given twice in one pass, and the first in order of ids win', () => {
  const { tenant, person, group, license, units } = bench();
  const members = ['c', 'a', 'b'].map((id) => person({ id }));
  units('VISIO').enabled = 2;
  license(group(members), ['VISIO']);
  expect(members.flatMap(states)).toEqual([
    'VISIO inherited Error CountViolation',
    'VISIO inherited Active None',
    'VISIO inherited Active None',
  ]);
  expect(tenant.free(skus.VISIO.skuId)).toBe(0);
});

it('rule 8, seats: a freed seat is not given by itself, but by a reprocess', () => {
  const { engine, person, group, license, units, settle } = bench();
  const user = person();
  units('VISIO').enabled = 0;
  license(group([user]), ['VISIO']);
  units('VISIO').enabled = 1;
  settle(24 * 3_600_000);
  expect(states(user)).toEqual(['VISIO inherited Error CountViolation']);
  const nobody = { kind: 'app', appId: null, name: 'test' } as const;
  expect(engine.reprocess(user, nobody)).toBeUndefined();
  expect(states(user)).toEqual(['VISIO inherited Active None']);
});

it('rule 8, seats: who has a license keeps it when seats are taken back', () => {
  const { engine, tenant, person, group, license, units, settle } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['VISIO']);
  units('VISIO').enabled = 0;
  engine.process(team);
  settle();
  expect(states(user)).toEqual(['VISIO inherited Active None']);
  expect(tenant.free(skus.VISIO.skuId)).toBe(-1);
});

it('rule 8, seats: those in grace can be used, those of a suspended product cannot', () => {
  const { person, group, license, give, units } = bench();
  const [user, holder] = [person(), person()];
  Object.assign(units('VISIO'), { enabled: 0, warning: 10 });
  give(holder, 'E3');
  Object.assign(units('E3'), { enabled: 0, suspended: 10 });
  license(group([user]), ['VISIO']);
  license(group([user, holder]), ['E3']);
  expect(states(user)).toEqual(['VISIO inherited Active None', 'E3 inherited Error CountViolation']);
  // Not even beside a direct license from before the suspension.
  expect(states(holder)).toEqual(['E3 direct Active None', 'E3 inherited Error CountViolation']);
});

it('rule 8, seats: a product that is no longer owned stays until it is removed', () => {
  const { engine, tenant, person, group, license, join, settle } = bench();
  const [user, late] = [person(), person()];
  const team = group([user]);
  license(team, ['VISIO']);
  tenant.skus.delete(skus.VISIO.skuId);
  engine.process(team);
  join(team, late);
  settle();
  expect(states(user)).toEqual(['VISIO inherited Active None']);
  expect(states(late)).toEqual(['VISIO inherited Error Other']);
  license(team, [], ['VISIO']);
  expect([...states(user), ...states(late)]).toEqual([]);
});

it('rule 9, usage location: it is inherited from the directory, and never written', () => {
  const { person, group, license } = bench();
  const user = person({ usageLocation: null });
  license(group([user]), ['COPILOT']);
  expect(states(user)).toEqual(['COPILOT inherited Active None']);
  expect(user.usageLocation).toBeNull();
});

it('rule 9, usage location: a prohibited one is an error, until it is changed and reprocessed', () => {
  const { engine, person, group, license, settle } = bench();
  const user = person({ usageLocation: 'RU' });
  const team = group([user]);
  license(team, ['COPILOT']);
  expect(states(user)).toEqual(['COPILOT inherited Error ProhibitedInUsageLocationViolation']);
  user.usageLocation = 'NO';
  engine.userChanged(user);
  settle();
  expect(states(user)).toEqual(['COPILOT inherited Error ProhibitedInUsageLocationViolation']);
  engine.process(team);
  settle();
  expect(states(user)).toEqual(['COPILOT inherited Active None']);
});

it('rule 10, removal: a product leaves with the group, and its seat is free again', () => {
  const { person, group, license, leave, settle, consumed } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['VISIO']);
  expect(consumed('VISIO')).toBe(1);
  leave(team, user);
  settle();
  expect(states(user)).toEqual([]);
  expect(consumed('VISIO')).toBe(0);
});

it('rule 10, removal: what another product depends on stays with an error when the group is left', () => {
  const { engine, person, group, license, give, leave, settle, consumed } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  leave(team, user);
  settle();
  expect(states(user)).toEqual([
    'AUDIO direct Active None',
    'E3 inherited ActiveWithError DependencyViolation',
  ]);
  expect(consumed('E3')).toBe(1);
  // Another source of what is needed sets it free, at the next reprocess.
  license(group([user]), [only('E1', plans.teams)]);
  expect(engine.reprocess(user, { kind: 'app', appId: null, name: 'test' })).toBeUndefined();
  expect(states(user)).toEqual(['AUDIO direct Active None', 'E1 inherited Active None']);
});

it('rule 10, removal: what another product depends on stays when the group gives it up', () => {
  const { person, group, license, give } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3', 'VISIO']);
  give(user, 'AUDIO');
  license(team, [], ['E3']);
  expect(states(user)).toEqual([
    'AUDIO direct Active None',
    'E3 inherited ActiveWithError DependencyViolation',
    'VISIO inherited Active None',
  ]);
});

it('rule 10, removal: a swap that cannot be given does not take away what something depends on', () => {
  const { person, group, license, give, units } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  units('E1').enabled = 0;
  license(team, [only('E1', plans.teams)], ['E3']);
  expect(states(user)).toEqual([
    'AUDIO direct Active None',
    'E3 inherited ActiveWithError DependencyViolation',
    'E1 inherited Error CountViolation',
  ]);
});

it('rule 10, removal: all or nothing does not take away what something depends on either', () => {
  const { person, group, license, give, units } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  units('VISIO').enabled = 0;
  license(team, ['VISIO']);
  expect(states(user)).toEqual([
    'AUDIO direct Active None',
    'E3 inherited ActiveWithError Other',
    'VISIO inherited Error CountViolation',
  ]);
});

it('rule 10, removal: a prerequisite that was missing all along keeps nothing', () => {
  const { person, group, license, give, leave, settle } = bench();
  const user = person();
  give(user, 'AUDIO');
  const team = group([user]);
  license(team, ['VISIO']);
  leave(team, user);
  settle();
  expect(states(user)).toEqual(['AUDIO direct Active None']);
});

it('rule 10, removal: the first broken prerequisite does not hide the one that counts', () => {
  const { person, group, license, give, leave, settle } = bench();
  const user = person();
  const team = group([user]);
  license(team, [only('E3', plans.teams)]);
  // Workplace Analytics misses a mailbox all along; audio conferencing needs the group's Teams.
  give(user, 'ANALYTICS');
  give(user, 'AUDIO');
  leave(team, user);
  settle();
  expect(states(user)).toContain('E3 inherited ActiveWithError DependencyViolation');
});

it('rule 11, a deleted group: what something depends on stays in error until a reprocess can take it', () => {
  const { engine, tenant, person, group, license, give, settle } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  license(team, [], ['E3']);
  tenant.removeGroup(team);
  const nobody = { kind: 'app', appId: null, name: 'test' } as const;
  expect(engine.reprocess(user, nobody)).toContain(`service plan ${plans.audioConferencing} depends on`);
  expect(states(user)).toContain('E3 inherited ActiveWithError DependencyViolation');
  tenant.assign(
    user,
    user.assignments.filter(({ byGroup }) => byGroup !== null),
  );
  expect(engine.reprocess(user, nobody)).toBeUndefined();
  settle();
  expect(states(user)).toEqual([]);
});

it('rule 11, a deleted group: only one without licenses is, and what it had given goes with it', () => {
  const { engine, tenant, person, group, license, settle } = bench({
    pace: { queuedMs: 1_000, membersPerSecond: 1 },
  });
  const members = [person(), person()];
  const team = group(members);
  license(team, ['E3']);
  engine.setTemplate(team, [], { kind: 'app', appId: null, name: 'test' });
  // Before the pass that takes the licenses has reached anybody.
  tenant.removeGroup(team);
  for (const { id } of members) engine.memberChanged(team, id);
  settle();
  expect(members.flatMap(states)).toEqual([]);
});

it('rule 13, dependencies: they must be met inside the template, whatever a member has', () => {
  const { person, group, license, give } = bench();
  const user = person();
  give(user, 'E3');
  const team = group([user]);
  expect(() => license(team, ['AUDIO'])).toThrow(
    `License assignment failed because service plan ${plans.audioConferencing} depends on the service plan(s) ${plans.skype},${plans.teams}`,
  );
  license(team, ['AUDIO', only('E1', plans.teams)]);
  expect(states(user).filter((row) => row.endsWith('inherited Active None'))).toHaveLength(2);
});

it('rule 13, dependencies: a group that has the dependent product cannot give up the prerequisite', () => {
  const { group, license } = bench();
  const team = group();
  license(team, ['AUDIO', 'E3']);
  expect(() => license(team, [], ['E3'])).toThrow('depends on the service plan(s)');
  expect(team.licenses).toHaveLength(2);
});

it('rule 14, conflicts: a plan of another source excludes the product', () => {
  const { person, group, license, give } = bench();
  const user = person();
  give(user, 'E1');
  const team = group([user]);
  license(team, ['E3']);
  expect(states(user)).toEqual(['E1 direct Active None', 'E3 inherited Error MutuallyExclusiveViolation']);
  license(team, [{ ...whole('E3'), disabledPlans: [plans.sharePoint] }]);
  expect(states(user)[1]).toBe('E3 inherited Active None');
});

it('rule 14, conflicts: the same plan from elsewhere does not hide one', () => {
  const { person, group, license, give } = bench();
  const user = person();
  license(group([user]), [only('E3', plans.sharePoint)]);
  give(user, 'F3', plans.sharePointKiosk);
  license(group([user]), [only('E3', plans.sharePoint)]);
  expect(states(user).at(-1)).toBe('E3 inherited Error MutuallyExclusiveViolation');
});

it('rule 14, conflicts: a source in error takes part in none', () => {
  const { person, group, license, units } = bench();
  const user = person();
  units('E1').enabled = 0;
  license(group([user]), ['E1']);
  license(group([user]), ['E3']);
  expect(states(user)).toEqual(['E1 inherited Error CountViolation', 'E3 inherited Active None']);
});

it('rule 14, conflicts: inside a template they are refused', () => {
  const { group, license } = bench();
  expect(() => license(group(), ['E1', 'E3'])).toThrow(
    `License assignment failed because service plans ${plans.sharePointStandard},${plans.sharePoint} are mutually exclusive`,
  );
});

it('rule 15, addresses: one that somebody with a mailbox has is UniquenessViolation', () => {
  const { engine, tenant, person, group, license } = bench();
  const [first, second] = ['SMTP:ann@contoso.example', 'smtp:ann@contoso.example'].map((address) =>
    person({ proxyAddresses: [address.toLowerCase()] }),
  );
  if (!first || !second) throw new Error('two people');
  const team = group([second]);
  license(team, ['E3']);
  // Nobody else has a mailbox with it yet.
  expect(states(second)).toEqual(['E3 inherited Active None']);
  license(group([first]), ['E1']);
  expect(states(first)).toEqual(['E1 inherited Error UniquenessViolation']);
  license(team, [{ ...whole('E3'), disabledPlans: [plans.exchange] }]);
  expect(engine.reprocess(first, { kind: 'app', appId: null, name: 'test' })).toBeUndefined();
  expect(states(first)).toEqual(['E1 inherited Active None']);
  expect(tenant.claimantsOf('smtp:ann@contoso.example').size).toBe(2);
});

it('rule 15, addresses: who has a mailbox already is not asked again', () => {
  const { person, group, license, give } = bench();
  const [first, second] = [1, 2].map(() => person({ proxyAddresses: ['smtp:ann@contoso.example'] }));
  if (!first || !second) throw new Error('two people');
  give(first, 'E3');
  give(second, 'E3');
  license(group([second]), ['E3']);
  expect(states(second)).toEqual(['E3 direct Active None', 'E3 inherited Active None']);
});

it('rule 15, addresses: a product without a mailbox is given all the same', () => {
  const { person, group, license } = bench();
  const [first, second] = [1, 2].map(() => person({ proxyAddresses: ['smtp:ann@contoso.example'] }));
  if (!first || !second) throw new Error('two people');
  license(group([first]), ['E3']);
  license(group([second]), ['VISIO']);
  expect(states(second)).toEqual(['VISIO inherited Active None']);
});

it('a license in error holds no seat, and one that stays with an error does', () => {
  const { person, group, license, units, consumed } = bench();
  const user = person();
  units('VISIO').enabled = 0;
  license(group([user]), ['VISIO']);
  expect(user.assignments.filter(isEffective)).toEqual([]);
  expect(consumed('VISIO')).toBe(0);
});

it('rule 17, limits: a group may have every product that is compatible, and a person any number of groups', () => {
  const { person, group, license, consumed } = bench();
  const user = person();
  license(group([user]), ['E3', 'VISIO', 'COPILOT', 'AUDIO', 'ANALYTICS']);
  expect(user.assignments).toHaveLength(5);
  for (let each = 0; each < 30; each += 1) license(group([user]), ['VISIO']);
  expect(user.assignments.filter(({ state }) => state === 'Active')).toHaveLength(35);
  expect(consumed('VISIO')).toBe(1);
});

it('rule 18, admin center: its three words follow from the state of the group and the members in error', () => {
  const { engine, tenant, person, group, license, units } = bench();
  const status = (each: Group): string => {
    if (each.processing !== 'ProcessingComplete') return 'In progress';
    return tenant.failedIn(each.id).size > 0 ? 'Errors & issues' : 'All licenses assigned';
  };
  const team = group([person(), person()]);
  units('VISIO').enabled = 1;
  engine.setTemplate(team, [whole('VISIO')], { kind: 'app', appId: null, name: 'test' });
  expect(status(team)).toBe('In progress');
  license(team, ['VISIO']);
  expect(status(team)).toBe('Errors & issues');
  units('VISIO').enabled = 2;
  license(team, ['VISIO']);
  expect(status(team)).toBe('All licenses assigned');
});
