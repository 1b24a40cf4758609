import { GraphFault } from '../../../src/sandbox/http/answer';
import { Budget, type BudgetSize } from '../../../src/sandbox/throttling/budget';
import type { Cost } from '../../../src/sandbox/throttling/costs';

const reading = (units: number): Cost => ({ units, writes: 0, reports: 0 });
const write: Cost = { units: 1, writes: 1, reports: 0 };
const report: Cost = { units: 1, writes: 0, reports: 1 };

function budgetOf(size: BudgetSize | undefined) {
  const clock = { now: 1_000_000 };
  const budget = new Budget('tenant', () => clock.now);
  const charge = (cost: Cost, app = 'desk') => {
    try {
      return { headers: budget.charge(app, size, cost) };
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      return { refused: error, headers: error.more.headers ?? {} };
    }
  };
  /** How many of a cost get through before one is refused. */
  const spend = (cost: Cost, most = 20_000): number => {
    let count = 0;
    while (count < most && !charge(cost).refused) count += 1;
    return count;
  };
  return { clock, budget, charge, spend };
}

describe('the budget of an app', () => {
  it.each([
    ['S', 3_500],
    ['M', 5_000],
    ['L', 8_000],
  ] as const)('of a tenant of size %s is %s resource units at once', (size, units) => {
    expect(budgetOf(size).spend(reading(1))).toBe(units);
  });

  it('comes back evenly over ten seconds', () => {
    const { clock, spend } = budgetOf('S');
    spend(reading(1));
    clock.now += 1_000;
    expect(spend(reading(1))).toBe(350);
    clock.now += 60_000;
    expect(spend(reading(1))).toBe(3_500);
  });

  it('is 3,000 writes in 150 seconds', () => {
    const { clock, spend } = budgetOf('L');
    expect(spend(write)).toBe(3_000);
    clock.now += 10_000;
    expect(spend(write)).toBe(200);
  });

  it('is five reports in ten seconds', () => {
    expect(budgetOf('L').spend(report)).toBe(5);
  });

  it('is nobody else’s', () => {
    const { spend, charge } = budgetOf('S');
    spend(reading(1));
    expect(charge(reading(1), 'another').refused).toBeUndefined();
  });

  it('is endless while no size is in force, and whole when one comes', () => {
    const { budget, spend } = budgetOf(undefined);
    expect(spend(reading(100))).toBe(20_000);
    expect(budget.charge('desk', 'S', reading(2_000))).toEqual({});
    expect(budget.charge('desk', undefined, reading(3_000))).toEqual({});
    expect(budget.charge('desk', 'S', reading(2_000))).toEqual({});
  });
});

describe('a refusal', () => {
  it.each([
    ['units', reading(3)],
    ['writes', write],
    ['reports', report],
  ] as const)('for too many %s tells how long to wait, truly and not much too long', (_name, cost) => {
    const { clock, spend, charge } = budgetOf('S');
    spend(cost);
    const seconds = Number(charge(cost).headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    clock.now += Math.max(0, seconds - 1) * 1_000 - 1;
    expect(charge(cost).refused).toBeDefined();
    clock.now += 1_001;
    expect(charge(cost).refused).toBeUndefined();
  });

  it('is in the directory’s words, with what was exceeded', () => {
    const { spend, charge } = budgetOf('L');
    spend(reading(1));
    const { refused, headers } = charge(reading(1), 'desk');
    expect([refused?.status, refused?.code, refused?.message]).toEqual([
      429,
      'TooManyRequests',
      'Too many requests from Identifier:desk under category:aadgraph.app.tenant_large. Please try again later.',
    ]);
    expect(headers).toEqual({
      'retry-after': '1',
      'x-ms-throttle-limit-percentage': '1',
      'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/desk/tenant',
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    });
  });

  it('for writes names the limit of writes', () => {
    const { spend, charge } = budgetOf('L');
    spend(write);
    expect(charge(write).headers).toMatchObject({
      'x-ms-throttle-scope': 'Tenant_Application/Write/desk/tenant',
      'x-ms-throttle-information': 'WriteLimitExceeded',
    });
  });

  it('stays sendable for an app with an odd name', () => {
    const { budget } = budgetOf('S');
    const odd = 'a\r\nb';
    for (let sent = 0; sent < 5; sent += 1) budget.charge(odd, 'S', report);
    expect(() => budget.charge(odd, 'S', report)).toThrow(
      expect.objectContaining({
        more: expect.objectContaining({
          headers: expect.objectContaining({
            'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/a__b/tenant',
          }) as object,
        }) as object,
      }) as Error,
    );
  });
});

it('an answer warns from 80 % on', () => {
  const { charge } = budgetOf('S');
  expect(charge(reading(2_799)).headers).toEqual({});
  expect(charge(reading(1)).headers).toEqual({ 'x-ms-throttle-limit-percentage': '0.8' });
  expect(charge(reading(700)).headers).toEqual({ 'x-ms-throttle-limit-percentage': '1' });
  expect(charge(reading(10_000)).headers).toMatchObject({ 'x-ms-throttle-limit-percentage': '1.8' });
});
