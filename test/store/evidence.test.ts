import { drizzle } from 'drizzle-orm/pglite';
import { Client } from 'pg';
import { verifyTenant } from '../../src/evidence/verify';
import type { Change, NewChange } from '../../src/licensing/change';
import type { StoredEvidence } from '../../src/store/contract';
import { chainSource, openEvidenceReader } from '../../src/store/evidence-reader';
import type { OpenedStore } from '../../src/store/open';
import * as schema from '../../src/store/schema';
import { newChange, ids, noon } from '../support/builders';
import { databases, type TestDatabase } from '../support/databases';

const entry = (kind: string, data: Readonly<Record<string, unknown>> = {}) => ({
  at: noon.toISOString(),
  kind,
  actor: ids.person,
  data,
});

function draft(tenantId: string): NewChange {
  return newChange({ tenantId });
}

describe.each(databases)('evidence on %s', (_name, create) => {
  let database: TestDatabase;
  let opened: OpenedStore;

  beforeAll(async () => {
    database = await create();
    opened = await database.open();
  });
  afterAll(async () => {
    await opened?.store.close();
    await database?.dispose();
  });

  /** Any SQL, as somebody with the database's password could run it. */
  async function tamper(sql: string): Promise<void> {
    const { queueDatabase } = opened;
    if (queueDatabase.kind === 'embedded') return void (await queueDatabase.pglite.exec(sql));
    const client = new Client({ connectionString: queueDatabase.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  /** What verifying says of a tenant. */
  async function verdict(tenantId: string): Promise<string> {
    const { queueDatabase } = opened;
    if (queueDatabase.kind === 'embedded') {
      return (await verifyTenant(chainSource(drizzle(queueDatabase.pglite, { schema })), tenantId)).line;
    }
    const reader = await openEvidenceReader(database.place());
    return (await verifyTenant(reader, tenantId).finally(() => reader.close())).line;
  }

  async function written(tenantId: string, moves: number): Promise<readonly StoredEvidence[]> {
    const { changes, evidence } = opened.store;
    let change = await changes.create(draft(tenantId), noon, entry('asked'));
    for (let n = 0; n < moves; n += 1) {
      const move = { id: change.id, revision: change.revision, at: noon, evidence: entry('moved', { n }) };
      change = (await changes.move(move)) as Change;
    }
    return evidence.ofChange(change.id);
  }

  it('is one chain a tenant over all its changes', async () => {
    const rows = [...(await written('one', 2)), ...(await written('one', 1))];
    expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map((row) => row.number)).toEqual([1, 1, 1, 2, 2]);
    expect(rows[0]?.previousHash).toBe('0'.repeat(64));
    for (const [i, row] of rows.slice(1).entries()) expect(row.previousHash).toBe(rows[i]?.hash);
    expect((await written('two', 0))[0]?.sequence).toBe(1);
    expect(await verdict('one')).toBe('one: 5 rows, chain whole');
  });

  it('keeps no row of a move that was refused or came late', async () => {
    const { changes, evidence } = opened.store;
    const change = await changes.create(draft('refused'), noon, entry('asked'));
    await changes.move({ id: change.id, revision: 9, at: noon, evidence: entry('late') });
    const illegal = { id: change.id, revision: 1, to: 'done' as const, at: noon, evidence: entry('illegal') };
    await expect(changes.move(illegal)).rejects.toMatchObject({ code: 'change.illegal-move' });
    await evidence.append(change.id, entry('downloaded', { format: 'csv' }));
    expect((await evidence.ofChange(change.id)).map((row) => [row.sequence, row.kind])).toEqual([
      [1, 'asked'],
      [2, 'downloaded'],
    ]);
    expect((await changes.get(change.id))?.revision).toBe(1);
    expect(await verdict('refused')).toBe('refused: 2 rows, chain whole');
  });

  it('refuses a row for no change', async () => {
    await expect(opened.store.evidence.append(ids.otherGroup, entry('x'))).rejects.toMatchObject({
      code: 'evidence.no-change',
    });
    await expect(opened.store.evidence.append('made up', entry('x'))).rejects.toMatchObject({
      code: 'evidence.no-change',
    });
  });

  it('fits its hashes to what the database gives back of any text and number', async () => {
    const { changes, evidence } = opened.store;
    const data = {
      nul: 'a\0b',
      half: '\ud800',
      text: 'é e\u0301 😀 \u2028 "\\',
      numbers: [0.1, -0, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 123456789012345680000],
      absent: undefined,
      ['ключ']: { b: 1, a: [null, true, {}] },
    };
    const change = await changes.create(draft('hostile\0'), noon, { ...entry('k\0'), actor: '\udfff', data });
    await evidence.append(change.id, entry('y'));
    expect(await verdict('hostile')).toBe('hostile: 2 rows, chain whole');
  });

  it('stays one chain without gaps when 50 moves happen at once', async () => {
    const { changes } = opened.store;
    const all = await Promise.all(
      Array.from({ length: 10 }, () => changes.create(draft('busy'), noon, entry('asked'))),
    );
    const cards = [{ view: 'progress' as const, conversationId: 'a:1', activityId: 'm' }];
    const moved = await Promise.all(
      all.flatMap((change) =>
        // Five at the same revision of each: one wins, four come late.
        Array.from({ length: 5 }, () =>
          changes.move({
            id: change.id,
            revision: 1,
            to: 'queued',
            at: noon,
            evidence: entry('moved'),
            cards,
          }),
        ),
      ),
    );
    expect(moved.filter(Boolean)).toHaveLength(10);
    const chained = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const change = all[i % 10] as Change;
        if (i < 10) return changes.move({ id: change.id, revision: 2, at: noon, evidence: entry('again') });
        if (i < 20) return changes.create(draft('busy'), noon, entry('asked'));
        return opened.store.evidence.append(change.id, entry('appended'));
      }),
    );
    expect(chained).toHaveLength(50);
    expect(await verdict('busy')).toBe('busy: 70 rows, chain whole');
  });

  it('cannot be altered, removed or left out of the chain', async () => {
    const [row] = await written('kept', 0);
    for (const sql of [
      `update evidence set kind = 'x' where tenant_id = 'kept'`,
      `delete from evidence where tenant_id = 'kept'`,
      `delete from evidence where false`,
    ]) {
      await expect(tamper(sql)).rejects.toThrow('evidence is append-only');
    }
    const unchained = `insert into evidence (change_id, at, kind, actor, data, tenant_id)
      values ('${row?.changeId}', now(), 'x', 'x', '{}', 'kept')`;
    await expect(tamper(unchained)).rejects.toThrow('evidence_chained');
    const twice = unchained
      .replace('tenant_id)', 'tenant_id, sequence, previous_hash, hash)')
      .replace(`'kept')`, `'kept', 1, 'x', 'x')`);
    await expect(tamper(twice)).rejects.toThrow('evidence_sequence');
    expect(await opened.store.evidence.ofChange(row?.changeId ?? '')).toEqual([row]);
  });

  it.each([
    [
      'altered',
      `update evidence set data = '{"n": 9}' where tenant_id = 'T' and sequence = 3`,
      'row 3: its content',
    ],
    ['removed', `delete from evidence where tenant_id = 'T' and sequence = 2`, 'row 2: it is missing'],
    [
      'cut off',
      `delete from evidence where tenant_id = 'T' and sequence >= 4`,
      'row 4: it and all rows after it',
    ],
    [
      'put in',
      `update evidence set sequence = 6 where tenant_id = 'T' and sequence = 5;
       insert into evidence (change_id, at, kind, actor, data, tenant_id, sequence, previous_hash, hash)
       select change_id, at, 'forged', actor, data, tenant_id, 5, previous_hash, hash from evidence
       where tenant_id = 'T' and sequence = 4`,
      'row 5: its content',
    ],
    [
      'put in another order',
      `update evidence set sequence = 99 where tenant_id = 'T' and sequence = 2;
       update evidence set sequence = 2 where tenant_id = 'T' and sequence = 3;
       update evidence set sequence = 3 where tenant_id = 'T' and sequence = 99`,
      'row 2: its content',
    ],
    [
      'left alone but the head altered',
      `update counters set evidence_hash = repeat('a', 64) where tenant_id = 'T'`,
      'row 5: the head',
    ],
    ['left alone but the head removed', `delete from counters where tenant_id = 'T'`, 'row 1: the head'],
    [
      'given another number of their change',
      `update changes set number = 7 where tenant_id = 'T'`,
      'row 1: its content',
    ],
  ])('is found out when rows are %s', async (name, sql, found) => {
    const tenantId = `tampered ${name}`;
    await written(tenantId, 4);
    expect(await verdict(tenantId)).toBe(`${tenantId}: 5 rows, chain whole`);
    await tamper('alter table evidence disable trigger evidence_append_only');
    await tamper(sql.replaceAll(`'T'`, `'${tenantId}'`));
    await tamper('alter table evidence enable trigger evidence_append_only');
    expect(await verdict(tenantId)).toContain(`${tenantId}: broken at ${found}`);
  });

  it('is read page by page', async () => {
    const [row] = await written('long', 0);
    for (let n = 0; n < 520; n += 1) await opened.store.evidence.append(row?.changeId ?? '', entry('more'));
    expect(await verdict('long')).toBe('long: 521 rows, chain whole');
  });
});
