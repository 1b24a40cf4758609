import type { GraphAssignedLicense } from '../graph/api';
import type { Product } from './product';
import type { PlanFacts } from './rules/plan-facts';
import { productMap } from './rules/template';
import { dependentPlans, type DependentPlan } from './rules/template-check';
import type { UnmetPlan } from './shapes';

/** Plans that an edit leaves on without what they need: Graph refuses such an edit, or Entra switches them off. */
export function newlyUnmet(
  before: readonly GraphAssignedLicense[],
  after: readonly GraphAssignedLicense[],
  products: readonly Product[],
  facts: PlanFacts,
): readonly DependentPlan[] {
  const owned = productMap(products);
  const known = new Set(dependentPlans(before, owned, facts).map(({ plan }) => plan));
  return dependentPlans(after, owned, facts).filter(({ plan }) => !known.has(plan));
}

/** The same by name, as a forecast keeps it. */
export function namedUnmet(
  unmet: readonly DependentPlan[],
  products: readonly Product[],
): readonly UnmetPlan[] {
  const nameOf = (id: string): string =>
    products.flatMap(({ plans }) => plans).find((plan) => plan.id === id)?.name ?? '';
  return unmet.map(({ plan, skuId, needsOneOf }) => ({
    plan: { id: plan, name: nameOf(plan) },
    product: products.find((product) => product.skuId === skuId)?.name ?? '',
    needsOneOf: needsOneOf.map(nameOf).filter(Boolean),
  }));
}

/**
 * Plans of a product that have to be off as well when some are: those that need one of these and nothing else that is
 * on, and those that need these in turn.
 * @param license the product with the plans that are to be off
 */
export function alsoOff(
  before: readonly GraphAssignedLicense[],
  license: GraphAssignedLicense,
  products: readonly Product[],
  facts: PlanFacts,
): readonly string[] {
  const others = before.filter(({ skuId }) => skuId !== license.skuId);
  let off = license.disabledPlans;
  for (;;) {
    const after = [...others, { ...license, disabledPlans: off }];
    const more = newlyUnmet(before, after, products, facts)
      .filter(({ skuId }) => skuId === license.skuId)
      .map(({ plan }) => plan);
    if (more.length === 0) return off.filter((plan) => !license.disabledPlans.includes(plan));
    off = [...off, ...more];
  }
}
