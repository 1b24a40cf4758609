import { createJobs, type Jobs, type JobOptions, type QueueName } from '../../src/jobs/queue';
import type { OpenedStore } from '../../src/store/open';
import { databases, type TestDatabase } from '../support/databases';
import { quietTelemetry as telemetry } from '../support/telemetry';

/** A thing that happens several times and that a test can wait for. */
function counter() {
  let count = 0;
  const waiting: { readonly to: number; readonly done: () => void }[] = [];
  return {
    count: () => count,
    up: () => {
      count += 1;
      for (const each of waiting) if (count >= each.to) each.done();
    },
    reaches: (to: number) =>
      new Promise<void>((done) => {
        if (count >= to) done();
        else waiting.push({ to, done });
      }),
  };
}

describe.each(databases)('wake-ups on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;
  const running: Jobs[] = [];
  beforeAll(async () => {
    database = await create();
    opened = await database.open();
  });
  afterEach(async () => {
    for (const jobs of running.splice(0)) await jobs.stop();
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });

  const idle = async (): Promise<void> => {};
  async function start(
    handlers: Partial<Record<QueueName, (ids: readonly string[]) => Promise<void>>>,
    over: Partial<JobOptions> = {},
  ) {
    const jobs = createJobs({
      opened,
      telemetry,
      handlers: {
        apply: idle,
        watch: idle,
        request: idle,
        grant: idle,
        seats: idle,
        deliver: idle,
        forecast: idle,
        upkeep: idle,
        ...handlers,
      },
      sweep: async () => [],
      log: { info: () => {}, warn: () => {}, error: () => {} },
      ...over,
    });
    await jobs.start();
    running.push(jobs);
    return jobs;
  }

  it('come at their time, not at the next look at the queue', async () => {
    const woken = counter();
    const jobs = await start({ watch: async () => woken.up() });
    const at = Date.now() + 300;
    await jobs.wake('watch', 'soon', new Date(at + 3_600_000));
    await jobs.wake('watch', 'soon', new Date(at));
    await woken.reaches(1);
    const late = Date.now() - at;
    expect(late).toBeGreaterThanOrEqual(-2);
    expect(late).toBeLessThan(2_500); // the queues look on their own every 5 s
  });

  it('are measured by the clock that is given', async () => {
    const woken = counter();
    const jobs = await start(
      { watch: async () => woken.up() },
      { clock: () => new Date('2031-01-01T00:00:00Z') },
    );
    await jobs.wake('watch', 'past', new Date('2030-12-31T23:59:59Z'));
    await woken.reaches(1);
  });

  it('of one row wait once, however often it is woken; while it runs one more may wait', async () => {
    const woken = counter();
    let go = (): void => {};
    const blocked = new Promise<void>((resolve) => (go = resolve));
    const last = counter();
    const jobs = await start({
      apply: async (ids) => {
        if (ids.includes('end')) return last.up();
        woken.up();
        await blocked;
      },
    });
    await jobs.wake('apply', 'many');
    await woken.reaches(1);
    await Promise.all(Array.from({ length: 10 }, () => jobs.wake('apply', 'many')));
    await jobs.wake('apply', 'end');
    go();
    await last.reaches(1);
    expect(woken.count()).toBe(2);
  });

  it('are delivered four at a time, one slow card holding up no other', async () => {
    const begun = counter();
    const passed = counter();
    let go = (): void => {};
    const blocked = new Promise<void>((resolve) => (go = resolve));
    let active = 0;
    let most = 0;
    const jobs = await start({
      deliver: async (ids) => {
        expect(ids).toHaveLength(1);
        active += 1;
        most = Math.max(most, active);
        begun.up();
        if (ids[0]?.startsWith('slow')) await blocked;
        active -= 1;
        passed.up();
      },
    });
    await Promise.all(['slow-1', 'slow-2', 'slow-3'].map((id) => jobs.wake('deliver', id)));
    await begun.reaches(3);
    await Promise.all(Array.from({ length: 8 }, (_, index) => jobs.wake('deliver', `quick-${index}`)));
    await passed.reaches(8);
    expect(active).toBe(3);
    go();
    await passed.reaches(11);
    expect(most).toBe(4);
  });

  it('come again by the sweep after a handler has thrown', async () => {
    const tried = counter();
    const errors: string[] = [];
    await start(
      {
        apply: async () => {
          tried.up();
          throw new Error('broken');
        },
      },
      {
        sweep: async () => [{ queue: 'apply', id: 'due' }],
        sweepEveryMs: 30,
        log: { info: () => {}, warn: () => {}, error: (fields) => void errors.push(JSON.stringify(fields)) },
      },
    );
    await tried.reaches(2);
    expect(errors[0]).toContain('broken');
  });

  it('are finished before the queues stop', async () => {
    const begun = counter();
    let go = (): void => {};
    let finished = false;
    const blocked = new Promise<void>((resolve) => (go = resolve));
    const jobs = await start({
      apply: async () => {
        begun.up();
        await blocked;
        finished = true;
      },
    });
    await jobs.wake('apply', 'slow');
    await begun.reaches(1);
    const stopping = jobs.stop();
    go();
    await stopping;
    expect(finished).toBe(true);
  });

  it('are not lost with a queue that was stopped before their time', async () => {
    const before = await start({});
    await before.wake('watch', 'kept', new Date(Date.now() + 200));
    await before.stop();
    const woken = counter();
    const ids: string[] = [];
    await start({ watch: async (got) => void (ids.push(...got), got.includes('kept') && woken.up()) });
    await woken.reaches(1);
    expect(ids).toContain('kept');
  }, 20_000);

  it('never fail the caller: the row is stored, and the sweep makes it good', async () => {
    const warnings: string[] = [];
    const log = {
      info: () => {},
      error: () => {},
      warn: (_fields: object, message: string) => void warnings.push(message),
    };
    const jobs = await start({}, { log });
    await expect(jobs.wake('apply', 'x', new Date(Number.NaN))).resolves.toBeUndefined();
    expect(warnings).toHaveLength(1);
  });
});
