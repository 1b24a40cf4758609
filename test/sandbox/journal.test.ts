import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people, startSandbox, virtualClock, type Sandbox } from '../../src/sandbox';
import { openJournal, type Entry } from '../../src/sandbox/journal';
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

it('writes nothing for what it refuses', async () => {
  const { sandbox, named } = await open();
  expect((await assign(sandbox, named('Contoso sales'), nobody)).status).toBe(400);
  await ask(sandbox, 'PATCH', `/users/${people.megan.id}`, { body: '{"usageLocation":5}' });
  expect(readFileSync(file, 'utf8')).toBe('');
});

it('is on disk before the answer, and ignores a last line that was cut off', async () => {
  const before = await open();
  const skuId = before.skuId('SPE_E3');
  await assign(before.sandbox, before.named('Contoso sales'), skuId);
  // No clean end: the file is what a dying process would leave, in the middle of its next line.
  appendFileSync(file, '{"kind":"template","groupId":"');

  const after = await open();
  expect(after.named('Contoso sales').licenses).toEqual([{ skuId, disabledPlans: [] }]);
  await assign(after.sandbox, after.named('Contoso empty'), skuId);
  await after.close();
  expect((await open()).named('Contoso empty').licenses).toEqual([{ skuId, disabledPlans: [] }]);
});

it('passes over lines that say nothing, and entries about what is not there', async () => {
  const located: Entry = { kind: 'located', userId: people.megan.id, location: 'NO' };
  const lines: readonly unknown[] = [
    null,
    5,
    { kind: 'future', groupId: nobody },
    { kind: 'finished', groupId: nobody },
    { kind: 'reprocessed', userId: nobody },
    located,
  ];
  const journal = openJournal(file); // makes the folder
  journal.close();
  writeFileSync(file, `not JSON\n\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  expect((await open()).sandbox.tenant.users.get(people.megan.id)?.usageLocation).toBe('NO');
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
