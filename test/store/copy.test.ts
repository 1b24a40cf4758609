import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { Client } from 'pg';
import { readBackup, writeBackup } from '../../src/store/backup-file';
import { changeRepository } from '../../src/store/changes';
import { copyInto } from '../../src/store/copy-in';
import { copyOf } from '../../src/store/copy-out';
import { verifyTenant } from '../../src/evidence/verify';
import type { Database } from '../../src/store/database';
import { evidenceRepository } from '../../src/store/evidence';
import { chainSource } from '../../src/store/evidence-reader';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import { openExisting, openServer, type ExistingPlace } from '../../src/store/open-existing';
import { openStore } from '../../src/store/open';
import * as schema from '../../src/store/schema';
import { after, ids, newChange, noon } from '../support/builders';
import { compileAll } from '../support/compiled';
import { serverDatabase, type ServerDatabase } from '../support/databases';
import { placeEmptyStore } from '../support/empty-store';

const root = mkdtempSync(path.join(tmpdir(), 'desk-copy-'));
const source = path.join(root, 'source');
const file = path.join(root, 'license-desk.backup');
const program = compileAll();
let database: ServerDatabase;
let filled: Record<string, string[]>;
beforeAll(async () => {
  [database] = await Promise.all([serverDatabase(), fill()]);
});
afterAll(async () => {
  await database.dispose();
  rmSync(root, { recursive: true, force: true });
});

const entry = (kind: string) => ({
  at: noon.toISOString(),
  kind,
  actor: ids.person,
  data: { 'Zoë 🙂': kind },
});

/** A store in which something is due, with a chain in two tenants and a row from before the chain. */
async function fill(): Promise<void> {
  const folder = await placeEmptyStore(path.join(source, 'store'));
  const { store, queueDatabase } = await openStore({ folder });
  for (const tenantId of ['one', 'two']) {
    const { id } = await store.changes.create(newChange({ tenantId }), noon, entry('asked'));
    for (let row = 0; row < 150; row += 1) await store.evidence.append(id, entry(`row ${row}`));
  }
  await store.keys.get('download links');
  if (queueDatabase.kind !== 'embedded') throw new Error('an embedded store was expected');
  await queueDatabase.pglite.exec(`
    update changes set state = 'queued', next_at = '2026-11-24T12:00:00.123456Z' where tenant_id = 'one';
    alter table evidence drop constraint evidence_chained;
    insert into evidence (change_id, at, kind, actor, data, tenant_id)
      select id, now(), 'old', 'a', '{"n": 1.10}', tenant_id from changes where tenant_id = 'one';
    update counters set evidence_before = 1 where tenant_id = 'one';
    alter table evidence add constraint evidence_chained
      check (sequence is not null and previous_hash is not null and hash is not null) not valid`);
  filled = await everything(drizzle(queueDatabase.pglite, { schema }));
  expect(filled['evidence']).toHaveLength(303);
  await store.close();
}

/** The compiled program as the npm scripts start it. */
function run(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program.file('store-program'), ...args],
      { env: { PATH: process.env['PATH'] ?? '', ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Opens a store as it is, once, for everything that is looked at in it. */
async function inStore(place: ExistingPlace, look: (database: Database) => Promise<void>): Promise<void> {
  const { database: opened, close } = await openExisting(place);
  try {
    await look(opened);
  } finally {
    await close();
  }
}

/** Every row of a store, by table. */
function everything(opened: Database): Promise<Record<string, string[]>> {
  return copyOf(opened, async (copy) => {
    const tables: Record<string, string[]> = {};
    await copy.read(async (table, rows) => void (tables[table] ??= []).push(...rows));
    return tables;
  });
}

async function restore(opened: Database, from: string, replace: boolean): Promise<void> {
  const copy = await readBackup(from);
  await copyInto(opened, copy, { replace }).finally(() => copy.close());
}

/** The copy goes on as the store would have: due work is found, the chain is continued, and no row can be altered. */
async function goesOn(opened: Database): Promise<void> {
  const [changes, record] = [changeRepository(opened), evidenceRepository(opened)];
  const [due] = await changes.due(after(1), 10);
  expect(due).toMatchObject({ tenantId: 'one', number: 1 });
  await record.append(due?.id ?? '', entry('later'));
  const rows = await record.ofChange(due?.id ?? '');
  expect(rows.map((row) => row.sequence)).toEqual([
    ...Array.from({ length: 151 }, (_, n) => n + 1),
    null,
    152,
  ]);
  expect(await changes.create(newChange({ tenantId: 'one' }), noon, entry('asked'))).toMatchObject({
    number: 2,
  });
  await expect(opened.execute(sql`update evidence set actor = 'x'`)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('append-only') as string },
  });
  expect(await verifyTenant(chainSource(opened), 'one')).toMatchObject({ whole: true });
}

const whole = [
  'Evidence of one: 151 rows, chain whole (and 1 row from before the chain)',
  'Evidence of two: 151 rows, chain whole',
];

it('backs up and restores an embedded store, whole', async () => {
  const made = await run(['backup', file], { DATA_DIR: source });
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('(2 changes, 303 rows of evidence) written to');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const target = path.join(root, 'target');
  const folder = await placeEmptyStore(path.join(target, 'store'));
  const restored = await run(['restore', file], { DATA_DIR: target });
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.out.split('\n').slice(1, 3)).toEqual(whole);
  await inStore({ folder }, async (opened) => {
    expect(await everything(opened)).toEqual(filled);
    await goesOn(opened);
    const after = await everything(opened);
    await expect(restore(opened, file, false)).rejects.toMatchObject({ code: 'copy.not-empty' });
    expect(await everything(opened)).toEqual(after);
    await restore(opened, file, true);
    expect(await everything(opened)).toEqual(filled);
  });
}, 60_000);

it('refuses a store in use, and a file that is no whole backup; nothing is changed then', async () => {
  const folder = path.join(source, 'store');
  const bytes = readFileSync(file);
  const bad = path.join(root, 'bad.backup');
  await inStore({ folder }, async (opened) => {
    for (const args of [
      ['backup', `${file}.2`],
      ['restore', file],
    ]) {
      const { code, err } = await run(args, { DATA_DIR: source });
      expect(code).toBe(1);
      expect(err).toContain('A running License Desk has the store in');
    }
    for (const damaged of [bytes.subarray(0, -200), bytes.subarray(0, 100), 'hello', '']) {
      writeFileSync(bad, damaged);
      await expect(restore(opened, bad, true)).rejects.toMatchObject({ code: 'backup.unreadable' });
    }
    expect(await everything(opened)).toEqual(filled);
  });
}, 60_000);

it('moves an embedded store to a server on which nobody works', async () => {
  const client = new Client({ connectionString: database.url, application_name: 'license-desk-jobs' });
  await client.connect();
  const env = { DATA_DIR: source, DATABASE_URL: database.url };
  expect(await run(['migrate'], env)).toMatchObject({
    code: 1,
    err: 'License Desk is running on this database. Stop it, then try again.\n',
  });
  await client.end();
  const moved = await run(['migrate'], env);
  expect(moved).toMatchObject({ code: 0, err: '' });
  expect(moved.out.split('\n').slice(1, 3)).toEqual(whole);
  await inStore({ databaseUrl: database.url, folder: '' }, async (opened) => {
    expect(await everything(opened)).toEqual(filled);
    await goesOn(opened);
  });
}, 60_000);

it('brings a backup of an earlier version up to date, and refuses one of a later version', async () => {
  const old = new Set(migrations.slice(0, 2).map(({ name }) => name));
  const { database: reached, close } = await openServer(database.url);
  try {
    await reached.execute(sql`drop schema public cascade`);
    await reached.execute(sql`create schema public`);
    await migrate(reached, old);
    await reached.execute(
      sql.raw(`
      insert into counters (tenant_id, last) values ('old', 1);
      insert into changes (id, number, tenant_id, kind, state, revision, group_id, group_name, sku_id, product_name,
        disabled_plans, asker_id, asker_name, conversation_id, locale, forecast, created_at)
      values ('${ids.change}', 1, 'old', 'assign', 'draft', 1, 'g', 'g', 's', 's', '[]', 'a', 'a', 'c', 'en', '{}', now());
      insert into evidence (change_id, at, kind, actor, data) values ('${ids.change}', now(), 'asked', 'a', '{}')`),
    );
    const oldFile = path.join(root, 'old.backup');
    await copyOf(reached, (copy) => writeBackup(oldFile, copy, noon));
    const copy = await readBackup(oldFile);
    expect(await copyInto(reached, copy, { replace: true })).toEqual({
      counters: 1,
      changes: 1,
      evidence: 1,
    });
    copy.close();
    expect(await verifyTenant(chainSource(reached), 'old')).toEqual({
      whole: true,
      line: 'old: 0 rows, chain whole (and 1 row from before the chain)',
    });
    const later = { migrations: ['9999-later'], read: async () => {} };
    expect(() => copyInto(reached, later, { replace: true })).toThrow('made by a newer version');
  } finally {
    await close();
  }
}, 60_000);
