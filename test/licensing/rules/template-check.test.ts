import {
  clashInside,
  dependentPlans,
  withoutDependents,
  withRemedy,
} from '../../../src/licensing/rules/template-check';
import { afterEdit } from '../../../src/licensing/edit';
import { facts, license, owned, plan, products, sku } from './plain';

const named = (skuId: string, disabledPlans: readonly string[] = []) => ({
  ...license(skuId, disabledPlans),
  name: products().get(skuId)?.name ?? '',
});
const assignAddOn = { add: [named(sku.addOn)], remove: [] };

describe('dependentPlans', () => {
  it('finds a plan without its prerequisite, whatever the members have', () => {
    expect(dependentPlans([license(sku.addOn), license(sku.phone)], products(), facts)).toMatchObject([
      { plan: plan.archive, skuId: sku.addOn, needsOneOf: [plan.mail, plan.mailPlus], source: 'a test' },
    ]);
  });

  it.each([
    ['a prerequisite in the template', [license(sku.addOn), license(sku.suite)]],
    ['the dependent plan switched off', [license(sku.addOn, [plan.archive])]],
    ['an empty template', []],
  ])('is content with %s', (_, template) => {
    expect(dependentPlans(template, products(), facts)).toEqual([]);
  });

  it('knows what could bring it: what is switched off first, then the smallest product', () => {
    const template = [license(sku.addOn), license(sku.suite, [plan.mail])];
    const [found] = dependentPlans(template, products(), facts);
    expect(found?.remedies).toEqual([
      { how: 'switch-on', skuId: sku.suite, plan: plan.mail },
      { how: 'add', skuId: sku.rival, plan: plan.mailPlus },
    ]);
    const [bare] = dependentPlans([license(sku.addOn)], products(), facts);
    expect(bare?.remedies.map(({ skuId }) => skuId)).toEqual([sku.rival, sku.suite]);
  });

  it('offers nothing without seats, nothing that ended and nothing that clashes with the template', () => {
    const none = products(
      owned(sku.suite, [plan.mail], { available: 0 }),
      owned(sku.rival, [plan.mailPlus], { assignable: false }),
    );
    expect(dependentPlans([license(sku.addOn)], none, facts)[0]?.remedies).toEqual([]);
    const clashing = {
      ...facts,
      conflicts: [{ plans: [plan.phone, plan.mailPlus], source: 'a test' }],
    };
    const template = [license(sku.addOn), license(sku.phone)];
    expect(dependentPlans(template, products(), clashing)[0]?.remedies).toEqual([
      { how: 'add', skuId: sku.suite, plan: plan.mail },
    ]);
  });
});

describe('what can be done about it', () => {
  it('adds the product that brings the prerequisite', () => {
    const remedy = { how: 'add', skuId: sku.suite, plan: plan.mail } as const;
    const edit = withRemedy([], assignAddOn, products(), remedy);
    expect(edit.add).toEqual([named(sku.addOn), named(sku.suite)]);
    expect(dependentPlans(afterEdit([], edit), products(), facts)).toEqual([]);
  });

  it('switches the prerequisite on where it is', () => {
    const before = [license(sku.suite, [plan.mail, plan.sites])];
    const remedy = { how: 'switch-on', skuId: sku.suite, plan: plan.mail } as const;
    expect(afterEdit(before, withRemedy(before, assignAddOn, products(), remedy))).toEqual([
      license(sku.addOn),
      license(sku.suite, [plan.sites]),
    ]);
  });

  it('keeps what was to be removed when it brings the prerequisite', () => {
    const before = [license(sku.suite), license(sku.addOn)];
    const edit = { add: [], remove: [named(sku.suite)] };
    const remedy = { how: 'add', skuId: sku.suite, plan: plan.mail } as const;
    expect(withRemedy(before, edit, products(), remedy)).toEqual({
      add: [named(sku.suite)],
      remove: [],
    });
  });

  it('switches the dependent plan off, and what needs that in turn', () => {
    const chain = {
      ...facts,
      dependencies: [
        ...facts.dependencies,
        { plan: plan.phone, needsOneOf: [plan.archive], source: 'a test' },
      ],
    };
    const before = [license(sku.phone)];
    const edit = withoutDependents(before, assignAddOn, products(), chain);
    expect(edit.add).toEqual([named(sku.addOn, [plan.archive]), named(sku.phone, [plan.phone])]);
    expect(dependentPlans(afterEdit(before, edit), products(), chain)).toEqual([]);
  });
});

describe('clashInside', () => {
  it('finds two products of one template that exclude each other', () => {
    expect(clashInside([license(sku.suite), license(sku.rival)], products(), facts)).toMatchObject({
      skuId: sku.suite,
      otherSkuId: sku.rival,
    });
    expect(
      clashInside([license(sku.suite, [plan.mail]), license(sku.rival)], products(), facts),
    ).toBeUndefined();
  });
});
