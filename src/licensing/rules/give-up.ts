import type { GraphAssignedLicense } from '../../graph/api';
import { anyOf, isMet, type PlanFacts } from './plan-facts';
import type { PlansOf } from './template';

/** What a product that should go is still needed for. */
export interface NeededBy {
  readonly kind: 'needed';
  /** The product that stays and has the plan that needs something of what goes. */
  readonly skuId: string;
  readonly plan: string;
  readonly needsOneOf: readonly string[];
  /** Where the product that stays comes from: a group's id, `''` for a direct assignment or this group itself. */
  readonly from: string;
  readonly source: string;
}

type Staying = GraphAssignedLicense & { readonly assignedByGroup?: string };

/**
 * Whether products cannot go because of what stays: Entra does not take away a plan that another one depends on, and
 * leaves it on the person in error (DependencyViolation).
 * @returns the first thing that needs them; undefined: they can go
 */
export function heldBack(
  facts: PlanFacts,
  plansOf: PlansOf,
  leaving: readonly GraphAssignedLicense[],
  staying: readonly Staying[],
): NeededBy | undefined {
  if (leaving.length === 0 || staying.length === 0) return undefined;
  const going = anyOf(leaving.map(plansOf));
  const left = anyOf(staying.map(plansOf));
  for (const row of facts.dependencies) {
    if (!left.has(row.plan) || isMet(row, left) || !isMet(row, going)) continue;
    const by = staying.find((each) => plansOf(each).has(row.plan));
    return {
      kind: 'needed',
      skuId: by?.skuId ?? '',
      plan: row.plan,
      needsOneOf: row.needsOneOf,
      from: by?.assignedByGroup ?? '',
      source: row.source,
    };
  }
  return undefined;
}
