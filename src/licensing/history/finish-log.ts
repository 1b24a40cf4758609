import type { GraphApi } from '../../graph/api';
import { finishCounts, logActivities, type FinishCounts } from './log-entry';

/** What the directory's log says of how passes ended. */
export interface FinishLog {
  /**
   * How many people the last pass over a group served, when the log tells it already.
   * @param since when Graph accepted the change; earlier passes are not meant
   */
  countsFor(groupId: string, since: Date): Promise<FinishCounts | undefined>;
}

/** One read serves all groups that end at about the same time, because the tenant allows five in ten seconds. */
const freshMs = 5_000;
/** Who may not read the log, or was sent away, does not ask at every change. */
const restMs = 5 * 60_000;
const lookBackMs = 24 * 3_600_000;
const skewMs = 60_000;

/** Never fails: a log that cannot be read is one that tells nothing. */
export function createFinishLog(deps: {
  readonly graph: Pick<GraphApi, 'directoryAudits'>;
  readonly now: () => Date;
}): FinishLog {
  let read: { readonly at: number; readonly entries: ReturnType<typeof latestRead> } | undefined;
  let restUntil = 0;

  async function latestRead() {
    const since = new Date(deps.now().getTime() - lookBackMs);
    const { items } = await deps.graph.directoryAudits({ activities: [logActivities.finished], since });
    return items.flatMap((entry) =>
      entry.targetResources.map(({ id, modifiedProperties }) => ({
        groupId: id,
        at: Date.parse(entry.at),
        counts: finishCounts(modifiedProperties.map(({ newValue }) => newValue).join(' ')),
      })),
    );
  }

  return {
    countsFor: async (groupId, since) => {
      const now = deps.now().getTime();
      if (now < restUntil) return undefined;
      if (!read || now - read.at >= freshMs) read = { at: now, entries: latestRead() };
      try {
        const own = (await read.entries).filter(
          (each) => each.groupId === groupId && each.at >= since.getTime() - skewMs,
        );
        const latest = own.sort((a, b) => b.at - a.at)[0];
        return latest?.counts ?? undefined;
      } catch {
        read = undefined;
        restUntil = now + restMs;
        return undefined;
      }
    },
  };
}
