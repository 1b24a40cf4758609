import type { Change } from '../../src/licensing/change';
import { watchChanges } from '../../src/licensing/watch';
import type { LicensingDeps } from '../../src/licensing/services';
import { startSandbox, virtualClock, type Sandbox } from '../../src/sandbox';
import type { OpenedStore } from '../../src/store/open';
import { newChange } from '../support/builders';
import { serverDatabase, type TestDatabase } from '../support/databases';
import { sandboxGraph, skuNamed } from '../support/sandbox-graph';
import { quietTelemetry } from '../support/telemetry';

const many = 130;

/** Hundreds of changes that Entra processes at the same time, with a real tenant and a real store below. */
describe('watching many changes', () => {
  const clock = virtualClock(Date.parse('2026-11-24T09:00:00Z'));
  const wakes: { id: string; at: Date | undefined }[] = [];
  let requests = 0;
  /** Groups whose members are read at this moment, and at most. */
  let [reading, mostRead] = [0, 0];
  let sandbox: Sandbox;
  let database: TestDatabase;
  let opened: OpenedStore;
  let deps: LicensingDeps;

  beforeAll(async () => {
    [sandbox, database] = await Promise.all([
      startSandbox({
        scenario: 'large',
        size: { users: 2_000, groups: many + 20, largestGroup: 20 },
        clock,
        pace: { queuedMs: 60_000, membersPerSecond: 10_000 },
        staleReadMs: 0,
        onRequest: ({ batched }) => void (requests += batched ? 0 : 1),
      }),
      serverDatabase(),
    ]);
    opened = await database.open();
    const ignore = (): void => undefined;
    const graph = sandboxGraph(sandbox, clock);
    deps = {
      graph: Object.assign(Object.create(graph) as typeof graph, {
        members: async (...asked: Parameters<typeof graph.members>) => {
          mostRead = Math.max(mostRead, (reading += 1));
          return graph.members(...asked).finally(() => (reading -= 1));
        },
      }),
      store: opened.store,
      now: () => new Date(clock.now()),
      random: () => 0.5,
      wake: async (_queue: string, id: string, at?: Date) => void wakes.push({ id, at }),
      wakeCards: async () => undefined,
      finishLog: { countsFor: async () => undefined },
      telemetry: quietTelemetry,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    } as unknown as LicensingDeps;
  });
  afterAll(async () => {
    await opened.store.close();
    await Promise.all([sandbox.close(), database.dispose()]);
  });

  /** A change that Graph has just accepted, of one of the groups. */
  async function accepted(group: { id: string; displayName: string }, skuId: string): Promise<Change> {
    const at = new Date(clock.now());
    const product = { skuId, name: 'Power Automate Free' };
    let change = await opened.store.changes.create(
      newChange({ tenantId: 't', group: { id: group.id, name: group.displayName }, product }),
      at,
      { at: at.toISOString(), kind: 'asked', actor: 'a', data: {} },
    );
    for (const to of ['queued', 'applying', 'processing'] as const) {
      const patch =
        to === 'processing'
          ? { acceptedAt: at.toISOString(), attemptedAt: at.toISOString(), nextAt: at.toISOString() }
          : {};
      const moved = await opened.store.changes.move({
        id: change.id,
        revision: change.revision,
        to,
        at,
        patch,
      });
      if (!moved) throw new Error('not moved');
      change = moved;
    }
    return change;
  }

  it('takes few requests, writes little, and ends every one of them', async () => {
    const skuId = skuNamed(sandbox, 'FLOW_FREE');
    const groups = [...sandbox.tenant.groups.values()]
      .filter((group) => group.licenses.length === 0 && group.users.size > 0)
      .slice(0, many);
    const changes: Change[] = [];
    for (const group of groups) {
      sandbox.engine.setTemplate(group, [{ skuId, disabledPlans: [] }], {
        kind: 'app',
        appId: null,
        name: 'Test',
      });
      changes.push(await accepted(group, skuId));
    }
    expect(changes).toHaveLength(many);
    const [first] = changes;
    const look = async (): Promise<number> => {
      requests = 0;
      wakes.length = 0;
      await watchChanges(deps, [first?.id ?? '']);
      return requests;
    };
    clock.advance(1_000);
    await look();
    // From the second look on there is nothing to write but when to look again.
    clock.advance(10_000);
    const revisions = async (): Promise<number> =>
      (await Promise.all(changes.map(({ id }) => opened.store.changes.get(id)))).reduce(
        (sum, each) => sum + (each?.revision ?? 0),
        0,
      );
    const before = await revisions();
    // One page of groups, and the counts of at most a hundred of them in batches of twenty.
    expect(await look()).toBeLessThanOrEqual(1 + 15);
    expect((await revisions()) - before).toBeLessThan(many);
    expect(wakes.length).toBeLessThan(many / 4);
    clock.advance(120_000);
    for (let round = 0; round < 6; round += 1) {
      await look();
      clock.advance(70_000);
    }
    const ended = await Promise.all(changes.map(({ id }) => opened.store.changes.get(id)));
    expect(ended.filter((each) => each?.state !== 'done' && each?.state !== 'done-with-failures')).toEqual(
      [],
    );
    expect(mostRead).toBe(5);
  });
});
