import { packRows, unpackRows, type ForecastRow } from '../../../src/licensing/rules/forecast-rows';
import type { MemberForecast } from '../../../src/licensing/rules/member-forecast';

const gets: MemberForecast = {
  verdict: 'gets',
  causes: [],
  from: [],
  loses: [],
  seats: ['sku'],
  losesWithoutSeat: [],
  inheritsLocation: false,
};
const row = (n: number, forecast: MemberForecast): ForecastRow => ({
  person: { id: `id-${n}`, name: `Member "${n}"`, address: `m${n}@contoso.example` },
  location: n % 2 ? 'NO' : '',
  forecast,
});

describe('rows of a forecast', () => {
  it('come out as they went in, however alike they are', () => {
    const other = { ...gets, verdict: 'has' } as const;
    const rows = [
      gets,
      { ...gets },
      other,
      { ...other, from: [''] },
      { ...other, from: ['', 'group'] },
      { ...gets, seats: [], loses: ['sku'] },
      { ...gets, seats: [], losesWithoutSeat: ['sku'] },
      { ...gets, inheritsLocation: true },
      { ...gets, verdict: 'fails', causes: [{ kind: 'no-seat', skuId: 'sku' }] },
      { ...gets, verdict: 'fails', causes: [{ kind: 'no-seat', skuId: 'other' }] },
    ].map((forecast, n) => row(n, forecast as MemberForecast));
    expect(unpackRows(packRows(rows))).toEqual(rows);
    expect(unpackRows(packRows([]))).toEqual([]);
  });

  it('say once what many members share', () => {
    const many = Array.from({ length: 999 }, (_, n) => row(n, { ...gets, seats: ['a'.repeat(1_000)] }));
    expect(packRows(many).length).toBeLessThan(100_000);
  });

  it('of an earlier version are read', () => {
    const earlier = JSON.stringify([
      ['id-1', 'Member "1"', 'm1@contoso.example', 'NO', 'gets', [], [], [], ['sku'], [], 0],
    ]);
    expect(unpackRows(earlier)).toEqual([row(1, gets)]);
  });
});
