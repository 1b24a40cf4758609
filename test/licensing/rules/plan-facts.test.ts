import { isGuid } from '../../../src/graph/guid';
import { knownPlanFacts, knownPlanNames } from '../../../src/licensing/rules/known-plan-facts';
import { findClash, mergeFacts, unmetDependencies } from '../../../src/licensing/rules/plan-facts';
import { facts, plan } from './plain';

describe('known facts', () => {
  const { conflicts, dependencies } = knownPlanFacts;
  const all = [
    ...conflicts.flatMap(({ plans }) => plans),
    ...dependencies.flatMap((row) => [row.plan, ...row.needsOneOf]),
  ];

  it('are ids in small letters, each with a name and each row with a source', () => {
    expect(all.length).toBeGreaterThan(50);
    for (const id of all) {
      expect(isGuid(id) && id === id.toLowerCase()).toBe(true);
      expect(knownPlanNames.has(id)).toBe(true);
    }
    for (const { source } of [...conflicts, ...dependencies]) expect(source.length).toBeGreaterThan(10);
  });

  it('never name a plan twice in one row, and hold no plan to need itself', () => {
    for (const { plans } of conflicts) expect(new Set(plans).size).toBe(plans.length);
    for (const row of dependencies) expect(row.needsOneOf).not.toContain(row.plan);
  });

  it('say of no plan twice what it needs', () => {
    expect(new Set(dependencies.map((row) => row.plan)).size).toBe(dependencies.length);
  });
});

describe('findClash', () => {
  const on = (...plans: readonly string[]) => new Set(plans);

  it('finds two plans of one row on two sides', () => {
    expect(findClash(facts, on(plan.mail), on(plan.sites, plan.mailPlus))).toEqual({
      plan: plan.mail,
      other: plan.mailPlus,
      source: 'a test',
    });
  });

  it('finds none for the same plan twice, nor inside one product', () => {
    expect(findClash(facts, on(plan.mail), on(plan.mail))).toBeUndefined();
    expect(findClash(facts, on(plan.mail, plan.mailPlus), on(plan.mailPlus))).toBeUndefined();
  });
});

describe('unmetDependencies', () => {
  it('wants one of the needed plans only', () => {
    expect(unmetDependencies(facts, new Set([plan.archive, plan.mailPlus]))).toEqual([]);
    expect(unmetDependencies(facts, new Set([plan.archive, plan.sites]))).toEqual(facts.dependencies);
    expect(unmetDependencies(facts, new Set([plan.sites]))).toEqual([]);
  });
});

describe('mergeFacts', () => {
  it('adds learned conflicts and lets Graph correct what a plan needs', () => {
    const learned = {
      conflicts: [{ plans: [plan.sites, plan.phone], source: 'Graph' }],
      dependencies: [{ plan: plan.archive, needsOneOf: [plan.sites], source: 'Graph' }],
    };
    const merged = mergeFacts(facts, learned);
    expect(findClash(merged, new Set([plan.sites]), new Set([plan.phone]))?.source).toBe('Graph');
    expect(findClash(merged, new Set([plan.mail]), new Set([plan.mailPlus]))?.source).toBe('a test');
    expect(merged.dependencies).toEqual(learned.dependencies);
  });
});
