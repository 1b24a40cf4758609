import type { GraphAssignedLicense } from '../graph/api';
import type { Product, ServicePlan } from './product';
import { familiesOf, type ServiceFamily } from './service-families';
import type { NamedPlan, PlanEffect } from './shapes';

/**
 * What an edit does to the apps and services that members have through the group. A plan that another product of the
 * group brings too is neither gained nor lost; what the products are not owned for any more is not known.
 * @param after the group's licenses after the edit
 */
export function planEffect(
  before: readonly GraphAssignedLicense[],
  after: readonly GraphAssignedLicense[],
  products: readonly Product[],
): PlanEffect {
  const [had, has] = [plansOn(before, products), plansOn(after, products)];
  const gains = [...has.values()].filter(({ id }) => !had.has(id));
  const loses = [...had.values()].filter(({ id }) => !has.has(id));
  const left = familiesOf([...has.values()]);
  const added = after.filter((license) => !before.some((each) => each.skuId === license.skuId));
  return {
    gains: gains.map(named),
    loses: loses.map(named),
    keeps: [...has.keys()].filter((id) => had.has(id)).length,
    staysOff: plansOff(added, products)
      .filter(({ id }) => !has.has(id))
      .map(named),
    ends: familiesOf(loses).filter((family) => !left.includes(family)),
    unknown: before
      .filter(({ skuId }) => !after.some((each) => each.skuId === skuId))
      .some(({ skuId }) => !products.some((each) => each.skuId === skuId)),
  };
}

export type { ServiceFamily };

/** Plans for people that are on in a template, by id. */
function plansOn(
  template: readonly GraphAssignedLicense[],
  products: readonly Product[],
): ReadonlyMap<string, ServicePlan> {
  const on = template.flatMap((license) =>
    switchable(products, license.skuId).filter(({ id }) => !license.disabledPlans.includes(id)),
  );
  return new Map(on.map((plan) => [plan.id, plan]));
}

function plansOff(
  template: readonly GraphAssignedLicense[],
  products: readonly Product[],
): readonly ServicePlan[] {
  const off = template.flatMap((license) =>
    switchable(products, license.skuId).filter(({ id }) => license.disabledPlans.includes(id)),
  );
  return [...new Map(off.map((plan) => [plan.id, plan])).values()];
}

/** Plans of a product that can be switched on and off for people; none when it is not owned. */
function switchable(products: readonly Product[], skuId: string): readonly ServicePlan[] {
  return (products.find((product) => product.skuId === skuId)?.plans ?? []).filter(
    ({ perPerson }) => perPerson,
  );
}

function named({ id, name }: ServicePlan): NamedPlan {
  return { id, name };
}
