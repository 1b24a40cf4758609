import type { AuditEntry, Group } from '../../src/sandbox/tenant';
import { direct, plans, startBench, type Bench } from './support';

/** One test a rule of group licensing, as Microsoft documents them ("Group-based licensing additional scenarios"). */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => bench.refresh());
afterAll(() => bench.sandbox.close());

const only = (partNumber: string, ...kept: readonly string[]) => {
  const { skuId, plans: all } = bench.sku(partNumber);
  return { skuId, disabledPlans: all.map(({ id }) => id).filter((id) => !kept.includes(id)) };
};
const whole = (partNumber: string) => ({ skuId: bench.sku(partNumber).skuId, disabledPlans: [] });
const consumed = (partNumber: string) => bench.sandbox.tenant.consumed(bench.sku(partNumber).skuId);
const leave = (group: Group, id: string) => {
  bench.sandbox.tenant.leave(group, id);
  bench.sandbox.engine.process(group);
  bench.clock.advance(60_000);
};
const auditsOf = (group: Group): readonly AuditEntry[] =>
  bench.sandbox.tenant.audits.filter(({ target }) => target.id === group.id);

it('only direct users get a license, not the members of nested groups', () => {
  const [near, far] = [bench.person(), bench.person()];
  const nested = bench.group([far]);
  const group = bench.group([near], { groups: new Set([nested.id]) });
  bench.license(group, 'SPE_E3');
  expect(bench.states(near)).toEqual(['SPE_E3 inherited Active None']);
  expect(bench.states(far)).toEqual([]);
});

it('guests are licensed like anybody', () => {
  const guest = bench.person({ userType: 'Guest' });
  bench.license(bench.group([guest]), 'VISIOCLIENT');
  expect(bench.states(guest)).toEqual(['VISIOCLIENT inherited Active None']);
});

it('plans are the union over all sources', () => {
  const user = bench.person();
  bench.license(bench.group([user]), only('SPE_E3', plans.yammer));
  bench.license(bench.group([user]), only('SPE_E3', plans.intune));
  expect(bench.enabled(user)).toEqual(new Set([plans.yammer, plans.intune]));
});

it('one seat a person and product, however many sources', () => {
  const before = consumed('SPE_E3');
  const user = bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] });
  const [one, two] = [bench.group([user]), bench.group([user])];
  bench.license(one, 'SPE_E3');
  bench.license(two, 'SPE_E3');
  expect(user.assignments).toHaveLength(3);
  expect(consumed('SPE_E3')).toBe(before + 1);
  bench.license(one);
  expect(consumed('SPE_E3')).toBe(before + 1);
});

it('a person who has the product already needs no seat for it from a group', () => {
  const user = bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] });
  bench.leaveSeats('SPE_E3', 0);
  bench.license(bench.group([user]), 'SPE_E3');
  expect(bench.states(user)).toEqual(['SPE_E3 direct Active None', 'SPE_E3 inherited Active None']);
});

it('direct stands beside inherited, and stays when the group lets go', () => {
  const user = bench.person({ assignments: [direct(bench.sku('SPE_E3').skuId)] });
  const group = bench.group([user]);
  bench.license(group, 'SPE_E3');
  expect(bench.states(user)).toEqual(['SPE_E3 direct Active None', 'SPE_E3 inherited Active None']);
  leave(group, user.id);
  expect(bench.states(user)).toEqual(['SPE_E3 direct Active None']);
});

it('who leaves the group loses its license, and the seat is free again', () => {
  const before = consumed('VISIOCLIENT');
  const user = bench.person();
  const group = bench.group([user]);
  bench.license(group, 'VISIOCLIENT');
  expect(consumed('VISIOCLIENT')).toBe(before + 1);
  leave(group, user.id);
  expect(bench.states(user)).toEqual([]);
  expect(consumed('VISIOCLIENT')).toBe(before);
});

it('a swap of excluding products happens at once, without conflict or gap', () => {
  const user = bench.person();
  const group = bench.group([user]);
  bench.license(group, 'SPE_E3');
  bench.license(group, 'SPE_F1');
  expect(bench.states(user)).toEqual(['SPE_F1 inherited Active None']);
  expect(bench.enabled(user).has(plans.sharePoint)).toBe(false);
});

it('all or nothing: one product without seats keeps the others away, which say Other', () => {
  const before = consumed('SPE_E3');
  const user = bench.person();
  bench.leaveSeats('VISIOCLIENT', 0);
  bench.license(bench.group([user]), 'SPE_E3', 'VISIOCLIENT');
  expect(bench.states(user)).toEqual([
    'SPE_E3 inherited Error Other',
    'VISIOCLIENT inherited Error CountViolation',
  ]);
  expect(consumed('SPE_E3')).toBe(before);
});

it('CountViolation: members beyond the last seat stay in Error until they are reprocessed', () => {
  const members = ['a', 'b', 'c'].map((id) => bench.person({ id }));
  bench.leaveSeats('VISIOCLIENT', 2);
  const group = bench.group(members);
  bench.license(group, 'VISIOCLIENT');
  expect(members.flatMap(bench.states)).toEqual([
    'VISIOCLIENT inherited Active None',
    'VISIOCLIENT inherited Active None',
    'VISIOCLIENT inherited Error CountViolation',
  ]);
  expect(bench.sandbox.tenant.free(bench.sku('VISIOCLIENT').skuId)).toBe(0);
  bench.leaveSeats('VISIOCLIENT', 1);
  bench.clock.advance(3_600_000);
  const [, , last] = members;
  if (!last) throw new Error('three members');
  expect(bench.states(last)).toEqual(['VISIOCLIENT inherited Error CountViolation']);
  expect(bench.sandbox.engine.reconcileUser(last, group)).toBeUndefined();
  expect(bench.states(last)).toEqual(['VISIOCLIENT inherited Active None']);
});

it('seats in grace can be used, seats of a suspended product cannot', () => {
  const user = bench.person();
  bench.license(bench.group([user]), 'POWER_BI_PRO');
  bench.license(bench.group([user]), 'EMSPREMIUM');
  expect(bench.states(user)).toEqual([
    'POWER_BI_PRO inherited Active None',
    'EMSPREMIUM inherited Error CountViolation',
  ]);
});

it('a usage location is inherited from the directory where there is none, and not written', () => {
  const user = bench.person({ usageLocation: null });
  bench.license(bench.group([user]), 'Microsoft_365_Copilot');
  expect(bench.states(user)).toEqual(['Microsoft_365_Copilot inherited Active None']);
  expect(user.usageLocation).toBeNull();
});

it('a prohibited usage location is an error of the person', () => {
  const user = bench.person({ usageLocation: 'BY' });
  bench.license(bench.group([user]), 'Microsoft_365_Copilot');
  expect(bench.states(user)).toEqual([
    'Microsoft_365_Copilot inherited Error ProhibitedInUsageLocationViolation',
  ]);
});

it('a conflict with a product from another source is MutuallyExclusiveViolation', () => {
  const user = bench.person({ assignments: [direct(bench.sku('STANDARDPACK').skuId)] });
  const group = bench.group([user]);
  bench.license(group, 'SPE_E3');
  expect(bench.states(user)).toEqual([
    'STANDARDPACK direct Active None',
    'SPE_E3 inherited Error MutuallyExclusiveViolation',
  ]);
  bench.license(group, { ...whole('SPE_E3'), disabledPlans: [plans.sharePoint] });
  expect(bench.states(user)[1]).toBe('SPE_E3 inherited Active None');
});

it('a conflict is seen even when the other sources hold the same plan too', () => {
  const user = bench.person();
  bench.license(bench.group([user]), only('SPE_E3', plans.sharePoint));
  const { tenant } = bench.sandbox;
  tenant.assign(user, [...user.assignments, direct(bench.sku('SPE_F1').skuId)]);
  const late = bench.group([user]);
  bench.license(late, 'PROJECTPROFESSIONAL');
  expect(bench.states(user).at(-1)).toBe('PROJECTPROFESSIONAL inherited Error MutuallyExclusiveViolation');
});

it('an address that is taken is UniquenessViolation, only with a mailbox', () => {
  const user = bench.person({ addressClash: true });
  const group = bench.group([user]);
  bench.license(group, 'SPE_E3');
  expect(bench.states(user)).toEqual(['SPE_E3 inherited Error UniquenessViolation']);
  bench.license(group, { ...whole('SPE_E3'), disabledPlans: [plans.exchange] });
  expect(bench.states(user)).toEqual(['SPE_E3 inherited Active None']);
});

it('ActiveWithError: a product that another one depends on cannot leave', () => {
  const before = consumed('SPE_E3');
  const user = bench.person();
  const [base, addOn] = [bench.group([user]), bench.group([user])];
  bench.license(base, 'SPE_E3');
  bench.sandbox.tenant.assign(user, [...user.assignments, direct(bench.sku('MCOMEETADV').skuId)]);
  leave(base, user.id);
  expect(bench.states(user)).toEqual([
    'MCOMEETADV direct Active None',
    'SPE_E3 inherited ActiveWithError DependencyViolation',
  ]);
  expect(consumed('SPE_E3')).toBe(before + 1);
  // Another source of the prerequisite sets it free.
  bench.license(addOn, 'STANDARDPACK');
  expect(bench.states(user)).toContain('STANDARDPACK inherited Error MutuallyExclusiveViolation');
  bench.license(addOn, only('STANDARDPACK', plans.teams));
  bench.sandbox.engine.reconcileUser(user, base);
  expect(bench.states(user)).toEqual(['MCOMEETADV direct Active None', 'STANDARDPACK inherited Active None']);
});

it('a product without which nothing breaks may leave although another prerequisite is missing', () => {
  const user = bench.person({ assignments: [direct(bench.sku('MCOMEETADV').skuId)] });
  const group = bench.group([user]);
  bench.license(group, 'VISIOCLIENT');
  leave(group, user.id);
  expect(bench.states(user)).toEqual(['MCOMEETADV direct Active None']);
});

it('the first broken prerequisite does not hide the one that keeps a product', () => {
  const user = bench.person();
  const group = bench.group([user]);
  bench.license(group, only('SPE_E3', plans.teams));
  // WORKPLACE_ANALYTICS misses a mailbox all along; audio conferencing needs the group's Teams.
  bench.sandbox.tenant.assign(user, [
    ...user.assignments,
    direct(bench.sku('WORKPLACE_ANALYTICS').skuId),
    direct(bench.sku('MCOMEETADV').skuId),
  ]);
  leave(group, user.id);
  expect(bench.states(user)).toContain('SPE_E3 inherited ActiveWithError DependencyViolation');
});

it('the state goes from queued over in progress to complete', () => {
  const group = bench.group(Array.from({ length: 20 }, () => bench.person()));
  const { engine } = bench.sandbox;
  engine.setTemplate(group, [whole('SPE_E3')]);
  expect(group.processing).toBe('QueuedForProcessing');
  bench.clock.advance(999);
  expect(group.processing).toBe('QueuedForProcessing');
  bench.clock.advance(1);
  expect(group.processing).toBe('ProcessingInProgress');
  bench.clock.advance(1_000);
  const given = [...group.users].filter((id) => bench.sandbox.tenant.users.get(id)?.assignments.length);
  expect(given).toHaveLength(10);
  expect(group.processing).toBe('ProcessingInProgress');
  bench.clock.advance(1_000);
  expect(group.processing).toBe('ProcessingComplete');
});

it('small groups take the shortest time, and an empty one ends too', async () => {
  const slow = await startBench({ pace: { queuedMs: 0, membersPerSecond: 1_000, shortestMs: 5_000 } });
  try {
    const [two, none] = [slow.group([slow.person(), slow.person()]), slow.group([])];
    slow.sandbox.engine.setTemplate(two, [whole('SPE_E3')]);
    slow.sandbox.engine.setTemplate(none, [whole('SPE_E3')]);
    slow.clock.advance(4_900);
    expect(two.processing).toBe('ProcessingInProgress');
    expect(none.processing).toBe('ProcessingComplete');
    slow.clock.advance(300);
    expect(two.processing).toBe('ProcessingComplete');
  } finally {
    await slow.sandbox.close();
  }
});

it('a write during a pass queues another one', () => {
  const members = Array.from({ length: 20 }, () => bench.person());
  const group = bench.group(members);
  const { engine } = bench.sandbox;
  engine.setTemplate(group, [whole('SPE_E3')]);
  bench.clock.advance(2_000);
  bench.leaveSeats('VISIOCLIENT', 20);
  engine.setTemplate(group, [whole('VISIOCLIENT')]);
  expect(group.processing).toBe('QueuedForProcessing');
  bench.clock.advance(60_000);
  expect(group.processing).toBe('ProcessingComplete');
  expect(new Set(members.flatMap(bench.states))).toEqual(new Set(['VISIOCLIENT inherited Active None']));
  expect(auditsOf(group).filter(({ activity }) => activity.startsWith('Finish'))).toHaveLength(2);
});

it('a write while the group still waits needs one pass only', () => {
  const group = bench.group([bench.person()]);
  bench.sandbox.engine.setTemplate(group, [whole('SPE_E3')]);
  bench.license(group, 'VISIOCLIENT');
  expect(auditsOf(group).filter(({ activity }) => activity.startsWith('Start'))).toHaveLength(1);
});

it('a pass is on record with its counts, and each failure with its reason', () => {
  const group = bench.group([bench.person(), bench.person(), bench.person({ usageLocation: 'RU' })]);
  bench.license(group, 'Microsoft_365_Copilot');
  const found = auditsOf(group);
  expect(found.map(({ activity }) => activity)).toEqual([
    'Set group license',
    'Start applying group based license to users',
    'Finish applying group based license to users',
  ]);
  expect(found[0]?.properties[0]).toMatchObject({ oldValue: '[]' });
  expect(found[2]?.properties).toEqual([
    {
      name: 'Result',
      oldValue: null,
      newValue: '[Users successfully assigned licenses: 2, Users for whom license assignment failed: 1.]',
    },
  ]);
  expect(bench.sandbox.tenant.audits.filter(({ result }) => result === 'failure')).toMatchObject([
    {
      category: 'UserManagement',
      activity: 'Change user license',
      reason: expect.stringContaining('RU') as string,
    },
  ]);
});

it('a pass that finds everything as it should be changes no time of change', () => {
  const user = bench.person();
  const group = bench.group([user]);
  bench.license(group, 'SPE_E3');
  const at = user.assignments[0]?.updatedAt;
  bench.license(group, 'SPE_E3');
  expect(user.assignments[0]?.updatedAt).toBe(at);
  bench.license(group, { ...whole('SPE_E3'), disabledPlans: [plans.yammer] });
  expect(user.assignments[0]?.updatedAt).toBeGreaterThan(at ?? Infinity);
});

it('after its end the engine starts nothing more', async () => {
  const { sandbox, clock, group } = await startBench();
  const [queued, late] = [group([]), group([])];
  sandbox.engine.setTemplate(queued, [whole('SPE_E3')]);
  await sandbox.close();
  sandbox.engine.setTemplate(late, [whole('SPE_E3')]);
  clock.advance(60_000);
  expect([queued.processing, late.processing]).toEqual(['QueuedForProcessing', 'QueuedForProcessing']);
  expect(sandbox.tenant.audits).toHaveLength(2);
});
