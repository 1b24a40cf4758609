import type { GraphMember } from '../../src/graph/api';
import { checkEdit, movedSince } from '../../src/licensing/eligibility';
import { whoLoses } from '../../src/licensing/losing';
import type { Product } from '../../src/licensing/product';
import { meaningOf, productsOfWant, type Want } from '../../src/licensing/want';
import { change, group, ids, product, user } from '../support/builders';

const plan = (id: string) => ({ id, partNumber: id.toUpperCase(), name: id, perPerson: true });
const e3 = product({ plans: [plan('mail'), plan('teams')] });
const e5 = product({
  skuId: ids.otherGroup,
  name: 'Microsoft 365 E5',
  plans: [plan('teams'), plan('phone')],
});
const ended = product({ skuId: ids.person, name: 'Ended', assignable: false, state: 'suspended' });
const owned: readonly Product[] = [e3, e5, ended];
const has = (...skus: (string | [string, ...string[]])[]) =>
  group({
    assignedLicenses: skus.map((each) => {
      const [skuId, ...disabledPlans] = typeof each === 'string' ? [each] : each;
      return { skuId, disabledPlans };
    }),
  });
const nameOf = (skuId: string): string => owned.find((each) => each.skuId === skuId)?.name ?? 'Orphan';
const mean = (want: Want, on = has()) => meaningOf(want, on, owned, nameOf);
const code = (result: ReturnType<typeof mean>): string => ('failure' in result ? result.failure.code : '');

describe('what a want comes to', () => {
  it('is nothing on a group that is gone', () => {
    expect(code(meaningOf({ kind: 'remove', skuId: ids.e3 }, undefined, owned, nameOf))).toBe('group.gone');
  });

  it('removes what the group has, owned or not, and nothing else', () => {
    expect(mean({ kind: 'remove', skuId: ids.visio }, has(ids.visio))).toMatchObject({
      kind: 'remove',
      product: { skuId: ids.visio, name: 'Orphan' },
      edit: { add: [], remove: [{ skuId: ids.visio, name: 'Orphan' }] },
    });
    expect(code(mean({ kind: 'remove', skuId: ids.e3 }))).toBe('group.has-not-license');
  });

  it('swaps in one edit that carries the choice of plans over', () => {
    const want = { kind: 'swap', skuId: e5.skuId, fromSkuId: ids.e3 } as const;
    expect(productsOfWant(want)).toEqual([e5.skuId, ids.e3]);
    expect(mean(want, has([ids.e3, 'teams', 'mail']))).toEqual({
      kind: 'swap',
      product: { skuId: e5.skuId, name: 'Microsoft 365 E5' },
      edit: {
        add: [{ skuId: e5.skuId, name: 'Microsoft 365 E5', disabledPlans: ['teams'] }],
        remove: [{ skuId: ids.e3, name: 'Microsoft 365 E3' }],
        basis: [{ skuId: ids.e3, disabledPlans: ['teams', 'mail'] }],
      },
      origin: {},
    });
  });

  it.each<[string, Want, ReturnType<typeof has>, string]>([
    [
      'what the group has not',
      { kind: 'swap', skuId: e5.skuId, fromSkuId: ids.e3 },
      has(),
      'group.has-not-license',
    ],
    ['for itself', { kind: 'swap', skuId: ids.e3, fromSkuId: ids.e3 }, has(ids.e3), 'swap.same'],
    [
      'for what it has',
      { kind: 'swap', skuId: e5.skuId, fromSkuId: ids.e3 },
      has(ids.e3, e5.skuId),
      'swap.has-both',
    ],
    [
      'for what has ended',
      { kind: 'swap', skuId: ended.skuId, fromSkuId: ids.e3 },
      has(ids.e3),
      'product.not-assignable',
    ],
    [
      'for what is not owned',
      { kind: 'swap', skuId: ids.visio, fromSkuId: ids.e3 },
      has(ids.e3),
      'product.gone',
    ],
  ])('does not swap %s', (_what, want, on, why) => {
    expect(code(mean(want, on))).toBe(why);
  });

  it('switches plans with the full list of what is off', () => {
    const want = { kind: 'plans', skuId: ids.e3, choice: { shown: [], wanted: ['teams'] } } as const;
    expect(mean(want, has([ids.e3, 'mail']))).toMatchObject({
      kind: 'plans',
      edit: {
        add: [{ skuId: ids.e3, disabledPlans: ['mail', 'teams'] }],
        basis: [{ disabledPlans: ['mail'] }],
      },
    });
    expect(code(mean(want, has([ids.e3, 'teams'])))).toBe('plans.same');
    expect(code(mean(want, has()))).toBe('group.has-not-license');
    expect(code(mean({ ...want, skuId: ended.skuId }, has(ended.skuId)))).toBe('product.not-assignable');
  });

  it('undoes with the plans that the product still has', () => {
    const done = change({
      kind: 'remove',
      state: 'done',
      before: [{ skuId: ids.e3, disabledPlans: ['teams', 'retired'] }],
    });
    expect(mean({ kind: 'undo', change: done, later: [] })).toMatchObject({
      kind: 'assign',
      origin: { undoes: 17 },
      edit: { add: [{ skuId: ids.e3, disabledPlans: ['teams'] }] },
    });
  });
});

describe('an edit made from a choice of plans', () => {
  const edit = { add: [{ skuId: ids.e3, name: '', disabledPlans: ['mail'] }], remove: [] };
  const basis = [{ skuId: ids.e3, disabledPlans: ['teams'] }];

  it('is not written when somebody switched plans meanwhile', () => {
    const check = (off: string) =>
      checkEdit({ kind: 'plans', edit: { ...edit, basis } }, has([ids.e3, off]), owned);
    expect(check('teams')).toHaveProperty('group');
    expect(check('mail')).toEqual({ failure: movedSince });
  });
});

describe('who loses a license', () => {
  const row = (assignedByGroup: string, state = 'Active') => ({
    skuId: ids.e3,
    assignedByGroup,
    state,
    error: '',
    disabledPlans: [],
    lastUpdatedDateTime: '',
  });
  const members: GraphMember[] = [
    user({ licenseAssignmentStates: [row(ids.group)] }),
    user({ licenseAssignmentStates: [row(ids.group), row('')] }),
    user({ licenseAssignmentStates: [row(ids.group), row(ids.otherGroup)] }),
    user({ licenseAssignmentStates: [row(ids.group), row(ids.otherGroup, 'Error')] }),
    user({ licenseAssignmentStates: [row(ids.group, 'Error')] }),
    user(),
  ];
  const graph = (next?: string) => ({ members: async () => ({ items: members, ...(next ? { next } : {}) }) });

  it('is everybody who has it from here and from nowhere else', async () => {
    const counts = { members: 6, holders: 99 };
    expect(await whoLoses(graph(), ids.group, ids.e3, counts)).toEqual({ holders: 4, keepElsewhere: 2 });
  });

  it('is not known at once where there are many', async () => {
    const counted = { holders: 5_000, keepElsewhere: null };
    expect(await whoLoses(graph(), ids.group, ids.e3, { members: 6_000, holders: 5_000 })).toEqual(counted);
    expect(await whoLoses(graph('more'), ids.group, ids.e3, { members: 6, holders: 5_000 })).toEqual(counted);
  });
});
