import { randomUUID } from 'node:crypto';
import type { Change } from '../../../src/licensing/change';
import { canMove, changeStates, type ChangeState } from '../../../src/licensing/change-states';
import { after, ids, noon } from '../../support/builders';
import { asked, draft, onEveryStore } from './on-every-store';

/** How changes are made, moved, watched and recorded. */
onEveryStore('changes', (on) => {
  it('gives a new change id, number and revision, and keeps everything', async () => {
    const first = await on.store.changes.create(draft(), noon, asked);
    const second = await on.store.changes.create(draft(), noon, asked);
    expect(first).toMatchObject({
      ...draft(),
      state: 'draft',
      revision: 1,
      createdAt: noon.toISOString(),
      nextAt: null,
    });
    expect(second.number).toBe(first.number + 1);
    expect(await on.store.changes.get(first.id)).toEqual(first);
    expect(await on.store.changes.byNumber(ids.tenant, first.number)).toEqual(first);
    expect(await on.store.changes.byNumber('other', first.number)).toBeUndefined();
    expect(await on.store.changes.get(ids.change)).toBeUndefined();
  });

  it('numbers each tenant on its own, also when many ask at once', async () => {
    const numbers = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await on.store.changes.create(draft({ tenantId: 'many' }), noon, asked)).number,
      ),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('moves only from the revision that was read: of two at once exactly one wins', async () => {
    const change = await on.changeIn('draft');
    const move = { id: change.id, revision: change.revision, to: 'queued' as const, at: noon };
    const results = await Promise.all([
      on.store.changes.move(move),
      on.store.changes.move(move),
      on.store.changes.move(move),
    ]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await on.store.changes.move(move)).toBeUndefined();
    expect(await on.store.changes.get(change.id)).toMatchObject({ state: 'queued', revision: 2 });
  });

  it.each(changeStates.flatMap((from) => changeStates.map((to) => [from, to] as const)))(
    '%s to %s',
    async (from, to) => {
      const change = await on.changeIn(from);
      const move = on.store.changes.move({ id: change.id, revision: change.revision, to, at: noon });
      if (canMove(from, to))
        await expect(move).resolves.toMatchObject({ state: to, revision: change.revision + 1 });
      else await expect(move).rejects.toMatchObject({ code: 'change.illegal-move' });
      const after = await on.store.changes.get(change.id);
      expect(after?.state).toBe(canMove(from, to) ? to : from);
    },
  );

  it('stores the changes of a batch with its move or not at all, and lists the batch in their place', async () => {
    const tenantId = 'batches';
    const groups = [ids.group, ids.otherGroup].map((id) => ({ id, name: id, members: 3, holders: 1 }));
    const batch = { groups, leftOut: [{ name: 'Board', why: 'has-license' as const }], atLeast: 2 };
    const parent = await on.changeIn('applying', { tenantId, batch, group: { id: '', name: 'two' } });
    expect(await on.store.changes.get(parent.id)).toMatchObject({ batch, parentId: null });
    const children = groups.map(({ id, name }) => ({
      change: draft({ tenantId, group: { id, name } }),
      evidence: asked,
    }));
    const spread = { id: parent.id, revision: parent.revision, to: 'processing' as const, at: after(5) };
    const results = await Promise.all([
      on.store.changes.move({ ...spread, children }),
      on.store.changes.move({ ...spread, children }),
    ]);
    expect(results.filter(Boolean)).toHaveLength(1);
    const made = await on.store.changes.childrenOf(parent.id);
    expect(made).toHaveLength(2);
    expect(made.map(({ number, state, group, nextAt }) => [number, state, group.id, nextAt])).toEqual(
      groups.map(({ id }, index) => [parent.number + 1 + index, 'queued', id, after(5).toISOString()]),
    );
    expect(made[0]).toMatchObject({ parentId: parent.id, batch: null, revision: 1 });
    expect(await on.store.changes.evidence(made[1]?.id ?? '')).toMatchObject([{ kind: 'asked' }]);
    const all = { limit: 10, offset: 0 };
    expect(await on.store.changes.inStates(tenantId, ['queued', 'processing'], all)).toMatchObject([
      { id: parent.id },
    ]);
    expect(await on.store.changes.begunFor(tenantId, [ids.group])).toMatchObject([{ id: made[0]?.id }]);
    expect(await on.store.changes.begunFor(tenantId, [])).toEqual([]);
    expect(await on.store.changes.childrenOf(made[0]?.id ?? '')).toEqual([]);
  });

  it('patches every field, leaves the others, and can set one back to nothing', async () => {
    const change = await on.changeIn('processing');
    const patch = {
      progress: { members: 12, licensed: 4, failed: 1, phase: 'processing' as const },
      outcome: { members: 12, assigned: 11, alreadyHad: 0, failed: 1, unconfirmed: 0, failures: [] },
      failure: { code: 'x', sentence: 'No.' },
      busySeenAt: after(1).toISOString(),
      completeSeenAt: after(2).toISOString(),
      nextAt: after(3).toISOString(),
      attempts: 2,
    };
    const patched = await on.store.changes.move({
      id: change.id,
      revision: change.revision,
      at: noon,
      patch,
    });
    expect(patched).toEqual({ ...change, ...patch, revision: change.revision + 1 });
    const back = {
      id: change.id,
      revision: change.revision + 1,
      at: noon,
      patch: { completeSeenAt: null, nextAt: null },
    };
    expect(await on.store.changes.move(back)).toMatchObject({
      completeSeenAt: null,
      nextAt: null,
      attempts: 2,
    });
  });

  it('appends evidence in order, in the same transaction as the move', async () => {
    const change = await on.changeIn('draft');
    const entry = { at: after(1).toISOString(), kind: 'confirmed', actor: ids.person, data: {} };
    await on.store.changes.move({ id: change.id, revision: 1, to: 'queued', at: noon, evidence: entry });
    await on.store.changes.move({ id: change.id, revision: 1, to: 'queued', at: noon, evidence: entry }); // too late
    await on.store.changes
      .move({ id: change.id, revision: 2, to: 'done', at: noon, evidence: entry })
      .catch(() => undefined); // illegal
    expect(await on.store.changes.evidence(change.id)).toEqual([asked, entry]);
  });

  it('chains the record of a tenant, and adds to it what goes with no move', async () => {
    const tenantId = randomUUID();
    const [one, other] = [
      await on.store.changes.create(draft({ tenantId }), noon, asked),
      await on.store.changes.create(draft({ tenantId }), noon, asked),
    ];
    await on.store.evidence.append(one.id, {
      ...asked,
      kind: 'downloaded',
      data: { format: 'csv', no: undefined },
    });
    const rows = await on.store.evidence.ofChange(one.id);
    const [between] = await on.store.evidence.ofChange(other.id);
    expect(rows.map(({ sequence, kind, number, data }) => [sequence, kind, number, data])).toEqual([
      [1, 'asked', 1, asked.data],
      [3, 'downloaded', 1, { format: 'csv' }],
    ]);
    expect(between).toMatchObject({ sequence: 2, number: 2, previousHash: rows[0]?.hash });
    expect(rows[1]?.previousHash).toBe(between?.hash);
    await expect(on.store.evidence.append(ids.otherGroup, asked)).rejects.toMatchObject({
      code: 'evidence.no-change',
    });
  });

  it('finds what is due in any state, oldest first, never what is later or has no next step', async () => {
    const tenantId = 'due';
    const at = (seconds: number) => ({ nextAt: after(seconds).toISOString() });
    const set = async (change: Change, seconds: number) =>
      on.store.changes.move({ id: change.id, revision: change.revision, at: noon, patch: at(seconds) });
    const late = await on.changeIn('processing', { tenantId });
    const soon = await on.changeIn('queued', { tenantId });
    const future = await on.changeIn('queued', { tenantId });
    const granted = await on.changeIn('done', { tenantId });
    const waiting = await on.changeIn('waiting', { tenantId });
    await on.changeIn('done', { tenantId });
    await Promise.all([
      set(late, -60),
      set(soon, -30),
      set(future, 1_000),
      set(granted, -90),
      set(waiting, -10),
    ]);
    const due = (await on.store.changes.due(noon, 1_000)).filter((each) => each.tenantId === tenantId);
    expect(due.map((each) => each.id)).toEqual([granted.id, late.id, soon.id, waiting.id]);
    expect(await on.store.changes.due(noon, 1)).toHaveLength(1);
  });

  it('finds what is due to be watched, and has it looked at later without counting a revision', async () => {
    const tenantId = randomUUID();
    const made: Change[] = [];
    for (const states of [['queued', 'applying', 'processing'], ['queued']] as const) {
      let one = await on.store.changes.create(draft({ tenantId }), noon, asked);
      for (const to of states) {
        const patch = { nextAt: noon.toISOString() };
        one = (await on.store.changes.move({
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
      (await on.store.changes.dueToWatch(after(seconds), 100))
        .map(({ id }) => id)
        .filter((id) => id === processing);
    expect(await watched(0)).toEqual([processing]);
    expect(await on.store.changes.watched()).toBe(
      (await on.store.changes.dueToWatch(after(1e6), 10_000)).length,
    );
    await on.store.changes.lookLater(
      made.map(({ id }) => id),
      after(60),
    );
    expect(await watched(59)).toEqual([]);
    expect(await watched(60)).toEqual([processing]);
    expect(await on.store.changes.get(processing ?? '')).toMatchObject({ revision: 4 });
    expect(await on.store.changes.get(made[1]?.id ?? '')).toMatchObject({ nextAt: noon.toISOString() });
  });

  it('keeps what many looks found, each only once and only of what is still as it was looked at', async () => {
    const tenantId = randomUUID();
    const withCard = async (state: ChangeState): Promise<Change> => {
      const { id, revision } = await on.changeIn(state, { tenantId });
      const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId: null }];
      return (await on.store.changes.move({ id, revision, at: after(5), cards })) as Change;
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
    await on.store.changes.move({ id: moved.id, revision: moved.revision, at: noon, patch: { attempts: 3 } });
    const readings = [reading(one, true), reading(two, false), reading(moved, true), reading(done, true)];
    expect([...(await on.store.changes.keepReadings(readings, after(2)))].sort()).toEqual(
      [one.id, two.id].sort(),
    );
    expect(await on.store.changes.get(one.id)).toEqual({
      ...(await on.store.changes.get(two.id)),
      ...{ id: one.id, number: one.number },
    });
    expect(await on.store.changes.get(one.id)).toMatchObject({
      revision: one.revision + 1,
      ...{ progress, busySeenAt: after(1).toISOString(), nextAt: after(30).toISOString() },
      ...{ state: 'processing', completeSeenAt: null, attempts: 0 },
    });
    expect(await on.store.changes.get(moved.id)).toMatchObject({ attempts: 3, progress: null });
    expect(await on.store.cards.ofChange(one.id)).toMatchObject([
      { wantedRevision: one.revision + 1, dueAt: after(5).toISOString() },
    ]);
    expect(await on.store.cards.ofChange(two.id)).toMatchObject([{ wantedRevision: two.revision }]);
    expect((await on.store.changes.keepReadings(readings, after(3))).size).toBe(0);
    expect((await on.store.changes.keepReadings([], after(3))).size).toBe(0);
  });

  it('keeps everything over a restart and migrates once', async () => {
    const change = await on.changeIn('processing');
    await on.reopen();
    await on.store.ping();
    expect(await on.store.changes.get(change.id)).toEqual(change);
    expect(await on.store.changes.evidence(change.id)).toEqual([asked]);
  });
});
