import { bench, skus, states } from './support';

/** Rule 3 and rule 10: people who join or leave a licensed group later. */

it('rule 3, timing: who joins is noticed after the lag, without a pass over the group', () => {
  const { clock, person, group, license, join, audits } = bench({ dial: { membershipLagMs: 120_000 } });
  const user = person();
  const team = group([person()]);
  license(team, ['E3']);
  join(team, user);
  clock.advance(119_999);
  expect(states(user)).toEqual([]);
  expect(team.processing).toBe('ProcessingComplete');
  clock.advance(1);
  expect(states(user)).toEqual(['E3 inherited Active None']);
  expect(audits('Start applying group based license to users')).toHaveLength(1);
});

it('rule 3, timing: who leaves is noticed after the lag', () => {
  const { clock, person, group, license, leave } = bench({ dial: { membershipLagMs: 120_000 } });
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  leave(team, user);
  clock.advance(119_999);
  expect(states(user)).toEqual(['E3 inherited Active None']);
  clock.advance(1);
  expect(states(user)).toEqual([]);
});

it('who joins and leaves before anybody noticed gets nothing', () => {
  const { person, group, license, join, leave, settle, audits } = bench({ dial: { membershipLagMs: 1_000 } });
  const user = person();
  const team = group();
  license(team, ['E3']);
  join(team, user);
  leave(team, user);
  settle();
  expect(states(user)).toEqual([]);
  expect(audits('Change user license')).toEqual([]);
});

it('each is noticed in their own time, and who comes and goes no later for that', () => {
  const { clock, person, group, license, join, leave } = bench({ dial: { membershipLagMs: 1_000 } });
  const [early, late] = [person(), person()];
  const team = group();
  license(team, ['E3']);
  join(team, early);
  clock.advance(500);
  join(team, late);
  leave(team, early);
  join(team, early);
  clock.advance(500);
  expect([states(early), states(late)]).toEqual([['E3 inherited Active None'], []]);
  clock.advance(500);
  expect(states(late)).toEqual(['E3 inherited Active None']);
});

it('a group without licenses does not care who joins or leaves', () => {
  const { clock, person, group, join, tenant } = bench();
  let timers = 0;
  const setTimeout = clock.setTimeout.bind(clock);
  clock.setTimeout = (run, ms) => {
    timers += 1;
    return setTimeout(run, ms);
  };
  join(group(), person());
  expect([timers, tenant.audits.length]).toEqual([0, 0]);
});

it('many who join at once all get their licenses', () => {
  const { tenant, person, group, license, join, settle } = bench({ dial: { membershipLagMs: 500 } });
  const team = group();
  license(team, ['E3']);
  for (const { units } of tenant.skus.values()) units.enabled = 1_000;
  const members = Array.from({ length: 400 }, () => person());
  for (const user of members) join(team, user);
  settle();
  expect(members.filter(({ assignments }) => assignments[0]?.state === 'Active')).toHaveLength(400);
});

it('members of a group that is deleted lose what it gave', () => {
  const { engine, tenant, person, group, settle } = bench();
  const user = person();
  const team = group([user], { licenses: [], processing: null });
  tenant.assign(user, [
    { skuId: 'gone', byGroup: team.id, disabledPlans: [], state: 'Active', error: 'None', updatedAt: 0 },
  ]);
  tenant.removeGroup(team);
  engine.memberChanged(team, user.id);
  settle();
  expect(states(user)).toEqual([]);
});

it('after a restart, people who carry something from a group that was deleted lose it', () => {
  const { engine, tenant, person, group, license, settle } = bench({ dial: { membershipLagMs: 1_000 } });
  const [member, former] = [person(), person()];
  const team = group([member, former]);
  license(team, ['E3']);
  tenant.leave(team, former.id);
  // The end came between the deletion and the moment at which anybody noticed.
  tenant.removeGroup(team);
  engine.resume();
  settle();
  expect([...states(member), ...states(former)]).toEqual([]);
  expect(tenant.consumed(skus.E3.skuId)).toBe(0);
});

it('after a restart, what could not be given up with a deleted group is left alone until a reprocess', () => {
  const { engine, tenant, person, group, license, give, settle } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  tenant.removeGroup(team);
  engine.memberChanged(team, user.id);
  settle();
  expect(states(user)).toContain('E3 inherited ActiveWithError DependencyViolation');
  const logged = tenant.audits.length;
  engine.resume();
  settle();
  expect(tenant.audits).toHaveLength(logged);
});
