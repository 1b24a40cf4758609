import type { GraphApi, GraphGroup, GraphMember, GraphMemberCounts, GraphSurvey } from '../../src/graph/api';
import { people, startSandbox, virtualClock, type Sandbox } from '../../src/sandbox';
import { sandboxGraph } from '../support/sandbox-graph';

/** The same client against a whole simulated tenant over HTTP: what is asked must be what a Graph understands. */
const LICENSE_ADMINISTRATOR = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';
const NOBODY = '99999999-9999-4999-8999-999999999999';

const clock = virtualClock(Date.parse('2026-03-01T08:00:00Z'));
let sandbox: Sandbox;
let graph: GraphApi;
const warnings: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ clock, staleReadMs: 0 });
  graph = sandboxGraph(sandbox, clock, (line) => void warnings.push(line));
});
afterAll(() => sandbox.close());

function countsOf({ counts }: GraphSurvey): GraphMemberCounts {
  if (!counts) throw new Error('a group that exists was not counted');
  return counts;
}

async function named(name: string): Promise<GraphGroup> {
  const [group] = await graph.groupsNamed(name);
  if (group === undefined) throw new Error(`the sandbox has no group ${name}`);
  return group;
}

async function allMembers(groupId: string): Promise<readonly GraphMember[]> {
  const found: GraphMember[] = [];
  let next: string | undefined;
  do {
    const page = await graph.members(groupId, next);
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found;
}

async function sku(partNumber: string) {
  const found = (await graph.subscribedSkus()).find((each) => each.skuPartNumber === partNumber);
  if (found === undefined) throw new Error(`the sandbox has no ${partNumber}`);
  return found;
}

it('reads the tenant and its products', async () => {
  expect(await graph.organization()).toMatchObject({
    id: sandbox.tenantId,
    usageLocation: expect.stringMatching(/^[A-Z]{2}$/) as string,
  });
  const skus = await graph.subscribedSkus();
  expect(skus.length).toBeGreaterThanOrEqual(8);
  expect(
    skus.every(
      ({ servicePlans, appliesTo }) => servicePlans.length > 0 && /^(User|Company)$/.test(appliesTo),
    ),
  ).toBe(true);
});

it('finds groups: exact name first, words, mail, an empty text', async () => {
  expect((await graph.searchGroups('contoso SALES', 10))[0]?.displayName).toBe('Contoso sales');
  expect((await graph.searchGroups('sales', 10)).map(({ displayName }) => displayName)).toContain(
    'Contoso sales',
  );
  expect((await graph.searchGroups('Contoso', 5)).length).toBe(5);
  const first = await graph.searchGroups('', 50);
  expect(first.length).toBeGreaterThanOrEqual(24);
  const withMail = first.find(({ mail }) => mail !== '');
  expect((await graph.searchGroups(withMail?.mail ?? '', 10)).map(({ id }) => id)).toContain(withMail?.id);
  expect(await graph.searchGroups('no such " OR "displayName:contoso', 10)).toEqual([]);
});

it('reads one group, and none for an unknown id', async () => {
  const sales = await named('contoso SALES');
  expect(await graph.group(sales.id)).toEqual(sales);
  expect(await graph.group(NOBODY)).toBeUndefined();
  expect(await graph.groupsNamed("no 'such' group")).toEqual([]);
});

it('lists groups with a product by name, and those with errors', async () => {
  const e3 = await sku('SPE_E3');
  const { items } = await graph.groupsWithProduct(e3.skuId);
  expect(items.map(({ displayName }) => displayName)).toContain('Contoso marketing');
  expect(
    items.every(({ assignedLicenses }) => assignedLicenses.some(({ skuId }) => skuId === e3.skuId)),
  ).toBe(true);
  const inError = await graph.groupIdsWithErrors();
  expect(inError.has((await named('Contoso finance')).id)).toBe(true);
  expect(inError.has((await named('Contoso sales')).id)).toBe(false);
});

it('counts what it also lists', async () => {
  const e3 = await sku('SPE_E3');
  for (const name of ['Contoso sales', 'Contoso finance', 'Contoso regions', 'Contoso marketing']) {
    const group = await named(name);
    const members = await allMembers(group.id);
    const survey = await graph.survey(group.id, [e3.skuId]);
    expect(survey).toMatchObject({ group, skus: await graph.subscribedSkus() });
    expect(survey.organization).toEqual(await graph.organization());
    const counts = countsOf(survey);
    expect(counts.directUsers).toBe(members.length);
    expect(counts.withoutUsageLocation).toBe(
      members.filter(({ usageLocation }) => usageLocation === '').length,
    );
    const holds = ({ licenseAssignmentStates }: GraphMember) =>
      licenseAssignmentStates.some((state) => state.skuId === e3.skuId && state.state.startsWith('Active'));
    const withProduct = members.filter(holds).length;
    expect(counts.holders.get(e3.skuId)).toBe(withProduct);
    expect((await graph.holders(group.id, [e3.skuId])).get(e3.skuId)).toBe(withProduct);
    expect((await graph.directUserTotals([group.id, NOBODY])).get(group.id)).toBe(members.length);
    const progress = await graph.pollCounts([
      { groupId: group.id, skuId: e3.skuId },
      { groupId: NOBODY, skuId: e3.skuId },
    ]);
    expect([...progress]).toEqual([
      [
        `${group.id}/${e3.skuId}`,
        { directUsers: counts.directUsers, withProduct, withErrors: counts.withErrors },
      ],
    ]);
  }
});

it('sees nested groups and members in error', async () => {
  const e3 = await sku('SPE_E3');
  const regions = countsOf(await graph.survey((await named('Contoso regions')).id, [e3.skuId]));
  expect(regions.nestedGroupCount).toBeGreaterThan(0);
  expect(regions.nestedGroups.length).toBe(Math.min(5, regions.nestedGroupCount));
  expect(regions.transitiveUsers).toBeGreaterThan(regions.directUsers);
  const finance = await named('Contoso finance');
  const members = await allMembers(finance.id);
  const failed = members.filter(({ licenseAssignmentStates }) =>
    licenseAssignmentStates.some((state) => state.assignedByGroup === finance.id && state.error !== ''),
  );
  expect(failed.length).toBeGreaterThan(0);
  expect(countsOf(await graph.survey(finance.id, [e3.skuId])).withErrors).toBe(failed.length);
});

it('reads a group of 5,000 page by page, each person once', async () => {
  const everybody = await named('Contoso all employees');
  const members = await allMembers(everybody.id);
  expect(members.length).toBe(5_000);
  expect(new Set(members.map(({ id }) => id)).size).toBe(members.length);
});

it('knows callers and role holders', async () => {
  const holders = await graph.roleHolders(LICENSE_ADMINISTRATOR, 5);
  expect(holders.length).toBeGreaterThan(0);
  const caller = await graph.caller(holders[0]?.id ?? '');
  expect(caller.user?.userPrincipalName).toBe(holders[0]?.userPrincipalName);
  expect(caller.roles.map(({ roleTemplateId }) => roleTemplateId)).toContain(LICENSE_ADMINISTRATOR);
  expect(await graph.caller(NOBODY)).toEqual({ user: undefined, roles: [] });
  expect(await graph.roleHolders(NOBODY, 5)).toEqual([]);
});

it('reads one person by id and by name, and finds people', async () => {
  const guest = await graph.person(people.pradeep.userPrincipalName);
  expect(guest).toMatchObject({ id: people.pradeep.id, userType: 'Guest' });
  expect(await graph.person(people.alex.id.toUpperCase())).toMatchObject({ displayName: 'Alex Wilber' });
  expect(await graph.person(NOBODY)).toBeUndefined();
  expect(await graph.person('nobody@contoso.example')).toBeUndefined();
  const first = async (text: string) => (await graph.findPeople(text, 5))[0]?.id;
  expect(await first(people.pradeep.mail)).toBe(people.pradeep.id);
  expect(await first(people.megan.userPrincipalName.toUpperCase())).toBe(people.megan.id);
  expect(await first('wilber alex')).toBe(people.alex.id);
  expect(await first('Adele V')).toBe(people.adele.id);
  expect(await first(people.pradeep.userPrincipalName)).toBe(people.pradeep.id);
  for (const text of ['" OR "mail:a', "o'neil' or id ne '", '\\"', '%00', 'no such person'])
    expect(await graph.findPeople(text, 5)).toEqual([]);
});

it('knows managers, owners and members who may decide', async () => {
  expect((await graph.manager(people.alex.id))?.id).toBe(people.adele.id);
  expect((await graph.manager(people.adele.id))?.id).toBe(people.nestor.id);
  expect(await graph.manager(people.nestor.id)).toBeUndefined();
  expect(await graph.manager(NOBODY)).toBeUndefined();
  const [sales, partners, regions] = [
    await named('Contoso sales'),
    await named('Contoso partners'),
    await named('Contoso regions'),
  ];
  expect((await graph.groupOwners(sales.id)).map(({ id }) => id)).toEqual([people.adele.id]);
  expect(await graph.groupOwners((await named('Contoso headquarters')).id)).toEqual([]);
  expect(await graph.groupOwners(NOBODY)).toEqual([]);
  const inPartners = await graph.groupMembers(partners.id, 50);
  expect(inPartners.length).toBeGreaterThan(0);
  expect(inPartners.every((user) => user.userType === 'Member' && user.accountEnabled)).toBe(true);
  const direct = await allMembers(regions.id);
  expect((await graph.groupMembers(regions.id, 999)).length).toBeGreaterThan(direct.length);
  expect(await graph.groupMembers(regions.id, 2)).toHaveLength(2);
  expect(await graph.groupMembers(NOBODY, 5)).toEqual([]);
});

it('knows of many groups in which of them somebody is, also through another group', async () => {
  const [regions, north] = [await named('Contoso regions'), await named('Contoso region north')];
  const [member] = await allMembers(north.id);
  const others = (await graph.searchGroups('Contoso', 30)).map(({ id }) => id);
  const found = await graph.isMemberOf(member?.id ?? '', [
    ...others,
    regions.id.toUpperCase(),
    north.id,
    NOBODY,
  ]);
  expect(found).toEqual(new Set([...found, regions.id, north.id]));
  expect(found.has((await named('Contoso sales')).id)).toBe(false);
  expect(await graph.isMemberOf(NOBODY, [north.id])).toEqual(new Set());
});

it('knows who may activate a role, and that holding one is another thing', async () => {
  const [eligibility] = [...sandbox.tenant.roleEligibilities.values()];
  expect(await graph.eligibleRoles(eligibility?.principalId ?? '')).toEqual([
    { displayName: 'License Administrator', roleTemplateId: LICENSE_ADMINISTRATOR },
  ]);
  expect((await graph.caller(eligibility?.principalId ?? '')).roles).toEqual([]);
  expect(await graph.eligibleRoles(people.megan.id)).toEqual([]);
});

it('installs the Teams app only once that is granted, and once', async () => {
  const install = () => graph.installForUser(people.alex.id, NOBODY);
  expect(await install()).toBe('refused');
  sandbox.apps.grant('license-desk', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  // A token keeps what it was made with; the client takes a new one when this one runs out.
  clock.advance(3_600_000);
  expect(await install()).toBe('installed');
  expect(await install()).toBe('already');
});

it.each([
  ['manager', '/users/*/manager', () => graph.manager(people.alex.id)],
  ['groupOwners', '/groups/*/owners', async () => graph.groupOwners((await named('Contoso sales')).id)],
  ['isMemberOf', '/users/*/checkMemberGroups', () => graph.isMemberOf(people.alex.id, [NOBODY])],
  ['person', '/users/*', () => graph.person(people.alex.id)],
  [
    'eligibleRoles',
    '/roleManagement/directory/roleEligibilityScheduleInstances',
    () => graph.eligibleRoles(people.alex.id),
  ],
  ['installForUser', '/users/*/teamwork/installedApps', () => graph.installForUser(people.alex.id, NOBODY)],
])('waits and asks %s again when it is throttled', async (_name, path, call) => {
  const untroubled = await call();
  sandbox.faults.add([{ kind: 'throttle', retryAfter: 1, times: 1, match: { path } }]);
  expect(await call()).toEqual(untroubled);
  expect(sandbox.faults.list().map(({ left }) => left)).toEqual([0]);
  sandbox.faults.clear();
});

it('licenses a group and sees the pass through to its end', async () => {
  const e3 = await sku('SPE_E3');
  const sales = await named('Contoso sales');
  const off = e3.servicePlans.find(({ appliesTo }) => appliesTo === 'User')?.servicePlanId ?? '';
  await graph.assignGroupLicense(sales.id, { add: [{ skuId: e3.skuId, disabledPlans: [off] }], remove: [] });
  const state = async () => (await graph.pollGroups([sales.id, NOBODY])).get(sales.id);
  expect((await state())?.licenseProcessingState).toBe('QueuedForProcessing');
  clock.advance(60_000);
  const done = await state();
  expect(done).toMatchObject({
    licenseProcessingState: 'ProcessingComplete',
    assignedLicenses: [{ skuId: e3.skuId, disabledPlans: [off] }],
  });
  const rows = (await graph.members(sales.id)).items
    .flatMap(({ licenseAssignmentStates }) => licenseAssignmentStates)
    .filter(({ assignedByGroup }) => assignedByGroup === sales.id);
  expect(new Set(rows.map(({ disabledPlans }) => disabledPlans.join()))).toEqual(new Set([off]));
  const [progress] = (await graph.pollCounts([{ groupId: sales.id, skuId: e3.skuId }])).values();
  expect((progress?.withProduct ?? 0) + (progress?.withErrors ?? 0)).toBe(progress?.directUsers);
  await graph.assignGroupLicense(sales.id, { add: [], remove: [e3.skuId] });
  clock.advance(60_000);
  expect((await state())?.assignedLicenses).toEqual([]);
});

describe('repair', () => {
  const failed = async (groupId: string) => (await graph.membersWithErrors(groupId)).items;

  it('reads every group with a license, and names of many', async () => {
    const licensed = (await graph.licensedGroups()).items;
    expect(licensed.every(({ assignedLicenses }) => assignedLicenses.length > 0)).toBe(true);
    expect(new Set(licensed.map(({ id }) => id)).has((await named('Contoso finance')).id)).toBe(true);
    const names = await graph.groupNames([...licensed.map(({ id }) => id), NOBODY]);
    expect([...names]).toEqual(licensed.map(({ id, displayName }) => [id, displayName]));
  });

  it('reads who failed with the state that says so', async () => {
    const finance = await named('Contoso finance');
    const people = await failed(finance.id);
    expect(people.length).toBeGreaterThan(0);
    expect(
      people.every(({ licenseAssignmentStates }) =>
        licenseAssignmentStates.some((state) => state.assignedByGroup === finance.id && state.error !== ''),
      ),
    ).toBe(true);
    expect(await graph.membersWithErrors(NOBODY)).toEqual({ items: [] });
    expect([...(await graph.errorTotals([finance.id, NOBODY]))]).toEqual([[finance.id, people.length]]);
    const byId = await graph.peopleById([...people.map(({ id }) => id.toUpperCase()), NOBODY]);
    expect([...byId.values()]).toEqual(people);
  });

  it('learns from a reprocess and from the audit log which plans are in the way', async () => {
    const finance = await named('Contoso finance');
    const conflicted = (await failed(finance.id)).filter(({ licenseAssignmentStates }) =>
      licenseAssignmentStates.some(({ error }) => error === 'MutuallyExclusiveViolation'),
    );
    const since = new Date(clock.now());
    const results = await graph.reprocessUsers(conflicted.map(({ id }) => id));
    expect(results.size).toBe(conflicted.length);
    for (const result of results.values())
      expect(result).toMatchObject({
        status: 400,
        graphMessage: expect.stringMatching(/service plans [0-9a-f-]{36},[0-9a-f-]{36} are/) as string,
      });
    const query = {
      activities: ['Change user license'],
      since,
      result: 'failure',
      targetId: conflicted[0]?.id,
    } as const;
    const [entry] = (await graph.directoryAudits(query)).items;
    expect(entry?.targetResources.map(({ id }) => id)).toEqual([conflicted[0]?.id]);
    expect(entry?.additionalDetails[0]?.value).toMatch(/\[[0-9a-f-]{36}\], \[[0-9a-f-]{36}\]/);
    expect(entry?.initiatedBy.app?.displayName).toMatch(/Licensing$/);
  });

  it('sets usage locations, takes direct licenses and members away, and says of everybody how it ended', async () => {
    const finance = await named('Contoso finance');
    const [first, second] = (await failed(finance.id)).map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('nobody fails');
    expect(await graph.setUsageLocation([first, NOBODY], 'NO')).toMatchObject(
      new Map<string, unknown>([
        [first, 'done'],
        [NOBODY, { status: 404 }],
      ]),
    );
    expect((await graph.person(first))?.usageLocation).toBe('NO');
    const e3 = await sku('SPE_E3');
    const holder = (await allMembers((await named('Contoso all employees')).id)).find(
      ({ licenseAssignmentStates }) =>
        licenseAssignmentStates.some((state) => state.assignedByGroup === '' && state.skuId === e3.skuId),
    );
    const results = await graph.removeDirectLicense([first, holder?.id ?? '', NOBODY], e3.skuId);
    expect([...results.values()].map((each) => (each === 'done' ? each : each.status))).toEqual([
      400,
      'done',
      404,
    ]);
    const left = await graph.removeMembers(finance.id, [first, NOBODY, second]);
    expect([...left.values()].map((each) => (each === 'done' ? each : each.status))).toEqual([
      'done',
      404,
      'done',
    ]);
    const still = new Set((await allMembers(finance.id)).map(({ id }) => id));
    expect([first, second].some((id) => still.has(id))).toBe(false);
  });

  it.each([
    ['throttle', { kind: 'throttle', retryAfter: 1, times: 3 }],
    ['concurrency', { kind: 'concurrency', retryAfter: 1, times: 2 }],
    ['unavailable', { kind: 'error', status: 503, times: 2 }],
  ] as const)('gets through %s inside a batch', async (_name, fault) => {
    const finance = await named('Contoso finance');
    const everybody = (await failed(finance.id)).slice(0, 5).map(({ id }) => id);
    sandbox.faults.add([{ ...fault, match: { path: '/users/*' } }]);
    const results = await graph.setUsageLocation(everybody, 'NO');
    sandbox.faults.clear();
    expect([...results.values()]).toEqual(everybody.map(() => 'done'));
  });
});

it('is told why a change is refused', async () => {
  const sales = await named('Contoso sales');
  const change = { add: [{ skuId: NOBODY, disabledPlans: [] }], remove: [] };
  await expect(graph.assignGroupLicense(sales.id, change)).rejects.toMatchObject({
    code: 'graph.bad-request',
    graphMessage: expect.stringContaining(NOBODY) as string,
  });
  await expect(graph.assignGroupLicense(NOBODY, { ...change, add: [] })).rejects.toMatchObject({
    code: expect.stringMatching(/^graph\.(not-found|bad-request)$/) as string,
  });
});

it('asked for nothing in a form that had to be asked again', () => {
  const meant = ['assignGroupLicense', 'installForUser'];
  expect(warnings.filter((line) => !meant.some((call) => line.includes(`"call":"${call}"`)))).toEqual([]);
});
