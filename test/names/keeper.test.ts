import { createNames } from '../../src/names/names';
import { createNameKeeper, refreshEveryMs, retryAfterMs } from '../../src/names/keeper';
import type { OpenedStore } from '../../src/store/open';
import { ids, noon } from '../support/builders';
import { databases, type TestDatabase } from '../support/databases';

const list = (name: string): string =>
  `Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n"${name}",SPE_E3,${ids.e3},TEAMS1,57ff2da0-773e-42df-b2af-ffb7a2317929,Microsoft Teams`;

describe.each(databases)('keeping names on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;
  beforeAll(async () => {
    database = await create();
    opened = await database.open();
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });

  let sources = 0;
  /** Two processes that read the same list into one store. */
  function processes() {
    sources += 1;
    const world = { text: list('E3 new'), reads: 0, now: noon.getTime(), log: [] as string[] };
    const source = { kind: 'url', url: `https://contoso.example/${sources}.csv` } as const;
    const answer = (): Promise<Response> => {
      world.reads += 1;
      return world.text === ''
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(new Response(world.text));
    };
    const start = () => {
      const book = createNames();
      const keep = (_fields: object, message: string): void => void world.log.push(message);
      const keeper = createNameKeeper(source, {
        book,
        store: opened.store.publishedNames,
        fetch: answer,
        now: () => new Date(world.now),
        log: { info: keep, warn: keep },
      });
      return { ...keeper, e3: () => book.product(ids.e3, 'SPE_E3') };
    };
    return { world, start };
  }

  it('reads the list once a day, in one process of several, and every process knows it', async () => {
    const { world, start } = processes();
    const [one, other] = [start(), start()];
    expect(await one.keepUp()).toBe(true);
    await Promise.all([one.refresh(), other.refresh()]);
    expect(world.reads).toBe(1);
    // Either may have been the one that read it.
    expect([await one.keepUp(), await other.keepUp()]).toEqual([false, false]);
    expect([one.e3(), other.e3()]).toEqual(['E3 new', 'E3 new']);

    world.text = list('E3 newer');
    world.now += refreshEveryMs - 1;
    expect(await one.keepUp()).toBe(false);
    world.now += 1;
    expect(await one.keepUp()).toBe(true);
    await one.refresh();
    await other.keepUp();
    expect([one.e3(), other.e3()]).toEqual(['E3 newer', 'E3 newer']);
  });

  it('keeps what it knew, also over a restart, when the list cannot be read; and tries again in an hour', async () => {
    const { world, start } = processes();
    await start().refresh();
    world.now += refreshEveryMs;
    const again = start();
    for (const bad of ['', '<html>Moved</html>']) {
      world.text = bad;
      expect(await again.keepUp()).toBe(true);
      await again.refresh();
      expect(again.e3()).toBe('E3 new');
      expect(world.log.at(-1)).toContain('known names stay');
      expect(await again.keepUp()).toBe(false);
      world.now += retryAfterMs;
    }
    world.text = list('E3 newer');
    await again.refresh();
    expect(again.e3()).toBe('E3 newer');
  });

  it('does nothing when there is no list', async () => {
    const keeper = createNameKeeper(null, {
      book: { use: () => fail() },
      store: opened.store.publishedNames,
      fetch: () => Promise.reject(new Error('asked')),
      now: () => noon,
      log: { info: fail, warn: fail },
    });
    expect(await keeper.keepUp()).toBe(false);
    await keeper.refresh();
  });
});

function fail(): never {
  throw new Error('not expected');
}
