import { beforeAssignView } from '../../../src/conversation/views/before-assign';
import { forecastView } from '../../../src/conversation/views/forecast';
import { createWords } from '../../../src/i18n/words';
import type { Change } from '../../../src/licensing/change';
import type { ExactForecast, StoredForecast } from '../../../src/licensing/exact-forecast';
import { ForecastSum, settleSeats } from '../../../src/licensing/rules/forecast-sum';
import { change, giving, ids, taking } from '../../support/builders';
import {
  direct,
  forecastFor,
  guidOf,
  here,
  license,
  plan,
  products,
  row,
  sku,
} from '../../licensing/rules/plain';
import { draw, verbs } from './draw';

const w = createWords('en-US');
const suite = { skuId: sku.suite, name: 'Suite' };
const names = {
  [sku.suite]: 'Suite',
  [sku.rival]: 'Rival *suite*',
  [sku.phone]: 'Phone',
  [sku.addOn]: 'Archive add-on',
  [plan.mail]: 'Mail',
  [plan.mailPlus]: 'Mail Plus',
  [plan.archive]: 'Archive',
  [ids.otherGroup]: 'Contoso all',
};
const person = (number: number) => ({ id: guidOf(number), name: `Person ${number}`, address: 'p@x' });

/** What comes of members with these licenses. */
function exact(
  rows: readonly (readonly ReturnType<typeof row>[])[],
  over: Parameters<typeof forecastFor>[1] = {},
  limits: Readonly<Record<string, number>> = {},
): ExactForecast {
  const sum = new ForecastSum([]);
  rows.forEach((each, index) => {
    const forecast = forecastFor(each, over);
    sum.add(person(index), settleSeats(forecast, guidOf(index), new Map(Object.entries(limits))));
  });
  return { sum: sum.sum(), names, seatLimits: limits, madeAt: '2026-11-24T12:00:00.000Z' };
}

function stored(over: Partial<StoredForecast> = {}): StoredForecast {
  return {
    changeId: ids.change,
    state: 'done',
    revision: 3,
    read: 12,
    total: 12,
    result: null,
    failure: null,
    orderedAt: '2026-11-24T12:00:00.000Z',
    nextAt: null,
    attempts: 0,
    ...over,
  };
}

const draft = (over: Partial<Change> = {}): Change =>
  change({ state: 'draft', product: suite, edit: giving(suite), ...over });
const drawn = (result: ExactForecast, over: Partial<Change> = {}) =>
  draw(forecastView(w, { change: draft(over), forecast: stored({ result }), mayDownload: true }));

describe('who exactly', () => {
  it('says how many get it, who fails with names, why, and from where the other license comes', () => {
    const card = drawn(exact([[], [row(sku.suite)], [row(sku.rival)], [row(sku.rival, direct)]]));
    for (const part of [
      '1 of 3 people will get Suite.',
      '1\nWill get it',
      '1\nHave it already',
      '2\nWill not get it',
      'Conflicts with Rival *suite*: 2 people',
      'Person 2 and Person 3',
      'Mail of Suite excludes Mail Plus of Rival *suite*, which they have through Contoso all (1) and directly (1).',
      'Known from: a test',
      'Who has it already has it through Contoso all.',
      'Made Nov 24, 12:00 PM UTC.',
      'It cannot know',
    ])
      expect(card.text).toContain(part);
    expect(card.summary).toContain('1 of 3 people will get Suite.');
  });

  it('writes foreign names as plain text', () => {
    const card = drawn(exact([[row(sku.rival)]]));
    expect(card.json).not.toMatch(/"type":"TextBlock"[^}]*Rival/);
  });

  it('says what drags what down', () => {
    const over = { template: [license(sku.phone), license(sku.suite)] };
    const card = drawn(exact([[row(sku.phone, here), row(sku.rival)]], over));
    expect(card.text).toContain('Lose Phone too: 1 person'.replace('Lose', 'Loses'));
    expect(card.text).toContain('Suite cannot be given to them');
  });

  it('says when another product of the group is what fails', () => {
    const over = { template: [license(sku.phone), license(sku.suite)], added: [sku.phone] };
    const phone = { skuId: sku.phone, name: 'Phone' };
    const card = drawn(exact([[row(sku.rival)]], over), { product: phone, edit: giving(phone) });
    expect(card.text).toContain('The group gives Suite too.');
  });

  it('admits that nobody knows who comes first when seats run out', () => {
    const card = drawn(exact([[], []], {}, { [sku.suite]: 0 }));
    expect(card.text).toContain('Nobody will get Suite.');
    expect(card.text).toContain('No seat left: 2 people');
    expect(card.text).toContain('not documented by Microsoft');
    expect(drawn(exact([[]])).text).not.toContain('not documented');
  });

  it('of a removal says who loses it, who keeps it from where, and what is in the way', () => {
    const over = { template: [], added: [], removed: [sku.suite] };
    const removal = { kind: 'remove', edit: taking(suite) } as const;
    const result = exact(
      [
        [row(sku.suite, here)],
        [row(sku.suite, here), row(sku.suite)],
        [row(sku.suite, here), row(sku.addOn, direct)],
      ],
      over,
    );
    const card = drawn(result, removal);
    for (const part of [
      '1 person will lose Suite.',
      'Suite is lost by Person 0.',
      '1\nKeep it from elsewhere',
      '1\nCannot give it up',
      'Who keeps it has it through Contoso all.',
      'Another license needs it: 1 person',
      'Archive of Archive add-on, which they have directly, needs Mail or Mail Plus.',
    ])
      expect(card.text).toContain(part);
  });

  it('of nobody says that there is nobody', () => {
    expect(drawn(exact([])).text).toContain('Nobody is a direct member of this group.');
  });

  it('shows how far the reading is, and what failed', () => {
    const running = draw(
      forecastView(w, { change: draft(), forecast: stored({ state: 'running', read: 1_998, total: 5_000 }) }),
    );
    expect(running.text).toContain('Reading the members: 1,998 of 5,000');
    expect(verbs(running)).toEqual(['forecast.show', 'change.check']);
    const failure = { code: 'x', sentence: 'Graph did not answer.' };
    const failed = draw(forecastView(w, { change: draft(), forecast: stored({ state: 'failed', failure }) }));
    expect(failed.text).toContain('⚠ The members could not be read\nGraph did not answer.');
    expect(verbs(failed)).toEqual(['forecast.again', 'change.check']);
  });

  it('offers the list only where it may be had', () => {
    const result = exact([[]]);
    expect(verbs(drawn(result))).toEqual(['forecast.download', 'forecast.again', 'change.check']);
    const elsewhere = draw(forecastView(w, { change: draft(), forecast: stored({ result }) }));
    expect(verbs(elsewhere)).not.toContain('forecast.download');
  });
});

describe('before you assign, once each member is known', () => {
  it('is as exact as the forecast', () => {
    const result = exact([[], [row(sku.rival)]], { products: products() }, {});
    const card = draw(beforeAssignView(w, { change: draft(), exact: result }));
    expect(card.text).toContain('1 of 2 people will get Suite.');
    expect(card.text).toContain('Conflicts with Rival *suite*: 1 person');
    expect(card.text).not.toContain('short');
  });

  it('counts who has no seat, not who fails anyway', () => {
    const result = exact([[], [row(sku.rival)]], {}, { [sku.suite]: 0 });
    expect(draw(beforeAssignView(w, { change: draft(), exact: result })).text).toContain('1 seat short');
  });
});
