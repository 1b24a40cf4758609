import type { Group } from '../../../src/sandbox/tenant';
import { admin, bench, states, whole } from './support';

/** A pace that is easy to count with: a second in the queue, then ten members a second. */
const pace = { queuedMs: 1_000, membersPerSecond: 10 };

function people(made: ReturnType<typeof bench>, count: number) {
  return Array.from({ length: count }, () => made.person());
}

it('the state goes from queued over in progress to complete, with the members in between', () => {
  const made = bench({ pace });
  const { engine, clock, group } = made;
  const members = people(made, 20);
  const team = group(members);
  engine.setTemplate(team, [whole('E3')], admin);
  expect(team.processing).toBe('QueuedForProcessing');
  clock.advance(999);
  expect(team.processing).toBe('QueuedForProcessing');
  clock.advance(1);
  expect(team.processing).toBe('ProcessingInProgress');
  clock.advance(1_000);
  expect(members.filter(({ assignments }) => assignments.length > 0)).toHaveLength(10);
  clock.advance(999);
  expect(team.processing).toBe('ProcessingInProgress');
  clock.advance(1);
  expect(team.processing).toBe('ProcessingComplete');
});

it('members are processed in the order of their ids', () => {
  const { person, group, license, audits } = bench();
  license(group(['bbb1', 'aaa2', 'bbb0', 'aaa1', 'b'].map((id) => person({ id }))), ['E3']);
  const order = audits('Change user license').map(({ target }) => target.id);
  expect(order).toEqual(['aaa1', 'aaa2', 'b', 'bbb0', 'bbb1']);
});

it('a group can have a pace of its own', () => {
  const made = bench({ pace: { queuedMs: 0, membersPerSecond: Infinity } });
  const [quick, slow] = [made.group(people(made, 3)), made.group(people(made, 3), { pace: 0.1 })];
  for (const each of [quick, slow]) made.engine.setTemplate(each, [whole('E3')], admin);
  made.clock.advance(29_000);
  expect([quick.processing, slow.processing]).toEqual(['ProcessingComplete', 'ProcessingInProgress']);
  made.clock.advance(2_000);
  expect(slow.processing).toBe('ProcessingComplete');
});

it('small groups take the shortest time, and an empty one ends at once', () => {
  const made = bench({ pace: { queuedMs: 0, membersPerSecond: 1_000, shortestMs: 5_000 } });
  const [two, none] = [made.group(people(made, 2)), made.group()];
  for (const each of [two, none]) made.engine.setTemplate(each, [whole('E3')], admin);
  made.clock.advance(4_999);
  expect([two.processing, none.processing]).toEqual(['ProcessingInProgress', 'ProcessingComplete']);
  made.clock.advance(201);
  expect(two.processing).toBe('ProcessingComplete');
});

it('a group without licenses, of which nobody carries anything, still ends complete', () => {
  const { engine, group, person, settle } = bench();
  const team = group([person()]);
  engine.setTemplate(team, [], admin);
  settle();
  expect(team.processing).toBe('ProcessingComplete');
});

it('groups in progress take turns', () => {
  const made = bench();
  const [large, small] = [made.group(people(made, 1_000)), made.group(people(made, 5))];
  for (const { units } of made.tenant.skus.values()) units.enabled = 2_000;
  const ended: Group[] = [];
  made.tenant.onChange = (change) => {
    if (change.kind === 'group' && change.group.processing === 'ProcessingComplete') ended.push(change.group);
  };
  for (const each of [large, small]) made.engine.setTemplate(each, [whole('E3')], admin);
  made.settle();
  expect(ended).toEqual([small, large]);
});

it('no turn of the event loop reconciles more than a slice, however many groups are in progress', () => {
  const made = bench();
  for (const { units } of made.tenant.skus.values()) units.enabled = 5_000;
  let now = 0;
  let most = 0;
  made.tenant.onChange = (change) => {
    if (change.kind === 'audit' && change.entry.activity === 'Change user license') now += 1;
  };
  const { clock } = made;
  const setTimeout = clock.setTimeout.bind(clock);
  clock.setTimeout = (run, ms) =>
    setTimeout(() => {
      now = 0;
      run();
      most = Math.max(most, now);
    }, ms);
  const groups = Array.from({ length: 30 }, () => made.group(people(made, 100)));
  for (const each of groups) made.engine.setTemplate(each, [whole('E3')], admin);
  made.settle();
  expect(groups.every(({ processing }) => processing === 'ProcessingComplete')).toBe(true);
  expect(made.tenant.consumed(whole('E3').skuId)).toBe(3_000);
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThanOrEqual(300);
});

it('the same tenant and seed give the same audit log, entry by entry', () => {
  const run = () => {
    const made = bench({ pace });
    const groups = [made.group(people(made, 30)), made.group(people(made, 7))];
    made.units('VISIO').enabled = 9;
    for (const each of groups) made.engine.setTemplate(each, [whole('VISIO')], admin);
    made.settle();
    return made.tenant.audits;
  };
  const log = run();
  expect(log.length).toBeGreaterThan(40);
  expect(run()).toEqual(log);
});

it('a write during a pass is followed by another pass', () => {
  const made = bench({ pace });
  const members = people(made, 20);
  const team = made.group(members);
  made.engine.setTemplate(team, [whole('E3')], admin);
  made.clock.advance(2_000);
  made.engine.setTemplate(team, [whole('VISIO')], admin);
  expect(team.processing).toBe('QueuedForProcessing');
  made.settle();
  expect(team.processing).toBe('ProcessingComplete');
  expect(new Set(members.flatMap(states))).toEqual(new Set(['VISIO inherited Active None']));
  expect(made.audits('Finish applying group based license to users')).toHaveLength(2);
});

it('a write while the group still waits needs one pass only', () => {
  const made = bench({ pace });
  const team = made.group(people(made, 1));
  made.engine.setTemplate(team, [whole('E3')], admin);
  made.engine.setTemplate(team, [whole('VISIO')], admin);
  made.settle();
  expect(made.audits('Start applying group based license to users')).toHaveLength(1);
});

it('a group on the dial is stuck in progress until it is taken off', () => {
  const made = bench({ pace });
  const members = people(made, 20);
  const team = made.group(members);
  const other = made.group(people(made, 1));
  made.dial.stuck.add(team.id);
  for (const each of [team, other]) made.engine.setTemplate(each, [whole('E3')], admin);
  made.settle(24 * 3_600_000);
  expect([team.processing, other.processing]).toEqual(['ProcessingInProgress', 'ProcessingComplete']);
  expect(members.flatMap(states)).toEqual([]);
  made.dial.stuck.delete(team.id);
  made.clock.advance(1_000);
  // It goes on at its pace, and does not make up for the time that it stood still.
  expect(members.filter(({ assignments }) => assignments.length > 0)).toHaveLength(10);
  made.settle();
  expect(team.processing).toBe('ProcessingComplete');
});

it('all groups can be stuck', () => {
  const made = bench({ dial: { stuck: new Set(['*']) } });
  const team = made.group(people(made, 1));
  made.engine.setTemplate(team, [whole('E3')], admin);
  made.settle();
  expect(team.processing).toBe('ProcessingInProgress');
});

it('a pass over a group that is deleted meanwhile just ends', () => {
  const made = bench({ pace });
  const members = people(made, 20);
  const team = made.group(members);
  made.engine.setTemplate(team, [whole('E3')], admin);
  made.clock.advance(2_000);
  made.tenant.removeGroup(team);
  made.settle();
  expect(made.audits('Finish applying group based license to users')).toEqual([]);
  expect(members.filter(({ assignments }) => assignments.length > 0)).toHaveLength(10);
});

it('a member who is deleted during the pass is not counted', () => {
  const made = bench({ pace });
  const members = people(made, 20);
  const team = made.group(members);
  made.engine.setTemplate(team, [whole('E3')], admin);
  made.clock.advance(2_000);
  const last = members.at(-1);
  if (last) made.tenant.removeUser(last);
  made.settle();
  expect(made.audits('Finish applying group based license to users')[0]?.properties[0]?.newValue).toBe(
    '[Users successfully assigned licenses: 19, Users for whom license assignment failed: 0.]',
  );
});

it('a pass that finds everything as it should be changes no time and writes nothing about people', () => {
  const made = bench();
  const [user] = people(made, 1);
  if (!user) throw new Error('one person');
  const team = made.group([user]);
  made.license(team, ['E3']);
  const [{ updatedAt: at } = { updatedAt: 0 }] = user.assignments;
  made.engine.process(team);
  made.settle();
  expect(user.assignments[0]?.updatedAt).toBe(at);
  expect(made.audits('Change user license')).toHaveLength(1);
});

it('finishNow does a whole pass without time and without a trace', () => {
  const made = bench({ pace });
  const members = people(made, 3);
  const [team, never] = [made.group(members, { licenses: [whole('VISIO')] }), made.group(members)];
  made.units('VISIO').enabled = 2;
  for (const each of [team, never]) made.engine.finishNow(each);
  expect(members.flatMap(states)).toEqual([
    'VISIO inherited Active None',
    'VISIO inherited Active None',
    'VISIO inherited Error CountViolation',
  ]);
  expect([team.processing, never.processing]).toEqual(['ProcessingComplete', null]);
  expect(made.tenant.audits).toEqual([]);
});

it('after a restart, passes that had not ended begin anew and the others do not', () => {
  const made = bench({ pace });
  const licenses = [whole('E3')];
  const queued = made.group(people(made, 1), { licenses, processing: 'QueuedForProcessing' });
  const running = made.group(people(made, 1), { licenses, processing: 'ProcessingInProgress' });
  const done = made.group([], { licenses, processing: 'ProcessingComplete' });
  made.engine.resume();
  expect(running.processing).toBe('QueuedForProcessing');
  made.settle();
  expect([queued.processing, running.processing]).toEqual(['ProcessingComplete', 'ProcessingComplete']);
  expect(
    made.audits('Start applying group based license to users').map(({ target }) => target.id),
  ).not.toContain(done.id);
});

it('after a restart, members that nobody had noticed yet are noticed', () => {
  const made = bench();
  const [joined, left] = [made.person(), made.person()];
  const team = made.group([left], { licenses: [whole('E3')], processing: 'ProcessingComplete' });
  made.engine.finishNow(team);
  made.tenant.join(team, joined.id);
  made.tenant.leave(team, left.id);
  made.engine.resume();
  made.settle();
  expect([states(joined), states(left)]).toEqual([['E3 inherited Active None'], []]);
});

it('after a restart, who left and could not give up a license is left alone', () => {
  const made = bench();
  const user = made.person();
  const team = made.group([user]);
  made.license(team, ['E3']);
  made.give(user, 'AUDIO');
  made.leave(team, user);
  made.settle();
  const logged = made.tenant.audits.length;
  made.engine.resume();
  made.settle();
  expect(states(user)).toContain('E3 inherited ActiveWithError DependencyViolation');
  expect(made.tenant.audits).toHaveLength(logged);
});

it('after its end the engine starts nothing more', () => {
  const made = bench({ pace });
  const [queued, late] = [made.group(people(made, 1)), made.group(people(made, 1))];
  made.engine.setTemplate(queued, [whole('E3')], admin);
  made.engine.stop();
  made.engine.setTemplate(late, [whole('E3')], admin);
  made.settle();
  expect([queued.processing, late.processing]).toEqual(['QueuedForProcessing', 'QueuedForProcessing']);
  expect(made.audits('Start applying group based license to users')).toEqual([]);
});

it('reads after a write may be old for as long as the dial says', () => {
  const made = bench({ dial: { staleReadMs: 5_000 } });
  const user = made.person();
  const team = made.group([user]);
  const at = made.clock.now();
  made.license(team, ['E3']);
  expect(team.before).toEqual({ licenses: [], processing: null, until: at + 5_000 });
  expect(user.before?.assignments).toEqual([]);
});
