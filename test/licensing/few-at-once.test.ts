import { fewAtOnce } from '../../src/licensing/few-at-once';

/** What was begun, in its order, and a way to end each. */
function underHand() {
  const begun: number[] = [];
  const ends = new Map<number, { resolve(value: string): void; reject(error: Error): void }>();
  const work = (item: number): Promise<string> => {
    begun.push(item);
    return new Promise((resolve, reject) => ends.set(item, { resolve, reject }));
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const end = (item: number) => {
    const found = ends.get(item);
    if (!found) throw new Error(`${item} has not begun`);
    return found;
  };
  return { begun, work, turn, end };
}

describe('a few at once', () => {
  it('begins the next when one has ended, and gives the results in the order of the items', async () => {
    const { begun, work, turn, end } = underHand();
    const all = fewAtOnce([1, 2, 3], 2, work);
    await turn();
    expect(begun).toEqual([1, 2]);
    end(2).resolve('two');
    await turn();
    expect(begun).toEqual([1, 2, 3]);
    end(3).resolve('three');
    end(1).resolve('one');
    expect(await all).toEqual(['one', 'two', 'three']);
  });

  it('begins nothing more after an error, and says it when what is under way has ended', async () => {
    const { begun, work, turn, end } = underHand();
    let said: unknown;
    const all = fewAtOnce([1, 2, 3], 2, work).catch((error: unknown) => (said = error));
    await turn();
    end(1).reject(new Error('no'));
    await turn();
    expect([begun, said]).toEqual([[1, 2], undefined]);
    end(2).resolve('two');
    await all;
    expect([begun, said]).toEqual([[1, 2], new Error('no')]);
  });

  it('has nothing to do with nothing', async () => {
    expect(await fewAtOnce([], 5, () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
