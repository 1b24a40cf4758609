import { extendsGrant, grantDue, type GrantDeps } from '../../src/approvals/grants';
import type { Change } from '../../src/licensing/change';
import type { OpenedStore } from '../../src/store/open';
import { after, change, newChange, ids, noon } from '../support/builders';
import { serverDatabase, type TestDatabase } from '../support/databases';
import { aRequest, people } from '../support/requests';

const day = 24 * 3_600;
const time = (days: number): string => after(days * day).toISOString();

describe('extendsGrant', () => {
  const older = change({
    number: 5,
    state: 'done',
    nextAt: time(7),
    request: aRequest({ neededUntil: time(10) }),
  });
  const newer = (over: Partial<Change> = {}, until: string | null = time(30)) =>
    change({ number: 8, state: 'done', request: aRequest({ neededUntil: until }), ...over });

  it('is true for a later end, or none, that the same person was granted', () => {
    expect(extendsGrant(newer(), older)).toBe(true);
    expect(extendsGrant(newer({}, null), older)).toBe(true);
    expect(extendsGrant(newer({ state: 'done-with-failures' }), older)).toBe(true);
  });

  it.each([
    ['another asker', newer({ asker: people.adele }), older],
    ['an earlier end', newer({}, time(9)), older],
    ['an older change', newer({ number: 4 }), older],
    ['one that is not done', newer({ state: 'processing' }), older],
    ['one that nobody approved', newer({ request: null }), older],
    ['a grant that was extended before', newer(), { ...older, nextAt: null }],
    [
      'a grant that is being ended',
      newer(),
      { ...older, request: aRequest({ neededUntil: time(10), endedBy: 7 }) },
    ],
    ['what was given for good', newer(), { ...older, request: aRequest() }],
  ])('is false for %s', (_name, candidate, present) => {
    expect(extendsGrant(candidate, present)).toBe(false);
  });
});

describe('grantDue', () => {
  let database: TestDatabase;
  let opened: OpenedStore;
  let now = noon;
  let woken: string[] = [];
  let tenants = 0;

  beforeAll(async () => {
    database = await serverDatabase();
    opened = await database.open();
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });
  beforeEach(() => {
    now = noon;
    woken = [];
    tenants += 1;
  });

  const deps = (): GrantDeps => ({
    store: opened.store,
    now: () => now,
    wake: async (queue, id, at) => void woken.push(`${queue} ${id} ${at?.toISOString() ?? 'now'}`),
    wakeCards: async () => {},
  });

  /** A grant that was carried out at noon; its reminder is due three days before its end. */
  async function granted(untilDay: number, over: { asker?: Change['asker'] } = {}): Promise<Change> {
    const { changes } = opened.store;
    const asked = { at: noon.toISOString(), kind: 'asked', actor: ids.person, data: {} };
    let grant = await changes.create(
      newChange({
        tenantId: `tenant-${tenants}`,
        asker: over.asker ?? people.megan,
        conversationId: 'a:1',
      }),
      noon,
      asked,
    );
    for (const to of ['queued', 'applying', 'processing', 'done'] as const) {
      const request = aRequest({ neededUntil: time(untilDay) });
      const nextAt = to === 'done' ? time(untilDay - 3) : null;
      const moved = await changes.move({
        id: grant.id,
        revision: grant.revision,
        to,
        at: noon,
        patch: { request, nextAt },
      });
      if (!moved) throw new Error('not moved');
      grant = moved;
    }
    return grant;
  }

  const fresh = async (grant: Change) => (await opened.store.changes.get(grant.id)) as Change;
  const removals = async () =>
    (await opened.store.changes.ofGroup(`tenant-${tenants}`, ids.group, 99)).filter(
      ({ kind, state }) => kind === 'remove' && state !== 'cancelled',
    );

  it('does nothing before its time but say when it is', async () => {
    const grant = await granted(10);
    await grantDue(deps(), grant.id);
    expect(await fresh(grant)).toEqual(grant);
    expect(woken).toEqual([`grant ${grant.id} ${time(7)}`]);
  });

  it('reminds once, and then waits for the end', async () => {
    const grant = await granted(10);
    now = after(7 * day);
    await Promise.all([grantDue(deps(), grant.id), grantDue(deps(), grant.id)]);
    await grantDue(deps(), grant.id);
    expect(await fresh(grant)).toMatchObject({ nextAt: time(10), revision: grant.revision + 1 });
    expect(await opened.store.cards.ofChange(grant.id)).toMatchObject([
      { view: 'ending', conversationId: 'a:1', viewerId: people.megan.id, rests: false },
    ]);
    expect(woken).toContain(`grant ${grant.id} ${time(10)}`);
    expect(await removals()).toEqual([]);
  });

  it('ends by one removal, however many times and by however many at once it is run', async () => {
    const grant = await granted(10);
    now = after(10 * day);
    await Promise.all([1, 2, 3].map(() => grantDue(deps(), grant.id)));
    await grantDue(deps(), grant.id);
    const [removal, ...more] = await removals();
    expect(more).toEqual([]);
    expect(removal).toMatchObject({
      state: 'queued',
      asker: people.megan,
      conversationId: 'a:1',
      request: null,
      nextAt: time(10),
    });
    expect(await fresh(grant)).toMatchObject({ nextAt: null, request: { endedBy: removal?.number } });
    expect(woken.filter((each) => each.startsWith('apply'))).toContain(`apply ${removal?.id} now`);
    const record = (await opened.store.changes.evidence(grant.id)).map(({ kind }) => kind);
    expect(record.filter((kind) => kind === 'ended')).toHaveLength(1);
  });

  it.each([1, 2, 3, 4])('goes on where it stopped when it dies before write %i', async (fatal) => {
    const grant = await granted(10);
    now = after(10 * day);
    let writes = 0;
    const mortal = <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) => {
      return (...args: Args): Promise<Result> => {
        writes += 1;
        return writes === fatal ? Promise.reject(new Error('killed')) : write(...args);
      };
    };
    const { changes } = opened.store;
    const dying = {
      ...opened.store,
      changes: {
        ...changes,
        create: mortal((...args: Parameters<typeof changes.create>) => changes.create(...args)),
        move: mortal((...args: Parameters<typeof changes.move>) => changes.move(...args)),
      },
    };
    await expect(grantDue({ ...deps(), store: dying }, grant.id)).rejects.toThrow('killed');
    await grantDue(deps(), grant.id);
    expect((await removals()).filter(({ state }) => state === 'queued')).toHaveLength(1);
    const { nextAt, request } = await fresh(grant);
    expect(nextAt).toBeNull();
    const named = await changes.byNumber(grant.tenantId, request?.endedBy ?? 0);
    expect(named?.state).toBe('queued');
  });

  it('gives way to a later grant of the same person, as soon as that one is done', async () => {
    const older = await granted(10);
    const newer = await granted(40);
    await grantDue(deps(), newer.id);
    expect(await fresh(older)).toMatchObject({ nextAt: null });
    expect((await fresh(newer)).nextAt).toBe(time(37));
    expect((await opened.store.changes.evidence(older.id)).at(-1)).toMatchObject({
      kind: 'extended',
      data: { by: newer.number, until: time(40) },
    });
    now = after(10 * day);
    await grantDue(deps(), older.id);
    expect(await removals()).toEqual([]);
  });

  it('gives way at its own time when nobody told it before', async () => {
    const older = await granted(10);
    await granted(40);
    now = after(10 * day);
    await grantDue(deps(), older.id);
    expect(await fresh(older)).toMatchObject({ nextAt: null });
    expect(await removals()).toEqual([]);
  });

  it('does not give way to somebody else, whose grant has another end to be told of', async () => {
    const older = await granted(10);
    const others = await granted(40, { asker: people.adele });
    await grantDue(deps(), others.id);
    expect(await fresh(older)).toMatchObject({ nextAt: time(7) });
  });

  it('leaves alone what is no grant', async () => {
    const grant = await granted(10);
    await opened.store.changes.move({
      id: grant.id,
      revision: grant.revision,
      at: noon,
      patch: { request: aRequest(), nextAt: null },
    });
    now = after(99 * day);
    await grantDue(deps(), grant.id);
    await grantDue(deps(), ids.change);
    expect(await removals()).toEqual([]);
    expect(woken).toEqual([]);
  });
});
