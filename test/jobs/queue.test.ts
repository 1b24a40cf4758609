import { createJobs, type Jobs, type Wake } from '../../src/jobs/queue';
import type { OpenedStore } from '../../src/store/open';
import { databases, type TestDatabase } from '../support/databases';
import { quietTelemetry as telemetry } from '../support/telemetry';

/** Collects what handlers saw and lets a test wait for it. */
function collector() {
  const seen: { queue: string; ids: readonly string[]; at: number }[] = [];
  const waiting = new Set<() => void>();
  return {
    seen,
    take: (queue: string) => async (ids: readonly string[]) => {
      seen.push({ queue, ids, at: Date.now() });
      for (const look of waiting) look();
    },
    until: (condition: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (condition()) {
            waiting.delete(look);
            resolve();
          }
        };
        waiting.add(look);
        look();
      }),
  };
}

describe.each(databases)('jobs on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;
  const running: Jobs[] = [];
  const problems: string[] = [];

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
    expect(problems).toEqual([]);
  });

  async function start(over: Partial<Parameters<typeof createJobs>[0]> = {}, due: Wake[] = []) {
    const heard = collector();
    const jobs = createJobs({
      opened,
      telemetry,
      handlers: {
        apply: heard.take('apply'),
        watch: heard.take('watch'),
        request: heard.take('request'),
        grant: heard.take('grant'),
        seats: heard.take('seats'),
        deliver: heard.take('deliver'),
        forecast: heard.take('forecast'),
        upkeep: heard.take('upkeep'),
      },
      sweep: async () => due,
      log: { info: () => {}, warn: () => {}, error: (fields) => void problems.push(JSON.stringify(fields)) },
      ...over,
    });
    await jobs.start();
    running.push(jobs);
    return { jobs, heard };
  }
  const sawId = (heard: ReturnType<typeof collector>, id: string) =>
    heard.seen.some((each) => each.ids.includes(id));

  it('wakes a handler at once, and only that queue', async () => {
    const { jobs, heard } = await start();
    await jobs.wake('watch', 'one');
    await heard.until(() => sawId(heard, 'one'));
    expect(heard.seen.map((each) => each.queue)).toEqual(['watch']);
  });

  it('wakes what the store says is due at the start, whatever jobs were lost', async () => {
    const { heard } = await start({}, [
      { queue: 'apply', id: 'owed' },
      { queue: 'deliver', id: 'card' },
    ]);
    await heard.until(() => sawId(heard, 'owed') && sawId(heard, 'card'));
  });

  it('never holds an early wake-up back behind a late one', async () => {
    const { jobs, heard } = await start();
    await jobs.wake('watch', 'both', new Date(Date.now() + 3_600_000));
    await jobs.wake('watch', 'both');
    await heard.until(() => sawId(heard, 'both'));
  });

  it('wakes a later one when its time has come', async () => {
    const { jobs, heard } = await start();
    const at = Date.now() + 600;
    await jobs.wake('watch', 'later', new Date(at));
    await heard.until(() => sawId(heard, 'later'));
    expect(heard.seen.at(-1)?.at).toBeGreaterThanOrEqual(at - 50);
  });

  it('writes one batch at a time and reads in batches of at most 20', async () => {
    let active = 0;
    let most = 0;
    const heard = collector();
    const { jobs } = await start({
      handlers: {
        apply: async (ids) => {
          most = Math.max(most, (active += 1));
          await new Promise((resolve) => setImmediate(resolve));
          active -= 1;
          await heard.take('apply')(ids);
        },
        watch: heard.take('watch'),
        request: heard.take('request'),
        grant: heard.take('grant'),
        seats: heard.take('seats'),
        deliver: heard.take('deliver'),
        forecast: heard.take('forecast'),
        upkeep: heard.take('upkeep'),
      },
    });
    const ids = Array.from({ length: 30 }, (_, index) => `n${index}`);
    await Promise.all(ids.map((id) => jobs.wake('apply', id)));
    await Promise.all(ids.map((id) => jobs.wake('watch', id)));
    const got = (queue: string) =>
      new Set(heard.seen.filter((each) => each.queue === queue).flatMap((each) => each.ids)).size;
    await heard.until(() => got('apply') === 30 && got('watch') === 30);
    expect(most).toBe(1);
    const batches = heard.seen.filter((each) => each.queue === 'watch').map((each) => each.ids.length);
    expect(Math.max(...batches)).toBeGreaterThan(1);
    expect(Math.max(...batches)).toBeLessThanOrEqual(20);
  });

  it('goes on after a handler that throws, and says so in the log', async () => {
    const heard = collector();
    const { jobs } = await start({
      handlers: {
        apply: async (ids) => {
          await heard.take('apply')(ids);
          if (ids.includes('bad')) throw new Error('broken');
        },
        watch: heard.take('watch'),
        request: heard.take('request'),
        grant: heard.take('grant'),
        seats: heard.take('seats'),
        deliver: heard.take('deliver'),
        forecast: heard.take('forecast'),
        upkeep: heard.take('upkeep'),
      },
    });
    await jobs.wake('apply', 'bad');
    await jobs.wake('apply', 'good');
    await heard.until(() => sawId(heard, 'bad') && sawId(heard, 'good'));
    await jobs.stop();
    running.length = 0;
    expect(problems.splice(0)).toEqual([expect.stringContaining('broken')]);
  });

  it('takes no more wake-ups once it is stopped', async () => {
    const { jobs } = await start();
    await jobs.stop();
    running.length = 0;
    await expect(jobs.wake('apply', 'late')).resolves.toBeUndefined();
  });
});
