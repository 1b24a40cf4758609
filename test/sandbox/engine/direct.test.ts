import { LicenseRefusal } from '../../../src/sandbox/engine';
import { admin, bench, only, plans, skus, states, whole, type Part } from './support';

/** Licenses that are given to and taken from a person directly, and reprocessing (reference A3 and A7). */

const id = (part: Part): string => skus[part].skuId;

it('a direct license is there at once, with its seat and with the caller on record', () => {
  const { engine, person, consumed, audits } = bench();
  const user = person();
  engine.assignToUser(user, [only('E3', plans.yammer)], [], admin);
  expect(states(user)).toEqual(['E3 direct Active None']);
  expect(consumed('E3')).toBe(1);
  expect(audits('Change user license')).toMatchObject([
    { by: admin, result: 'success', target: { id: user.id } },
  ]);
});

it('a product that is there already gets the new plans, and needs no second seat', () => {
  const { engine, person, units } = bench();
  const user = person();
  engine.assignToUser(user, [whole('E3')], [], admin);
  units('E3').enabled = 1;
  engine.assignToUser(user, [only('E3', plans.yammer)], [], admin);
  expect(user.assignments).toMatchObject([{ disabledPlans: only('E3', plans.yammer).disabledPlans }]);
});

it('plans can still be chosen when the product was suspended', () => {
  const { engine, person, units } = bench();
  const user = person();
  engine.assignToUser(user, [whole('E3')], [], admin);
  Object.assign(units('E3'), { enabled: 0, suspended: 100 });
  engine.assignToUser(user, [only('E3', plans.yammer)], [], admin);
  expect(user.assignments).toMatchObject([{ disabledPlans: only('E3', plans.yammer).disabledPlans }]);
});

it('a swap of products that exclude each other works in one call', () => {
  const { engine, person, give } = bench();
  const user = person();
  give(user, 'E1');
  engine.assignToUser(user, [whole('E3')], [id('E1')], admin);
  expect(states(user)).toEqual(['E3 direct Active None']);
});

it('the direct license goes, and the inherited one stays', () => {
  const { engine, person, group, license, give } = bench();
  const user = person();
  give(user, 'E3');
  license(group([user]), ['E3']);
  engine.assignToUser(user, [], [id('E3')], admin);
  expect(states(user)).toEqual(['E3 inherited Active None']);
});

describe('what is refused, in Microsoft’s words, changes nothing', () => {
  type Case = readonly [
    name: string,
    arrange: (made: ReturnType<typeof bench>, user: ReturnType<ReturnType<typeof bench>['person']>) => void,
    add: Parameters<ReturnType<typeof bench>['engine']['assignToUser']>[1],
    remove: readonly string[],
    message: string,
  ];
  const nothing = (): void => undefined;
  const cases: readonly Case[] = [
    ['nothing at all', nothing, [], [], 'No license changes provided'],
    [
      'an unknown product',
      nothing,
      [{ skuId: 'unknown', disabledPlans: [] }],
      [],
      'License unknown does not correspond to a valid company License.',
    ],
    [
      'a product of the tenant as a whole',
      nothing,
      [whole('STORAGE')],
      [],
      `License ${id('STORAGE')} cannot be assigned to a user.`,
    ],
    [
      'a plan of another product',
      nothing,
      [{ ...whole('E3'), disabledPlans: [plans.visio] }],
      [],
      `Service plan ${plans.visio} does not belong to the subscription ${id('E3')}.`,
    ],
    [
      'both added and removed',
      nothing,
      [whole('E3')],
      [id('E3')],
      `License ${id('E3')} is both added and removed.`,
    ],
    ['added twice', nothing, [whole('E3'), whole('E3')], [], `License ${id('E3')} is added more than once.`],
    [
      'no seat',
      (made) => (made.units('E3').enabled = 0),
      [whole('E3')],
      [],
      `Subscription with SKU ${id('E3')} does not have any available licenses.`,
    ],
    [
      'no usage location',
      (_, user) => (user.usageLocation = null),
      [whole('E3')],
      [],
      'License assignment cannot be done for user with invalid usage location.',
    ],
    [
      'a prohibited usage location',
      (_, user) => (user.usageLocation = 'RU'),
      [whole('COPILOT')],
      [],
      'License assignment cannot be done for user with invalid usage location.',
    ],
    ['what is not held', nothing, [], [id('VISIO')], 'User does not have a corresponding license.'],
    [
      'what is inherited',
      (made, user) => made.license(made.group([user]), ['VISIO']),
      [],
      [id('VISIO')],
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    ],
    [
      'a conflict',
      (made, user) => made.license(made.group([user]), ['E1']),
      [whole('E3')],
      [],
      `License assignment failed because service plans ${plans.sharePoint},${plans.sharePointStandard} are mutually exclusive`,
    ],
    [
      'a missing prerequisite',
      nothing,
      [whole('AUDIO')],
      [],
      `License assignment failed because service plan ${plans.audioConferencing} depends on the service plan(s) ${plans.skype},${plans.teams}`,
    ],
    [
      'to remove a prerequisite',
      (made, user) => {
        made.give(user, 'E3');
        made.give(user, 'AUDIO');
      },
      [],
      [id('E3')],
      `License assignment failed because service plan ${plans.audioConferencing} depends on the service plan(s) ${plans.skype},${plans.teams}`,
    ],
  ];
  it.each(cases)('%s', (_, arrange, add, remove, message) => {
    const made = bench();
    const user = made.person();
    arrange(made, user);
    const [before, logged] = [user.assignments, made.tenant.audits.length];
    expect(() => made.engine.assignToUser(user, add, remove, admin)).toThrow(new LicenseRefusal(message));
    expect(user.assignments).toBe(before);
    expect(made.tenant.audits).toHaveLength(logged);
  });
});

it('an address that somebody else has is refused with a mailbox', () => {
  const { engine, person, give } = bench();
  const [first, second] = [1, 2].map(() => person({ proxyAddresses: ['smtp:ann@contoso.example'] }));
  if (!first || !second) throw new Error('two people');
  give(first, 'E3');
  expect(() => engine.assignToUser(second, [whole('E3')], [], admin)).toThrow('is already being used');
  engine.assignToUser(second, [whole('VISIO')], [], admin);
  expect(states(second)).toEqual(['VISIO direct Active None']);
});

it('what another group gives is enough as a prerequisite', () => {
  const { engine, person, group, license } = bench();
  const user = person();
  license(group([user]), ['E3']);
  engine.assignToUser(user, [whole('AUDIO')], [], admin);
  expect(states(user)).toContain('AUDIO direct Active None');
});

it('a prerequisite that was missing before is no reason to refuse something else', () => {
  const { engine, person, give } = bench();
  const user = person();
  give(user, 'AUDIO');
  engine.assignToUser(user, [whole('VISIO')], [], admin);
  expect(states(user)).toEqual(['AUDIO direct Active None', 'VISIO direct Active None']);
});

it('a reprocess answers the concrete reason, and is on record', () => {
  const { engine, person, group, license, give, audits } = bench();
  const user = person();
  give(user, 'E1');
  const team = group([user]);
  license(team, ['E3', 'VISIO']);
  expect(engine.reprocess(user, admin)).toBe(
    `License assignment failed because service plans ${plans.sharePoint},${plans.sharePointStandard} are mutually exclusive`,
  );
  const [asked] = audits('Trigger group license recalculation');
  expect(asked).toMatchObject({ by: admin, target: { id: team.id } });
  expect(audits('Change user license').at(-1)).toMatchObject({
    result: 'failure',
    correlationId: asked?.correlationId,
  });
});

it('a reprocess takes what was left before it gives what was joined', () => {
  const { engine, tenant, person, group, license } = bench();
  const user = person();
  const [old, next] = [group([user], { id: 'b-old' }), group([], { id: 'a-next' })];
  license(old, ['E1']);
  license(next, ['E3']);
  tenant.leave(old, user.id);
  tenant.join(next, user.id);
  expect(engine.reprocess(user, admin)).toBeUndefined();
  expect(states(user)).toEqual(['E3 inherited Active None']);
});

it('a reprocess lets go of what waited for a prerequisite that a joined group brings', () => {
  const { engine, tenant, person, group, license, give } = bench();
  const user = person();
  const [old, next] = [group([user]), group()];
  license(old, ['E3']);
  license(next, [only('E1', plans.teams)]);
  give(user, 'AUDIO');
  tenant.leave(old, user.id);
  tenant.join(next, user.id);
  expect(engine.reprocess(user, admin)).toBeUndefined();
  expect(states(user)).toEqual(['AUDIO direct Active None', 'E1 inherited Active None']);
});
