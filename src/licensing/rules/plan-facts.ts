/**
 * What is known about service plans that exclude or need each other. Microsoft publishes neither as data, so every row
 * says where it was seen, and rows learned from Graph's own answers join them (rules/learn.ts).
 */

/** Any two different plans of the row exclude each other on one person. */
export interface PlanConflict {
  readonly plans: readonly string[];
  readonly source: string;
}

/** A plan that works only where one of some others is on. */
export interface PlanDependency {
  readonly plan: string;
  /** Any one of them is enough. */
  readonly needsOneOf: readonly string[];
  readonly source: string;
}

export interface PlanFacts {
  readonly conflicts: readonly PlanConflict[];
  readonly dependencies: readonly PlanDependency[];
}

/** Which plans are on: a set, or several of them together. */
export interface PlansOn {
  has(plan: string): boolean;
}

/** Two plans that exclude each other: one of ours, one that is there already. */
export interface Clash {
  readonly plan: string;
  readonly other: string;
  readonly source: string;
}

/**
 * Known facts with learned ones. What Graph itself said about a plan's prerequisites replaces what was known of that
 * plan; a later sentence replaces an earlier one. Conflicts are added.
 */
export function mergeFacts(known: PlanFacts, learned: PlanFacts): PlanFacts {
  const replaced = new Map(learned.dependencies.map((row) => [row.plan, row]));
  return {
    conflicts: [...known.conflicts, ...learned.conflicts],
    dependencies: [...known.dependencies.filter(({ plan }) => !replaced.has(plan)), ...replaced.values()],
  };
}

/**
 * The first pair of plans, one of each side, that exclude each other. A product may bundle two plans of one row, as
 * Dynamics 365 does: what is on both sides is the same plan and no conflict.
 */
export function findClash(facts: PlanFacts, mine: PlansOn, others: PlansOn): Clash | undefined {
  for (const { plans, source } of facts.conflicts) {
    for (const plan of plans) {
      if (!mine.has(plan)) continue;
      const other = plans.find((each) => each !== plan && !mine.has(each) && others.has(each));
      if (other !== undefined) return { plan, other, source };
    }
  }
  return undefined;
}

/** Plans that are on without any of the plans that they need. */
export function unmetDependencies(facts: PlanFacts, on: PlansOn): readonly PlanDependency[] {
  return facts.dependencies.filter((row) => on.has(row.plan) && !isMet(row, on));
}

export function isMet({ needsOneOf }: PlanDependency, on: PlansOn): boolean {
  return needsOneOf.some((plan) => on.has(plan));
}

/** Answers for several sets of plans without building their union. */
export function anyOf(sets: readonly PlansOn[]): PlansOn {
  return { has: (plan) => sets.some((set) => set.has(plan)) };
}
