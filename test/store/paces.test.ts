import { after, noon } from '../support/builders';
import { stores, type ContractStore } from '../support/databases';

describe.each(stores)('paces on %s', (_name, create) => {
  let database: Awaited<ReturnType<typeof create>>;
  let opened: { readonly store: ContractStore };

  beforeAll(async () => {
    database = await create();
    opened = await database.open();
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });

  const pace = (name: string, reserve = 0) => ({ name, most: 3, everyMs: 1_000, reserve });
  const take = (name: string, seconds: number, reserve = 0) =>
    opened.store.paces.take([pace(name, reserve)], after(seconds));

  it('gives so many at once, then one at a time, and says when', async () => {
    for (let count = 0; count < 3; count += 1) expect(await take('one', 0)).toBeUndefined();
    expect(await take('one', 0)).toEqual({ name: 'one', at: after(1) });
    expect(await take('one', 1)).toBeUndefined();
    expect(await take('one', 1.5)).toEqual({ name: 'one', at: after(2) });
    expect(await take('one', 100)).toBeUndefined();
  });

  it('keeps a reserve for what is more urgent', async () => {
    expect(await take('kept', 0, 2)).toBeUndefined();
    expect(await take('kept', 0, 2)).toEqual({ name: 'kept', at: after(1) });
    expect(await take('kept', 0, 1)).toBeUndefined();
    expect(await take('kept', 0)).toBeUndefined();
    expect(await take('kept', 0)).toEqual({ name: 'kept', at: after(1) });
  });

  it('takes of all or of none', async () => {
    for (let count = 0; count < 3; count += 1) await take('full', 0);
    const both = [pace('free'), pace('full')];
    expect(await opened.store.paces.take(both, noon)).toEqual({ name: 'full', at: after(1) });
    for (let count = 0; count < 3; count += 1) expect(await take('free', 0)).toBeUndefined();
  });

  it('gives no more to many at once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        opened.store.paces.take(
          index % 2 ? [pace('many'), pace('more')] : [pace('more'), pace('many')],
          noon,
        ),
      ),
    );
    expect(taken.filter((each) => each === undefined)).toHaveLength(3);
  });

  it('counts what does not wait, and has others wait for it', async () => {
    for (let count = 0; count < 5; count += 1) await opened.store.paces.note([pace('said')], noon);
    // Five seconds are owed, of which two may be.
    expect(await take('said', 0)).toEqual({ name: 'said', at: after(3) });
    expect(await take('said', 3)).toBeUndefined();
    // However much is said, nobody waits for more than twice what may be had at once.
    for (let count = 0; count < 50; count += 1) await opened.store.paces.note([pace('said')], after(3));
    expect(await take('said', 3)).toEqual({ name: 'said', at: after(3 + 4) });
  });

  it('is silent until it may be broken again, then begins with one', async () => {
    await opened.store.paces.hold(pace('held'), after(40), noon);
    await opened.store.paces.hold(pace('held'), after(20), noon);
    await opened.store.paces.note([pace('held')], noon);
    expect(await take('held', 39)).toEqual({ name: 'held', at: after(41) });
    expect(await take('held', 41)).toBeUndefined();
    expect(await take('held', 41)).toEqual({ name: 'held', at: after(42) });
    expect(await take('other', 0)).toBeUndefined();
    // A day is no time that anybody asks for: an hour at most.
    await opened.store.paces.hold(pace('long'), after(86_400), noon);
    expect(await take('long', 3_599)).toEqual({ name: 'long', at: after(3_600) });
    expect(await take('long', 3_600)).toBeUndefined();
  });

  it('is not silenced by a clock that was set back', async () => {
    for (let count = 0; count < 3; count += 1) await take('back', 86_400);
    for (let count = 0; count < 3; count += 1) expect(await take('back', 0)).toBeUndefined();
    expect(await take('back', 0)).toEqual({ name: 'back', at: after(1) });
  });
});
