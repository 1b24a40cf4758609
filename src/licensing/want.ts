import type { GraphAssignedLicense, GraphGroup } from '../graph/api';
import type { Change, ChangeFailure, ChangeKind, Edit, Origin } from './change';
import { samePlans } from './edit';
import { checkTarget, gone } from './eligibility';
import { withNeeds } from './needs';
import { carryOver, choosePlans, type PlanChoice } from './plan-choice';
import type { Product } from './product';
import { knownPlanFacts } from './rules/known-plan-facts';
import type { PlanFacts } from './rules/plan-facts';
import type { NamedProduct, NeedsChoice } from './shapes';
import { undoing } from './undo';

/** What somebody wants done to a group's licenses; ids as they came in. */
export type Want =
  /**
   * `extending`: the group may have it already, a grant for a time is to last longer. `needs`: what to do about plans
   * that would lack what they need.
   */
  | {
      readonly kind: 'assign';
      readonly skuId: string;
      readonly extending?: boolean;
      readonly needs?: NeedsChoice;
    }
  | { readonly kind: 'remove'; readonly skuId: string }
  /** `skuId` takes the place of `fromSkuId`. */
  | {
      readonly kind: 'swap';
      readonly skuId: string;
      readonly fromSkuId: string;
      readonly needs?: NeedsChoice;
    }
  | { readonly kind: 'plans'; readonly skuId: string; readonly choice: PlanChoice }
  /** `later`: changes of the same group with higher numbers, newest first. */
  | { readonly kind: 'undo'; readonly change: Change; readonly later: readonly Change[] };

/** What a change is made of, besides who asked. */
export interface Meant {
  readonly kind: ChangeKind;
  readonly product: NamedProduct;
  readonly edit: Edit;
  readonly origin: Origin;
}

/** Every product that has to be counted for a want. */
export function productsOfWant(want: Want): readonly string[] {
  switch (want.kind) {
    case 'swap':
      return [want.skuId, want.fromSkuId];
    case 'undo':
      return [...want.change.edit.add, ...want.change.edit.remove].map(({ skuId }) => skuId);
    default:
      return [want.skuId];
  }
}

/**
 * The edit that a want comes to on this group, as it is now; or why it cannot be.
 * @param products what the tenant owns
 * @param nameOf names a product by its id, also one that is not owned any more
 * @param facts what is known of plans that need others
 */
export function meaningOf(
  want: Want,
  group: GraphGroup | undefined,
  products: readonly Product[],
  nameOf: (skuId: string) => string,
  facts: PlanFacts = knownPlanFacts,
): Meant | { readonly failure: ChangeFailure } {
  if (!group) return { failure: gone };
  const meant = plainMeaning(want, group, products, nameOf);
  const needs = want.kind === 'assign' || want.kind === 'swap' ? want.needs : undefined;
  if ('failure' in meant || needs === undefined) return meant;
  const chosen = withNeeds(meant.edit, needs, group, products, facts);
  return 'failure' in chosen ? chosen : { ...meant, edit: chosen.edit, origin: { ...meant.origin, needs } };
}

function plainMeaning(
  want: Want,
  group: GraphGroup,
  products: readonly Product[],
  nameOf: (skuId: string) => string,
): Found {
  switch (want.kind) {
    case 'assign':
      return given(want, group, products);
    case 'remove':
      return taken(want.skuId, group, nameOf);
    case 'swap':
      return swapped(want, group, products, nameOf);
    case 'plans':
      return switched(want, group, products, nameOf);
    case 'undo':
      return undone(want, group, products, nameOf);
  }
}

type Found = Meant | { readonly failure: ChangeFailure };

function given(
  { skuId, extending }: Extract<Want, { kind: 'assign' }>,
  group: GraphGroup,
  products: readonly Product[],
): Found {
  const target = checkTarget(
    group,
    products.find((product) => product.skuId === skuId),
    extending,
  );
  if (target.failure) return { failure: target.failure };
  const product = named(target.product);
  return {
    kind: 'assign',
    product,
    edit: { add: [{ ...product, disabledPlans: [] }], remove: [] },
    origin: {},
  };
}

function taken(skuId: string, group: GraphGroup, nameOf: (skuId: string) => string): Found {
  if (!licenseOf(group, skuId)) return { failure: hasNot(nameOf(skuId)) };
  const product = { skuId, name: nameOf(skuId) };
  return { kind: 'remove', product, edit: { add: [], remove: [product] }, origin: {} };
}

function swapped(
  { skuId, fromSkuId }: Extract<Want, { kind: 'swap' }>,
  group: GraphGroup,
  products: readonly Product[],
  nameOf: (skuId: string) => string,
): Found {
  const from = { skuId: fromSkuId, name: nameOf(fromSkuId) };
  const old = licenseOf(group, fromSkuId);
  if (!old) return { failure: hasNot(from.name) };
  if (skuId === fromSkuId) return { failure: sameLicense };
  const product = products.find((each) => each.skuId === skuId);
  if (product && licenseOf(group, skuId)) return { failure: hasBoth(product.name, from.name) };
  const target = checkTarget(group, product);
  if (target.failure) return { failure: target.failure };
  const disabledPlans = carryOver(old.disabledPlans, target.product);
  const edit = { add: [{ ...named(target.product), disabledPlans }], remove: [from], basis: [old] };
  return { kind: 'swap', product: named(target.product), edit, origin: {} };
}

function switched(
  { skuId, choice }: Extract<Want, { kind: 'plans' }>,
  group: GraphGroup,
  products: readonly Product[],
  nameOf: (skuId: string) => string,
): Found {
  const old = licenseOf(group, skuId);
  if (!old) return { failure: hasNot(nameOf(skuId)) };
  const target = checkTarget(
    group,
    products.find((product) => product.skuId === skuId),
    true,
  );
  if (target.failure) return { failure: target.failure };
  const disabledPlans = choosePlans(old.disabledPlans, choice, target.product);
  if (samePlans(disabledPlans, old.disabledPlans)) return { failure: nothingSwitched };
  const product = named(target.product);
  const edit = { add: [{ ...product, disabledPlans }], remove: [], basis: [old] };
  return { kind: 'plans', product, edit, origin: {} };
}

function undone(
  { change, later }: Extract<Want, { kind: 'undo' }>,
  group: GraphGroup,
  products: readonly Product[],
  nameOf: (skuId: string) => string,
): Found {
  const found = undoing(change, group.assignedLicenses, later, nameOf);
  if ('failure' in found) return found;
  const add = found.edit.add.map((license) => {
    const product = products.find(({ skuId }) => skuId === license.skuId);
    // Graph refuses plans that a product does not have any more.
    return product ? { ...license, disabledPlans: carryOver(license.disabledPlans, product) } : license;
  });
  return { ...found, edit: { ...found.edit, add }, origin: { undoes: change.number } };
}

function licenseOf(group: GraphGroup, skuId: string): GraphAssignedLicense | undefined {
  return group.assignedLicenses.find((license) => license.skuId === skuId);
}

function named({ skuId, name }: Product): NamedProduct {
  return { skuId, name };
}

function hasNot(name: string): ChangeFailure {
  return {
    code: 'group.has-not-license',
    sentence: `This group does not have ${name}, so there is nothing to change.`,
  };
}

function hasBoth(next: string, old: string): ChangeFailure {
  return {
    code: 'swap.has-both',
    sentence: `This group has ${next} already. Remove ${old} from it instead of swapping.`,
  };
}

const sameLicense: ChangeFailure = {
  code: 'swap.same',
  sentence: 'This is the same license twice. Choose another one to take its place.',
};

const nothingSwitched: ChangeFailure = {
  code: 'plans.same',
  sentence: 'No app or service was switched, so there is nothing to change.',
};
