import type { PgBoss } from 'pg-boss';
import { queueNames, queueSettings } from './queue-settings';

/**
 * Makes the queues that are not there, and gives the others the settings of this version where an earlier one gave them
 * others. One question answers for all of them: asking for each to be made takes a transaction each time.
 */
export async function prepareQueues(
  boss: Pick<PgBoss, 'getQueues' | 'createQueue' | 'updateQueue'>,
): Promise<void> {
  const { policy, ...settings } = queueSettings;
  const found = new Map((await boss.getQueues(queueNames)).map((queue) => [queue.name, queue]));
  for (const name of queueNames) {
    const queue = found.get(name);
    if (!queue) await boss.createQueue(name, { policy, ...settings });
    else if (
      Object.entries(settings).some(([setting, value]) => queue[setting as keyof typeof queue] !== value)
    )
      await boss.updateQueue(name, settings);
  }
}
