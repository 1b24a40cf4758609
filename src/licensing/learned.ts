import type { LearnedPair } from './rules/learn';
import { knownPlanFacts } from './rules/known-plan-facts';
import { mergeFacts, type PlanFacts } from './rules/plan-facts';

/** Something that Graph said or did and that no public list tells. */
export type LearnedFact =
  LearnedPair | { readonly kind: 'location'; readonly skuId: string; readonly location: string };

/** @property at ISO time */
export type DatedFact = LearnedFact & { readonly at: string };

/** Tells facts apart; a later sentence about what a plan needs replaces an earlier one. */
export function factKey(fact: LearnedFact): string {
  switch (fact.kind) {
    case 'conflict':
      return [...fact.plans].sort().join('/');
    case 'dependency':
      return fact.plan;
    case 'location':
      return `${fact.skuId}/${fact.location}`;
  }
}

/** All that is known of plans: the public rows and what was learned in this tenant. */
export function allPlanFacts(learned: readonly DatedFact[]): PlanFacts {
  const source = ({ at }: DatedFact): string => `Microsoft Graph, its own answer of ${at.slice(0, 10)}`;
  return mergeFacts(knownPlanFacts, {
    conflicts: learned.flatMap((fact) =>
      fact.kind === 'conflict' ? [{ plans: fact.plans, source: source(fact) }] : [],
    ),
    dependencies: learned.flatMap((fact) =>
      fact.kind === 'dependency'
        ? [{ plan: fact.plan, needsOneOf: fact.needsOneOf, source: source(fact) }]
        : [],
    ),
  });
}

/** Products and the usage locations in which Entra refused them. */
export function prohibitedLocations(learned: readonly DatedFact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const fact of learned) {
    if (fact.kind !== 'location') continue;
    const locations = all.get(fact.skuId) ?? new Set<string>();
    all.set(fact.skuId, locations.add(fact.location));
  }
  return all;
}
