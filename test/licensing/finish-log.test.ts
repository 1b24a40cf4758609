import type { GraphAuditEntry } from '../../src/graph/api';
import { GraphError } from '../../src/graph/errors';
import { createFinishLog } from '../../src/licensing/history/finish-log';
import { after, ids } from '../support/builders';

const entry = (groupId: string, seconds: number, newValue: string): GraphAuditEntry => ({
  id: `e-${seconds}`,
  correlationId: '',
  activity: 'Finish applying group based license to users',
  at: after(seconds).toISOString(),
  result: 'success',
  resultReason: '',
  initiatedBy: { user: undefined, app: undefined },
  targetResources: [
    {
      id: groupId,
      displayName: '',
      type: 'Group',
      userPrincipalName: '',
      modifiedProperties: [{ displayName: 'Result', oldValue: '', newValue }],
    },
  ],
  additionalDetails: [],
});

function log(answer: () => readonly GraphAuditEntry[]) {
  let second = 0;
  let reads = 0;
  const finishLog = createFinishLog({
    now: () => after(second),
    graph: {
      directoryAudits: async () => {
        reads += 1;
        return { items: answer() };
      },
    },
  });
  return { finishLog, reads: () => reads, at: (seconds: number) => (second = seconds) };
}

describe('how a pass ended, as the directory’s log says', () => {
  it('is told by the last entry of the group since the change, and by no earlier one', async () => {
    const { finishLog } = log(() => [
      entry(ids.group, 20, 'a: 1, b: 0'),
      entry(ids.group, 30, 'a: 6, b: 2'),
      entry(ids.otherGroup, 40, 'a: 9, b: 9'),
    ]);
    expect(await finishLog.countsFor(ids.group, after(10))).toEqual({ succeeded: 6, failed: 2 });
    expect(await finishLog.countsFor(ids.group, after(300))).toBeUndefined();
    expect(await finishLog.countsFor(ids.person, after(0))).toBeUndefined();
  });

  it('is read once for all that end together, and anew a little later', async () => {
    const it = log(() => []);
    await Promise.all([1, 2, 3].map(() => it.finishLog.countsFor(ids.group, after(0))));
    expect(it.reads()).toBe(1);
    it.at(6);
    await it.finishLog.countsFor(ids.group, after(0));
    expect(it.reads()).toBe(2);
  });

  it('is unknown where the log may not be read, which is not asked at every change', async () => {
    const it = log(() => {
      throw new GraphError('graph.denied', 'no', {
        status: 403,
        graphCode: '',
        graphMessage: '',
        passing: false,
      });
    });
    expect(await it.finishLog.countsFor(ids.group, after(0))).toBeUndefined();
    it.at(60);
    expect(await it.finishLog.countsFor(ids.group, after(0))).toBeUndefined();
    expect(it.reads()).toBe(1);
    it.at(360);
    await it.finishLog.countsFor(ids.group, after(0));
    expect(it.reads()).toBe(2);
  });
});
