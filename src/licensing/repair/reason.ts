import type { GraphUser } from '../../graph/api';
import { giveAll, type Cause } from '../rules/give';
import { heldBack } from '../rules/give-up';
import { learnPair } from '../rules/learn';
import { isHeld, type ForecastContext, type Row } from '../rules/member';
import { anyOf } from '../rules/plan-facts';
import { planReader, type PlansOf } from '../rules/template';
import type { FailedMember } from './failed-member';

/** The concrete reason of a failure, in ids; where it was learned stands in `source`. */
export type Reason = Cause | { readonly kind: 'address'; readonly skuId: string; readonly address: string };

/** Where a reason comes from: Entra's own words, or the rules that are known of service plans. */
export const fromEntra = 'Entra';

export type Explain = (member: FailedMember, said: string | undefined) => Reason | undefined;

/**
 * Makes the rule that says why members of a group fail. What Entra said about the person comes first; where it said
 * nothing, what the person holds is compared with what the group gives, as for a forecast.
 */
export function explainer(context: ForecastContext): Explain {
  const plansOf = planReader(context.products);
  const give = giveAll({ ...context, added: [] }, plansOf);
  const gives = anyOf(context.template.map(plansOf));
  return (member, said) => {
    const { user, skuId, error } = member;
    const elsewhere = user.licenseAssignmentStates.filter(
      (row) => row.assignedByGroup !== context.groupId && isHeld(row),
    );
    switch (error) {
      case 'CountViolation':
        return { kind: 'no-seat', skuId };
      case 'ProhibitedInUsageLocationViolation':
        return { kind: 'location', skuId, ...locationOf(user, context.tenantLocation) };
      case 'MutuallyExclusiveViolation':
      case 'DependencyViolation': {
        const pair = said && learnPair(said, { on: gives, products: context.products, category: error });
        if (pair && pair.kind === 'conflict')
          return conflict(skuId, pair.plans, gives.has(pair.plans[0]), elsewhere, plansOf);
        if (pair && pair.kind === 'dependency')
          return dependency(skuId, pair, gives.has(pair.plan), elsewhere, plansOf);
        return byRules(context, member, elsewhere, plansOf, give);
      }
      case 'UniquenessViolation': {
        const address = /[^\s:[\]<>"'()]+@[^\s[\]<>"'()]*[^\s[\]<>"'().,]/.exec(said ?? '')?.[0];
        return address ? { kind: 'address', skuId, address: address.slice(0, 200) } : undefined;
      }
      case 'Other':
        return context.products.has(skuId) ? undefined : { kind: 'not-eligible', skuId, why: 'not-owned' };
    }
  };
}

function locationOf(
  { usageLocation }: Pick<GraphUser, 'usageLocation'>,
  tenantLocation: string,
): { readonly location: string; readonly inherited: boolean } {
  return { location: usageLocation || tenantLocation, inherited: usageLocation === '' };
}

/** Entra names two plans in any order; the one that the group gives is ours, and the person has the other from somewhere. */
function conflict(
  skuId: string,
  [first, second]: readonly [string, string],
  firstIsOurs: boolean,
  elsewhere: readonly Row[],
  plansOf: PlansOf,
): Reason {
  const [plan, other] = firstIsOurs ? [first, second] : [second, first];
  const row = elsewhere.find((each) => plansOf(each).has(other));
  const from = { plan: other, skuId: row?.skuId ?? '', from: row?.assignedByGroup ?? '' };
  return { kind: 'conflict', skuId, plan, other: from, source: fromEntra };
}

/** A plan of the group that lacks something, or one from elsewhere that keeps something from going. */
function dependency(
  skuId: string,
  { plan, needsOneOf }: { readonly plan: string; readonly needsOneOf: readonly string[] },
  isOurs: boolean,
  elsewhere: readonly Row[],
  plansOf: PlansOf,
): Reason {
  const row = isOurs ? undefined : elsewhere.find((each) => plansOf(each).has(plan));
  return row
    ? { kind: 'needed', skuId: row.skuId, plan, needsOneOf, from: row.assignedByGroup, source: fromEntra }
    : { kind: 'prerequisite', skuId, plan, needsOneOf, source: fromEntra };
}

function byRules(
  context: ForecastContext,
  { user, error }: FailedMember,
  elsewhere: readonly Row[],
  plansOf: PlansOf,
  give: ReturnType<typeof giveAll>,
): Reason | undefined {
  if (error === 'DependencyViolation') {
    const stuck = user.licenseAssignmentStates.filter(
      (row) => row.assignedByGroup === context.groupId && row.state === 'ActiveWithError',
    );
    const needed = heldBack(context.facts, plansOf, stuck, elsewhere);
    if (needed) return needed;
  }
  const kind = error === 'DependencyViolation' ? 'prerequisite' : 'conflict';
  return give(user, elsewhere).find((cause) => cause.kind === kind);
}
