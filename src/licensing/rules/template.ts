import type { GraphAssignedLicense } from '../../graph/api';

/** What a group gives to each of its direct members: products, each with the plans that are switched off. */
export type Template = readonly GraphAssignedLicense[];

/** One alteration of a template, as Graph's assignLicense takes it. */
export interface TemplateEdit {
  /** A product that is there already gets this choice of plans instead of its own. */
  readonly add: Template;
  readonly remove: readonly string[];
}

/** A product of the tenant as the rules need it. */
export interface OwnedProduct {
  readonly skuId: string;
  readonly plans: readonly { readonly id: string; readonly name: string }[];
  /** False for products of the whole organization and for those whose subscription has ended. */
  readonly assignable: boolean;
  /** Seats that nobody has; negative after a reduction. */
  readonly free: number;
}

export type OwnedProducts = ReadonlyMap<string, OwnedProduct>;

/** The template after an edit; Graph replaces a product's choice of plans when it is added again. */
export function editTemplate(before: Template, { add, remove }: TemplateEdit): Template {
  const touched = new Set([...remove, ...add.map(({ skuId }) => skuId)]);
  return [...before.filter(({ skuId }) => !touched.has(skuId)), ...add];
}

/** Tells the plans that a source of a license switches on. */
export type PlansOf = (source: GraphAssignedLicense) => ReadonlySet<string>;

/** More choices than these are not remembered at a time; hardly any tenant has as many. */
const mostRemembered = 1_000;

/** The same set again for the same choice, because a forecast asks once for each member. */
export function planReader(products: OwnedProducts): PlansOf {
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
