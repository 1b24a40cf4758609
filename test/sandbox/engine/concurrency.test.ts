import type { Group } from '../../../src/sandbox/tenant';
import { admin, bench, engineActor, states, whole, type Part } from './support';

/** Rule 16: two groups that give the same product to the same people at the same time. */

const exception = 'LicenseAssignmentAttributeConcurrencyException';
const pace = { queuedMs: 0, membersPerSecond: 10 };

/** Two groups that share some of their members and are licensed at the same moment. */
function twoAtOnce(parts: readonly [Part, Part], sizes: readonly [number, number], shared: number) {
  const made = bench({ pace });
  const both = Array.from({ length: shared }, () => made.person());
  const [first, second] = sizes.map((size) =>
    made.group([...both, ...Array.from({ length: size - shared }, () => made.person())]),
  ) as [Group, Group];
  const assign = (): void => {
    [first, second].forEach((group, place) =>
      made.engine.setTemplate(group, [whole(parts[place] ?? 'E3')], admin),
    );
  };
  const clashes = () => made.tenant.audits.filter(({ reason }) => reason === exception);
  return { ...made, both, first, second, assign, clashes };
}

const finish = 'Finish applying group based license to users';

it('rule 16, concurrency: the same product from two groups at once is logged, and comes with the next try', () => {
  const { both, second, assign, clashes, clock, settle } = twoAtOnce(['E3', 'E3'], [5, 5], 3);
  assign();
  clock.advance(500);
  expect(clashes().map(({ target }) => target.id)).toEqual(both.map(({ id }) => id));
  expect(clashes()[0]).toMatchObject({
    activity: 'Change user license',
    result: 'failure',
    by: engineActor,
    properties: [],
  });
  expect(both.flatMap(states)).toEqual(both.map(() => 'E3 inherited Active None'));
  settle();
  expect(both.flatMap(states)).toEqual(
    both.flatMap(() => ['E3 inherited Active None', 'E3 inherited Active None']),
  );
  expect(clashes()).toHaveLength(3);
  expect(second.processing).toBe('ProcessingComplete');
});

it('rule 16, concurrency: the counts know only how it ended', () => {
  const { assign, settle, audits, units, both } = twoAtOnce(['VISIO', 'VISIO'], [3, 4], 3);
  units('VISIO').enabled = 3;
  assign();
  settle();
  expect(both.flatMap(states)).toHaveLength(6);
  expect(audits(finish).map(({ properties }) => properties[0]?.newValue)).toEqual([
    '[Users successfully assigned licenses: 3, Users for whom license assignment failed: 0.]',
    '[Users successfully assigned licenses: 3, Users for whom license assignment failed: 1.]',
  ]);
});

it('rule 16, concurrency: a group is not complete before the last of them got the license', () => {
  const { assign, clock, second, both } = twoAtOnce(['E3', 'E3'], [20, 1], 1);
  assign();
  clock.advance(1_199);
  expect(second.processing).toBe('ProcessingInProgress');
  expect(both.flatMap(states)).toHaveLength(1);
  clock.advance(1);
  expect(second.processing).toBe('ProcessingComplete');
  expect(both.flatMap(states)).toHaveLength(2);
});

it('rule 16, concurrency: different products do not get in each other’s way', () => {
  const { assign, settle, clashes, both } = twoAtOnce(['E3', 'VISIO'], [3, 3], 3);
  assign();
  settle();
  expect(clashes()).toEqual([]);
  expect(both.flatMap(states)).toHaveLength(6);
});

it('rule 16, concurrency: nor does a group that comes to them later, while the other is still in progress', () => {
  const { engine, clock, first, second, both, settle, clashes } = twoAtOnce(['E3', 'E3'], [60, 3], 3);
  engine.setTemplate(first, [whole('E3')], admin);
  clock.advance(2_000);
  engine.setTemplate(second, [whole('E3')], admin);
  clock.advance(500);
  expect(first.processing).toBe('ProcessingInProgress');
  expect(both.flatMap(states)).toHaveLength(6);
  settle();
  expect(clashes()).toEqual([]);
});

it('rule 16, concurrency: nor does one that is complete, however short ago', () => {
  const made = bench();
  const user = made.person();
  const groups = [made.group([user]), made.group([user])];
  for (const group of groups) {
    made.engine.setTemplate(group, [whole('E3')], admin);
    made.clock.advance(0);
  }
  expect(states(user)).toHaveLength(2);
});

it('rule 16, concurrency: nor does one that has nothing to write', () => {
  const { engine, first, second, both, license, settle, clashes } = twoAtOnce(['E3', 'E3'], [20, 3], 3);
  license(second, ['E3']);
  engine.setTemplate(first, [whole('E3')], admin);
  engine.process(second);
  settle();
  expect(clashes()).toEqual([]);
  expect(both.flatMap(states)).toHaveLength(6);
});

it('rule 16, concurrency: who is deleted before the next try is not counted', () => {
  const { assign, clock, settle, tenant, both, audits } = twoAtOnce(['E3', 'E3'], [20, 2], 2);
  assign();
  clock.advance(400);
  for (const user of both) tenant.removeUser(user);
  settle();
  // The second group, which is the smaller one, ends first.
  expect(audits(finish)[0]?.properties[0]?.newValue).toBe(
    '[Users successfully assigned licenses: 0, Users for whom license assignment failed: 0.]',
  );
});

it('rule 16, concurrency: many who clash are tried again in slices, each once', () => {
  const made = bench({ pace: { queuedMs: 0, membersPerSecond: Infinity } });
  for (const { units } of made.tenant.skus.values()) units.enabled = 5_000;
  const members = Array.from({ length: 1_000 }, () => made.person());
  const groups = [made.group(members), made.group(members)];
  for (const group of groups) made.engine.setTemplate(group, [whole('E3')], admin);
  made.settle();
  const clashed = made.tenant.audits.filter(({ reason }) => reason === exception);
  expect(clashed.length).toBeGreaterThan(100);
  expect(new Set(clashed.map(({ target }) => target.id)).size).toBe(clashed.length);
  expect(members.every((user) => states(user).length === 2)).toBe(true);
  expect(audited(made.audits(finish))).toEqual([1_000, 1_000]);
});

function audited(
  entries: readonly { readonly properties: readonly { readonly newValue: string | null }[] }[],
) {
  return entries.map(({ properties }) =>
    Number(/assigned licenses: (\d+)/.exec(properties[0]?.newValue ?? '')?.[1]),
  );
}
