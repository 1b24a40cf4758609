import { byCause } from '../../../src/licensing/repair/causes';
import { isFailing, oldestFirst, toFailedMember } from '../../../src/licensing/repair/failed-member';
import { whomItHelps } from '../../../src/licensing/repair/offers';
import { prerequisiteFor, wantFor } from '../../../src/licensing/repair/prerequisite';
import { explainer, fromEntra, type Reason } from '../../../src/licensing/repair/reason';
import { staysBecause } from '../../../src/licensing/repair/stays';
import type { ExplainedMember } from '../../../src/licensing/repair/causes';
import { after, group, ids, user } from '../../support/builders';
import { facts, license, plan, products, row, sku } from '../rules/plain';

const here = ids.group;
const state = (skuId: string, error: string, over: object = {}) =>
  row(skuId, { assignedByGroup: here, state: 'Error', error, ...over });

/** Somebody who fails in the group, as Graph shows them. */
function failing(id: string, rows: ReturnType<typeof row>[], over: object = {}) {
  return user({ id, displayName: `Person ${id}`, licenseAssignmentStates: rows, ...over });
}

function explained(id: string, over: Partial<ExplainedMember> = {}): ExplainedMember {
  return {
    user: user({ id, displayName: id }),
    error: 'CountViolation',
    skuId: sku.suite,
    since: '',
    reason: undefined,
    ...over,
  };
}

describe('who fails', () => {
  it('is told by the row that says most, of this group before others', () => {
    const rows = [
      state(sku.suite, 'Other'),
      state(sku.addOn, 'DependencyViolation'),
      row(sku.phone, { state: 'Error', error: 'CountViolation' }),
    ];
    expect(toFailedMember(failing('a', rows), here)).toMatchObject({
      error: 'DependencyViolation',
      skuId: sku.addOn,
    });
    expect(toFailedMember(failing('a', rows.slice(0, 1)), here)).toMatchObject({ error: 'Other' });
    // Entra's attribution drifts: a row of elsewhere is better than none.
    expect(toFailedMember(failing('a', rows.slice(2)), here)).toMatchObject({ skuId: sku.phone });
    expect(toFailedMember(failing('a', [row(sku.suite)]), here)).toBeUndefined();
  });

  it.each([
    [[state(sku.suite, 'CountViolation')], true],
    [[state(sku.suite, 'None', { state: 'ActiveWithError' })], true],
    [[row(sku.suite, { state: 'Error', error: 'CountViolation' })], false],
    [[state(sku.suite, 'None', { state: 'Active' })], false],
    [[], false],
  ])('%#: fails from this very group or not', (rows, expected) => {
    expect(isFailing(failing('a', rows), here)).toBe(expected);
  });

  it('comes in the order of their waiting, and those of unknown time last by name', () => {
    const at = (seconds: number, id: string) => explained(id, { since: after(seconds).toISOString() });
    const all = [explained('d'), at(9, 'c'), explained('a'), at(1, 'b')];
    expect(all.toSorted(oldestFirst).map(({ user: { id } }) => id)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('is grouped by cause and by what exactly is in the way, the most frequent first', () => {
    const seat: Reason = { kind: 'no-seat', skuId: sku.suite };
    const other: Reason = { kind: 'no-seat', skuId: sku.addOn };
    const causes = byCause([
      explained('a', { error: 'Other' }),
      explained('b', { reason: other }),
      explained('c', { reason: seat }),
      explained('d', { reason: seat }),
    ]);
    expect(causes.map(({ error, members }) => [error, members.length])).toEqual([
      ['CountViolation', 3],
      ['Other', 1],
    ]);
    expect(causes[0]?.reasons).toEqual([
      { reason: seat, count: 2 },
      { reason: other, count: 1 },
    ]);
  });
});

describe('why somebody fails', () => {
  const explain = explainer({
    groupId: here,
    template: [license(sku.suite), license(sku.addOn)],
    added: [],
    removed: [],
    products: products(),
    facts,
    prohibited: new Map(),
    tenantLocation: 'DE',
  });
  const member = (error: ExplainedMember['error'], over: Partial<ExplainedMember> = {}) =>
    explained('a', { error, ...over });

  it('in their own words of Entra, whichever plan comes first', () => {
    const holds = user({ licenseAssignmentStates: [row(sku.rival, { assignedByGroup: '' })] });
    for (const text of [
      `${plan.mail} and ${plan.mailPlus} exclude each other`,
      `${plan.mailPlus}, ${plan.mail}`,
    ])
      expect(explain(member('MutuallyExclusiveViolation', { user: holds }), text)).toEqual({
        kind: 'conflict',
        skuId: sku.suite,
        plan: plan.mail,
        other: { plan: plan.mailPlus, skuId: sku.rival, from: '' },
        source: fromEntra,
      });
  });

  it('by the rules, where Entra says nothing or only nonsense', () => {
    const holds = user({ licenseAssignmentStates: [row(sku.rival)] });
    for (const said of [undefined, '', 'no ids at all', plan.mail])
      expect(explain(member('MutuallyExclusiveViolation', { user: holds }), said)).toMatchObject({
        kind: 'conflict',
        plan: plan.mail,
        other: { plan: plan.mailPlus, skuId: sku.rival },
        source: 'a test',
      });
  });

  it('a plan of the group lacks something, or one from elsewhere keeps something from going', () => {
    const said = `${plan.archive} needs ${plan.mail}`;
    expect(explain(member('DependencyViolation'), said)).toMatchObject({
      kind: 'prerequisite',
      plan: plan.archive,
      needsOneOf: [plan.mail],
    });
    const holds = user({ licenseAssignmentStates: [row(sku.phone, { assignedByGroup: '' })] });
    expect(
      explain(member('DependencyViolation', { user: holds }), `${plan.phone} needs ${plan.sites}`),
    ).toMatchObject({
      kind: 'needed',
      skuId: sku.phone,
      from: '',
    });
  });

  it.each([
    ['US', 'US', false],
    ['', 'DE', true],
  ])('usage location %j', (usageLocation, location, inherited) => {
    expect(
      explain(member('ProhibitedInUsageLocationViolation', { user: user({ usageLocation }) }), undefined),
    ).toEqual({
      kind: 'location',
      skuId: sku.suite,
      location,
      inherited,
    });
  });

  it.each([
    ['Proxy address "smtp:bills@contoso.example" is in use.', 'smtp'],
    ['[bills@contoso.example]', ''],
    ['no address', undefined],
    [undefined, undefined],
  ])('an address in use is found in %j', (said, prefix) => {
    const reason = explain(member('UniquenessViolation'), said);
    if (prefix === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatchObject({ kind: 'address', address: 'bills@contoso.example' });
  });

  it('other failures are of what is not owned any more, or not known', () => {
    expect(explain(member('Other'), undefined)).toBeUndefined();
    expect(explain(member('Other', { skuId: ids.visio }), undefined)).toMatchObject({ why: 'not-owned' });
  });
});

describe('whom a remedy helps', () => {
  const direct = (id: string, from: string): ExplainedMember =>
    explained(id, {
      error: 'MutuallyExclusiveViolation',
      user: user({ id, licenseAssignmentStates: [row(sku.rival, { assignedByGroup: from })] }),
      reason: {
        kind: 'conflict',
        skuId: sku.suite,
        plan: plan.mail,
        other: { plan: plan.mailPlus, skuId: sku.rival, from },
        source: fromEntra,
      },
    });
  const nowhere = explained('n', {
    error: 'ProhibitedInUsageLocationViolation',
    user: user({ id: 'n', usageLocation: '' }),
  });
  const members = [direct('d', ''), direct('g', ids.otherGroup), nowhere, explained('c')];
  const helped = (kind: Parameters<typeof whomItHelps>[0], of = group()) =>
    whomItHelps(kind, members, of).map(({ id, skuId }) => [id, skuId]);

  it('each kind its own', () => {
    expect(helped('reprocess').map(([id]) => id)).toEqual(['d', 'g', 'n', 'c']);
    expect(helped('set-location')).toEqual([['n', '']]);
    expect(helped('remove-direct')).toEqual([['d', sku.rival]]);
    expect(helped('leave-out').map(([id]) => id)).toEqual(['d', 'g', 'n', 'c']);
  });

  it.each([
    [{ groupTypes: ['DynamicMembership'], membershipRule: 'x' }, 'dynamic'],
    [{ onPremisesSyncEnabled: true }, 'synced'],
    [{ isAssignableToRole: true }, 'role-assignable'],
    [{}, undefined],
  ] as const)('nobody is taken out of a group with %j', (over, because) => {
    const of = group({ ...over, ...('groupTypes' in over ? { groupTypes: [...over.groupTypes] } : {}) });
    expect(staysBecause(of)).toBe(because);
    expect(helped('leave-out', of)).toHaveLength(because ? 0 : 4);
  });
});

describe('what members lack', () => {
  const reason: Reason = {
    kind: 'prerequisite',
    skuId: sku.addOn,
    plan: plan.archive,
    needsOneOf: [plan.mail],
    source: fromEntra,
  };
  const of = (...assignedLicenses: ReturnType<typeof license>[]) => ({
    group: group({ assignedLicenses }),
    products: [...products().values()],
    facts,
  });
  const cause = { reasons: [{ reason, count: 1 }] };

  it('comes with a license, or is switched on where the group has it switched off', () => {
    const bare = of(license(sku.addOn));
    const bring = prerequisiteFor(bare, cause);
    expect(bring).toEqual({ how: 'add', skuId: sku.suite, plan: plan.mail });
    expect(bring && wantFor(bring, bare)).toEqual({ kind: 'assign', skuId: sku.suite });
    const off = of(license(sku.addOn), license(sku.suite, [plan.mail, plan.sites]));
    const on = prerequisiteFor(off, cause);
    expect(on).toEqual({ how: 'switch-on', skuId: sku.suite, plan: plan.mail });
    expect(on && wantFor(on, off)).toEqual({
      kind: 'plans',
      skuId: sku.suite,
      choice: { shown: [plan.mail, plan.sites], wanted: [plan.sites] },
    });
  });

  it('cannot be brought for any other reason', () => {
    const seat: Reason = { kind: 'no-seat', skuId: sku.suite };
    expect(
      prerequisiteFor(of(license(sku.addOn)), { reasons: [{ reason: seat, count: 3 }] }),
    ).toBeUndefined();
  });
});
