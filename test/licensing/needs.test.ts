import { withNeeds } from '../../src/licensing/needs';
import type { Edit } from '../../src/licensing/change';
import { facts, guidOf, license, owned, plan, sku } from './rules/plain';

const addOn = { skuId: sku.addOn, name: 'Add-on' };
const both = guidOf(0xb9);
const products = [
  owned(sku.suite, [plan.mail, plan.sites]),
  owned(sku.rival, [plan.mailPlus]),
  owned(sku.addOn, [plan.archive]),
  owned(both, [plan.archive, plan.phone]),
];
const giving = (skuId: string): Edit => ({ add: [{ skuId, name: 'x', disabledPlans: [] }], remove: [] });
const group = (...assignedLicenses: ReturnType<typeof license>[]) => ({ assignedLicenses });

/** `archive` needs one of two mails; `both` brings it beside a phone that needs nothing. */
describe('a plan that would lack what it needs', () => {
  it('is given together with the smallest license that brings it', () => {
    const found = withNeeds(giving(sku.addOn), 'add', group(), products, facts);
    expect(found).toEqual({
      edit: {
        add: [
          { ...addOn, name: 'x', disabledPlans: [] },
          { skuId: sku.rival, name: products[1]?.name, disabledPlans: [] },
        ],
        remove: [],
      },
    });
  });

  it('has its prerequisite switched on where the group has it switched off, written only as it was read', () => {
    const suite = license(sku.suite, [plan.mail, plan.sites]);
    expect(withNeeds(giving(sku.addOn), 'add', group(suite), products, facts)).toMatchObject({
      edit: {
        add: [{ skuId: sku.addOn }, { skuId: sku.suite, disabledPlans: [plan.sites] }],
        basis: [suite],
      },
    });
  });

  it('is left off, when something else of the license is on', () => {
    expect(withNeeds(giving(both), 'off', group(), products, facts)).toMatchObject({
      edit: { add: [{ skuId: both, disabledPlans: [plan.archive] }], remove: [] },
    });
    expect(withNeeds(giving(sku.addOn), 'off', group(), products, facts)).toMatchObject({
      failure: { code: 'needs.nothing-left' },
    });
  });

  it.each(['add', 'off'] as const)('%s: nothing to choose where nothing is missing', (choice) => {
    const found = withNeeds(giving(sku.addOn), choice, group(license(sku.suite)), products, facts);
    expect(found).toMatchObject({ failure: { code: 'needs.none' } });
  });

  it('is not helped by a license without seats, nor by one that may not stand beside it', () => {
    const soldOut = products.map((each) => ({ ...each, available: 0 }));
    const refused = { failure: { code: 'needs.nothing-brings' } };
    expect(withNeeds(giving(sku.addOn), 'add', group(), soldOut, facts)).toMatchObject(refused);
    const alone = {
      ...facts,
      conflicts: [{ plans: [plan.archive, plan.mail, plan.mailPlus], source: 'a test' }],
    };
    expect(withNeeds(giving(sku.addOn), 'add', group(), products, alone)).toMatchObject(refused);
  });

  it('is left alone where it lacked it before', () => {
    const before = license(both);
    expect(withNeeds(giving(sku.addOn), 'add', group(before), products, facts)).toMatchObject({
      failure: { code: 'needs.none' },
    });
  });
});
