import type { Change } from '../../src/licensing/change';
import type { Group } from '../../src/sandbox/tenant';
import { people } from '../../src/sandbox';
import { forecast, giving, taking } from '../support/builders';
import { conversationOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { aRequest } from '../support/requests';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const dayMs = 86_400_000;
const by = { kind: 'app', appId: null, name: 'Test' } as const;

/** A license that was asked for until a day, through the whole bot: given, reminded of, taken away, told. */
describe('a license for a time', () => {
  let desk: TestDesk;
  let group: Group;

  beforeEach(async () => {
    const pace = { queuedMs: 2_000, membersPerSecond: 400, shortestMs: 8_000 };
    desk = await startTestDesk({ sandbox: { pace } });
    const found = [...desk.sandbox.tenant.groups.values()].find(
      (each) => each.displayName === 'Contoso sales',
    );
    if (!found) throw new Error('no such group');
    group = found;
    await desk.say('megan', 'help'); // so that the bot knows where she can be reached
  });
  afterEach(() => desk.close());

  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const told = () => posts().map((each) => textOfCard(each.card));
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));
  const onGroup = () => group.licenses.some(({ skuId }) => skuId === e3);
  const through = () =>
    [...group.users].filter((id) =>
      desk.sandbox.tenant.users
        .get(id)
        ?.assignments.some((each) => each.byGroup === group.id && each.skuId === e3),
    );
  const changes = () => desk.store.changes.ofGroup(desk.sandbox.tenantId, group.id, 99);
  const fresh = async (change: Change) => (await desk.store.changes.get(change.id)) as Change;
  const inDays = (days: number) => new Date(desk.now().getTime() + days * dayMs).toISOString();

  /** A request that has just been approved; nobody's decision is needed for it to be carried out. */
  async function approved(neededUntil: string | null, asker: 'megan' | 'isaiah' = 'megan'): Promise<Change> {
    const at = desk.now();
    const draft = await desk.store.changes.create(
      {
        tenantId: desk.sandbox.tenantId,
        kind: 'assign',
        group: { id: group.id, name: group.displayName },
        product: { skuId: e3, name: 'Microsoft 365 E3' },
        edit: giving({ skuId: e3, name: 'Microsoft 365 E3' }),
        origin: {},
        asker: { id: people[asker].id, name: people[asker].displayName },
        conversationId: conversationOf(asker),
        locale: 'en',
        forecast: forecast({ members: group.users.size, alreadyLicensed: 3 }),
      },
      at,
      { at: at.toISOString(), kind: 'asked', actor: people[asker].id, data: {} },
    );
    const moved = await desk.store.changes.move({
      id: draft.id,
      revision: draft.revision,
      to: 'queued',
      at,
      patch: {
        nextAt: at.toISOString(),
        confirmedAt: at.toISOString(),
        request: aRequest({ neededUntil, stages: [], decisions: [] }),
      },
    });
    if (!moved) throw new Error('not moved');
    await desk.pass(0);
    return moved;
  }

  /** Carried out, and everybody has it. */
  async function granted(neededUntil: string | null, asker?: 'isaiah'): Promise<Change> {
    const change = await approved(neededUntil, asker);
    await desk.until(async () => (await fresh(change)).state === 'done');
    return fresh(change);
  }

  const removal = async () =>
    (await changes()).find(({ kind, state }) => kind === 'remove' && state !== 'cancelled');
  const ended = () =>
    desk.until(async () => ['done', 'done-with-failures', 'failed'].includes((await removal())?.state ?? ''));

  it('is given, reminded of three days before the end, and taken away at the end', async () => {
    const grant = await granted(inDays(21));
    expect(onGroup()).toBe(true);
    expect(through()).toHaveLength(group.users.size);
    expect(grant.nextAt).toBe(
      new Date(Date.parse(grant.request?.neededUntil ?? '') - 3 * dayMs).toISOString(),
    );

    await desk.pass(17);
    expect(told().filter((text) => text.includes('This license ends soon'))).toHaveLength(0);
    await desk.pass(1.5);
    expect((await desk.store.cards.ofChange(grant.id)).filter(({ view }) => view === 'ending')).toHaveLength(
      1,
    );
    expect(told().filter((text) => text.includes('This license ends soon'))).toHaveLength(1);
    expect(onGroup()).toBe(true);
    const before = posts().length;

    await desk.pass(3);
    await ended();
    await desk.until(() => posts().length > before);
    expect(onGroup()).toBe(false);
    expect(through()).toEqual([]);
    expect(writes()).toHaveLength(2);
    expect(posts()).toHaveLength(before + 1);
    const last = posts().at(-1);
    expect(last?.conversationId).toBe(conversationOf('megan'));
    expect(textOfCard(last?.card)).toContain('License taken away');
    expect(textOfCard(last?.card)).toMatch(
      /9\nWithout it now\n3\nHave it from elsewhere\n0\nCould not give it up/,
    );
    // Nothing is owed any more.
    await desk.pass(30);
    expect(posts()).toHaveLength(before + 1);
    expect(writes()).toHaveLength(2);
  });

  it('is taken away once although the end is run many times at once', async () => {
    const grant = await granted(inDays(10));
    await desk.pass(8);
    await Promise.all([desk.pass(3), desk.pass(0), desk.pass(0)]);
    await ended();
    await desk.pass(1);
    expect(
      (await changes()).filter(({ kind, state }) => kind === 'remove' && state !== 'cancelled'),
    ).toHaveLength(1);
    expect(writes()).toHaveLength(2);
    expect((await fresh(grant)).request?.endedBy).toBe((await removal())?.number);
  });

  it.each([
    ['429', [{ kind: 'throttle' as const, retryAfter: 7, times: 4 }], 2],
    ['409', [{ kind: 'concurrency' as const, times: 4 }], 2],
    ['an answer that got lost', [{ kind: 'drop-after' as const, times: 1 }], 2],
    ['an hour of 503', [{ kind: 'error' as const, status: 503 as const, times: 40 }], 2],
  ])(
    'is taken away in spite of %s',
    async (_name, faults, atLeast) => {
      await granted(inDays(10));
      await desk.pass(8);
      const match = { method: 'POST', path: `/groups/${group.id}/assignLicense` };
      desk.sandbox.faults.add(faults.map((fault) => ({ ...fault, match })));
      await desk.pass(2.5);
      await desk.until(async () => (await removal())?.state === 'done', 6 * 3_600);
      expect(onGroup()).toBe(false);
      expect(writes().length).toBeGreaterThanOrEqual(atLeast);
      expect(told().filter((text) => text.includes('License taken away'))).toHaveLength(1);
    },
    60_000,
  );

  it('is not done because of a ProcessingComplete from the pass that gave it', async () => {
    await granted(inDays(10));
    desk.sandbox.dial.staleReadMs = 60_000;
    await desk.pass(8);
    expect(group.processing).toBe('ProcessingComplete');
    await desk.pass(2.5);
    await ended();
    expect(through()).toEqual([]);
    expect((await removal())?.outcome).toMatchObject({
      removed: 9,
      keptElsewhere: 3,
      failed: 0,
      unconfirmed: 0,
    });
  });

  it('names those who could not give it up, because another license needs it', async () => {
    await granted(inDays(10));
    const { tenant, engine } = desk.sandbox;
    const user = [...group.users]
      .map((id) => tenant.users.get(id))
      .find((each) => each?.usageLocation && each.assignments.length === 1);
    if (!user) throw new Error('nobody has it only through the group');
    const audioConferencing = '0c266dff-15dd-4b49-8397-2bb16070ed52';
    engine.assignToUser(user, [{ skuId: audioConferencing, disabledPlans: [] }], [], by);
    await desk.pass(8);
    await desk.pass(3);
    await ended();
    expect(await removal()).toMatchObject({
      state: 'done-with-failures',
      outcome: { removed: 8, keptElsewhere: 3, failed: 1, unconfirmed: 0 },
    });
    await desk.until(() => (told().at(-1) ?? '').includes('Taken away, 1 person keeps it'));
    expect(told().at(-1)).toContain('Another license needs it: 1 person');
    expect(told().at(-1)).toContain(user.displayName);
  });

  it.each([
    [
      'is suspended',
      () => void Object.assign(desk.sandbox.tenant.skus.get(e3) ?? {}, { capabilityStatus: 'Suspended' }),
    ],
    ['is not owned any more', () => void desk.sandbox.tenant.skus.delete(e3)],
  ])('is taken away also when the product %s', async (_name, spoil) => {
    await granted(inDays(10));
    spoil();
    await desk.pass(8);
    await desk.pass(3);
    await ended();
    expect((await removal())?.state).toBe('done');
    expect(onGroup()).toBe(false);
  });

  it('has nothing to write when somebody took it away before, and says how it stands', async () => {
    await granted(inDays(10));
    desk.sandbox.engine.setTemplate(group, [], by);
    await desk.pass(8);
    await desk.pass(3);
    await ended();
    expect(await removal()).toMatchObject({ state: 'done', attemptedAt: null });
    expect(writes()).toHaveLength(1);
  });

  it('is asked for longer: the later grant writes nothing, takes over the end, and is ended itself', async () => {
    const first = await granted(inDays(10));
    await desk.pass(8);
    const second = await granted(inDays(30));
    expect(writes()).toHaveLength(1);
    expect(second.attemptedAt).toBeNull();
    await desk.until(async () => (await fresh(first)).nextAt === null, 5);
    await desk.pass(5);
    await desk.until(() => false, 30).catch(() => undefined);
    expect(onGroup()).toBe(true);
    expect(await removal()).toBeUndefined();
    await desk.pass(23);
    await desk.pass(3);
    await ended();
    expect(onGroup()).toBe(false);
  });

  it('stays when somebody else was given the same for longer, and the asker is told why', async () => {
    await granted(inDays(10));
    await granted(inDays(40), 'isaiah');
    await desk.pass(8);
    await desk.pass(3);
    await ended();
    expect(onGroup()).toBe(true);
    expect(writes()).toHaveLength(1);
    expect((await removal())?.failure?.code).toBe('removal.stays');
    await desk.until(() => (told().at(-1) ?? '').includes('The license stays'));
    expect(told().at(-1)).toMatch(/change 2 by Isaiah Langer/);
  });

  it('stays when the group had it before it was asked for', async () => {
    const licenses = [...group.licenses, { skuId: e3, disabledPlans: [] }];
    desk.sandbox.engine.setTemplate(group, licenses, by);
    await desk.pass(1); // reads are not old any more
    await granted(inDays(10));
    expect(writes()).toHaveLength(0);
    await desk.pass(8);
    await desk.pass(3);
    await ended();
    expect(onGroup()).toBe(true);
    expect((await removal())?.failure?.sentence).toMatch(/had it before change 1/);
  });

  it('is never written for a removal that no grant names, whoever queued it', async () => {
    await granted(null);
    const [grant] = await changes();
    if (!grant) throw new Error('no grant');
    const at = desk.now();
    const { tenantId, product, asker, conversationId, locale } = grant;
    const forged = await desk.store.changes.create(
      {
        tenantId,
        kind: 'remove',
        group: grant.group,
        product,
        edit: taking(product),
        origin: { grant: grant.number + 100 },
        asker,
        conversationId,
        locale,
        forecast: grant.forecast,
      },
      at,
      { at: at.toISOString(), kind: 'asked', actor: 'system', data: {} },
    );
    await desk.store.changes.move({
      id: forged.id,
      revision: forged.revision,
      to: 'queued',
      at,
      patch: { nextAt: at.toISOString() },
    });
    await desk.pass(0);
    expect(await fresh(forged)).toMatchObject({ state: 'failed', failure: { code: 'removal.no-grant' } });
    expect(onGroup()).toBe(true);
  });

  it('is not given when its time was over before it could be', async () => {
    const late = await approved(inDays(-1));
    expect(await fresh(late)).toMatchObject({ state: 'failed', failure: { code: 'request.over' } });
    expect(writes()).toHaveLength(0);
  });
});
