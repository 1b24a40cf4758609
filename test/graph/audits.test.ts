import { createSpacing } from '../../src/graph/spacing';
import { audit, GROUP, json, list, scripted, USER } from './support';

const SINCE = new Date('2026-02-01T00:00:00Z');

it('reads entries in the shape that the rooms above know', async () => {
  const byMegan = {
    ...audit('Directory_2'),
    initiatedBy: {
      user: { id: USER, displayName: 'Megan', userPrincipalName: 'megan@contoso.com' },
      app: null,
    },
    targetResources: null,
    additionalDetails: [null, { key: 'k', value: null }],
  };
  const { graph } = scripted(() => list(audit(), audit(), byMegan, {}, { id: 'bare' }));
  const { items } = await graph.directoryAudits({ activities: ['Change user license'], since: SINCE });
  expect(items.map(({ id }) => id)).toEqual(['Directory_1', 'Directory_2', 'bare']);
  expect(items[0]).toEqual({
    id: 'Directory_1',
    correlationId: '22222222-2222-4222-8222-222222222222',
    activity: 'Change user license',
    at: '2026-02-28T12:00:00Z',
    result: 'failure',
    resultReason: '',
    initiatedBy: {
      user: undefined,
      app: { appId: '', displayName: 'Microsoft Entra ID Group-Based Licensing' },
    },
    targetResources: [
      {
        id: USER,
        displayName: 'Megan Bowen',
        type: 'User',
        userPrincipalName: 'megan@contoso.com',
        modifiedProperties: [{ displayName: 'AssignedLicense', oldValue: '[]', newValue: '' }],
      },
    ],
    additionalDetails: [{ key: 'LicensingErrorMessage', value: 'two plans exclude each other' }],
  });
  expect(items[1]).toMatchObject({
    initiatedBy: { user: { id: USER, displayName: 'Megan' }, app: undefined },
    targetResources: [],
    additionalDetails: [{ key: 'k', value: '' }],
  });
  expect(items[2]?.initiatedBy).toEqual({ user: undefined, app: undefined });
});

it('narrows the question as far as it can be, because the log is slow', async () => {
  const { graph, asked } = scripted(() => list());
  await graph.directoryAudits({
    activities: ["Set group's license", 'Finish'],
    since: SINCE,
    until: new Date('2026-03-01T00:00:00Z'),
    result: 'success',
    targetId: GROUP.toUpperCase(),
  });
  expect(asked[0]?.query).toEqual({
    $filter: `(activityDisplayName eq 'Set group''s license' or activityDisplayName eq 'Finish') and activityDateTime ge 2026-02-01T00:00:00.000Z and activityDateTime le 2026-03-01T00:00:00.000Z and result eq 'success' and targetResources/any(t:t/id eq '${GROUP}')`,
    $orderby: 'activityDateTime desc',
    $top: '999',
  });
});

it('follows the link of a page', async () => {
  const next = 'https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$skiptoken=2';
  const { graph, asked } = scripted((one) =>
    one.query['$skiptoken'] ? list(audit('b')) : json({ value: [audit('a')], '@odata.nextLink': next }),
  );
  const query = { activities: ['x'], since: SINCE };
  const first = await graph.directoryAudits(query);
  const second = await graph.directoryAudits(query, first.next);
  expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([['a'], ['b']]);
  expect(second.next).toBeUndefined();
  expect(asked).toHaveLength(2);
});

it.each([
  { activities: [], since: SINCE },
  { activities: ['x'], since: new Date(Number.NaN) },
  { activities: ['x'], since: SINCE, targetId: "' or 1 eq 1" },
])('sends nothing for a question that makes no sense', async (query) => {
  const { graph, asked } = scripted(() => list());
  await expect(graph.directoryAudits(query)).rejects.toMatchObject({ code: 'graph.bad-request' });
  expect(asked).toEqual([]);
});

it('never asks more than five times in ten seconds, whoever asks', async () => {
  const { graph, clock } = scripted(() => list());
  const began = clock.now;
  const query = { activities: ['x'], since: SINCE };
  for (let i = 0; i < 5; i += 1) await graph.directoryAudits(query);
  expect(clock.now - began).toBe(0);
  for (let i = 0; i < 6; i += 1) await graph.directoryAudits(query);
  expect(clock.now - began).toBe(20_000);
});

it('tells who cannot wait that others are reading, and takes nobody their turn', async () => {
  const { graph, clock } = scripted(() => list());
  const began = clock.now;
  const query = { activities: ['x'], since: SINCE };
  for (let i = 0; i < 5; i += 1) await graph.directoryAudits(query);
  await expect(graph.directoryAudits({ ...query, longestWaitMs: 4_000 })).rejects.toMatchObject({
    code: 'graph.log-busy',
    passing: true,
  });
  await graph.directoryAudits(query);
  expect(clock.now - began).toBe(10_000);
});

it('keeps the order of those who wait', async () => {
  const waits: number[] = [];
  const turn = createSpacing({
    most: 2,
    spanMs: 100,
    now: () => 1_000,
    sleep: async (ms) => void waits.push(ms),
  });
  await Promise.all([turn(), turn(), turn(), turn(), turn()]);
  expect(waits).toEqual([100, 100, 200]);
});
