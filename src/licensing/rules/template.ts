import type { GraphAssignedLicense } from '../../graph/api';
import type { Product } from '../product';

/** What a group gives to each of its direct members: products, each with the plans that are switched off. */
export type Template = readonly GraphAssignedLicense[];

export type Products = ReadonlyMap<string, Product>;

export function productMap(products: readonly Product[]): Products {
  return new Map(products.map((product) => [product.skuId, product]));
}

/** Tells the plans that a source of a license switches on. */
export type PlansOf = (source: GraphAssignedLicense) => ReadonlySet<string>;

/** More choices than these are not remembered at a time; hardly any tenant has as many. */
const mostRemembered = 1_000;

/** The same set again for the same choice, because a forecast asks once for each member. */
export function planReader(products: Products): PlansOf {
  const read = new Map<string, ReadonlySet<string>>();
  return (source) => {
    const key = choiceKey(source);
    let plans = read.get(key);
    if (!plans) {
      const off = new Set(source.disabledPlans);
      const all = products.get(source.skuId)?.plans ?? [];
      plans = new Set(all.map(({ id }) => id).filter((id) => !off.has(id)));
      if (read.size >= mostRemembered) read.clear();
      read.set(key, plans);
    }
    return plans;
  };
}

/** Names one product with one choice of plans. */
export function choiceKey({ skuId, disabledPlans }: GraphAssignedLicense): string {
  return disabledPlans.length === 0 ? skuId : `${skuId}/${[...disabledPlans].sort().join()}`;
}
