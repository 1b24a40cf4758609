import type { Product } from './product';

/**
 * The plans of a new product that stay off when it takes the place of another: those that were off there, where the new
 * product has the same plan.
 */
export function carryOver(off: readonly string[], next: Pick<Product, 'plans'>): readonly string[] {
  return next.plans.map(({ id }) => id).filter((id) => off.includes(id));
}

/** A choice of apps on a form: what was off when it was drawn, and what is to be off. Ids of plans. */
export interface PlanChoice {
  readonly shown: readonly string[];
  readonly wanted: readonly string[];
}

/**
 * The full list of plans that are off after a choice. Only what the person switched is altered: what somebody else
 * switched meanwhile stays, and so does what the form did not show, such as plans of the whole organization. Plans that
 * the product does not have any more are left out, because Graph refuses them.
 * @param off what is off now
 */
export function choosePlans(
  off: readonly string[],
  { shown, wanted }: PlanChoice,
  product: Pick<Product, 'plans'>,
): readonly string[] {
  return product.plans
    .filter(({ id, perPerson }) => {
      const switchedOff = wanted.includes(id) && !shown.includes(id);
      const switchedOn = shown.includes(id) && !wanted.includes(id);
      return perPerson && (switchedOff || switchedOn) ? switchedOff : off.includes(id);
    })
    .map(({ id }) => id);
}
