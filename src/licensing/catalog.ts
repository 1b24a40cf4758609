import type { GraphApi, GraphServicePlan, SubscribedSku } from '../graph/api';
import type { Names } from '../names/names';
import type { Product, ServicePlan } from './product';

/** What the tenant owns, by the names that people know: the one place where names are looked up. */
export interface Catalog {
  readonly names: Names;
  /** All products of the tenant by name, also those that cannot be assigned. */
  products(): Promise<readonly Product[]>;
}

export function createCatalog(graph: Pick<GraphApi, 'subscribedSkus'>, names: Names): Catalog {
  return { names, products: async () => toCatalog(await graph.subscribedSkus(), names) };
}

/** All products of a tenant by name; what would read alike carries its part number too. */
export function toCatalog(skus: readonly SubscribedSku[], names: Names): readonly Product[] {
  return toldApart(skus.map((sku) => toProduct(sku, names))).sort(byName);
}

/** Seats that may be given are the enabled ones and those in grace (`warning`), as Entra counts them. */
export function toProduct(sku: SubscribedSku, names: Names): Product {
  const state = stateOf(sku);
  const total = sku.prepaidUnits.enabled + sku.prepaidUnits.warning;
  return {
    skuId: sku.skuId,
    partNumber: sku.skuPartNumber,
    name: names.product(sku.skuId, sku.skuPartNumber),
    plans: toldApart(sku.servicePlans.map((plan) => toPlan(plan, names))).sort(byName),
    state,
    assignable: sku.appliesTo !== 'Company' && (state === 'ok' || state === 'warning'),
    used: sku.consumedUnits,
    total,
    available: total - sku.consumedUnits,
  };
}

function toPlan(plan: GraphServicePlan, names: Names): ServicePlan {
  return {
    id: plan.servicePlanId,
    partNumber: plan.servicePlanName,
    name: names.plan(plan.servicePlanId, plan.servicePlanName),
    perPerson: plan.appliesTo !== 'Company',
  };
}

/** Graph's capabilityStatus in our words; what we do not know counts as ok only when seats are enabled. */
function stateOf(sku: SubscribedSku): Product['state'] {
  switch (sku.capabilityStatus) {
    case 'Warning':
      return 'warning';
    case 'Suspended':
      return 'suspended';
    case 'LockedOut':
      return 'locked-out';
    case 'Deleted':
      return 'deleted';
    default:
      return 'ok';
  }
}

interface Named {
  readonly name: string;
  readonly partNumber: string;
}

/** Microsoft gives several products, and several plans of one product, the same name. */
function toldApart<T extends Named>(items: readonly T[]): T[] {
  const times = new Map<string, number>();
  for (const { name } of items) times.set(name, (times.get(name) ?? 0) + 1);
  return items.map((item) =>
    (times.get(item.name) ?? 0) > 1 ? { ...item, name: `${item.name} (${item.partNumber})` } : item,
  );
}

function byName(one: Named, other: Named): number {
  return one.name.localeCompare(other.name, 'en');
}
