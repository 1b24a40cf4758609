import { PgBoss } from 'pg-boss';
import { bossDatabase } from '../../src/jobs/boss-database';
import { prepareQueues } from '../../src/jobs/prepare-queues';
import { bossSettings, queueNames, queueSettings } from '../../src/jobs/queue-settings';
import type { OpenedStore } from '../../src/store/open';
import { databases, type TestDatabase } from '../support/databases';

describe.each(databases)('preparing the queues on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;
  let boss: PgBoss;

  beforeAll(async () => {
    database = await create();
    opened = await database.open();
    const { queueDatabase } = opened;
    boss = new PgBoss({ ...bossSettings(queueDatabase.kind), ...bossDatabase(queueDatabase) });
    await boss.start();
    await prepareQueues(boss);
  });
  afterAll(async () => {
    await boss?.stop({ graceful: false });
    await opened?.store.close();
    await database?.dispose();
  });

  it('makes those that are not there, all alike', async () => {
    await boss.deleteQueue('watch');
    await prepareQueues(boss);
    const queues = await boss.getQueues();
    expect(queues.map(({ name }) => name).sort()).toEqual([...queueNames].sort());
    for (const queue of queues) expect(queue).toMatchObject(queueSettings);
  });

  it('brings one of an earlier version up to date and leaves the others alone', async () => {
    await boss.updateQueue('grant', { retryLimit: 9, deleteAfterSeconds: 3_600 });
    const updated = jest.spyOn(boss, 'updateQueue');
    const created = jest.spyOn(boss, 'createQueue');
    await prepareQueues(boss);
    expect(updated.mock.calls.map(([name]) => name)).toEqual(['grant']);
    expect(created).not.toHaveBeenCalled();
    expect(await boss.getQueue('grant')).toMatchObject(queueSettings);
  });
});
