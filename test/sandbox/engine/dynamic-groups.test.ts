import type { Group } from '../../../src/sandbox/tenant';
import { admin, bench, plans, states, whole } from './support';

/** Rule 12: groups whose members follow from a rule. */

const rule = 'user.department -eq "Sales"';

function dynamic(made: ReturnType<typeof bench>, membershipRule = rule): Group {
  return made.group([], { groupTypes: ['DynamicMembership'], membershipRule });
}

it('rule 12, dynamic groups: a new rule fills the group, and its licenses follow', () => {
  const made = bench();
  const [sales, legal] = [made.person({ department: 'sales' }), made.person({ department: 'Legal' })];
  const team = dynamic(made);
  made.license(team, ['E3']);
  made.engine.ruleChanged(team);
  made.settle();
  expect([...team.users]).toEqual([sales.id]);
  expect(states(sales)).toEqual(['E3 inherited Active None']);
  expect(states(legal)).toEqual([]);
});

it('rule 12, dynamic groups: who changes is looked at again, and loses or gets the licenses', () => {
  const made = bench();
  const [one, two] = [made.person({ department: 'Sales' }), made.person({ department: 'Legal' })];
  const team = dynamic(made);
  made.engine.ruleChanged(team);
  made.settle();
  made.license(team, ['E3']);
  [one.department, two.department] = ['Legal', 'Sales'];
  for (const user of [one, two]) made.engine.userChanged(user);
  expect([...team.users]).toEqual([one.id]);
  made.settle();
  expect([...team.users]).toEqual([two.id]);
  expect([states(one), states(two)]).toEqual([[], ['E3 inherited Active None']]);
});

it('rule 12, dynamic groups: a changed rule leaves those alone who match both', () => {
  const made = bench();
  const [both, old, next] = ['Sales', 'Legal', 'Finance'].map((department) => made.person({ department }));
  if (!both || !old || !next) throw new Error('three people');
  const team = dynamic(made, 'user.department -in ["Sales", "Legal"]');
  made.engine.ruleChanged(team);
  made.settle();
  made.license(team, ['E3']);
  const [given] = both.assignments;
  team.membershipRule = 'user.department -in ["Sales", "Finance"]';
  made.engine.ruleChanged(team);
  made.settle();
  expect([...team.users].sort()).toEqual([both.id, next.id].sort());
  expect(both.assignments[0]).toBe(given);
  expect([states(old), states(next)]).toEqual([[], ['E3 inherited Active None']]);
});

it('rule 12, dynamic groups: a static group that becomes dynamic is emptied first, licenses and all', () => {
  const made = bench({ dial: { membershipLagMs: 1_000 } });
  const [matching, other] = [made.person({ department: 'Sales' }), made.person()];
  const team = made.group([matching, other]);
  made.license(team, ['E3']);
  Object.assign(team, {
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  });
  const kept = matching.assignments[0];
  made.engine.ruleChanged(team, true);
  made.clock.advance(1_100);
  expect([team.users.size, ...states(matching), ...states(other)]).toEqual([0]);
  made.settle();
  expect([...team.users]).toEqual([matching.id]);
  expect(states(matching)).toEqual(['E3 inherited Active None']);
  expect(matching.assignments[0]).not.toBe(kept);
});

it('rule 12, dynamic groups: while the rule is paused nobody joins or leaves', () => {
  const made = bench();
  const user = made.person({ department: 'Sales' });
  const team = dynamic(made);
  team.membershipRuleProcessingState = 'Paused';
  made.engine.ruleChanged(team);
  made.engine.userChanged(user);
  made.settle();
  expect(team.users.size).toBe(0);
  team.membershipRuleProcessingState = 'On';
  made.engine.ruleChanged(team);
  made.settle();
  expect([...team.users]).toEqual([user.id]);
});

it('rule 12, dynamic groups: a rule nobody understands moves nobody', () => {
  const made = bench();
  const user = made.person({ department: 'Sales' });
  const team = dynamic(made, 'user.department -match "S.*"');
  made.tenant.join(team, user.id);
  made.engine.ruleChanged(team);
  made.engine.userChanged(user);
  made.settle();
  expect([...team.users]).toEqual([user.id]);
});

it('rule 12, dynamic groups: a rule that is changed while everybody is held against it starts over', () => {
  const made = bench();
  const members = Array.from({ length: 4_000 }, (_, index) =>
    made.person({ department: index % 2 === 0 ? 'Sales' : 'Legal' }),
  );
  const team = dynamic(made);
  made.engine.ruleChanged(team);
  const { clock } = made;
  clock.advance(0);
  team.membershipRule = 'user.department -eq "Legal"';
  made.engine.ruleChanged(team);
  made.settle();
  expect(team.users).toEqual(
    new Set(members.filter(({ department }) => department === 'Legal').map(({ id }) => id)),
  );
});

it('rule 12, dynamic groups: however often a rule changes, everybody is held against it once', () => {
  const made = bench();
  for (let index = 0; index < 4_000; index += 1) made.person({ department: 'Sales' });
  const team = dynamic(made);
  let turns = 0;
  const setTimeout = made.clock.setTimeout.bind(made.clock);
  made.clock.setTimeout = (run, ms) => {
    turns += 1;
    return setTimeout(run, ms);
  };
  team.membershipRule = 'user.department -eq "Legal"';
  for (let change = 0; change < 100; change += 1) made.engine.ruleChanged(team);
  made.settle();
  expect(turns).toBeGreaterThan(1);
  expect(turns).toBeLessThan(10);
});

it('rule 12, dynamic groups: a group that became dynamic is emptied even if its rule changes at once', () => {
  const made = bench();
  const users = [made.person({ department: 'Sales' }), made.person()];
  const team = made.group(users);
  Object.assign(team, {
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  });
  const left: string[] = [];
  made.tenant.onChange = (change) => {
    if (change.kind === 'member' && !change.joined) left.push(change.memberId);
  };
  made.engine.ruleChanged(team, true);
  made.engine.ruleChanged(team);
  made.settle();
  expect(left).toEqual(users.map(({ id }) => id));
  expect([...team.users]).toEqual([users[0]?.id]);
});

it('rule 12, dynamic groups: rules about service plans cascade', () => {
  const made = bench();
  const user = made.person();
  const base = made.group([user]);
  const cascade = dynamic(
    made,
    `user.assignedPlans -any (assignedPlan.servicePlanId -eq "${plans.yammer}" -and assignedPlan.capabilityStatus -eq "Enabled")`,
  );
  made.license(cascade, ['VISIO']);
  made.license(base, ['E3']);
  expect(states(user)).toEqual(['E3 inherited Active None', 'VISIO inherited Active None']);
  made.license(base, [], ['E3']);
  expect(states(user)).toEqual([]);
  expect(cascade.users.size).toBe(0);
});

it('rule 12, dynamic groups: a plan that is switched off does not count as enabled', () => {
  const made = bench();
  const user = made.person();
  const cascade = dynamic(
    made,
    `user.assignedPlans -any (assignedPlan.servicePlanId -eq "${plans.yammer}" -and assignedPlan.capabilityStatus -eq "Enabled")`,
  );
  made.engine.assignToUser(user, [{ ...whole('E3'), disabledPlans: [plans.yammer] }], [], admin);
  made.settle();
  expect(cascade.users.size).toBe(0);
  made.engine.assignToUser(user, [whole('E3')], [], admin);
  made.settle();
  expect([...cascade.users]).toEqual([user.id]);
});
