import type { ExactForecast } from '../../src/licensing/exact-forecast';
import type { LearnedFact } from '../../src/licensing/learned';
import { ForecastSum } from '../../src/licensing/rules/forecast-sum';
import type { Store } from '../../src/store/contract';
import type { OpenedStore } from '../../src/store/open';
import { after, ids, newChange, noon } from '../support/builders';
import { databases, type TestDatabase } from '../support/databases';

const asked = { at: noon.toISOString(), kind: 'asked', actor: ids.person, data: {} };
const message = { conversationId: 'a:1', activityId: 'm-1', viewerId: ids.person };
const result: ExactForecast = {
  sum: new ForecastSum([]).sum(),
  names: { [ids.group]: 'Sales "${x}" \u0000' },
  seatLimits: { [ids.e3]: 2 ** 47 },
  madeAt: noon.toISOString(),
};

describe.each(databases)('forecasts on %s', (_name, create) => {
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

  const draft = () => store.changes.create(newChange({ conversationId: 'a:1' }), noon, asked);
  const cardOf = async (changeId: string) =>
    (await store.cards.ofChange(changeId)).find(({ view }) => view === 'forecast');

  it('are ordered once while they run, and anew once they have ended', async () => {
    const { id } = await draft();
    expect(await store.forecasts.get(id)).toBeUndefined();
    const first = await store.forecasts.order(id, { total: 12, at: noon });
    expect(first).toMatchObject({ changeId: id, state: 'running', revision: 1, read: 0, total: 12 });
    expect(await store.forecasts.order(id, { total: 99, at: after(1) })).toEqual(first);
    await store.forecasts.end(id, { at: after(2), read: 12, result });
    expect(await store.forecasts.get(id)).toMatchObject({ state: 'done', read: 12, nextAt: null });
    const second = await store.forecasts.order(id, { total: 13, at: after(3) });
    expect(second).toMatchObject({ state: 'running', read: 0, total: 13, result: null, revision: 3 });
  });

  it('keep what came out whole, less what a database cannot store', async () => {
    const { id } = await draft();
    await store.forecasts.order(id, { total: 0, at: noon });
    await store.forecasts.end(id, { at: after(1), read: 0, result });
    expect((await store.forecasts.get(id))?.result).toEqual({
      ...result,
      names: { [ids.group]: 'Sales "${x}" ' },
    });
  });

  it('keep members in pages, which a new attempt and time forget', async () => {
    const { id } = await draft();
    await store.forecasts.order(id, { total: 2, at: noon });
    const rows = '[["${x}","\\u0000 ☃"]]';
    await store.forecasts.addPage(id, { page: 0, rows, read: 1, at: noon, redraw: false });
    await store.forecasts.addPage(id, { page: 1, rows: '[]', read: 2, at: after(9), redraw: true });
    expect(await store.forecasts.page(id, 0)).toBe(rows);
    expect(await store.forecasts.page(id, 2)).toBeUndefined();
    expect(await store.forecasts.get(id)).toMatchObject({ read: 2, revision: 2 });
    await store.forecasts.forgetPages(after(9));
    expect(await store.forecasts.page(id, 0)).toBeUndefined();
    expect(await store.forecasts.page(id, 1)).toBe('[]');
    await store.forecasts.begin(id, 5);
    expect(await store.forecasts.page(id, 1)).toBeUndefined();
    expect(await store.forecasts.get(id)).toMatchObject({ read: 0, total: 5 });
  });

  it('are due until they have ended, later after a failure', async () => {
    const { id } = await draft();
    await store.forecasts.order(id, { total: 2, at: after(100) });
    expect(await store.forecasts.due(after(99), 500)).not.toContain(id);
    expect(await store.forecasts.due(after(100), 500)).toContain(id);
    await store.forecasts.retry(id, { nextAt: after(110) });
    expect(await store.forecasts.get(id)).toMatchObject({ attempts: 1, nextAt: after(110).toISOString() });
    expect(await store.forecasts.due(after(109), 500)).not.toContain(id);
    const failure = { code: 'x', sentence: 'Not today.' };
    await store.forecasts.end(id, { at: after(111), read: 0, failure });
    expect(await store.forecasts.get(id)).toMatchObject({ state: 'failed', failure });
    expect(await store.forecasts.due(after(999), 500)).not.toContain(id);
  });

  describe('their message', () => {
    it('follows the forecast and not the change', async () => {
      const change = await draft();
      await store.forecasts.order(change.id, { total: 2, at: noon, card: message });
      expect(await cardOf(change.id)).toMatchObject({ ...message, wantedRevision: 1, shownRevision: 1 });
      await store.changes.move({ id: change.id, revision: 1, at: noon });
      expect(await cardOf(change.id)).toMatchObject({ wantedRevision: 1 });
      await store.forecasts.end(change.id, { at: after(1), read: 2, result });
      expect(await cardOf(change.id)).toMatchObject({ state: 'live', wantedRevision: 2, shownRevision: 1 });
      const behind = (await store.cards.due(after(1), 500)).map(({ changeId }) => changeId);
      expect(behind).toContain(change.id);
    });

    it('is another one when it was asked for again elsewhere', async () => {
      const { id } = await draft();
      await store.forecasts.order(id, { total: 2, at: noon, card: message });
      await store.forecasts.order(id, { total: 2, at: noon, card: { ...message, activityId: 'm-2' } });
      expect(await cardOf(id)).toMatchObject({ activityId: 'm-2', wantedRevision: 1, shownRevision: 1 });
    });

    it.each(['queued', 'waiting', 'cancelled'] as const)(
      'is given up when the draft becomes %s',
      async (to) => {
        const change = await draft();
        await store.forecasts.order(change.id, { total: 2, at: noon, card: message });
        const cards = [{ view: 'progress', ...message }] as const;
        await store.changes.move({ id: change.id, revision: 1, to, at: noon, cards });
        await store.forecasts.end(change.id, { at: after(1), read: 2, result });
        expect(await cardOf(change.id)).toMatchObject({ state: 'unreachable', wantedRevision: 1 });
        const progress = (await store.cards.ofChange(change.id)).find(({ view }) => view === 'progress');
        expect(progress).toMatchObject({ state: 'live', activityId: 'm-1' });
      },
    );

    it('is given up when it shows something else', async () => {
      const { id } = await draft();
      await store.forecasts.order(id, { total: 2, at: noon, card: message });
      await store.cards.dropForecast(id);
      expect(await cardOf(id)).toMatchObject({ state: 'unreachable' });
      await store.forecasts.order(id, { total: 2, at: noon, card: message });
      expect(await cardOf(id)).toMatchObject({ state: 'live' });
    });
  });

  describe('learned facts', () => {
    const conflict: LearnedFact = { kind: 'conflict', plans: [ids.e3, ids.visio] };
    const needs = (plan: string): LearnedFact => ({ kind: 'dependency', plan: ids.e3, needsOneOf: [plan] });

    it('are kept once each, by tenant, the latest word about a plan', async () => {
      await store.facts.learn('one', conflict, noon);
      await store.facts.learn('one', { kind: 'conflict', plans: [ids.visio, ids.e3] }, after(1));
      await store.facts.learn('one', needs(ids.visio), after(2));
      await store.facts.learn('one', needs(ids.group), after(3));
      await store.facts.learn('one', { kind: 'location', skuId: ids.e3, location: 'BY' }, after(4));
      await store.facts.learn('other', { kind: 'location', skuId: ids.e3, location: 'RU' }, after(4));
      expect(await store.facts.of('one')).toEqual([
        { kind: 'location', skuId: ids.e3, location: 'BY', at: after(4).toISOString() },
        { ...needs(ids.group), at: after(3).toISOString() },
        { kind: 'conflict', plans: [ids.visio, ids.e3], at: after(1).toISOString() },
      ]);
      expect(await store.facts.of('other')).toHaveLength(1);
      expect(await store.facts.of('nobody')).toEqual([]);
    });
  });
});
