import type { Sku, Tenant } from '../tenant';
import type { PlanLookup } from './plan-rules';

/** A template or an assignment: a product with some of its plans switched off. */
export interface PlanSource {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** More choices of plans than this for one product are not remembered at a time. */
const mostRemembered = 500;
const remembered = new WeakMap<Sku, Map<string, ReadonlySet<string>>>();

/** Plans that one source switches on. The same set again for the same choice: a pass asks once a member. */
export function plansOf(tenant: Tenant, { skuId, disabledPlans }: PlanSource): ReadonlySet<string> {
  const sku = tenant.skus.get(skuId);
  if (!sku) return noPlans;
  let choices = remembered.get(sku);
  if (!choices || choices.size > mostRemembered)
    remembered.set(sku, (choices = new Map<string, ReadonlySet<string>>()));
  const choice = disabledPlans.length === 0 ? '' : disabledPlans.join();
  let plans = choices.get(choice);
  if (!plans) {
    plans = new Set(sku.plans.map(({ id }) => id).filter((id) => !disabledPlans.includes(id)));
    choices.set(choice, plans);
  }
  return plans;
}

/** Plans that templates or assignments switch on: the union over all of them. */
export function enabledPlans(tenant: Tenant, sources: readonly PlanSource[]): ReadonlySet<string> {
  const [first, ...rest] = sources;
  if (!first) return noPlans;
  if (rest.length === 0) return plansOf(tenant, first);
  const plans = new Set<string>();
  for (const source of sources) for (const plan of plansOf(tenant, source)) plans.add(plan);
  return plans;
}

/** Answers for the union over sources without building it: most questions are about a handful of plans. */
export function anyOf(tenant: Tenant, sources: readonly PlanSource[]): PlanLookup {
  const sets = sources.map((source) => plansOf(tenant, source));
  return { has: (plan) => sets.some((set) => set.has(plan)) };
}

const noPlans: ReadonlySet<string> = new Set();
