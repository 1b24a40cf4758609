import { SeenIds } from '../../../src/licensing/rules/id-keys';
import { seatsMissing, SeatLine } from '../../../src/licensing/rules/seat-line';
import { guidOf } from './plain';

const served = (line: SeatLine, people: readonly (readonly [number, readonly string[]])[]): number[] => {
  for (const [person, skus] of people) line.add(guidOf(person), skus);
  const limits = line.limits();
  return people
    .filter(([person, skus]) => seatsMissing(limits, guidOf(person), skus).length === 0)
    .map(([person]) => person);
};

describe('SeatLine', () => {
  it('has no limits when there is enough', () => {
    const line = new SeatLine(new Map([['a', 3]]));
    line.add(guidOf(1), ['a']);
    line.add(guidOf(2), ['a']);
    expect(line.limits().size).toBe(0);
  });

  it('says where the last seat goes, for those behind who are not in line', () => {
    const line = new SeatLine(
      new Map([
        ['a', 2],
        ['b', 0],
      ]),
    );
    line.add(guidOf(1), ['a']);
    line.add(guidOf(7), ['a']);
    const limits = line.limits();
    expect([6, 7, 8].map((n) => seatsMissing(limits, guidOf(n), ['a']).length)).toEqual([0, 0, 1]);
    expect(seatsMissing(limits, guidOf(1), ['b'])).toEqual(['b']);
  });

  it('serves in the order of ids, in whatever order members are listed', () => {
    expect(
      served(new SeatLine(new Map([['a', 2]])), [
        [9, ['a']],
        [3, ['a']],
        [5, ['a']],
      ]),
    ).toEqual([3, 5]);
  });

  it('has nothing to give when seats were reduced below what is used', () => {
    expect(
      served(new SeatLine(new Map([['a', -3]])), [
        [1, ['a']],
        [3, []],
      ]),
    ).toEqual([3]);
  });

  it('gives somebody who needs two products both or none', () => {
    const line = new SeatLine(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    );
    // 1 takes both; 2 gets no b and so leaves the a to 3.
    expect(
      served(line, [
        [1, ['a', 'b']],
        [2, ['a', 'b']],
        [3, ['a']],
        [4, ['a']],
      ]),
    ).toEqual([1, 3]);
  });

  it('agrees with handing out one by one, for many orders and pools', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const people = Array.from({ length: 60 }, (_, n) => {
        const mixed = ((n + 1) * 7919 * seed) % 100_003;
        return [mixed, [['a'], ['b'], ['a', 'b']][mixed % 3] as string[]] as const;
      });
      const free = new Map([
        ['a', seed % 30],
        ['b', (seed * 3) % 30],
      ]);
      const expected = [...people]
        .sort(([one], [other]) => one - other)
        .filter(([, skus]) => {
          if (skus.some((sku) => free.get(sku) === 0)) return false;
          for (const sku of skus) free.set(sku, (free.get(sku) ?? 0) - 1);
          return true;
        })
        .map(([person]) => person);
      const line = new SeatLine(
        new Map([
          ['a', seed % 30],
          ['b', (seed * 3) % 30],
        ]),
      );
      expect(served(line, people).sort((one, other) => one - other)).toEqual(expected);
    }
  });
});

describe('SeenIds', () => {
  it('knows what it has seen, also after it has grown', () => {
    const seen = new SeenIds();
    for (let n = 1; n <= 5_000; n += 1) expect(seen.add(guidOf(n))).toBe(true);
    for (let n = 1; n <= 5_000; n += 1) expect(seen.add(guidOf(n))).toBe(false);
    expect(seen.size).toBe(5_000);
  });
});
