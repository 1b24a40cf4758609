import type { GraphAuditEntry } from '../../src/graph/api';
import { GraphError } from '../../src/graph/errors';
import { joinHistory } from '../../src/licensing/history/join';
import { finishCounts, toLogEntry, type LogEntry } from '../../src/licensing/history/log-entry';
import { readHistory } from '../../src/licensing/history/read';
import { after, change, ids, newChange, noon } from '../support/builders';
import { memoryStore } from '../support/memory-store';

const owned = new Set<string>([ids.e3, ids.visio]);

function audit(over: Partial<GraphAuditEntry> = {}): GraphAuditEntry {
  return {
    id: 'a1',
    correlationId: 'c1',
    activity: 'Set group license',
    at: after(1).toISOString(),
    result: 'success',
    resultReason: '',
    initiatedBy: { user: undefined, app: { appId: '', displayName: 'License Desk' } },
    targetResources: [
      {
        id: ids.group,
        displayName: 'Contoso sales',
        type: 'Group',
        userPrincipalName: '',
        modifiedProperties: [
          {
            displayName: 'AssignedLicense',
            oldValue: `[${ids.visio}]`,
            newValue: `[SkuId=${ids.e3}, ${ids.person}]`,
          },
        ],
      },
    ],
    additionalDetails: [],
    ...over,
  };
}

const entry = (over: Partial<LogEntry> = {}): LogEntry => ({
  ...(toLogEntry(audit(), owned) as LogEntry),
  ...over,
});

describe('an entry of the audit log', () => {
  it('says which products came and went, and nothing of other ids', () => {
    expect(entry()).toMatchObject({ kind: 'set', by: 'License Desk', added: [ids.e3], removed: [ids.visio] });
  });

  it('names the person before the application, and nobody when the log does not', () => {
    const user = { id: ids.person, displayName: '', userPrincipalName: 'megan@contoso.example' };
    expect(toLogEntry(audit({ initiatedBy: { user, app: undefined } }), owned)?.by).toBe(
      'megan@contoso.example',
    );
    expect(toLogEntry(audit({ initiatedBy: { user: undefined, app: undefined } }), owned)?.by).toBe('');
  });

  it('keeps the reason of a failure only', () => {
    const additionalDetails = [{ key: 'LicensingErrorMessage', value: 'Not enough licenses' }];
    const failure = audit({ activity: 'Change user license', result: 'failure', additionalDetails });
    expect(toLogEntry(failure, owned)).toMatchObject({
      kind: 'person',
      failed: true,
      reason: 'Not enough licenses',
    });
    expect(toLogEntry({ ...failure, result: 'success' }, owned)?.reason).toBe('');
  });

  it('is nothing to us when it is about something else or about nothing', () => {
    expect(toLogEntry(audit({ activity: 'Add member to group' }), owned)).toBeUndefined();
    expect(toLogEntry(audit({ targetResources: [] }), owned)).toBeUndefined();
  });

  it('counts people only where there are exactly two numbers', () => {
    const text = '[Users successfully assigned licenses: 6, Users for whom license assignment failed: 2.]';
    expect(finishCounts(text)).toEqual({ succeeded: 6, failed: 2 });
    for (const odd of ['', '6 and 2', 'a: 1', 'a: 1, b: 2, c: 3', 'a: 99999999999, b: 1'])
      expect(finishCounts(odd)).toBeNull();
  });
});

describe('a history', () => {
  const ours = change({
    state: 'done',
    attemptedAt: noon.toISOString(),
    finishedAt: after(120).toISOString(),
    confirmedAt: after(-5).toISOString(),
  });
  const rows = (entries: LogEntry[], changes = [ours]) => joinHistory(changes, entries, after(10_000));

  it('gives our change what the log says of it, in its order', () => {
    const finished = entry({ id: 'a2', kind: 'finished', at: after(110).toISOString() });
    expect(rows([finished, entry()])).toEqual([
      { kind: 'change', at: ours.confirmedAt, change: ours, log: [entry(), finished] },
    ]);
  });

  it('leaves to itself what was done elsewhere: other groups, other times, people', () => {
    const elsewhere = [
      entry({ id: 'b1', target: { id: ids.otherGroup, name: 'Other' } }),
      entry({ id: 'b2', at: after(-61).toISOString() }),
      entry({ id: 'b3', at: after(120 + 601).toISOString() }),
      entry({ id: 'b4', kind: 'person' }),
    ];
    const list = rows(elsewhere);
    expect(list.filter((row) => row.kind === 'log')).toHaveLength(4);
    expect(list.map((row) => Date.parse(row.at))).toEqual(
      list.map((row) => Date.parse(row.at)).sort((a, b) => b - a),
    );
  });

  it('gives an entry to the latest change before it', () => {
    const later = change({ ...ours, id: 'later', number: 18, attemptedAt: after(90).toISOString() });
    const at = after(100).toISOString();
    const list = rows([entry({ at })], [ours, later]);
    expect(list.find((row) => row.kind === 'change' && row.log.length > 0)).toMatchObject({ change: later });
  });

  it('leaves a change alone that was never written', () => {
    const waiting = change({ state: 'waiting', attemptedAt: null, finishedAt: null });
    expect(
      rows([entry()], [waiting])
        .map((row) => row.kind)
        .sort(),
    ).toEqual(['change', 'log']);
  });

  it('reads as many changes as are wanted, and says whether there are older ones', async () => {
    const store = memoryStore();
    for (const seconds of [1, 2, 3]) {
      const made = await store.changes.create(newChange({ tenantId: 't' }), after(seconds), {
        ...{ at: noon.toISOString(), kind: 'asked', actor: ids.person, data: {} },
      });
      await store.changes.move({ id: made.id, revision: 1, to: 'queued', at: after(seconds) });
    }
    const graph = {
      directoryAudits: async () => {
        throw new GraphError('graph.away', 'Graph is away.', {
          ...{ status: 503, graphCode: '', graphMessage: '', passing: true },
        });
      },
    };
    const read = (limit: number) =>
      readHistory({ graph, store, now: () => after(9) }, 't', {}, [], { changes: limit });
    const two = await read(2);
    expect(two).toMatchObject({ changesCut: true, logCut: false, logMissing: 'Graph is away.' });
    expect(two.rows.map((row) => row.kind === 'change' && row.change.number)).toEqual([3, 2]);
    expect(await read(3)).toMatchObject({ changesCut: false, rows: [{}, {}, {}] });
  });
});
