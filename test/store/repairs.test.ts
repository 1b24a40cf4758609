import { randomUUID } from 'node:crypto';
import type { Change } from '../../src/licensing/change';
import type { PersonToRepair, Remedy } from '../../src/licensing/repair/remedy';
import type { Store } from '../../src/store/contract';
import type { OpenedStore } from '../../src/store/open';
import { after, ids, newChange, noon } from '../support/builders';
import { databases, type TestDatabase } from '../support/databases';

const remedy: Remedy = { kind: 'set-location', error: 'CountViolation', location: 'NO', andRest: true };

/** Ids in the order of their numbers. */
const id = (number: number) => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
const person = (number: number, over: Partial<PersonToRepair> = {}): PersonToRepair => ({
  id: id(number),
  name: `Person ${number}`,
  address: `${number}@contoso.example`,
  error: 'CountViolation',
  skuId: '',
  ...over,
});
const numbers = (people: readonly { readonly id: string }[]) =>
  people.map((each) => Number(each.id.slice(0, 8)));

describe.each(databases)('repairs on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;
  let store: Store;

  beforeAll(async () => {
    database = await create();
    opened = await database.open();
    store = opened.store;
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });

  const repair = (tenantId: string = ids.tenant): Promise<Change> =>
    store.changes.create(
      newChange({ tenantId, kind: 'repair', edit: { add: [], remove: [] }, remedy }),
      noon,
      { at: noon.toISOString(), kind: 'asked', actor: ids.person, data: {} },
    );

  it('keep what is done, and let the choice of a place be made later', async () => {
    const { id: changeId, revision } = await repair();
    expect((await store.changes.get(changeId))?.remedy).toEqual(remedy);
    const chosen = { ...remedy, location: 'DE' };
    const moved = await store.changes.move({ id: changeId, revision, at: noon, patch: { remedy: chosen } });
    expect(moved?.remedy).toEqual(chosen);
    const other = await store.changes.create(newChange(), noon, {
      at: noon.toISOString(),
      kind: 'asked',
      actor: ids.person,
      data: {},
    });
    expect(other.remedy).toBeNull();
  });

  it('hold thousands of people, each once, as they were first', async () => {
    const change = await repair();
    const people = Array.from({ length: 2_500 }, (_, n) => person(n));
    await store.repairs.add(change.id, people);
    await store.repairs.add(change.id, [person(7, { name: 'Another' }), person(2_500)]);
    expect((await store.repairs.counts(change.id)).todo).toBe(2_501);
    const found: string[] = [];
    for (let last = ''; ;) {
      const page = await store.repairs.page(change.id, last, 1_000);
      if (page.length === 0) break;
      found.push(...page.map((each) => each.name));
      last = page.at(-1)?.id ?? '';
    }
    expect(new Set(found).size).toBe(2_501);
    expect(found[7]).toBe('Person 7');
    await store.repairs.add(change.id, []);
  });

  it('give the least tried first, and nobody whose end is known', async () => {
    const change = await repair();
    await store.repairs.add(
      change.id,
      [1, 2, 3, 4, 5].map((number) => person(number)),
    );
    await store.repairs.settle(
      change.id,
      [
        { id: id(2), state: 'done', reason: '' },
        { id: id(4), state: 'refused', reason: 'no' },
      ],
      after(1),
    );
    await store.repairs.postpone(change.id, [id(1), id(2)], 'busy');
    await store.repairs.postpone(change.id, [], 'nobody');
    expect(numbers(await store.repairs.todo(change.id, 10))).toEqual([3, 5, 1]);
    expect(numbers(await store.repairs.todo(change.id, 2))).toEqual([3, 5]);
    expect(await store.repairs.counts(change.id)).toEqual({ todo: 3, done: 1, skipped: 0, refused: 1 });
    // The first end counts: a step that is repeated after a crash cannot alter it.
    await store.repairs.settle(change.id, [{ id: id(4), state: 'done', reason: '' }], after(2));
    const [, second, , fourth] = await store.repairs.page(change.id, '', 10);
    expect(second).toMatchObject({ state: 'done', attempts: 0, reason: '' });
    expect(fourth).toMatchObject({ state: 'refused', reason: 'no' });
    expect(await store.repairs.counts(randomUUID())).toEqual({ todo: 0, done: 0, skipped: 0, refused: 0 });
  });

  it('remember the last thing that Graph said about somebody in this tenant', async () => {
    const tenantId = randomUUID();
    const [first, second, foreign] = [
      await repair(tenantId),
      await repair(tenantId),
      await repair(randomUUID()),
    ];
    const settle = async (change: Change, reason: string, seconds: number) => {
      await store.repairs.add(change.id, [person(1), person(2)]);
      await store.repairs.settle(change.id, [{ id: id(1), state: 'refused', reason }], after(seconds));
    };
    await settle(first, 'the older one', 1);
    await settle(second, 'the newer one', 2);
    await settle(foreign, 'of another tenant', 3);
    const reasons = await store.repairs.lastReasons(tenantId, [id(1), id(2), id(3)], noon);
    expect([...reasons]).toEqual([[id(1), { reason: 'the newer one', at: after(2).toISOString() }]]);
    expect((await store.repairs.lastReasons(tenantId, [id(1)], after(3))).size).toBe(0);
    expect((await store.repairs.lastReasons(tenantId, [], noon)).size).toBe(0);
  });

  it('are in the history of whom they were for', async () => {
    const tenantId = randomUUID();
    const change = await repair(tenantId);
    await store.repairs.add(change.id, [person(1)]);
    await store.changes.move({ id: change.id, revision: change.revision, at: noon, to: 'queued' });
    const about = async (personId: string) =>
      (await store.changes.history(tenantId, { personId }, 10)).map((each) => each.id);
    expect(await about(id(1))).toEqual([change.id]);
    expect(await about(id(2))).toEqual([]);
  });
});
