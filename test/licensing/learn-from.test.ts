import type { LicenseError } from '../../src/licensing/change';
import { learnFromAnswers, type Answer } from '../../src/licensing/learn-from';
import { factKey, type DatedFact, type LearnedFact } from '../../src/licensing/learned';
import { ids, noon } from '../support/builders';
import { guidOf, plan, products, sku } from './rules/plain';

/** Facts in memory, and how often one was written. */
function kept(over: { readonly broken?: boolean } = {}) {
  const facts = new Map<string, DatedFact>();
  const warned: string[] = [];
  let written = 0;
  return {
    facts: () => [...facts.values()].map(({ at: _at, ...fact }) => fact),
    written: () => written,
    warned,
    deps: {
      catalog: {
        products: async () => {
          if (over.broken) throw new Error('Graph is away');
          return [...products().values()];
        },
      },
      store: {
        facts: {
          learn: async (_tenantId: string, fact: LearnedFact, at: Date) => {
            written += 1;
            facts.set(factKey(fact), { ...fact, at: at.toISOString() });
          },
          of: async () => [...facts.values()],
        },
      },
      now: () => noon,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: (_fields: object, message: string) => void warned.push(message),
        error: () => undefined,
      },
    },
  };
}

const said = (category: LicenseError, text: string): Answer => ({ category, text });

describe('what Graph says of people teaches', () => {
  it('which plans exclude each other and which need which, once each', async () => {
    const desk = kept();
    const answers = [
      said('MutuallyExclusiveViolation', `plans [${plan.sites}], [${plan.phone}] are mutually exclusive.`),
      said('MutuallyExclusiveViolation', `plans [${plan.sites}], [${plan.phone}] are mutually exclusive.`),
      said(
        'DependencyViolation',
        `plan ${plan.phone.toUpperCase()} depends on ${plan.mail},${plan.mailPlus}`,
      ),
    ];
    await learnFromAnswers(desk.deps, ids.tenant, answers);
    await learnFromAnswers(desk.deps, ids.tenant, answers);
    expect(desk.facts()).toEqual([
      { kind: 'conflict', plans: [plan.sites, plan.phone].toSorted() },
      { kind: 'dependency', plan: plan.phone, needsOneOf: [plan.mail, plan.mailPlus] },
    ]);
    expect(desk.written()).toBe(2);
  });

  it.each([
    ['another reason', said('CountViolation', `${plan.sites} ${plan.phone}`)],
    ['an account beside a plan', said('MutuallyExclusiveViolation', `${plan.sites} of ${ids.person}`)],
    ['a product beside a plan', said('MutuallyExclusiveViolation', `${plan.sites} of ${sku.suite}`)],
    ['a plan that nobody knows', said('DependencyViolation', `${plan.sites} needs ${guidOf(0xff)}`)],
    [
      'three that exclude each other',
      said('MutuallyExclusiveViolation', `${plan.sites} ${plan.phone} ${plan.mail}`),
    ],
    ['no ids', said('DependencyViolation', 'ask your administrator')],
    ['nothing', said('DependencyViolation', '')],
  ])('nothing from %s', async (_what, answer) => {
    const desk = kept();
    await learnFromAnswers(desk.deps, ids.tenant, [answer]);
    expect(desk.facts()).toEqual([]);
    expect(desk.warned).toEqual([]);
  });

  it('and is never worth a failure', async () => {
    const desk = kept({ broken: true });
    await learnFromAnswers(desk.deps, ids.tenant, [
      said('DependencyViolation', `${plan.phone} ${plan.mail}`),
    ]);
    expect(desk.warned).toEqual(['nothing was learned from what Graph said of people']);
  });
});
