import { learnPair } from '../../../src/licensing/rules/learn';
import { guidOf, plan, sku } from './plain';

const about = (...on: readonly string[]) => ({
  on: new Set(on),
  products: new Set<string>(Object.values(sku)),
});

describe('learnPair', () => {
  it.each([
    [
      'Graph',
      `License assignment failed because service plans ${plan.phone},${plan.mail} are mutually exclusive`,
    ],
    [
      'the audit log',
      `… service plans [${plan.phone.toUpperCase()}], [${plan.mail}] … Licenses being added: [${sku.suite}]`,
    ],
    ['another language', `Die Dienstpläne ${plan.phone}, ${plan.mail} schließen einander aus`],
  ])('reads a conflict from %s', (_, text) => {
    expect(learnPair(text, about(plan.mail, plan.phone))).toEqual({
      kind: 'conflict',
      plans: [plan.mail, plan.phone],
    });
  });

  it('reads a dependency with everything that would do', () => {
    const text = `License assignment failed because service plan ${plan.archive} depends on the service plan(s) ${plan.mail},${plan.mailPlus}`;
    expect(learnPair(text, about(plan.archive, plan.sites))).toEqual({
      kind: 'dependency',
      plan: plan.archive,
      needsOneOf: [plan.mail, plan.mailPlus],
    });
  });

  it("lets Graph's own category decide where there is one", () => {
    const text = `${plan.archive} ${plan.mail}`;
    expect(learnPair(text, { ...about(), category: 'DependencyViolation' })?.kind).toBe('dependency');
    expect(learnPair(text, { ...about(), category: 'MutuallyExclusiveViolation' })?.kind).toBe('conflict');
    expect(learnPair(text, about())).toBeUndefined();
  });

  it.each([
    ['no ids', 'License assignment failed.'],
    ['one plan', `service plan ${plan.mail}`],
    ['one plan twice', `${plan.mail} ${plan.mail}`],
    ['a product', `Subscription with SKU ${sku.suite} does not have any available licenses.`],
    ['some on and some off', `${plan.mail} ${plan.sites} ${plan.archive}`],
    ['far too many', Array.from({ length: 40 }, (_, n) => guidOf(n + 1)).join()],
    ['a first plan that is off', `${plan.archive} ${plan.mail}`],
  ])('learns nothing from %s', (_, text) => {
    expect(learnPair(text, about(plan.mail, plan.sites))).toBeUndefined();
  });
});
