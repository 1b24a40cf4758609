import type { GraphApi, GraphRight } from '../../src/graph/api';
import { rightLost } from '../../src/graph/error-map';
import { applyChange, unknownFateMs } from '../../src/licensing/apply';
import type { Change } from '../../src/licensing/change';
import type { LicensingDeps } from '../../src/licensing/services';
import { takeTurn, waitForTurn, writeLeaseMs } from '../../src/licensing/write-turn';
import { group, ids, newChange, noon, product, user } from '../support/builders';
import { memoryStore } from '../support/memory-store';
import { licenseAdministrator } from '../support/requests';
import { quietTelemetry } from '../support/telemetry';

/** Two processes on one store and one tenant, in a time that only the test moves. */
function twoProcesses() {
  const store = memoryStore();
  let time = noon.getTime();
  let stopping = false;
  let licensed = false;
  const writes: string[] = [];
  /** What happens to a process between its decision to write and the request itself. */
  let before: (holder: string) => Promise<void> = async () => {};
  /** Takes the place of one answer of the tenant. */
  let read: () => Promise<void> = async () => {};
  const ignore = (): void => undefined;
  const graphOf = (holder: string): GraphApi =>
    ({
      group: async () => {
        await read();
        return group(licensed ? { assignedLicenses: [{ skuId: ids.e3, disabledPlans: [] }] } : {});
      },
      caller: async () => ({
        user: user(),
        roles: [{ displayName: 'License Administrator', roleTemplateId: licenseAdministrator }],
      }),
      assignGroupLicense: async (_group: string, _edit: object, right?: GraphRight) => {
        await before(holder);
        const until = await right?.keep();
        if (until === undefined || time >= until) throw rightLost();
        writes.push(holder);
        licensed = true;
      },
    }) as unknown as GraphApi;
  const process = (holder: string): LicensingDeps =>
    ({
      graph: graphOf(holder),
      store,
      catalog: { products: async () => [product()] },
      assignRoles: [licenseAdministrator],
      now: () => new Date(time),
      random: () => 0.5,
      sleep: async (ms: number) => void (time += ms),
      wake: async () => undefined,
      wakeCards: async () => undefined,
      holder,
      isStopping: () => stopping,
      telemetry: quietTelemetry,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    }) as unknown as LicensingDeps;
  return {
    one: process('one'),
    two: process('two'),
    store,
    writes,
    advance: (ms: number) => void (time += ms),
    now: () => time,
    stop: () => void (stopping = true),
    beforeSending: (act: typeof before) => void (before = act),
    whileReading: (act: typeof read) => void (read = act),
    queued: async (): Promise<Change> => {
      const at = new Date(time);
      const created = await store.changes.create(newChange({ tenantId: 't' }), at, {
        at: at.toISOString(),
        kind: 'asked',
        actor: 'a',
        data: {},
      });
      const moved = await store.changes.move({ id: created.id, revision: 1, to: 'queued', at });
      if (!moved) throw new Error('not queued');
      return moved;
    },
  };
}

describe('the turn to write', () => {
  it('of a process that died passes on after a quarter of a minute', async () => {
    const { one, two, advance } = twoProcesses();
    await takeTurn(one, 't');
    advance(writeLeaseMs - 1);
    expect(await takeTurn(two, 't')).toBeUndefined();
    advance(1);
    expect(await takeTurn(two, 't')).toBeDefined();
  });

  it('lasts as long as it is kept, and is lost when another has had it since', async () => {
    const { one, two, advance, now } = twoProcesses();
    const turn = await takeTurn(one, 't');
    for (let kept = 0; kept < 5; kept += 1) {
      advance(writeLeaseMs - 1);
      expect(await turn?.keep()).toBeGreaterThan(now());
      expect(await takeTurn(two, 't')).toBeUndefined();
    }
    advance(writeLeaseMs);
    const other = await takeTurn(two, 't');
    expect(await turn?.keep()).toBeUndefined();
    await turn?.end(); // not its own any more
    expect(await other?.keep()).toBeDefined();
    await other?.end();
    expect(await turn?.keep()).toBeUndefined();
  });

  it('lets no request begin that could still be under way when it has passed on', async () => {
    const { one, now } = twoProcesses();
    const until = (await (await takeTurn(one, 't'))?.keep()) ?? Infinity;
    expect(until + 10_000).toBeLessThanOrEqual(now() + writeLeaseMs);
  });

  it('is waited for a little, but not by a process that is about to end', async () => {
    const { one, two, now, stop } = twoProcesses();
    const turn = await takeTurn(one, 't');
    const began = now();
    expect(await waitForTurn(two, 't')).toBeUndefined();
    expect(now() - began).toBe(5_000);
    stop();
    expect(await waitForTurn(two, 't')).toBeUndefined();
    expect(now() - began).toBe(5_000);
    await turn?.end();
    expect(await waitForTurn(two, 't')).toBeDefined();
  });
});

describe('a process that stands still right before it writes', () => {
  it('does not write what another has written meanwhile', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    world.beforeSending(async (holder) => {
      if (holder !== 'one') return;
      world.advance(writeLeaseMs + unknownFateMs);
      await applyChange(world.two, change.id);
    });
    await applyChange(world.one, change.id);
    expect(world.writes).toEqual(['two']);
    expect(await world.store.changes.get(change.id)).toMatchObject({ state: 'processing', attempts: 0 });
  });

  it('does not write although the lease is its own again: a later attempt has made its own void', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    world.beforeSending(async (holder) => {
      if (holder !== 'one') return;
      world.advance(writeLeaseMs + unknownFateMs);
      await applyChange(world.two, change.id);
      await takeTurn(world.one, 't'); // for something else
    });
    await applyChange(world.one, change.id);
    expect(world.writes).toEqual(['two']);
  });

  it('goes on when nobody else was there', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    world.beforeSending(async () => world.advance(10 * writeLeaseMs));
    await applyChange(world.one, change.id);
    expect(world.writes).toEqual(['one']);
  });
});

describe('what is read before a change is written', () => {
  it('is read while another has the turn, and written when it has come', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    const turn = await takeTurn(world.two, 't');
    let reads = 0;
    world.whileReading(async () => {
      reads += 1;
      await turn?.end();
    });
    await applyChange(world.one, change.id);
    expect([reads, world.writes]).toEqual([1, ['one']]);
  });

  it('is read again when the group was written to meanwhile', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    const other = await world.queued();
    let reads = 0;
    world.whileReading(async () => {
      reads += 1;
      if (reads === 1) await applyChange(world.two, change.id);
    });
    await applyChange(world.one, other.id);
    expect([reads, world.writes]).toEqual([3, ['two']]);
    // What the other one wrote was seen: the license was there already.
    expect(await world.store.changes.get(other.id)).toMatchObject({ state: 'processing', attemptedAt: null });
  });

  it('is read in the turn after an attempt that failed, and looked at anew when another wrote meanwhile', async () => {
    const world = twoProcesses();
    const change = await world.queued();
    world.beforeSending(async () => Promise.reject(new Error('no answer')));
    await applyChange(world.one, change.id);
    world.beforeSending(async () => {});
    world.advance(60_000);
    world.whileReading(async () => {
      world.whileReading(async () => {});
      world.advance(writeLeaseMs);
      await (await takeTurn(world.two, 't'))?.end();
    });
    await applyChange(world.one, change.id);
    expect(world.writes).toEqual([]);
    world.advance(60_000);
    await applyChange(world.one, change.id);
    expect(world.writes).toEqual(['one']);
  });
});
