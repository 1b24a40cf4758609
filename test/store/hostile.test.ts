import { inspect } from 'node:util';
import type { NewChange } from '../../src/licensing/change';
import type { OpenedStore } from '../../src/store/open';
import { forecast, noon } from '../support/builders';
import { databases, type TestDatabase } from '../support/databases';

/** What a directory may hold and PostgreSQL refuses, next to what must come back unharmed. */
const odd = `a\0b \ud800 \udc00 "quoted" ; drop table changes; -- \${x} \u202e 👩‍👩‍👧 é`;
const kept = odd.replace('\0', '').replace('\ud800', '\ufffd').replace('\udc00', '\ufffd');

const draft: NewChange = {
  tenantId: 't',
  kind: 'assign',
  group: { id: 'g', name: odd },
  product: { skuId: 's', name: odd },
  edit: { add: [{ skuId: 's', name: odd, disabledPlans: [odd] }], remove: [] },
  origin: {},
  asker: { id: 'p', name: odd },
  conversationId: odd,
  locale: odd,
  forecast: forecast({ nestedGroups: [odd], withoutUsageLocation: undefined }),
};

describe.each(databases)('hostile input on %s', (_name, create) => {
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

  it('is stored as text, without what cannot be stored', async () => {
    const { changes } = opened.store;
    const entry = { at: noon.toISOString(), kind: odd, actor: odd, data: { deep: [{ text: odd }] } };
    const change = await changes.create(draft, noon, entry);
    expect(change).toMatchObject({
      group: { name: kept },
      product: { name: kept },
      edit: { add: [{ skuId: 's', name: kept, disabledPlans: [kept] }], remove: [] },
      asker: { name: kept },
      conversationId: kept,
      locale: kept,
    });
    expect(change.forecast.nestedGroups).toEqual([kept]);
    expect(change.forecast.withoutUsageLocation).toBeUndefined();
    expect(await changes.evidence(change.id)).toEqual([
      { at: noon.toISOString(), kind: kept, actor: kept, data: { deep: [{ text: kept }] } },
    ]);
  });

  it('finds nothing under ids and numbers that cannot be', async () => {
    const { changes, cards, conversations } = opened.store;
    expect(await changes.get(odd)).toBeUndefined();
    expect(await changes.evidence('x')).toEqual([]);
    expect(await cards.get("' or 1=1 --")).toBeUndefined();
    expect(await cards.claim('x', noon, 1)).toBeUndefined();
    expect(await conversations.get(odd)).toBeUndefined();
    expect(await changes.move({ id: 'x', revision: 1, to: 'queued', at: noon })).toBeUndefined();
    for (const number of [99_999_999_999, 2 ** 53, 0, -1, 1.5, Number.NaN, Infinity]) {
      expect(await changes.byNumber('t', number)).toBeUndefined();
    }
    expect(await changes.inStates('t', [], { limit: 5, offset: 0 })).toEqual([]);
  });

  it('rejects with a coded error that repeats nothing of what was written', async () => {
    const wrong = {
      ...draft,
      locale: undefined as unknown as string,
      group: { id: 'g', name: 'Secret merger team' },
    };
    const entry = { at: noon.toISOString(), kind: 'k', actor: 'a', data: {} };
    const error: unknown = await opened.store.changes
      .create(wrong, noon, entry)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'store.failed' });
    expect((error as Error).message).not.toContain('Secret merger team');
    expect(inspect((error as Error).cause)).toContain('locale');
  });
});
