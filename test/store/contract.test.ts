import { randomUUID } from 'node:crypto';
import type { Change, ChangePatch, NewChange } from '../../src/licensing/change';
import { canMove, changeStates, type ChangeState } from '../../src/licensing/change-states';
import { personalAddress } from '../../src/store/address';
import type { HistoryFilter, StoredCard } from '../../src/store/contract';
import { after, forecast, giving, ids, newChange, noon } from '../support/builders';
import { stores, type ContractStore } from '../support/databases';
import { aDecision, anApprover, aRequest, aStage, people } from '../support/requests';

const asked = { at: noon.toISOString(), kind: 'asked', actor: ids.person, data: { why: '${x} "quoted"' } };

function draft(over: Partial<NewChange> = {}): NewChange {
  const product = { skuId: ids.e3, name: 'Microsoft 365 E3' };
  return newChange({
    product,
    edit: { ...giving(product, [ids.visio]), remove: [{ skuId: ids.visio, name: 'Visio' }] },
    origin: { undoes: 3 },
    conversationId: 'a:1',
    locale: 'en-US',
    ...over,
  });
}

/** The shortest legal way to each state. */
const ways: Record<ChangeState, readonly ChangeState[]> = {
  draft: [],
  waiting: ['waiting'],
  'asked-back': ['waiting', 'asked-back'],
  'wait-listed': ['wait-listed'],
  scheduled: ['scheduled'],
  queued: ['queued'],
  applying: ['queued', 'applying'],
  processing: ['queued', 'applying', 'processing'],
  done: ['queued', 'applying', 'processing', 'done'],
  'done-with-failures': ['queued', 'applying', 'processing', 'done-with-failures'],
  failed: ['queued', 'failed'],
  cancelled: ['cancelled'],
  rejected: ['waiting', 'rejected'],
  withdrawn: ['waiting', 'withdrawn'],
  expired: ['waiting', 'expired'],
};

describe.each(stores)('store on %s', (_name, create) => {
  let database: Awaited<ReturnType<typeof create>>;
  let store: ContractStore;

  beforeAll(async () => {
    database = await create();
    ({ store } = await database.open());
  });
  afterAll(async () => {
    await store?.close();
    await database?.dispose();
  });

  async function changeIn(state: ChangeState, over: Partial<NewChange> = {}): Promise<Change> {
    let change = await store.changes.create(draft(over), noon, asked);
    for (const to of ways[state]) {
      change = (await store.changes.move({
        id: change.id,
        revision: change.revision,
        to,
        at: noon,
      })) as Change;
    }
    return change;
  }

  describe('changes', () => {
    it('gives a new change id, number and revision, and keeps everything', async () => {
      const first = await store.changes.create(draft(), noon, asked);
      const second = await store.changes.create(draft(), noon, asked);
      expect(first).toMatchObject({
        ...draft(),
        state: 'draft',
        revision: 1,
        createdAt: noon.toISOString(),
        nextAt: null,
      });
      expect(second.number).toBe(first.number + 1);
      expect(await store.changes.get(first.id)).toEqual(first);
      expect(await store.changes.byNumber(ids.tenant, first.number)).toEqual(first);
      expect(await store.changes.byNumber('other', first.number)).toBeUndefined();
      expect(await store.changes.get(ids.change)).toBeUndefined();
    });

    it('numbers each tenant on its own, also when many ask at once', async () => {
      const numbers = await Promise.all(
        Array.from(
          { length: 20 },
          async () => (await store.changes.create(draft({ tenantId: 'many' }), noon, asked)).number,
        ),
      );
      expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });

    it('moves only from the revision that was read: of two at once exactly one wins', async () => {
      const change = await changeIn('draft');
      const move = { id: change.id, revision: change.revision, to: 'queued' as const, at: noon };
      const results = await Promise.all([
        store.changes.move(move),
        store.changes.move(move),
        store.changes.move(move),
      ]);
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await store.changes.move(move)).toBeUndefined();
      expect(await store.changes.get(change.id)).toMatchObject({ state: 'queued', revision: 2 });
    });

    it.each(changeStates.flatMap((from) => changeStates.map((to) => [from, to] as const)))(
      '%s to %s',
      async (from, to) => {
        const change = await changeIn(from);
        const move = store.changes.move({ id: change.id, revision: change.revision, to, at: noon });
        if (canMove(from, to))
          await expect(move).resolves.toMatchObject({ state: to, revision: change.revision + 1 });
        else await expect(move).rejects.toMatchObject({ code: 'change.illegal-move' });
        const after = await store.changes.get(change.id);
        expect(after?.state).toBe(canMove(from, to) ? to : from);
      },
    );

    it('stores the changes of a batch with its move or not at all, and lists the batch in their place', async () => {
      const tenantId = 'batches';
      const groups = [ids.group, ids.otherGroup].map((id) => ({ id, name: id, members: 3, holders: 1 }));
      const batch = { groups, leftOut: [{ name: 'Board', why: 'has-license' as const }], atLeast: 2 };
      const parent = await changeIn('applying', { tenantId, batch, group: { id: '', name: 'two' } });
      expect(await store.changes.get(parent.id)).toMatchObject({ batch, parentId: null });
      const children = groups.map(({ id, name }) => ({
        change: draft({ tenantId, group: { id, name } }),
        evidence: asked,
      }));
      const spread = { id: parent.id, revision: parent.revision, to: 'processing' as const, at: after(5) };
      const results = await Promise.all([
        store.changes.move({ ...spread, children }),
        store.changes.move({ ...spread, children }),
      ]);
      expect(results.filter(Boolean)).toHaveLength(1);
      const made = await store.changes.childrenOf(parent.id);
      expect(made).toHaveLength(2);
      expect(made.map(({ number, state, group, nextAt }) => [number, state, group.id, nextAt])).toEqual(
        groups.map(({ id }, index) => [parent.number + 1 + index, 'queued', id, after(5).toISOString()]),
      );
      expect(made[0]).toMatchObject({ parentId: parent.id, batch: null, revision: 1 });
      expect(await store.changes.evidence(made[1]?.id ?? '')).toMatchObject([{ kind: 'asked' }]);
      const all = { limit: 10, offset: 0 };
      expect(await store.changes.inStates(tenantId, ['queued', 'processing'], all)).toMatchObject([
        { id: parent.id },
      ]);
      expect(await store.changes.begunFor(tenantId, [ids.group])).toMatchObject([{ id: made[0]?.id }]);
      expect(await store.changes.begunFor(tenantId, [])).toEqual([]);
      expect(await store.changes.childrenOf(made[0]?.id ?? '')).toEqual([]);
    });

    it('patches every field, leaves the others, and can set one back to nothing', async () => {
      const change = await changeIn('processing');
      const patch = {
        progress: { members: 12, licensed: 4, failed: 1, phase: 'processing' as const },
        outcome: { members: 12, assigned: 11, alreadyHad: 0, failed: 1, unconfirmed: 0, failures: [] },
        failure: { code: 'x', sentence: 'No.' },
        busySeenAt: after(1).toISOString(),
        completeSeenAt: after(2).toISOString(),
        nextAt: after(3).toISOString(),
        attempts: 2,
      };
      const patched = await store.changes.move({ id: change.id, revision: change.revision, at: noon, patch });
      expect(patched).toEqual({ ...change, ...patch, revision: change.revision + 1 });
      const back = {
        id: change.id,
        revision: change.revision + 1,
        at: noon,
        patch: { completeSeenAt: null, nextAt: null },
      };
      expect(await store.changes.move(back)).toMatchObject({
        completeSeenAt: null,
        nextAt: null,
        attempts: 2,
      });
    });

    it('appends evidence in order, in the same transaction as the move', async () => {
      const change = await changeIn('draft');
      const entry = { at: after(1).toISOString(), kind: 'confirmed', actor: ids.person, data: {} };
      await store.changes.move({ id: change.id, revision: 1, to: 'queued', at: noon, evidence: entry });
      await store.changes.move({ id: change.id, revision: 1, to: 'queued', at: noon, evidence: entry }); // too late
      await store.changes
        .move({ id: change.id, revision: 2, to: 'done', at: noon, evidence: entry })
        .catch(() => undefined); // illegal
      expect(await store.changes.evidence(change.id)).toEqual([asked, entry]);
    });

    it('finds what is due in any state, oldest first, never what is later or has no next step', async () => {
      const tenantId = 'due';
      const at = (seconds: number) => ({ nextAt: after(seconds).toISOString() });
      const set = async (change: Change, seconds: number) =>
        store.changes.move({ id: change.id, revision: change.revision, at: noon, patch: at(seconds) });
      const late = await changeIn('processing', { tenantId });
      const soon = await changeIn('queued', { tenantId });
      const future = await changeIn('queued', { tenantId });
      const granted = await changeIn('done', { tenantId });
      const waiting = await changeIn('waiting', { tenantId });
      await changeIn('done', { tenantId });
      await Promise.all([
        set(late, -60),
        set(soon, -30),
        set(future, 1_000),
        set(granted, -90),
        set(waiting, -10),
      ]);
      const due = (await store.changes.due(noon, 1_000)).filter((each) => each.tenantId === tenantId);
      expect(due.map((each) => each.id)).toEqual([granted.id, late.id, soon.id, waiting.id]);
      expect(await store.changes.due(noon, 1)).toHaveLength(1);
    });

    it('lists by state and by group, newest first, in pages', async () => {
      const tenantId = 'lists';
      const made: Change[] = [];
      for (let index = 0; index < 5; index += 1) {
        made.push(await store.changes.create(draft({ tenantId }), after(index), asked));
      }
      const page = await store.changes.inStates(tenantId, ['draft'], { limit: 2, offset: 1 });
      expect(page.map((each) => each.id)).toEqual([made[3]?.id, made[2]?.id]);
      expect(await store.changes.inStates(tenantId, ['done'], { limit: 9, offset: 0 })).toEqual([]);
      expect((await store.changes.ofGroup(tenantId, ids.group, 3)).map((each) => each.id)).toEqual(
        made
          .slice(2)
          .reverse()
          .map((each) => each.id),
      );
      expect(await store.changes.ofGroup(tenantId, ids.otherGroup, 3)).toEqual([]);
    });

    it('finds what is due to be watched, and has it looked at later without counting a revision', async () => {
      const tenantId = randomUUID();
      const made: Change[] = [];
      for (const states of [['queued', 'applying', 'processing'], ['queued']] as const) {
        let one = await store.changes.create(draft({ tenantId }), noon, asked);
        for (const to of states) {
          const patch = { nextAt: noon.toISOString() };
          one = (await store.changes.move({
            id: one.id,
            revision: one.revision,
            to,
            at: noon,
            patch,
          })) as Change;
        }
        made.push(one);
      }
      const [processing] = made.map(({ id }) => id);
      const watched = async (seconds: number) =>
        (await store.changes.dueToWatch(after(seconds), 100))
          .map(({ id }) => id)
          .filter((id) => id === processing);
      expect(await watched(0)).toEqual([processing]);
      expect(await store.changes.watched()).toBe((await store.changes.dueToWatch(after(1e6), 10_000)).length);
      await store.changes.lookLater(
        made.map(({ id }) => id),
        after(60),
      );
      expect(await watched(59)).toEqual([]);
      expect(await watched(60)).toEqual([processing]);
      expect(await store.changes.get(processing ?? '')).toMatchObject({ revision: 4 });
      expect(await store.changes.get(made[1]?.id ?? '')).toMatchObject({ nextAt: noon.toISOString() });
    });

    it('keeps what many looks found, each only once and only of what is still as it was looked at', async () => {
      const tenantId = randomUUID();
      const withCard = async (state: ChangeState): Promise<Change> => {
        const { id, revision } = await changeIn(state, { tenantId });
        const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId: null }];
        return (await store.changes.move({ id, revision, at: after(5), cards })) as Change;
      };
      const one = await withCard('processing');
      const two = await withCard('processing');
      const moved = await withCard('processing');
      const done = await withCard('done');
      const progress = { members: 9, licensed: 4, failed: 1, phase: 'processing' as const };
      const reading = ({ id, revision }: Change, redraw: boolean) => ({
        ...{ id, revision, progress, redraw },
        busySeenAt: after(1).toISOString(),
        completeSeenAt: null,
        nextAt: after(30).toISOString(),
      });
      await store.changes.move({ id: moved.id, revision: moved.revision, at: noon, patch: { attempts: 3 } });
      const readings = [reading(one, true), reading(two, false), reading(moved, true), reading(done, true)];
      expect([...(await store.changes.keepReadings(readings, after(2)))].sort()).toEqual(
        [one.id, two.id].sort(),
      );
      expect(await store.changes.get(one.id)).toEqual({
        ...(await store.changes.get(two.id)),
        ...{ id: one.id, number: one.number },
      });
      expect(await store.changes.get(one.id)).toMatchObject({
        revision: one.revision + 1,
        ...{ progress, busySeenAt: after(1).toISOString(), nextAt: after(30).toISOString() },
        ...{ state: 'processing', completeSeenAt: null, attempts: 0 },
      });
      expect(await store.changes.get(moved.id)).toMatchObject({ attempts: 3, progress: null });
      expect(await store.cards.ofChange(one.id)).toMatchObject([
        { wantedRevision: one.revision + 1, dueAt: after(5).toISOString() },
      ]);
      expect(await store.cards.ofChange(two.id)).toMatchObject([{ wantedRevision: two.revision }]);
      expect((await store.changes.keepReadings(readings, after(3))).size).toBe(0);
      expect((await store.changes.keepReadings([], after(3))).size).toBe(0);
    });

    it('tells who needs seats of a product and who waits for some, in the order in which they were confirmed', async () => {
      const tenantId = randomUUID();
      const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
      const visio = { skuId: ids.visio, name: 'Visio' };
      const confirmed = async (to: ChangeState, seconds: number, over: Partial<NewChange> = {}) => {
        const made = await store.changes.create(draft({ tenantId, edit: giving(e3), ...over }), noon, asked);
        const patch = { confirmedAt: after(seconds).toISOString(), nextAt: noon.toISOString() };
        await store.changes.move({ id: made.id, revision: 1, to, at: noon, patch });
        return made;
      };
      const late = await confirmed('wait-listed', 9);
      const early = await confirmed('queued', 1);
      const other = await confirmed('wait-listed', 5, {
        product: e3,
        edit: { add: [...giving(e3).add, ...giving(visio).add], remove: [] },
        forecast: forecast({ seatsNeeded: 0, also: [{ ...visio, needed: 4, available: 9 }] }),
      });
      await confirmed('queued', 2, { edit: { add: [], remove: [e3] } });
      await confirmed('cancelled', 3);
      await confirmed('wait-listed', 4, { tenantId: randomUUID() });
      const found = async (states: readonly ChangeState[], skuId?: string) =>
        (await store.changes.seatNeeds(tenantId, states, skuId)).map(({ changeId }) => changeId).sort();
      const sorted = (...made: Change[]) => made.map(({ id }) => id).sort();
      expect(await found(['wait-listed', 'queued'])).toEqual(sorted(early, other, late));
      expect(await found(['wait-listed', 'queued'], ids.e3)).toEqual(sorted(early, late));
      expect(await found(['queued'], ids.visio)).toEqual([]);
      expect(await store.changes.seatNeeds(tenantId, ['wait-listed'], ids.visio)).toMatchObject([
        { changeId: other.id, skuId: ids.visio, needed: 4 },
      ]);
      expect(await store.changes.seatNeeds(tenantId, ['queued'], ids.e3)).toEqual([
        {
          ...{
            changeId: early.id,
            number: early.number,
            state: 'queued',
            confirmedAt: after(1).toISOString(),
          },
          ...{ skuId: ids.e3, needed: 9, had: 3, progress: null },
        },
      ]);
      expect((await store.changes.waitListed(tenantId)).map((each) => each.id)).toEqual([other.id, late.id]);
      expect([...(await store.changes.countByState(tenantId, ['wait-listed', 'cancelled', 'done']))]).toEqual(
        expect.arrayContaining([
          ['wait-listed', 2],
          ['cancelled', 1],
        ]),
      );

      await store.changes.lookLater([late.id, early.id], after(60));
      expect(await store.changes.get(late.id)).toMatchObject({
        nextAt: after(60).toISOString(),
        revision: 2,
      });
      expect(await store.changes.get(early.id)).toMatchObject({ nextAt: noon.toISOString() });
    });

    it('tells the history of a group, a product, a person and everything, without drafts', async () => {
      const tenantId = randomUUID();
      const move = async (over: Partial<NewChange>, patch: ChangePatch = {}) => {
        const made = await store.changes.create(draft({ tenantId, ...over }), noon, asked);
        await store.changes.move({ id: made.id, revision: 1, to: 'queued', at: noon, patch });
        return made.number;
      };
      const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
      const visio = { skuId: ids.visio, name: 'Visio' };
      const given = await move({ edit: giving(e3) });
      const taken = await move({ edit: { add: [], remove: [visio] }, asker: { id: 'other', name: 'Other' } });
      const decided = await move(
        {
          group: { id: ids.otherGroup, name: 'x' },
          edit: giving(visio),
          asker: { id: 'other', name: 'Other' },
        },
        { request: aRequest({ decisions: [aDecision({ by: { id: ids.person, name: 'Megan' } })] }) },
      );
      await store.changes.create(draft({ tenantId }), noon, asked);
      const numbers = async (about: HistoryFilter) =>
        (await store.changes.history(tenantId, about, 10)).map(({ number }) => number);
      expect(await numbers({})).toEqual([decided, taken, given]);
      expect(await numbers({ groupId: ids.group })).toEqual([taken, given]);
      expect(await numbers({ skuId: ids.visio })).toEqual([decided, taken]);
      expect(await numbers({ personId: ids.person })).toEqual([decided, given]);
      expect(await numbers({ personId: ids.person, skuId: ids.e3 })).toEqual([given]);
      expect(await store.changes.history(tenantId, {}, 1)).toHaveLength(1);
    });
  });

  it('finds open requests by who is asked, and all by who asked or follows', async () => {
    const tenantId = randomUUID();
    const { adele, lynne, alex } = people;
    const stages = [aStage({ approvers: [anApprover(adele)] }), aStage({ approvers: [anApprover(lynne)] })];
    const made: Change[] = [];
    for (const [index, asker] of [alex, lynne, alex].entries()) {
      const one = await store.changes.create(draft({ tenantId, asker }), after(index), asked);
      const followers = index === 1 ? [{ person: alex, conversationId: 'a:1' }] : [];
      const patch = { request: aRequest({ stages, followers }) };
      const waiting = { id: one.id, revision: 1, to: 'waiting' as const, at: noon, patch };
      made.push((await store.changes.move(waiting)) as Change);
    }
    await store.changes.create(draft({ tenantId, asker: alex }), noon, asked);
    const [first, second, third] = made.map(({ id }) => id);
    const move = { id: third ?? '', revision: 2, to: 'withdrawn' as const, at: noon };
    await store.changes.move(move);
    const idsOf = (found: readonly Change[]) => found.map(({ id }) => id);
    expect(idsOf(await store.changes.askedToDecide(tenantId, lynne.id, 9))).toEqual([second, first]);
    expect(idsOf(await store.changes.askedToDecide(tenantId, lynne.id, 1))).toEqual([second]);
    expect(await store.changes.askedToDecide(tenantId, alex.id, 9)).toEqual([]);
    const all = { limit: 9, offset: 0 };
    expect(idsOf(await store.changes.requestsOf(tenantId, alex.id, all))).toEqual([third, second, first]);
    expect(idsOf(await store.changes.requestsOf(tenantId, alex.id, { limit: 1, offset: 1 }))).toEqual([
      second,
    ]);
    expect(await store.changes.requestsOf(tenantId, adele.id, all)).toEqual([]);
  });

  it('chains the record of a tenant, and adds to it what goes with no move', async () => {
    const tenantId = randomUUID();
    const [one, other] = [
      await store.changes.create(draft({ tenantId }), noon, asked),
      await store.changes.create(draft({ tenantId }), noon, asked),
    ];
    await store.evidence.append(one.id, {
      ...asked,
      kind: 'downloaded',
      data: { format: 'csv', no: undefined },
    });
    const rows = await store.evidence.ofChange(one.id);
    const [between] = await store.evidence.ofChange(other.id);
    expect(rows.map(({ sequence, kind, number, data }) => [sequence, kind, number, data])).toEqual([
      [1, 'asked', 1, asked.data],
      [3, 'downloaded', 1, { format: 'csv' }],
    ]);
    expect(between).toMatchObject({ sequence: 2, number: 2, previousHash: rows[0]?.hash });
    expect(rows[1]?.previousHash).toBe(between?.hash);
    await expect(store.evidence.append(ids.otherGroup, asked)).rejects.toMatchObject({
      code: 'evidence.no-change',
    });
  });

  describe('cards', () => {
    async function withCard(activityId: string | null = 'm1') {
      const change = await changeIn('draft');
      const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId }];
      const queued = await store.changes.move({ id: change.id, revision: 1, to: 'queued', at: noon, cards });
      const [card] = await store.cards.ofChange(change.id);
      if (!queued || !card) throw new Error('no card');
      return { change: queued, card };
    }

    it('makes one card of each view, conversation and sequence, wanting the new revision', async () => {
      const { change, card } = await withCard();
      expect(card).toMatchObject({
        activityId: 'm1',
        state: 'live',
        wantedRevision: 2,
        shownRevision: 0,
        attempts: 0,
      });
      const again = { view: 'progress' as const, conversationId: 'a:1', activityId: 'm2' };
      const cards = [again, { ...again, conversationId: 'a:2' }, { ...again, sequence: 1, viewerId: 'v' }];
      await store.changes.move({ id: change.id, revision: 2, at: noon, cards });
      const all = await store.cards.ofChange(change.id);
      expect(all.find(({ id }) => id === card.id)).toMatchObject({ activityId: 'm1', wantedRevision: 3 });
      expect(
        all.map(({ conversationId, sequence, viewerId }) => [conversationId, sequence, viewerId]).sort(),
      ).toEqual([
        ['a:1', 0, ''],
        ['a:1', 1, 'v'],
        ['a:2', 0, ''],
      ]);
    });

    it('rests as a reminder until the change has ended', async () => {
      const change = await changeIn('waiting');
      const cards = (['approval', 'reminder'] as const).map((view) => ({
        view,
        conversationId: 'person/v',
        activityId: null,
      }));
      await store.changes.move({ id: change.id, revision: change.revision, at: noon, cards });
      const sent = await store.cards.ofChange(change.id);
      for (const { id, wantedRevision } of sent)
        await store.cards.shown(id, { activityId: id, revision: wantedRevision, at: noon, notBefore: noon });
      const behind = async () =>
        (await store.cards.ofChange(change.id)).filter((each) => each.wantedRevision > each.shownRevision);
      const begun = change.revision + 1;
      await store.changes.move({ id: change.id, revision: begun, at: noon, to: 'asked-back' });
      expect((await behind()).map(({ view }) => view)).toEqual(['approval']);
      await store.changes.move({ id: change.id, revision: begun + 1, at: noon, to: 'withdrawn' });
      expect((await behind()).map(({ view, rests }) => [view, rests]).sort()).toEqual([
        ['approval', false],
        ['reminder', true],
      ]);
    });

    it('keeps a message that answered somebody, until its change ends', async () => {
      const { change, card } = await withCard('asked-for');
      const place = (activityId: string, revision = change.revision) =>
        store.cards.place({
          changeId: change.id,
          conversationId: 'a:1',
          viewerId: 'v',
          activityId,
          revision,
          at: noon,
          notBefore: after(2),
        });
      const answers = async () =>
        (await store.cards.ofChange(change.id))
          .filter(({ view }) => view === 'answer')
          .sort((one, other) => one.sequence - other.sequence);
      // It shows the change already.
      expect(await place('asked-for')).toBe(false);
      expect(await answers()).toEqual([]);
      expect(await place('answer-1')).toBe(false);
      expect(await place('answer-2', change.revision - 1)).toBe(true);
      expect(await place('answer-2')).toBe(false);
      expect(await answers()).toMatchObject([
        { activityId: 'answer-1', rests: true, shownRevision: change.revision, state: 'live' },
        {
          activityId: 'answer-2',
          rests: false,
          wantedRevision: change.revision,
          dueAt: after(2).toISOString(),
        },
      ]);
      expect(await store.cards.standing('a:1', 'answer-1')).toMatchObject({ view: 'answer' });
      expect(await store.cards.standing('a:1', 'asked-for')).toMatchObject({ id: card.id });
      expect(await store.cards.standing('a:2', 'answer-1')).toBeUndefined();
      const { id, revision } = change;
      await store.changes.move({ id, revision, to: 'applying', at: noon });
      expect((await answers()).map((each) => each.wantedRevision)).toEqual([revision, revision + 1]);
      await store.changes.move({ id, revision: revision + 1, to: 'failed', at: noon });
      expect((await answers()).map((each) => each.wantedRevision)).toEqual([revision + 2, revision + 2]);
      await store.changes.move({ id, revision: revision + 2, at: noon });
      expect((await answers()).map((each) => each.wantedRevision)).toEqual([revision + 2, revision + 2]);
      // Another change is shown on the message from now on.
      const other = await withCard('elsewhere');
      const taken = {
        conversationId: 'a:1',
        viewerId: 'v',
        activityId: 'answer-1',
        at: noon,
        notBefore: noon,
      };
      await store.cards.place({ ...taken, changeId: other.change.id, revision: other.change.revision });
      expect((await answers())[0]).toMatchObject({ state: 'unreachable' });
    });

    it('leaves a message to the card that is placed on it', async () => {
      const { card } = await withCard('taken');
      const elsewhere = await withCard('m1');
      const next = await changeIn('draft');
      const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId: 'taken' }];
      await store.changes.move({ id: next.id, revision: 1, to: 'queued', at: noon, cards });
      expect(await store.cards.get(card.id)).toMatchObject({ state: 'unreachable' });
      expect(await store.cards.get(elsewhere.card.id)).toMatchObject({ state: 'live' });
      expect(await store.cards.ofChange(next.id)).toMatchObject([{ activityId: 'taken', state: 'live' }]);
    });

    it('is claimed by one at a time, and again when the claim has run out', async () => {
      const { card } = await withCard();
      const claims = await Promise.all([1, 2, 3].map(() => store.cards.claim(card.id, noon, 30_000)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.cards.claim(card.id, after(29), 30_000)).toBeUndefined();
      expect(await store.cards.claim(card.id, after(30), 30_000)).toMatchObject({ id: card.id });
    });

    it('is due while it shows less than it should, not sooner than it may be drawn again', async () => {
      const { change, card } = await withCard();
      const isDue = async (at: Date) =>
        (await store.cards.due(at, 1_000)).some((each) => each.id === card.id);
      expect(await isDue(after(-1))).toBe(false);
      expect(await isDue(noon)).toBe(true);
      await store.cards.shown(card.id, { activityId: 'm1', revision: 2, at: noon, notBefore: after(2) });
      expect(await isDue(after(9))).toBe(false);
      await store.changes.move({ id: change.id, revision: 2, at: after(1) });
      expect(await store.cards.get(card.id)).toMatchObject({
        wantedRevision: 3,
        shownRevision: 2,
        dueAt: after(2).toISOString(),
      });
      expect(await isDue(after(1))).toBe(false);
      expect(await isDue(after(2))).toBe(true);
      await store.changes.move({ id: change.id, revision: 3, at: after(5), redraw: false });
      expect(await store.cards.get(card.id)).toMatchObject({ wantedRevision: 3 });
    });

    it('is postponed, made new, and given up', async () => {
      const { card } = await withCard();
      await store.cards.claim(card.id, noon, 30_000);
      await store.cards.postpone(card.id, { dueAt: after(5) });
      expect(await store.cards.get(card.id)).toMatchObject({
        attempts: 1,
        activityId: 'm1',
        dueAt: after(5).toISOString(),
      });
      expect(await store.cards.claim(card.id, after(5), 30_000)).toMatchObject({ id: card.id });
      await store.cards.postpone(card.id, { dueAt: after(5), activityId: null });
      expect(await store.cards.get(card.id)).toMatchObject({ attempts: 2, activityId: null });
      await store.cards.unreachable(card.id);
      expect(await store.cards.claim(card.id, after(99), 30_000)).toBeUndefined();
      expect(await store.cards.get(card.id)).toMatchObject({ state: 'unreachable' });
    });
  });

  describe('cards of one conversation', () => {
    /** Cards of changes that differ, each due some seconds from noon, in a conversation of their own. */
    async function cardsIn(conversationId: string) {
      const make = async (seconds: number, card: Partial<StoredCard>, ended = false): Promise<StoredCard> => {
        const change = await changeIn('queued');
        const { view = 'progress', activityId = null } = card;
        const cards = [{ view, conversationId, activityId }];
        const patch = ended ? { finishedAt: noon.toISOString() } : {};
        await store.changes.move({ id: change.id, revision: 2, at: after(seconds), cards, patch });
        return (await store.cards.ofChange(change.id))[0] as StoredCard;
      };
      return {
        progress: await make(0, { activityId: 'm1' }),
        ended: await make(1, { activityId: 'm2' }, true),
        message: await make(2, { view: 'approval' }),
        completion: await make(3, { view: 'completion' }, true),
        future: await make(100, { view: 'completion' }, true),
      };
    }
    const dueOf = async (card: StoredCard) => (await store.cards.get(card.id))?.dueAt;

    it('are drawn the most urgent first, of those that are due', async () => {
      const { progress, ended, message, completion, future } = await cardsIn('a:next');
      const order: (string | undefined)[] = [];
      for (let index = 0; index < 5; index += 1) {
        const next = await store.cards.next(['a:other', 'a:next'], after(10));
        order.push(next?.id);
        await store.cards.claim(next?.id ?? '', after(100), 30_000);
      }
      expect(order).toEqual([completion, message, ended, progress, future].map(({ id }) => id));
      expect(await store.cards.next(['a:next'], after(10))).toBeUndefined();
      expect((await store.cards.next(['a:next'], after(130)))?.id).toBe(completion.id);
      expect(await store.cards.next(['a:other'], after(10))).toBeUndefined();
    });

    it('wait for each other, one by one, and not for what is less urgent', async () => {
      const { progress, ended, message, completion, future } = await cardsIn('a:hold');
      await store.cards.claim(message.id, after(5), 30_000);
      await store.cards.hold(message.id, ['a:hold'], 1, after(10), 700);
      expect(await dueOf(message)).toBe(after(10).toISOString());
      expect(await dueOf(ended)).toBe(after(10.7).toISOString());
      expect(await dueOf(progress)).toBe(after(11.4).toISOString());
      expect(await dueOf(completion)).toBe(completion.dueAt);
      expect(await dueOf(future)).toBe(future.dueAt);
      expect(await store.cards.claim(message.id, after(10), 30_000)).toMatchObject({ attempts: 0 });
    });

    it('are given back also when another one has put them off meanwhile', async () => {
      const { progress, message } = await cardsIn('a:both');
      for (const { id } of [progress, message]) await store.cards.claim(id, after(5), 30_000);
      await store.cards.hold(message.id, ['a:both'], 1, after(10), 700);
      await store.cards.hold(progress.id, ['a:both'], 3, after(8), 700);
      expect(await store.cards.claim(progress.id, after(20), 30_000)).toMatchObject({ attempts: 0 });
    });

    it.each(['save', 'admit'] as const)(
      'that were never seen are owed again when somebody writes there (%s)',
      async (way) => {
        const personId = randomUUID();
        const { progress, message, completion } = await cardsIn(personalAddress(personId));
        for (const { id } of [progress, message, completion]) await store.cards.unreachable(id);
        const conversation = {
          id: `a:${personId}`,
          tenantId: ids.tenant,
          kind: 'personal' as const,
          personId,
          serviceUrl: 'https://smba.trafficmanager.net/emea/',
          reference: {},
          locale: 'en-US',
          updatedAt: after(60).toISOString(),
        };
        if (way === 'save') await store.conversations.save(conversation);
        else await store.arrivals.admit({ key: '', takes: [], notes: [], conversation }, after(60));
        expect(await store.cards.get(progress.id)).toMatchObject({ state: 'unreachable' });
        for (const { id } of [message, completion])
          expect(await store.cards.get(id)).toMatchObject({ state: 'live', dueAt: after(60).toISOString() });
      },
    );
  });

  it('knows who decides for whom, until when', async () => {
    const { adele, lynne, alex } = people;
    const until = after(60).toISOString();
    const tenantId = randomUUID();
    await store.deputies.set(tenantId, { person: adele, deputy: alex, until });
    await store.deputies.set(tenantId, { person: adele, deputy: lynne, until });
    const deputy = { person: adele, deputy: lynne, until };
    expect(await store.deputies.of(tenantId, [adele.id, alex.id], noon)).toEqual(
      new Map([[adele.id, deputy]]),
    );
    expect(await store.deputies.of(tenantId, [], noon)).toEqual(new Map());
    expect(await store.deputies.whom(tenantId, lynne.id, noon)).toEqual([deputy]);
    expect(await store.deputies.whom(tenantId, alex.id, noon)).toEqual([]);
    expect(await store.deputies.whom('other', lynne.id, noon)).toEqual([]);
    expect(await store.deputies.whom(tenantId, lynne.id, after(60))).toEqual([]);
    expect(await store.deputies.clear(tenantId, adele.id)).toBe(true);
    expect(await store.deputies.clear(tenantId, adele.id)).toBe(false);
    expect(await store.deputies.of(tenantId, [adele.id], noon)).toEqual(new Map());
  });

  describe('conversations', () => {
    const conversation = {
      id: 'a:conversation',
      tenantId: ids.tenant,
      kind: 'personal' as const,
      personId: ids.person,
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      reference: { conversation: { id: 'a:conversation' }, bot: { id: '28:x' } },
      locale: 'en-US',
      updatedAt: noon.toISOString(),
    };

    it('is overwritten by every activity, keeps its welcome, and becomes active again', async () => {
      await store.conversations.save(conversation);
      expect(await store.conversations.get(conversation.id)).toEqual({
        ...conversation,
        state: 'active',
        welcomedAt: null,
      });
      expect(await store.conversations.claimWelcome(conversation.id, noon)).toBe(true);
      await store.conversations.mark(conversation.id, 'blocked', after(1));
      expect(await store.conversations.get(conversation.id)).toMatchObject({ state: 'blocked' });
      const moved = {
        ...conversation,
        serviceUrl: 'https://smba.trafficmanager.net/amer/',
        updatedAt: after(2).toISOString(),
      };
      await store.conversations.save(moved);
      expect(await store.conversations.get(conversation.id)).toEqual({
        ...moved,
        state: 'active',
        welcomedAt: noon.toISOString(),
      });
    });

    it('is welcomed by exactly one of many', async () => {
      await store.conversations.save({ ...conversation, id: 'a:welcome' });
      const claims = await Promise.all(
        [1, 2, 3, 4].map(() => store.conversations.claimWelcome('a:welcome', noon)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.conversations.claimWelcome('a:unknown', noon)).toBe(false);
    });

    it("finds a person's newest personal chat", async () => {
      const personId = ids.otherGroup;
      await store.conversations.save({ ...conversation, id: 'a:old', personId });
      await store.conversations.save({
        ...conversation,
        id: 'a:new',
        personId,
        updatedAt: after(1).toISOString(),
      });
      await store.conversations.save({
        ...conversation,
        id: '19:x',
        kind: 'groupChat',
        personId,
        updatedAt: after(9).toISOString(),
      });
      expect(await store.conversations.personal(ids.tenant, personId)).toMatchObject({ id: 'a:new' });
      expect(await store.conversations.personal('other', personId)).toBeUndefined();
    });
  });

  it('sees a key once, until it is forgotten', async () => {
    const first = await Promise.all([1, 2, 3].map(() => store.seen.first('k', noon)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await store.seen.forget(noon)).toBe(0);
    expect(await store.seen.forget(after(1))).toBe(1);
    expect(await store.seen.first('k', noon)).toBe(true);
    await store.seen.undo('k');
    expect(await store.seen.first('k', noon)).toBe(true);
  });

  describe('turns', () => {
    const pace = (name: string) => ({ name, most: 3, everyMs: 1_000, reserve: 0 });
    const turn = (id: string, over: object = {}) => ({
      key: `key of ${id}`,
      takes: [pace(`turns of ${id}`)],
      notes: [pace(`said to ${id}`)],
      conversation: {
        id,
        tenantId: ids.tenant,
        kind: 'personal' as const,
        personId: `${id}-person`,
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        reference: { conversation: { id }, bot: { id: '28:x' } },
        locale: 'en-US',
        updatedAt: noon.toISOString(),
        ...over,
      },
    });
    const free = async (name: string, at = noon) => {
      for (let count = 0; ; count += 1) if (await store.paces.take([pace(name)], at)) return count;
    };

    it('come in once, each taking a turn, counting its answer and keeping its conversation', async () => {
      const one = turn('a:once');
      const admitted = await Promise.all([1, 2, 3].map(() => store.arrivals.admit(one, noon)));
      expect(admitted.map(({ again }) => again).sort()).toEqual([false, true, true]);
      expect(await store.conversations.get('a:once')).toMatchObject({
        ...one.conversation,
        state: 'active',
        welcomedAt: null,
      });
      expect(await store.seen.first(one.key, noon)).toBe(false);
      expect(await free('turns of a:once')).toBe(2);
      expect(await free('said to a:once')).toBe(2);
    });

    it('are refused where nothing is left, and leave no trace but that they came', async () => {
      const refusing = turn('a:full');
      for (let count = 0; count < 3; count += 1) await store.paces.take(refusing.takes, noon);
      expect(await store.arrivals.admit(refusing, noon)).toEqual({
        again: false,
        refused: { name: 'turns of a:full', at: after(1) },
      });
      expect(await store.conversations.get('a:full')).toBeUndefined();
      expect(await free('said to a:full')).toBe(3);
      expect(await store.arrivals.admit(refusing, after(9))).toMatchObject({ again: true });
      // A press has no key: it may come as often as there is room.
      const press = { ...refusing, key: '', notes: [] };
      for (let count = 0; count < 3; count += 1)
        expect(await store.arrivals.admit(press, after(9))).toEqual({ again: false, refused: undefined });
      expect(await store.arrivals.admit({ ...press, takes: [] }, after(9))).toMatchObject({
        refused: undefined,
      });
    });

    it('keep what is new of a conversation, wake it, and leave it the newest of its person', async () => {
      const admit = (seconds: number, over: object = {}, id = 'a:kept') => {
        const { conversation } = turn(id, { personId: 'kept-person', ...over });
        return store.arrivals.admit({ key: '', takes: [], notes: [], conversation }, after(seconds));
      };
      const newest = () => store.conversations.personal(ids.tenant, 'kept-person');
      await admit(0);
      await store.conversations.claimWelcome('a:kept', noon);
      const moved = { serviceUrl: 'https://smba.trafficmanager.net/amer/', locale: 'de-DE' };
      await admit(1, moved);
      expect(await store.conversations.get('a:kept')).toMatchObject({
        ...moved,
        welcomedAt: noon.toISOString(),
        updatedAt: after(1).toISOString(),
      });
      await admit(2, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await store.conversations.get('a:kept')).toMatchObject({ reference: { bot: { id: '28:y' } } });
      await store.conversations.mark('a:kept', 'blocked', after(3));
      await admit(4, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await store.conversations.get('a:kept')).toMatchObject({ state: 'active' });
      await admit(5, {}, 'a:other');
      expect(await newest()).toMatchObject({ id: 'a:other' });
      await admit(6, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await newest()).toMatchObject({ id: 'a:kept' });
    });

    it('take texts that a database does not', async () => {
      const odd = turn('a:odd', { reference: { name: 'a\0b\ud800' } });
      expect(await store.arrivals.admit({ ...odd, key: 'odd\0\udc00' }, noon)).toMatchObject({
        again: false,
      });
    });
  });

  it('leases a name to one holder, who may renew it, until it runs out or is given back', async () => {
    const { leases } = store;
    const takers = await Promise.all(
      ['a', 'b', 'c'].map((holder) => leases.take('write', holder, noon, 10_000)),
    );
    const holder = ['a', 'b', 'c'][takers.indexOf(true)] ?? '';
    expect(takers.filter(Boolean)).toHaveLength(1);
    expect(await leases.take('write', holder, after(5), 10_000)).toBe(true);
    expect(await leases.take('write', 'z', after(14), 10_000)).toBe(false);
    expect(await leases.take('write', 'z', after(15), 10_000)).toBe(true);
    await leases.release('write', holder); // not the holder any more
    expect(await leases.take('write', 'y', after(16), 10_000)).toBe(false);
    await leases.release('write', 'z');
    expect(await leases.take('write', 'y', after(16), 10_000)).toBe(true);
    // Late, but nobody else has taken it.
    expect(await leases.renew('write', 'y', after(30), 10_000)).toBe(true);
    expect(await leases.take('write', 'z', after(39), 10_000)).toBe(false);
    expect(await leases.renew('write', 'z', after(39), 10_000)).toBe(false);
    expect(await leases.take('write', 'z', after(40), 10_000)).toBe(true);
    expect(await leases.renew('write', 'y', after(41), 10_000)).toBe(false);
    await leases.release('write', 'z');
    expect(await leases.renew('write', 'z', after(41), 10_000)).toBe(false);
    await leases.take('write', 'y', after(41), 10_000);
    await leases.clear();
    expect(await leases.take('write', 'a', after(16), 10_000)).toBe(true);
  });

  it('keeps everything over a restart and migrates once', async () => {
    const change = await changeIn('processing');
    await store.close();
    ({ store } = await database.open());
    await store.ping();
    expect(await store.changes.get(change.id)).toEqual(change);
    expect(await store.changes.evidence(change.id)).toEqual([asked]);
  });
});
