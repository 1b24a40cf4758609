import { randomUUID } from 'node:crypto';
import { personalAddress } from '../../../src/store/address';
import type { StoredCard } from '../../../src/store/contract';
import { after, ids, noon } from '../../support/builders';
import { onEveryStore } from './on-every-store';

/** Which card is drawn, where, when and by whom. */
onEveryStore('cards', (on) => {
  describe('cards', () => {
    async function withCard(activityId: string | null = 'm1') {
      const change = await on.changeIn('draft');
      const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId }];
      const queued = await on.store.changes.move({
        id: change.id,
        revision: 1,
        to: 'queued',
        at: noon,
        cards,
      });
      const [card] = await on.store.cards.ofChange(change.id);
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
      await on.store.changes.move({ id: change.id, revision: 2, at: noon, cards });
      const all = await on.store.cards.ofChange(change.id);
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
      const change = await on.changeIn('waiting');
      const cards = (['approval', 'reminder'] as const).map((view) => ({
        view,
        conversationId: 'person/v',
        activityId: null,
      }));
      await on.store.changes.move({ id: change.id, revision: change.revision, at: noon, cards });
      const sent = await on.store.cards.ofChange(change.id);
      for (const { id, wantedRevision } of sent)
        await on.store.cards.shown(id, {
          activityId: id,
          revision: wantedRevision,
          at: noon,
          notBefore: noon,
        });
      const behind = async () =>
        (await on.store.cards.ofChange(change.id)).filter((each) => each.wantedRevision > each.shownRevision);
      const begun = change.revision + 1;
      await on.store.changes.move({ id: change.id, revision: begun, at: noon, to: 'asked-back' });
      expect((await behind()).map(({ view }) => view)).toEqual(['approval']);
      await on.store.changes.move({ id: change.id, revision: begun + 1, at: noon, to: 'withdrawn' });
      expect((await behind()).map(({ view, rests }) => [view, rests]).sort()).toEqual([
        ['approval', false],
        ['reminder', true],
      ]);
    });

    it('keeps a message that answered somebody, until its change ends', async () => {
      const { change, card } = await withCard('asked-for');
      const place = (activityId: string, revision = change.revision) =>
        on.store.cards.place({
          changeId: change.id,
          conversationId: 'a:1',
          viewerId: 'v',
          activityId,
          revision,
          at: noon,
          notBefore: after(2),
        });
      const answers = async () =>
        (await on.store.cards.ofChange(change.id))
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
      expect(await on.store.cards.standing('a:1', 'answer-1')).toMatchObject({ view: 'answer' });
      expect(await on.store.cards.standing('a:1', 'asked-for')).toMatchObject({ id: card.id });
      expect(await on.store.cards.standing('a:2', 'answer-1')).toBeUndefined();
      const { id, revision } = change;
      await on.store.changes.move({ id, revision, to: 'applying', at: noon });
      expect((await answers()).map((each) => each.wantedRevision)).toEqual([revision, revision + 1]);
      await on.store.changes.move({ id, revision: revision + 1, to: 'failed', at: noon });
      expect((await answers()).map((each) => each.wantedRevision)).toEqual([revision + 2, revision + 2]);
      await on.store.changes.move({ id, revision: revision + 2, at: noon });
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
      await on.store.cards.place({ ...taken, changeId: other.change.id, revision: other.change.revision });
      expect((await answers())[0]).toMatchObject({ state: 'unreachable' });
    });

    it('leaves a message to the card that is placed on it', async () => {
      const { card } = await withCard('taken');
      const elsewhere = await withCard('m1');
      const next = await on.changeIn('draft');
      const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId: 'taken' }];
      await on.store.changes.move({ id: next.id, revision: 1, to: 'queued', at: noon, cards });
      expect(await on.store.cards.get(card.id)).toMatchObject({ state: 'unreachable' });
      expect(await on.store.cards.get(elsewhere.card.id)).toMatchObject({ state: 'live' });
      expect(await on.store.cards.ofChange(next.id)).toMatchObject([{ activityId: 'taken', state: 'live' }]);
    });

    it('is claimed by one at a time, and again when the claim has run out', async () => {
      const { card } = await withCard();
      const claims = await Promise.all([1, 2, 3].map(() => on.store.cards.claim(card.id, noon, 30_000)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await on.store.cards.claim(card.id, after(29), 30_000)).toBeUndefined();
      expect(await on.store.cards.claim(card.id, after(30), 30_000)).toMatchObject({ id: card.id });
    });

    it('is due while it shows less than it should, not sooner than it may be drawn again', async () => {
      const { change, card } = await withCard();
      const isDue = async (at: Date) =>
        (await on.store.cards.due(at, 1_000)).some((each) => each.id === card.id);
      expect(await isDue(after(-1))).toBe(false);
      expect(await isDue(noon)).toBe(true);
      await on.store.cards.shown(card.id, { activityId: 'm1', revision: 2, at: noon, notBefore: after(2) });
      expect(await isDue(after(9))).toBe(false);
      await on.store.changes.move({ id: change.id, revision: 2, at: after(1) });
      expect(await on.store.cards.get(card.id)).toMatchObject({
        wantedRevision: 3,
        shownRevision: 2,
        dueAt: after(2).toISOString(),
      });
      expect(await isDue(after(1))).toBe(false);
      expect(await isDue(after(2))).toBe(true);
      await on.store.changes.move({ id: change.id, revision: 3, at: after(5), redraw: false });
      expect(await on.store.cards.get(card.id)).toMatchObject({ wantedRevision: 3 });
    });

    it('is postponed, made new, and given up', async () => {
      const { card } = await withCard();
      await on.store.cards.claim(card.id, noon, 30_000);
      await on.store.cards.postpone(card.id, { dueAt: after(5) });
      expect(await on.store.cards.get(card.id)).toMatchObject({
        attempts: 1,
        activityId: 'm1',
        dueAt: after(5).toISOString(),
      });
      expect(await on.store.cards.claim(card.id, after(5), 30_000)).toMatchObject({ id: card.id });
      await on.store.cards.postpone(card.id, { dueAt: after(5), activityId: null });
      expect(await on.store.cards.get(card.id)).toMatchObject({ attempts: 2, activityId: null });
      await on.store.cards.unreachable(card.id);
      expect(await on.store.cards.claim(card.id, after(99), 30_000)).toBeUndefined();
      expect(await on.store.cards.get(card.id)).toMatchObject({ state: 'unreachable' });
    });
  });

  describe('cards of one conversation', () => {
    /** Cards of changes that differ, each due some seconds from noon, in a conversation of their own. */
    async function cardsIn(conversationId: string) {
      const make = async (seconds: number, card: Partial<StoredCard>, ended = false): Promise<StoredCard> => {
        const change = await on.changeIn('queued');
        const { view = 'progress', activityId = null } = card;
        const cards = [{ view, conversationId, activityId }];
        const patch = ended ? { finishedAt: noon.toISOString() } : {};
        await on.store.changes.move({ id: change.id, revision: 2, at: after(seconds), cards, patch });
        return (await on.store.cards.ofChange(change.id))[0] as StoredCard;
      };
      return {
        progress: await make(0, { activityId: 'm1' }),
        ended: await make(1, { activityId: 'm2' }, true),
        message: await make(2, { view: 'approval' }),
        completion: await make(3, { view: 'completion' }, true),
        future: await make(100, { view: 'completion' }, true),
      };
    }
    const dueOf = async (card: StoredCard) => (await on.store.cards.get(card.id))?.dueAt;

    it('are drawn the most urgent first, of those that are due', async () => {
      const { progress, ended, message, completion, future } = await cardsIn('a:next');
      const order: (string | undefined)[] = [];
      for (let index = 0; index < 5; index += 1) {
        const next = await on.store.cards.next(['a:other', 'a:next'], after(10));
        order.push(next?.id);
        await on.store.cards.claim(next?.id ?? '', after(100), 30_000);
      }
      expect(order).toEqual([completion, message, ended, progress, future].map(({ id }) => id));
      expect(await on.store.cards.next(['a:next'], after(10))).toBeUndefined();
      expect((await on.store.cards.next(['a:next'], after(130)))?.id).toBe(completion.id);
      expect(await on.store.cards.next(['a:other'], after(10))).toBeUndefined();
    });

    it('wait for each other, one by one, and not for what is less urgent', async () => {
      const { progress, ended, message, completion, future } = await cardsIn('a:hold');
      await on.store.cards.claim(message.id, after(5), 30_000);
      await on.store.cards.hold(message.id, ['a:hold'], 1, after(10), 700);
      expect(await dueOf(message)).toBe(after(10).toISOString());
      expect(await dueOf(ended)).toBe(after(10.7).toISOString());
      expect(await dueOf(progress)).toBe(after(11.4).toISOString());
      expect(await dueOf(completion)).toBe(completion.dueAt);
      expect(await dueOf(future)).toBe(future.dueAt);
      expect(await on.store.cards.claim(message.id, after(10), 30_000)).toMatchObject({ attempts: 0 });
    });

    it('are given back also when another one has put them off meanwhile', async () => {
      const { progress, message } = await cardsIn('a:both');
      for (const { id } of [progress, message]) await on.store.cards.claim(id, after(5), 30_000);
      await on.store.cards.hold(message.id, ['a:both'], 1, after(10), 700);
      await on.store.cards.hold(progress.id, ['a:both'], 3, after(8), 700);
      expect(await on.store.cards.claim(progress.id, after(20), 30_000)).toMatchObject({ attempts: 0 });
    });

    it('that were never seen are owed again when somebody writes there', async () => {
      const personId = randomUUID();
      const { progress, message, completion } = await cardsIn(personalAddress(personId));
      for (const { id } of [progress, message, completion]) await on.store.cards.unreachable(id);
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
      await on.store.arrivals.admit({ key: '', takes: [], notes: [], conversation }, after(60));
      expect(await on.store.cards.get(progress.id)).toMatchObject({ state: 'unreachable' });
      for (const { id } of [message, completion])
        expect(await on.store.cards.get(id)).toMatchObject({
          state: 'live',
          dueAt: after(60).toISOString(),
        });
    });
  });
});
