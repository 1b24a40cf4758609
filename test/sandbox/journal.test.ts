import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people, startSandbox, virtualClock, type Sandbox } from '../../src/sandbox';
import { openJournal, type Origin } from '../../src/sandbox/persistence/journal';
import type { Group, User } from '../../src/sandbox/tenant';
import { ask, nobody, pace, plans, start } from './support';

let folder: string;
let file: string;
const running = new Set<Sandbox>();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-journal-'));
  file = path.join(folder, 'below', 'tenant.jsonl');
});
afterEach(async () => {
  for (const sandbox of running) await sandbox.close();
  running.clear();
  rmSync(folder, { recursive: true });
});

/** The tenant of the file, as a new process would find it. */
async function open() {
  const clock = virtualClock(start);
  const sandbox = await startSandbox({ clock, pace, staleReadMs: 0, dataFile: file });
  running.add(sandbox);
  const close = async () => {
    running.delete(sandbox);
    await sandbox.close();
  };
  return { sandbox, clock, close, ...finders(sandbox) };
}

function finders({ tenant }: Sandbox) {
  return {
    named: (name: string): Group => {
      const found = [...tenant.groups.values()].find(({ displayName }) => displayName === name);
      if (!found) throw new Error(`no group ${name}`);
      return found;
    },
    skuId: (part: string): string =>
      [...tenant.skus.values()].find(({ skuPartNumber }) => skuPartNumber === part)?.skuId ?? part,
    licensed: (group: Group): number =>
      [...group.users].filter((id) => holds(tenant.users.get(id), group)).length,
  };
}

const holds = (user: User | undefined, group: Group): boolean =>
  user?.assignments.some(({ byGroup, state }) => byGroup === group.id && state === 'Active') ?? false;

const assign = (sandbox: Sandbox, group: Group, skuId: string, disabledPlans: readonly string[] = []) =>
  ask(sandbox, 'POST', `/groups/${group.id}/assignLicense`, {
    body: JSON.stringify({ addLicenses: [{ skuId, disabledPlans }], removeLicenses: [] }),
  });

it('keeps what was assigned over a restart', async () => {
  const before = await open();
  const sales = before.named('Contoso sales');
  const skuId = before.skuId('SPE_E3');
  expect((await assign(before.sandbox, sales, skuId, [plans.yammer])).status).toBe(202);
  before.clock.advance(60_000);
  expect(before.licensed(sales)).toBe(sales.users.size);
  const consumed = before.sandbox.tenant.consumed(skuId);
  await before.close();

  const after = await open();
  const again = after.named('Contoso sales');
  expect(again.licenses).toEqual([{ skuId, disabledPlans: [plans.yammer] }]);
  expect(again.processing).toBe('ProcessingComplete');
  expect([...again.users]).toEqual([...sales.users]);
  expect(after.licensed(again)).toBe(again.users.size);
  after.clock.advance(60_000);
  expect(after.sandbox.tenant.consumed(skuId)).toBe(consumed);
});

it('goes on with a pass that was not finished', async () => {
  const before = await open();
  const engineering = before.named('Contoso engineering');
  await assign(before.sandbox, engineering, before.skuId('POWER_BI_PRO'));
  before.clock.advance(5_000);
  expect(before.licensed(engineering)).toBeGreaterThan(0);
  expect(before.licensed(engineering)).toBeLessThan(engineering.users.size);
  await before.close();

  const after = await open();
  const again = after.named('Contoso engineering');
  expect(again.processing).toBe('QueuedForProcessing');
  after.clock.advance(60_000);
  expect([again.processing, after.licensed(again)]).toEqual(['ProcessingComplete', again.users.size]);
  await after.close();
  expect((await open()).named('Contoso engineering').processing).toBe('ProcessingComplete');
});

it('keeps a usage location, and what reprocessing made of it', async () => {
  const before = await open();
  const finance = before.named('Contoso finance');
  const failed = [...finance.users].find((id) => !holds(before.sandbox.tenant.users.get(id), finance)) ?? '';
  await ask(before.sandbox, 'PATCH', `/users/${failed}`, { body: '{"usageLocation":"NO"}' });
  expect((await ask(before.sandbox, 'POST', `/users/${failed}/reprocessLicenseAssignment`)).status).toBe(200);
  await before.close();

  const after = await open();
  const user = after.sandbox.tenant.users.get(failed);
  expect(user?.usageLocation).toBe('NO');
  expect(holds(user, after.named('Contoso finance'))).toBe(true);
});

it('keeps a manager and an installed app', async () => {
  const before = await open();
  const user = `/users/${people.megan.id}`;
  const body = (fields: object) => ({ body: JSON.stringify(fields) });
  const manager = body({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${people.adele.id}` });
  const app = body({
    'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${nobody}`,
  });
  await ask(before.sandbox, 'PUT', `${user}/manager/$ref`, manager);
  await ask(before.sandbox, 'DELETE', `/users/${people.alex.id}/manager/$ref`);
  await ask(before.sandbox, 'POST', `${user}/teamwork/installedApps`, app);
  await before.close();

  const { sandbox } = await open();
  expect((await ask(sandbox, 'GET', `${user}/manager`)).body['id']).toBe(people.adele.id);
  expect((await ask(sandbox, 'GET', `/users/${people.alex.id}/manager`)).status).toBe(404);
  expect((await ask(sandbox, 'GET', `/users/${people.isaiah.id}/manager`)).body['id']).toBe(people.nestor.id);
  expect((await ask(sandbox, 'POST', `${user}/teamwork/installedApps`, app)).status).toBe(409);
});

it('writes nothing for what it refuses', async () => {
  const { sandbox, named } = await open();
  const before = readFileSync(file, 'utf8');
  expect((await assign(sandbox, named('Contoso sales'), nobody)).status).toBe(400);
  await ask(sandbox, 'PATCH', `/users/${people.megan.id}`, { body: '{"usageLocation":5}' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('is on disk before the answer, and ignores a last line that was cut off', async () => {
  const before = await open();
  const skuId = before.skuId('SPE_E3');
  await assign(before.sandbox, before.named('Contoso sales'), skuId);
  // No clean end: the file is what a dying process would leave, in the middle of its next line.
  appendFileSync(file, '{"kind":"group","group":{"id":"');

  const after = await open();
  expect(after.named('Contoso sales').licenses).toEqual([{ skuId, disabledPlans: [] }]);
  await assign(after.sandbox, after.named('Contoso empty'), skuId);
  await after.close();
  expect((await open()).named('Contoso empty').licenses).toEqual([{ skuId, disabledPlans: [] }]);
});

const origin: Origin = { scenario: 'contoso', builtAt: start };

it('passes over lines that say nothing, and changes of what is not there', async () => {
  const lines: readonly unknown[] = [
    { journal: 2, ...origin },
    null,
    5,
    { kind: 'future', id: nobody },
    { kind: 'licenses', id: nobody, rows: [] },
    { kind: 'member', groupId: nobody, memberId: nobody, joined: true },
    { kind: 'user-gone', id: nobody },
    { kind: 'group-gone', id: people.adele.id },
    { kind: 'user-gone', id: people.adele.id },
  ];
  openJournal(file, origin).close(); // makes the folder
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot JSON\n\n`);
  const { sandbox } = await open();
  expect(sandbox.tenant.users.has(people.adele.id)).toBe(false);
  expect(sandbox.tenant.users.has(people.megan.id)).toBe(true);
});

it('keeps people, groups, members, roles and the audit log', async () => {
  const before = await open();
  const graph = (method: string, address: string, body?: object) =>
    ask(before.sandbox, method, address, body ? { body: JSON.stringify(body) } : {});
  const made = await graph('POST', '/users', {
    accountEnabled: true,
    displayName: 'Newcomer',
    mailNickname: 'newcomer',
    passwordProfile: { password: 'x' },
    userPrincipalName: 'newcomer@contoso.example',
  });
  const group = await graph('POST', '/groups', {
    displayName: 'Newcomers',
    mailEnabled: false,
    mailNickname: 'newcomers',
    securityEnabled: true,
    isAssignableToRole: true,
  });
  const [userId, groupId] = [String(made.body['id']), String(group.body['id'])];
  expect([made.status, group.status]).toEqual([201, 201]);
  await graph('POST', `/groups/${groupId}/members/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${userId}`,
  });
  const role = await graph('POST', '/roleManagement/directory/roleAssignments', {
    principalId: groupId,
    roleDefinitionId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    directoryScopeId: '/',
  });
  expect(role.status).toBe(201);
  expect((await graph('DELETE', `/users/${people.alex.id}`)).status).toBe(204);
  await assign(before.sandbox, before.named('Contoso sales'), before.skuId('SPE_E3'));
  before.clock.advance(60_000);
  const audits = before.sandbox.tenant.audits.length;
  const ids = [...before.sandbox.tenant.groups.keys()];
  await before.close();

  const { sandbox, named } = await open();
  expect([...sandbox.tenant.groups.keys()].sort()).toEqual(ids.sort());
  expect([...named('Newcomers').users]).toEqual([userId]);
  expect(sandbox.tenant.findUser('newcomer@contoso.example')?.displayName).toBe('Newcomer');
  expect(sandbox.tenant.users.has(people.alex.id)).toBe(false);
  expect(sandbox.tenant.audits).toHaveLength(audits);
  const roles = await ask(
    sandbox,
    'GET',
    `/users/${userId}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true`,
    { headers: { ConsistencyLevel: 'eventual' } },
  );
  expect(roles.body['value']).toMatchObject([{ displayName: 'License Administrator' }]);
});

it('is written anew at each opening, without what was overtaken', async () => {
  const before = await open();
  const [group, skuId] = [before.named('Contoso sales'), before.skuId('SPE_E3')];
  for (const disabled of [[plans.yammer], [plans.teams], []]) {
    await assign(before.sandbox, group, skuId, disabled);
    before.clock.advance(60_000);
  }
  await before.close();
  const long = readFileSync(file, 'utf8').split('\n').length;
  const after = await open();
  const short = readFileSync(file, 'utf8').split('\n').length;
  expect(short).toBeLessThan(long);
  expect(after.named('Contoso sales').licenses).toEqual([{ skuId, disabledPlans: [] }]);
});

it('refuses a file of another scenario, and keeps a file of another format beside', async () => {
  openJournal(file, { ...origin, scenario: 'large' }).close();
  await expect(open()).rejects.toMatchObject({
    code: 'sandbox.other-scenario',
    message: expect.stringContaining('SANDBOX_SCENARIO') as string,
  });
  writeFileSync(file, '{"kind":"template","groupId":"x","licenses":[]}\n');
  await open();
  expect(readFileSync(`${file}.old`, 'utf8')).toContain('"template"');
});

it('without a file everything begins anew', async () => {
  const first = await startSandbox({ clock: virtualClock(start), pace, staleReadMs: 0 });
  running.add(first);
  await assign(first, finders(first).named('Contoso sales'), finders(first).skuId('SPE_E3'));
  const second = await startSandbox({ clock: virtualClock(start), pace, staleReadMs: 0 });
  running.add(second);
  expect(finders(second).named('Contoso sales').licenses).toEqual([]);
  expect([...second.tenant.users.keys()]).toEqual([...first.tenant.users.keys()]);
});

it('says which port is in use, and how to choose another', async () => {
  const { sandbox } = await open();
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ port, clock: virtualClock(start) })).rejects.toMatchObject({
    code: 'sandbox.port-in-use',
    message: expect.stringMatching(new RegExp(`Port ${port} .*SANDBOX_PORT`)) as string,
  });
  expect((await ask(sandbox, 'GET', '/organization')).status).toBe(200);
});
