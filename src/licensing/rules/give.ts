import type { GraphAssignedLicense } from '../../graph/api';
import type { NeededBy } from './give-up';
import { isHeld, type ForecastContext, type MemberFacts, type Row } from './member';
import { anyOf, findClash, isMet, type Clash, type PlanDependency } from './plan-facts';
import { choiceKey, type PlansOf } from './template';

/** Why a product of the group cannot be given to a member. `skuId` is that product, whichever the change is about. */
export type Cause =
  | { readonly kind: 'no-seat'; readonly skuId: string }
  | {
      readonly kind: 'location';
      readonly skuId: string;
      /** Two letters; `''` when neither the person nor the directory has one. */
      readonly location: string;
      readonly inherited: boolean;
    }
  | {
      readonly kind: 'conflict';
      readonly skuId: string;
      readonly plan: string;
      readonly other: {
        readonly plan: string;
        readonly skuId: string;
        /** A group's id, `''` for a direct assignment. */
        readonly from: string;
      };
      readonly source: string;
    }
  | {
      readonly kind: 'prerequisite';
      readonly skuId: string;
      readonly plan: string;
      readonly needsOneOf: readonly string[];
      readonly source: string;
    }
  | {
      readonly kind: 'not-eligible';
      readonly skuId: string;
      /** Not owned any more; its subscription has ended; an address that comes with it is somebody else's. */
      readonly why: 'not-owned' | 'not-assignable' | 'address-taken';
    }
  | NeededBy;

/** One product of the template with what can be said of it before looking at a member. */
interface Wanted {
  readonly license: GraphAssignedLicense;
  readonly plans: ReadonlySet<string>;
  /** Plans of it that need something that the template itself does not bring. */
  readonly open: readonly PlanDependency[];
  /** What it clashes with, by choice of the other license. */
  readonly clashes: Map<string, Clash | null>;
}

/** More are not remembered for one product at a time. */
const mostClashes = 1_000;

/**
 * Makes the rule that says why the template's products cannot be given to a member. Seats are not looked at: who comes
 * first decides about them. None of several causes hides another; the products that the change is about come first.
 */
export function giveAll(
  context: ForecastContext,
  plansOf: PlansOf,
): (member: MemberFacts, others: readonly Row[]) => readonly Cause[] {
  const own = anyOf(context.template.map(plansOf));
  const unmet = context.facts.dependencies.filter((row) => own.has(row.plan) && !isMet(row, own));
  const all = context.template.map((license): Wanted => {
    const plans = plansOf(license);
    return { license, plans, open: unmet.filter(({ plan }) => plans.has(plan)), clashes: new Map() };
  });
  const isAdded = ({ license }: Wanted): boolean => context.added.includes(license.skuId);
  const ordered = [...all.filter(isAdded), ...all.filter((each) => !isAdded(each))];

  const clashOf = (wanted: Wanted, other: Row): Clash | null => {
    const key = choiceKey(other);
    let clash = wanted.clashes.get(key);
    if (clash === undefined) {
      clash = findClash(context.facts, wanted.plans, plansOf(other)) ?? null;
      if (wanted.clashes.size >= mostClashes) wanted.clashes.clear();
      wanted.clashes.set(key, clash);
    }
    return clash;
  };

  return (member, others) =>
    ordered.flatMap((wanted) => {
      const causes: Cause[] = [];
      const { skuId } = wanted.license;
      const rows = member.licenseAssignmentStates.filter((row) => row.skuId === skuId);
      const ineligible = eligibility(context, skuId, rows);
      if (ineligible) causes.push(ineligible);
      const location = locationCause(context, skuId, member, rows);
      if (location) causes.push(location);
      for (const other of others) {
        const clash = clashOf(wanted, other);
        if (!clash) continue;
        const from = { plan: clash.other, skuId: other.skuId, from: other.assignedByGroup };
        causes.push({ kind: 'conflict', skuId, plan: clash.plan, other: from, source: clash.source });
      }
      if (wanted.open.length > 0) {
        const on = anyOf(others.map(plansOf));
        const open = wanted.open.find((row) => !isMet(row, on));
        if (open) causes.push({ kind: 'prerequisite', skuId, ...open });
      }
      return causes;
    });
}

/** A product that has ended stays with whoever has it from this group, and reaches nobody else. */
function eligibility(context: ForecastContext, skuId: string, rows: readonly Row[]): Cause | undefined {
  if (rows.some((row) => row.assignedByGroup === context.groupId && isHeld(row))) return undefined;
  const product = context.products.get(skuId);
  if (!product) return { kind: 'not-eligible', skuId, why: 'not-owned' };
  if (!product.assignable) return { kind: 'not-eligible', skuId, why: 'not-assignable' };
  return wasRefused(rows, 'UniquenessViolation')
    ? { kind: 'not-eligible', skuId, why: 'address-taken' }
    : undefined;
}

function locationCause(
  { prohibited, tenantLocation }: ForecastContext,
  skuId: string,
  member: MemberFacts,
  rows: readonly Row[],
): Cause | undefined {
  const location = member.usageLocation || tenantLocation;
  const known = prohibited.get(skuId)?.has(location) ?? false;
  if (!known && !wasRefused(rows, 'ProhibitedInUsageLocationViolation')) return undefined;
  return { kind: 'location', skuId, location, inherited: member.usageLocation === '' };
}

/** Entra has refused this very product to the person before, for a reason that cannot be seen from here. */
function wasRefused(rows: readonly Row[], error: string): boolean {
  return !rows.some(isHeld) && rows.some((row) => row.state === 'Error' && row.error === error);
}
