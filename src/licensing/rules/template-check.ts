import { anyOf, findClash, unmetDependencies, type Clash, type PlanFacts } from './plan-facts';
import { afterEdit } from '../edit';
import type { Edit, LicenseToGive } from '../shapes';
import { planReader, type Products, type Template } from './template';

/** One way to bring a prerequisite into a group's template. */
export interface Remedy {
  /** `switch-on`: the product is in the template with the plan switched off; `add`: the tenant owns it. */
  readonly how: 'switch-on' | 'add';
  readonly skuId: string;
  readonly plan: string;
}

/**
 * A plan that a group would have without any of the plans that it needs. Microsoft's guide: they must be assigned
 * together in the same group, whatever its members have from elsewhere; otherwise Graph refuses the change or Entra
 * switches the dependent plan off.
 */
export interface DependentPlan {
  readonly plan: string;
  /** The product of the template that brings it. */
  readonly skuId: string;
  readonly needsOneOf: readonly string[];
  readonly source: string;
  /** What could bring it, the least intrusive first. */
  readonly remedies: readonly Remedy[];
}

/** Dependent plans of a template whose prerequisites are not in it. */
export function dependentPlans(
  template: Template,
  products: Products,
  facts: PlanFacts,
): readonly DependentPlan[] {
  const plansOf = planReader(products);
  const on = anyOf(template.map(plansOf));
  return unmetDependencies(facts, on).map(({ plan, needsOneOf, source }) => ({
    plan,
    skuId: template.find((license) => plansOf(license).has(plan))?.skuId ?? '',
    needsOneOf,
    source,
    remedies: [
      ...switchedOff(template, products, needsOneOf),
      ...addable(template, products, facts, needsOneOf),
    ],
  }));
}

/** Two products of one template that exclude each other: Graph refuses such a change. */
export function clashInside(
  template: Template,
  products: Products,
  facts: PlanFacts,
): (Clash & { readonly skuId: string; readonly otherSkuId: string }) | undefined {
  const plansOf = planReader(products);
  for (const one of template) {
    for (const other of template) {
      const clash = one === other ? undefined : findClash(facts, plansOf(one), plansOf(other));
      if (clash) return { ...clash, skuId: one.skuId, otherSkuId: other.skuId };
    }
  }
  return undefined;
}

/** The edit with the prerequisite brought in as well. */
export function withRemedy(
  before: Template,
  edit: Edit,
  products: Products,
  { how, skuId, plan }: Remedy,
): Edit {
  const present = afterEdit(before, edit).find((license) => license.skuId === skuId);
  const disabledPlans = how === 'add' ? [] : (present?.disabledPlans ?? []).filter((each) => each !== plan);
  return withLicense(edit, { skuId, name: products.get(skuId)?.name ?? '', disabledPlans });
}

/** The edit with every plan switched off that lacks its prerequisite, also those that need one of these. */
export function withoutDependents(before: Template, edit: Edit, products: Products, facts: PlanFacts): Edit {
  const plansOf = planReader(products);
  let next = edit;
  // Each round switches at least one plan off, so there are no more rounds than rows.
  for (let round = 0; round <= facts.dependencies.length; round += 1) {
    const template = afterEdit(before, next);
    const unmet = unmetDependencies(facts, anyOf(template.map(plansOf))).map(({ plan }) => plan);
    if (unmet.length === 0) return next;
    for (const license of template) {
      const off = unmet.filter((plan) => plansOf(license).has(plan));
      if (off.length === 0) continue;
      const name = products.get(license.skuId)?.name ?? '';
      next = withLicense(next, { ...license, name, disabledPlans: [...license.disabledPlans, ...off] });
    }
  }
  return next;
}

function withLicense({ add, remove }: Edit, license: LicenseToGive): Edit {
  const { skuId } = license;
  return {
    add: [...add.filter((each) => each.skuId !== skuId), license],
    remove: remove.filter((each) => each.skuId !== skuId),
  };
}

function switchedOff(template: Template, products: Products, wanted: readonly string[]): readonly Remedy[] {
  return template.flatMap(({ skuId, disabledPlans }) =>
    (products.get(skuId)?.plans ?? [])
      .filter(({ id }) => wanted.includes(id) && disabledPlans.includes(id))
      .map(({ id }): Remedy => ({ how: 'switch-on', skuId, plan: id })),
  );
}

/** Products with seats that fit into the template, those with the fewest other plans first. */
function addable(
  template: Template,
  products: Products,
  facts: PlanFacts,
  wanted: readonly string[],
): readonly Remedy[] {
  const fits = [...products.values()].filter(
    ({ skuId, assignable, available }) =>
      assignable &&
      available > 0 &&
      !template.some((license) => license.skuId === skuId) &&
      !clashInside([...template, { skuId, disabledPlans: [] }], products, facts),
  );
  return fits
    .sort((a, b) => a.plans.length - b.plans.length || (a.skuId < b.skuId ? -1 : 1))
    .flatMap(({ skuId, plans }): readonly Remedy[] => {
      const brings = plans.find(({ id }) => wanted.includes(id));
      return brings ? [{ how: 'add', skuId, plan: brings.id }] : [];
    });
}
