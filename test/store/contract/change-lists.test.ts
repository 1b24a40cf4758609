import { randomUUID } from 'node:crypto';
import type { Change, ChangePatch, NewChange } from '../../../src/licensing/change';
import { type ChangeState } from '../../../src/licensing/change-states';
import type { HistoryFilter } from '../../../src/store/contract';
import { after, forecast, giving, ids, noon } from '../../support/builders';
import { aDecision, anApprover, aRequest, aStage, people } from '../../support/requests';
import { asked, draft, onEveryStore } from './on-every-store';

/** What is found among changes, by whom, of what, and in which order. */
onEveryStore('lists of changes', (on) => {
  it('lists by state and by group, newest first, in pages', async () => {
    const tenantId = 'lists';
    const made: Change[] = [];
    for (let index = 0; index < 5; index += 1) {
      made.push(await on.store.changes.create(draft({ tenantId }), after(index), asked));
    }
    const page = await on.store.changes.inStates(tenantId, ['draft'], { limit: 2, offset: 1 });
    expect(page.map((each) => each.id)).toEqual([made[3]?.id, made[2]?.id]);
    expect(await on.store.changes.inStates(tenantId, ['done'], { limit: 9, offset: 0 })).toEqual([]);
    expect((await on.store.changes.ofGroup(tenantId, ids.group, 3)).map((each) => each.id)).toEqual(
      made
        .slice(2)
        .reverse()
        .map((each) => each.id),
    );
    expect(await on.store.changes.ofGroup(tenantId, ids.otherGroup, 3)).toEqual([]);
  });

  it('tells who needs seats of a product and who waits for some, in the order in which they were confirmed', async () => {
    const tenantId = randomUUID();
    const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
    const visio = { skuId: ids.visio, name: 'Visio' };
    const confirmed = async (to: ChangeState, seconds: number, over: Partial<NewChange> = {}) => {
      const made = await on.store.changes.create(draft({ tenantId, edit: giving(e3), ...over }), noon, asked);
      const patch = { confirmedAt: after(seconds).toISOString(), nextAt: noon.toISOString() };
      await on.store.changes.move({ id: made.id, revision: 1, to, at: noon, patch });
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
      (await on.store.changes.seatNeeds(tenantId, states, skuId)).map(({ changeId }) => changeId).sort();
    const sorted = (...made: Change[]) => made.map(({ id }) => id).sort();
    expect(await found(['wait-listed', 'queued'])).toEqual(sorted(early, other, late));
    expect(await found(['wait-listed', 'queued'], ids.e3)).toEqual(sorted(early, late));
    expect(await found(['queued'], ids.visio)).toEqual([]);
    expect(await on.store.changes.seatNeeds(tenantId, ['wait-listed'], ids.visio)).toMatchObject([
      { changeId: other.id, skuId: ids.visio, needed: 4 },
    ]);
    expect(await on.store.changes.seatNeeds(tenantId, ['queued'], ids.e3)).toEqual([
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
    expect((await on.store.changes.waitListed(tenantId)).map((each) => each.id)).toEqual([other.id, late.id]);
    expect([
      ...(await on.store.changes.countByState(tenantId, ['wait-listed', 'cancelled', 'done'])),
    ]).toEqual(
      expect.arrayContaining([
        ['wait-listed', 2],
        ['cancelled', 1],
      ]),
    );

    await on.store.changes.lookLater([late.id, early.id], after(60));
    expect(await on.store.changes.get(late.id)).toMatchObject({
      nextAt: after(60).toISOString(),
      revision: 2,
    });
    expect(await on.store.changes.get(early.id)).toMatchObject({ nextAt: noon.toISOString() });
  });

  it('tells the history of a group, a product, a person and everything, without drafts', async () => {
    const tenantId = randomUUID();
    const move = async (over: Partial<NewChange>, patch: ChangePatch = {}) => {
      const made = await on.store.changes.create(draft({ tenantId, ...over }), noon, asked);
      await on.store.changes.move({ id: made.id, revision: 1, to: 'queued', at: noon, patch });
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
    await on.store.changes.create(draft({ tenantId }), noon, asked);
    const numbers = async (about: HistoryFilter) =>
      (await on.store.changes.history(tenantId, about, 10)).map(({ number }) => number);
    expect(await numbers({})).toEqual([decided, taken, given]);
    expect(await numbers({ groupId: ids.group })).toEqual([taken, given]);
    expect(await numbers({ skuId: ids.visio })).toEqual([decided, taken]);
    expect(await numbers({ personId: ids.person })).toEqual([decided, given]);
    expect(await numbers({ personId: ids.person, skuId: ids.e3 })).toEqual([given]);
    expect(await on.store.changes.history(tenantId, {}, 1)).toHaveLength(1);
  });

  it('finds open requests by who is asked, and all by who asked or follows', async () => {
    const tenantId = randomUUID();
    const { adele, lynne, alex } = people;
    const stages = [aStage({ approvers: [anApprover(adele)] }), aStage({ approvers: [anApprover(lynne)] })];
    const made: Change[] = [];
    for (const [index, asker] of [alex, lynne, alex].entries()) {
      const one = await on.store.changes.create(draft({ tenantId, asker }), after(index), asked);
      const followers = index === 1 ? [{ person: alex, conversationId: 'a:1' }] : [];
      const patch = { request: aRequest({ stages, followers }) };
      const waiting = { id: one.id, revision: 1, to: 'waiting' as const, at: noon, patch };
      made.push((await on.store.changes.move(waiting)) as Change);
    }
    await on.store.changes.create(draft({ tenantId, asker: alex }), noon, asked);
    const [first, second, third] = made.map(({ id }) => id);
    const move = { id: third ?? '', revision: 2, to: 'withdrawn' as const, at: noon };
    await on.store.changes.move(move);
    const idsOf = (found: readonly Change[]) => found.map(({ id }) => id);
    expect(idsOf(await on.store.changes.askedToDecide(tenantId, lynne.id, 9))).toEqual([second, first]);
    expect(idsOf(await on.store.changes.askedToDecide(tenantId, lynne.id, 1))).toEqual([second]);
    expect(await on.store.changes.askedToDecide(tenantId, alex.id, 9)).toEqual([]);
    const all = { limit: 9, offset: 0 };
    expect(idsOf(await on.store.changes.requestsOf(tenantId, alex.id, all))).toEqual([third, second, first]);
    expect(idsOf(await on.store.changes.requestsOf(tenantId, alex.id, { limit: 1, offset: 1 }))).toEqual([
      second,
    ]);
    expect(await on.store.changes.requestsOf(tenantId, adele.id, all)).toEqual([]);
  });
});
