import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { verifyTenant } from '../../src/evidence/verify';
import { chainSource } from '../../src/store/evidence-reader';
import { evidenceRepository } from '../../src/store/evidence';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import * as schema from '../../src/store/schema';
import { barePglite, type BarePglite } from '../support/bare-pglite';
import { ids, noon } from '../support/builders';

const before = migrations.slice(
  0,
  migrations.findIndex((each) => each.name === '0003-evidence-chain'),
);

/** A database of the version without a chain, with one change and three rows, brought up to date. */
async function migrated(pglite: PGlite) {
  for (const statement of before.flatMap((each) => each.statements)) await pglite.exec(statement);
  await pglite.exec(`
    create table license_desk_migrations (name text primary key, at timestamptz not null default now());
    insert into license_desk_migrations (name) values ${before.map((each) => `('${each.name}')`).join(',')};
    insert into counters (tenant_id, last) values ('old', 1), ('empty', 0);
    insert into changes (id, number, tenant_id, kind, state, revision, group_id, group_name, sku_id, product_name,
      disabled_plans, asker_id, asker_name, conversation_id, locale, forecast, created_at)
    values ('${ids.change}', 1, 'old', 'assign', 'draft', 1, 'g', 'g', 's', 's', '[]', 'a', 'a', 'c', 'en', '{}', now());
    insert into evidence (change_id, at, kind, actor, data)
    select '${ids.change}', now(), 'asked', 'a', '{}' from generate_series(1, 3)`);
  const database = drizzle(pglite, { schema });
  await migrate(database);
  const verdict = async (tenantId: string) => (await verifyTenant(chainSource(database), tenantId)).line;
  const tamper = (sql: string) =>
    pglite.exec(
      `alter table evidence disable trigger evidence_append_only; ${sql}; alter table evidence enable trigger evidence_append_only`,
    );
  return { pglite, repository: evidenceRepository(database), verdict, tamper };
}

describe('a store from before the chain', () => {
  let store: Awaited<ReturnType<typeof migrated>>;
  let bare: BarePglite;
  beforeAll(async () => void (bare = await barePglite()));
  beforeEach(async () => void (store = await migrated(bare.pglite)));
  afterEach(() => bare.clear());
  afterAll(() => bare.close());

  it('keeps its rows without hashes, and begins a chain after them', async () => {
    expect(await store.verdict('old')).toBe('old: 0 rows, chain whole (and 3 rows from before the chain)');
    expect(await store.verdict('empty')).toBe('empty: 0 rows, chain whole');
    await store.repository.append(ids.change, { at: noon.toISOString(), kind: 'x', actor: 'a', data: {} });
    const rows = await store.repository.ofChange(ids.change);
    expect(rows.map((row) => row.sequence)).toEqual([null, null, null, 1]);
    expect(await store.verdict('old')).toBe('old: 1 row, chain whole (and 3 rows from before the chain)');
  });

  it('refuses to alter its old rows as well', async () => {
    await expect(store.pglite.exec(`update evidence set kind = 'x'`)).rejects.toThrow('append-only');
  });

  it('finds old rows that were removed, and new ones made to look old', async () => {
    await store.tamper('delete from evidence where id = 2');
    expect(await store.verdict('old')).toBe(
      'old: broken before row 1: 2 rows without a hash, 3 when the chain began',
    );
    await store.tamper(
      `alter table evidence drop constraint evidence_chained; insert into evidence (change_id, at, kind, actor, data, tenant_id)
       select change_id, at, kind, actor, data, tenant_id from evidence`,
    );
    expect(await store.verdict('old')).toContain('4 rows without a hash, 3 when the chain began');
  });
});
