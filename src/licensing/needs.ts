import type { GraphGroup } from '../graph/api';
import type { ChangeFailure, Edit } from './change';
import { afterEdit } from './edit';
import type { Product } from './product';
import type { PlanFacts } from './rules/plan-facts';
import { productMap } from './rules/template';
import { withRemedy } from './rules/template-check';
import type { NeedsChoice } from './shapes';
import { newlyUnmet } from './unmet';

/** One prerequisite may have one of its own; longer chains are not known. */
const mostAdded = 4;

type Template = Pick<GraphGroup, 'assignedLicenses'>;

/**
 * An edit that gives a license, with what was chosen about plans of it that would lack what they need: the prerequisite
 * comes to the group as well, or those plans are off.
 */
export function withNeeds(
  edit: Edit,
  choice: NeedsChoice,
  group: Template,
  products: readonly Product[],
  facts: PlanFacts,
): { readonly edit: Edit } | { readonly failure: ChangeFailure } {
  return choice === 'add'
    ? withPrerequisites(edit, group, products, facts)
    : withPlansOff(edit, group, products, facts);
}

function withPrerequisites(
  edit: Edit,
  { assignedLicenses: before }: Template,
  products: readonly Product[],
  facts: PlanFacts,
): { readonly edit: Edit } | { readonly failure: ChangeFailure } {
  let next = edit;
  for (let added = 0; added <= mostAdded; added += 1) {
    const unmet = newlyUnmet(before, afterEdit(before, next), products, facts);
    if (unmet.length === 0) break;
    const [remedy] = unmet.flatMap(({ remedies }) => remedies);
    if (!remedy || added === mostAdded) return { failure: nothingBrings };
    // What is switched on in a license that the group has must be written as it was read, or not at all.
    const had = before.filter(({ skuId }) => skuId === remedy.skuId);
    const basis = [...(next.basis ?? []).filter(({ skuId }) => skuId !== remedy.skuId), ...had];
    next = {
      ...withRemedy(before, next, productMap(products), remedy),
      ...(basis.length > 0 ? { basis } : {}),
    };
  }
  return next === edit ? { failure: nothingMissing } : { edit: next };
}

function withPlansOff(
  edit: Edit,
  { assignedLicenses: before }: Template,
  products: readonly Product[],
  facts: PlanFacts,
): { readonly edit: Edit } | { readonly failure: ChangeFailure } {
  let next = edit;
  for (;;) {
    const unmet = newlyUnmet(before, afterEdit(before, next), products, facts);
    const mine = unmet.filter(({ skuId }) => next.add.some((license) => license.skuId === skuId));
    if (mine.length === 0) break;
    next = {
      ...next,
      add: next.add.map((license) => ({
        ...license,
        disabledPlans: [
          ...license.disabledPlans,
          ...mine.filter(({ skuId }) => skuId === license.skuId).map(({ plan }) => plan),
        ],
      })),
    };
  }
  if (next === edit) return { failure: nothingMissing };
  return next.add.every((license) => hasSomethingOn(license, products))
    ? { edit: next }
    : { failure: nothingLeft };
}

/** A license of which everything is off takes a seat and gives nothing. */
function hasSomethingOn(
  { skuId, disabledPlans }: Edit['add'][number],
  products: readonly Product[],
): boolean {
  const plans = products.find((product) => product.skuId === skuId)?.plans ?? [];
  return plans.some(({ id, perPerson }) => perPerson && !disabledPlans.includes(id));
}

const nothingMissing: ChangeFailure = {
  code: 'needs.none',
  sentence: 'Nothing is missing in this group any more. Ask again.',
};

const nothingBrings: ChangeFailure = {
  code: 'needs.nothing-brings',
  sentence: 'No license with free seats brings what is missing.',
};

const nothingLeft: ChangeFailure = {
  code: 'needs.nothing-left',
  sentence: 'Nothing of this license would be on.',
};
