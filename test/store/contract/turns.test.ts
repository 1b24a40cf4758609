import { randomUUID } from 'node:crypto';
import type { ArrivedTurn } from '../../../src/store/contract';
import { after, ids, noon } from '../../support/builders';
import { people } from '../../support/requests';
import { onEveryStore } from './on-every-store';

/** Conversations, turns, deputies, leases and what was seen. */
onEveryStore('turns and those who take them', (on) => {
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

    const heard = (from: ArrivedTurn['conversation']) =>
      on.store.arrivals.admit(
        { key: '', takes: [], notes: [], conversation: from },
        new Date(from.updatedAt),
      );

    it('is overwritten by every activity, keeps its welcome, and becomes active again', async () => {
      await heard(conversation);
      expect(await on.store.conversations.get(conversation.id)).toEqual({
        ...conversation,
        state: 'active',
        welcomedAt: null,
      });
      expect(await on.store.conversations.claimWelcome(conversation.id, noon)).toBe(true);
      await on.store.conversations.mark(conversation.id, 'blocked', after(1));
      expect(await on.store.conversations.get(conversation.id)).toMatchObject({ state: 'blocked' });
      const moved = {
        ...conversation,
        serviceUrl: 'https://smba.trafficmanager.net/amer/',
        updatedAt: after(2).toISOString(),
      };
      await heard(moved);
      expect(await on.store.conversations.get(conversation.id)).toEqual({
        ...moved,
        state: 'active',
        welcomedAt: noon.toISOString(),
      });
    });

    it('is welcomed by exactly one of many', async () => {
      await heard({ ...conversation, id: 'a:welcome' });
      const claims = await Promise.all(
        [1, 2, 3, 4].map(() => on.store.conversations.claimWelcome('a:welcome', noon)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await on.store.conversations.claimWelcome('a:unknown', noon)).toBe(false);
    });

    it("finds a person's newest personal chat", async () => {
      const personId = ids.otherGroup;
      await heard({ ...conversation, id: 'a:old', personId });
      await heard({
        ...conversation,
        id: 'a:new',
        personId,
        updatedAt: after(1).toISOString(),
      });
      await heard({
        ...conversation,
        id: '19:x',
        kind: 'groupChat',
        personId,
        updatedAt: after(9).toISOString(),
      });
      expect(await on.store.conversations.personal(ids.tenant, personId)).toMatchObject({ id: 'a:new' });
      expect(await on.store.conversations.personal('other', personId)).toBeUndefined();
    });
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
      for (let count = 0; ; count += 1) if (await on.store.paces.take([pace(name)], at)) return count;
    };

    it('come in once, each taking a turn, counting its answer and keeping its conversation', async () => {
      const one = turn('a:once');
      const admitted = await Promise.all([1, 2, 3].map(() => on.store.arrivals.admit(one, noon)));
      expect(admitted.map(({ again }) => again).sort()).toEqual([false, true, true]);
      expect(await on.store.conversations.get('a:once')).toMatchObject({
        ...one.conversation,
        state: 'active',
        welcomedAt: null,
      });
      expect(await on.store.seen.first(one.key, noon)).toBe(false);
      expect(await free('turns of a:once')).toBe(2);
      expect(await free('said to a:once')).toBe(2);
    });

    it('are refused where nothing is left, and leave no trace but that they came', async () => {
      const refusing = turn('a:full');
      for (let count = 0; count < 3; count += 1) await on.store.paces.take(refusing.takes, noon);
      expect(await on.store.arrivals.admit(refusing, noon)).toEqual({
        again: false,
        refused: { name: 'turns of a:full', at: after(1) },
      });
      expect(await on.store.conversations.get('a:full')).toBeUndefined();
      expect(await free('said to a:full')).toBe(3);
      expect(await on.store.arrivals.admit(refusing, after(9))).toMatchObject({ again: true });
      // A press has no key: it may come as often as there is room.
      const press = { ...refusing, key: '', notes: [] };
      for (let count = 0; count < 3; count += 1)
        expect(await on.store.arrivals.admit(press, after(9))).toEqual({ again: false, refused: undefined });
      expect(await on.store.arrivals.admit({ ...press, takes: [] }, after(9))).toMatchObject({
        refused: undefined,
      });
    });

    it('keep what is new of a conversation, wake it, and leave it the newest of its person', async () => {
      const admit = (seconds: number, over: object = {}, id = 'a:kept') => {
        const { conversation } = turn(id, { personId: 'kept-person', ...over });
        return on.store.arrivals.admit({ key: '', takes: [], notes: [], conversation }, after(seconds));
      };
      const newest = () => on.store.conversations.personal(ids.tenant, 'kept-person');
      await admit(0);
      await on.store.conversations.claimWelcome('a:kept', noon);
      const moved = { serviceUrl: 'https://smba.trafficmanager.net/amer/', locale: 'de-DE' };
      await admit(1, moved);
      expect(await on.store.conversations.get('a:kept')).toMatchObject({
        ...moved,
        welcomedAt: noon.toISOString(),
        updatedAt: after(1).toISOString(),
      });
      await admit(2, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await on.store.conversations.get('a:kept')).toMatchObject({
        reference: { bot: { id: '28:y' } },
      });
      await on.store.conversations.mark('a:kept', 'blocked', after(3));
      await admit(4, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await on.store.conversations.get('a:kept')).toMatchObject({ state: 'active' });
      await admit(5, {}, 'a:other');
      expect(await newest()).toMatchObject({ id: 'a:other' });
      await admit(6, { ...moved, reference: { bot: { id: '28:y' } } });
      expect(await newest()).toMatchObject({ id: 'a:kept' });
    });

    it('take texts that a database does not', async () => {
      const odd = turn('a:odd', { reference: { name: 'a\0b\ud800' } });
      expect(await on.store.arrivals.admit({ ...odd, key: 'odd\0\udc00' }, noon)).toMatchObject({
        again: false,
      });
    });
  });

  it('sees a key once, until it is forgotten', async () => {
    const yesterday = after(-86_400); // older than everything else here
    const first = await Promise.all([1, 2, 3].map(() => on.store.seen.first('k', yesterday)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await on.store.seen.forget(yesterday)).toBe(0);
    expect(await on.store.seen.forget(after(-86_399))).toBe(1);
    expect(await on.store.seen.first('k', yesterday)).toBe(true);
    await on.store.seen.undo('k');
    expect(await on.store.seen.first('k', yesterday)).toBe(true);
  });

  it('knows who decides for whom, until when', async () => {
    const { adele, lynne, alex } = people;
    const until = after(60).toISOString();
    const tenantId = randomUUID();
    await on.store.deputies.set(tenantId, { person: adele, deputy: alex, until });
    await on.store.deputies.set(tenantId, { person: adele, deputy: lynne, until });
    const deputy = { person: adele, deputy: lynne, until };
    expect(await on.store.deputies.of(tenantId, [adele.id, alex.id], noon)).toEqual(
      new Map([[adele.id, deputy]]),
    );
    expect(await on.store.deputies.of(tenantId, [], noon)).toEqual(new Map());
    expect(await on.store.deputies.whom(tenantId, lynne.id, noon)).toEqual([deputy]);
    expect(await on.store.deputies.whom(tenantId, alex.id, noon)).toEqual([]);
    expect(await on.store.deputies.whom('other', lynne.id, noon)).toEqual([]);
    expect(await on.store.deputies.whom(tenantId, lynne.id, after(60))).toEqual([]);
    expect(await on.store.deputies.clear(tenantId, adele.id)).toBe(true);
    expect(await on.store.deputies.clear(tenantId, adele.id)).toBe(false);
    expect(await on.store.deputies.of(tenantId, [adele.id], noon)).toEqual(new Map());
  });

  it('leases a name to one holder, who may renew it, until it runs out or is given back', async () => {
    const { leases } = on.store;
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
});
