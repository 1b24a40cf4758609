import { ForecastSum, settleSeats } from '../../../src/licensing/rules/forecast-sum';
import { memberForecaster } from '../../../src/licensing/rules/member-forecast';
import { orderKey } from '../../../src/licensing/rules/id-keys';
import { ids } from '../../support/builders';
import { context, direct, forecastFor, guidOf, here, license, member, plan, row, sku } from './plain';

const person = (number: number) => ({
  id: guidOf(number),
  name: `Person ${number}`,
  address: `p${number}@x`,
});

describe('ForecastSum', () => {
  it('counts verdicts, sources and causes, and names the first', () => {
    const sum = new ForecastSum([]);
    sum.add(person(1), forecastFor([]));
    sum.add(person(2), forecastFor([row(sku.suite)], {}, { usageLocation: '' }));
    sum.add(person(3), forecastFor([row(sku.suite, direct)]));
    sum.add(person(4), forecastFor([row(sku.rival)]));
    sum.add(person(5), forecastFor([row(sku.rival, direct)]));
    expect(sum.sum()).toMatchObject({
      members: 5,
      verdicts: { gets: 1, has: 2, fails: 2 },
      inheritLocation: 1,
      from: [
        { from: ids.otherGroup, count: 1 },
        { from: '', count: 1 },
      ],
      causes: [
        {
          cause: { kind: 'conflict', plan: plan.mail, other: { plan: plan.mailPlus, skuId: sku.rival } },
          count: 2,
          people: [person(4), person(5)],
          from: [
            { from: ids.otherGroup, count: 1 },
            { from: '', count: 1 },
          ],
        },
      ],
    });
  });

  it('names ten people of a cause and counts all', () => {
    const sum = new ForecastSum([]);
    for (let n = 1; n <= 25; n += 1) sum.add(person(n), forecastFor([row(sku.rival)]));
    const [cause] = sum.sum().causes;
    expect(cause?.count).toBe(25);
    expect(cause?.people).toHaveLength(10);
  });

  it('says what is dragged down, not what is taken away', () => {
    const over = { template: [license(sku.phone), license(sku.suite)] };
    const rows = [row(sku.phone, here), row(sku.addOn, here), row(sku.rival)];
    const sum = new ForecastSum([sku.addOn]);
    sum.add(person(1), forecastFor(rows, { ...over, removed: [sku.addOn] }));
    expect(sum.sum().dragged).toEqual([
      { skuId: sku.phone, because: sku.suite, count: 1, people: [person(1)] },
    ]);
  });

  it('keeps apart as many causes as fit on a card, and still counts everybody', () => {
    const sum = new ForecastSum([]);
    for (let n = 1; n <= 60; n += 1) {
      const failed = forecastFor([row(sku.rival)]);
      sum.add(person(n), { ...failed, causes: [{ kind: 'no-seat', skuId: guidOf(n) }] });
    }
    const { causes, otherCauses, verdicts } = sum.sum();
    expect(causes.length + otherCauses).toBe(60);
    expect(otherCauses).toBeGreaterThan(0);
    expect(verdicts.fails).toBe(60);
  });
});

describe('settleSeats', () => {
  const limits = new Map([[sku.suite, orderKey(guidOf(5))]]);

  it('turns the rest of the line away, with what they lose', () => {
    const over = { template: [license(sku.phone), license(sku.suite)] };
    const forecast = memberForecaster(context(over))(member([row(sku.phone, here)]));
    expect(settleSeats(forecast, guidOf(4), limits)).toBe(forecast);
    expect(settleSeats(forecast, guidOf(5), limits)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'no-seat', skuId: sku.suite }],
      loses: [sku.phone],
    });
  });

  it('leaves alone whoever needs no seat', () => {
    const has = forecastFor([row(sku.suite)]);
    expect(settleSeats(has, guidOf(9), limits)).toBe(has);
  });

  it('adds to what stands in the way already, as the least of it', () => {
    const failing = forecastFor([row(sku.rival)]);
    expect(settleSeats(failing, guidOf(9), limits).causes.map(({ kind }) => kind)).toEqual([
      'conflict',
      'no-seat',
    ]);
  });
});
