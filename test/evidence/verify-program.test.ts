import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openPglite } from '../../src/store/embedded';
import { openStore, type OpenedStore } from '../../src/store/open';
import { newChange, ids, noon } from '../support/builders';
import { compileAll } from '../support/compiled';
import { serverDatabase } from '../support/databases';
import { placeEmptyStore } from '../support/empty-store';

const root = mkdtempSync(path.join(tmpdir(), 'desk-verify-'));
const program = compileAll();
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const entry = (kind: string) => ({ at: noon.toISOString(), kind, actor: ids.person, data: { kind } });

/** A change with five rows of evidence in each tenant: one to be left alone, one for each way of tampering. */
async function fill({ store }: OpenedStore): Promise<void> {
  for (const tenantId of ['whole', ...tampered.map(([name]) => name)]) {
    const { id } = await store.changes.create(newChange({ tenantId }), noon, entry('asked'));
    for (const kind of ['two', 'three', 'four', 'five']) await store.evidence.append(id, entry(kind));
  }
}

/** The compiled program as `npm run verify-evidence` starts it. */
function verify(env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program.file('verify-evidence')],
      { env: { PATH: process.env['PATH'] ?? '', ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Tenants named for what somebody with the database's password does to them, and what is then said of each. */
const tampered = [
  [
    'altered',
    `update evidence set actor = 'nobody' where tenant_id = 'altered' and sequence = 3`,
    'altered: broken at row 3: its content does not fit its hash',
  ],
  [
    'cut-off',
    `delete from evidence where tenant_id = 'cut-off' and sequence > 3`,
    'cut-off: broken at row 4: it and all rows after it are missing',
  ],
  [
    'head',
    `update counters set evidence_sequence = 4 where tenant_id = 'head'`,
    'head: broken at row 5: the head of the chain is not its last row',
  ],
  [
    'put-in',
    `insert into evidence (change_id, at, kind, actor, data, tenant_id, sequence, previous_hash, hash)
     select change_id, at, kind, actor, data, tenant_id, 6, hash, repeat('b', 64) from evidence
     where tenant_id = 'put-in' and sequence = 5`,
    'put-in: broken at row 6: its content does not fit its hash',
  ],
  [
    'removed',
    `delete from evidence where tenant_id = 'removed' and sequence = 2`,
    'removed: broken at row 2: it is missing, rows after it are there',
  ],
] as const;

const tampering = [
  'alter table evidence disable trigger evidence_append_only',
  ...tampered.map(([, sql]) => sql),
  'alter table evidence enable trigger evidence_append_only',
].join(';');
const wholeLines = [...tampered.map(([name]) => name), 'whole'].map((name) => `${name}: 5 rows, chain whole`);
const brokenLines = [...tampered.map(([, , line]) => line), 'whole: 5 rows, chain whole'];
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('verify-evidence on an embedded store', () => {
  const whole = path.join(root, 'whole');

  beforeAll(async () => {
    const opened = await openStore({ folder: await placeEmptyStore(path.join(whole, 'store')) });
    await fill(opened);
    await opened.store.close();
  });

  it('says of every tenant that its chain is whole', async () => {
    expect(await verify({ DATA_DIR: whole })).toEqual({ code: 0, out: lines(wholeLines), err: '' });
  });

  it('says so when a running bot has the store open', async () => {
    const { store } = await openStore({ folder: path.join(whole, 'store') });
    const { code, out, err } = await verify({ DATA_DIR: whole });
    await store.close();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('A running License Desk has the store in');
    expect(err).not.toContain(' at ');
  });

  it('finds what was tampered with, in each tenant for itself', async () => {
    const pglite = await openPglite(path.join(whole, 'store'));
    await pglite.exec(tampering);
    await pglite.close();
    expect(await verify({ DATA_DIR: whole })).toEqual({ code: 1, out: lines(brokenLines), err: '' });
  });

  it('makes no store where there is none', async () => {
    const folder = path.join(root, 'nothing here');
    const { code, err } = await verify({ DATA_DIR: folder });
    expect(code).toBe(1);
    expect(err).toContain('There is no store in');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('verify-evidence on a server', () => {
  it('reads while the bot writes, finds what was tampered with, and does not bring old tables up to date', async () => {
    const database = await serverDatabase();
    const client = new Client({ connectionString: database.url });
    try {
      const opened = await database.open();
      await fill(opened);
      const env = { DATABASE_URL: database.url };
      expect(await verify(env)).toEqual({ code: 0, out: lines(wholeLines), err: '' });
      await opened.store.close();
      await client.connect();
      await client.query(tampering);
      expect(await verify(env)).toEqual({ code: 1, out: lines(brokenLines), err: '' });
      await client.query('drop schema public cascade; create schema public');
      const empty = await verify(env);
      expect(empty).toMatchObject({ code: 1, out: '' });
      expect(empty.err).toContain('has no chain of evidence yet');
      expect(
        (await client.query('select 1 from information_schema.tables where table_schema = $1', ['public']))
          .rows,
      ).toEqual([]);
    } finally {
      await client.end();
      await database.dispose();
    }
  });

  it('says which setting is wrong', async () => {
    const { code, err } = await verify({ DATABASE_URL: 'mysql://x' });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL: must begin with postgres://');
  });
});
