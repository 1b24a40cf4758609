import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { linkOf, submit } from '../support/download';
import { parseCsv } from '../support/csv';
import { dieAfter } from '../support/mortal-store';
import { groupNamed, skuNamed } from '../support/sandbox-graph';

/** Steps of a repair after which the process may die; what it does there is stored, and what follows is not. */
const steps = [
  'changes.move',
  'repairs.settle',
  'repairs.todo',
  'repairs.counts',
  'repairs.postpone',
] as const;

/** A repair whose process dies, through the whole bot: the row in the store is all that is left each time. */
describe('a repair that is cut off', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk({ sandbox: { scenario: 'conflicts' } });
  });
  afterAll(() => desk.close());

  const group = (name: string) => groupNamed(desk.sandbox, name);
  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const groupCard = (name: string) => desk.press('megan', 'errors.group', { groupId: group(name).id });

  async function confirmed(data: Record<string, unknown>) {
    const before = await desk.press('megan', 'repair.start', data);
    const confirm = buttonData(before, 'repair.confirm');
    await desk.press('megan', 'repair.confirm', confirm, 'pressed');
    return String(confirm['id']);
  }

  /** Lets the jobs run with a process that dies, and then with one that does not. */
  async function carriedOut(id: string, killAfter: number): Promise<boolean> {
    const sent = posts().length;
    const life = dieAfter(desk.store, steps, killAfter);
    try {
      await desk.until(
        async () => life.died() || (await desk.store.changes.get(id))?.finishedAt !== null,
        120,
      );
    } catch {
      // the job that ran when the process died
    } finally {
      life.revive();
    }
    await desk.pass(0.001); // its wake-ups died with it: what is due in the store is found again
    await desk.until(async () => (await desk.store.changes.get(id))?.finishedAt !== null, 900);
    await desk.until(() => posts().length > sent);
    await desk.pass(0.01);
    expect(posts()).toHaveLength(sent + 1);
    return life.died();
  }

  it('goes on at every step where it was: nobody is treated twice, and the outcome is told once', async () => {
    const name = 'Count'; // two people without a seat, who stay in error however often it is tried
    let killed = 0;
    for (let step = 1; step < 40; step += 1) {
      const id = await confirmed(buttonData(await groupCard(name), 'repair.start'));
      const died = await carriedOut(id, step);
      const change = await desk.store.changes.get(id);
      expect(change).toMatchObject({ outcome: { members: 2, failed: 2, unconfirmed: 0 } });
      expect(await desk.store.repairs.counts(id)).toMatchObject({ todo: 0, done: 0, refused: 2 });
      const record = await desk.store.changes.evidence(id);
      const kinds = record.map(({ kind }) => kind);
      for (const kind of ['confirmed', 'repairing', 'treated', 'finished'])
        expect([kind, kinds.filter((each) => each === kind).length, step]).toEqual([kind, 1, step]);
      const treated = record.flatMap(({ kind, data }) =>
        kind === 'repaired' ? (data['people'] as { id: string }[]).map((person) => person.id) : [],
      );
      expect(new Set(treated).size).toBe(treated.length);
      if (!died) break;
      killed += 1;
    }
    expect(killed).toBeGreaterThan(6);
  });

  it('takes nobody out of a group twice', async () => {
    const { id: groupId } = group('Uniqueness');
    const before = group('Uniqueness').users.size;
    const id = await confirmed({ groupId, kind: 'leave-out', error: 'UniquenessViolation' });
    // Right after those who fail were read: Graph has done it by then, and the store knows nothing of it yet.
    await carriedOut(id, 4);
    expect(group('Uniqueness').users.size).toBe(before - 1);
    expect(await desk.store.changes.get(id)).toMatchObject({ state: 'done', outcome: { assigned: 1 } });
  });

  it('has taught what Entra answered about its people', async () => {
    const { tenantId } = desk.sandbox;
    expect(await desk.store.facts.of(tenantId)).toEqual([]);
    const name = 'Mutually exclusive';
    const id = await confirmed(buttonData(await groupCard(name), 'repair.start'));
    await desk.until(async () => (await desk.store.changes.get(id))?.finishedAt !== null);
    const learned = await desk.store.facts.of(tenantId);
    expect(learned).toMatchObject([{ kind: 'conflict' }]);
    await groupCard(name); // reads the same sentence again, and learns nothing anew
    expect(await desk.store.facts.of(tenantId)).toEqual(learned);
  });

  it('everybody in error is a line of the file, with plan names and without traps', async () => {
    const [first] = group('Mutually exclusive').users;
    const person = desk.sandbox.tenant.users.get(first ?? '');
    const opened = await groupCard('Mutually exclusive');
    const failing = [...group('Mutually exclusive').users]
      .flatMap((each) => desk.sandbox.tenant.users.get(each) ?? [])
      .filter(({ assignments }) => assignments.some(({ state }) => state === 'Error'));
    const trap = failing[0] ?? person;
    if (!trap) throw new Error('nobody fails');
    trap.displayName = '=HYPERLINK("https://evil.example";"Megan")';
    desk.sandbox.tenant.changedUser(trap);
    await desk.pass(0.001); // reads right after a change may be old
    const link = await desk.press('megan', 'errors.download', buttonData(opened, 'errors.download'));
    const [head, ...rows] = parseCsv((await (await submit(linkOf(link))).text()).replace(/^\uFEFF/, ''));
    expect(head).toEqual([
      'name',
      'address',
      'id',
      'error',
      'license',
      'license id',
      'since',
      'usage location',
      'reason',
    ]);
    expect(rows.map((row) => row[2]).toSorted()).toEqual(failing.map(({ id }) => id).toSorted());
    for (const row of rows) {
      expect(row).toHaveLength(9);
      expect(row[3]).toBe('MutuallyExclusiveViolation');
      expect(row[5]).toBe(skuNamed(desk.sandbox, 'SPE_E3'));
      expect(row[8]).toMatch(/SharePoint.* cannot be combined with SharePoint/);
      expect(row[0]).not.toMatch(/^[=+\-@]/); // no program takes it for a formula
    }
    expect(rows.some((row) => row[0]?.includes('HYPERLINK'))).toBe(true);
    expect(buttonsOf(opened).map(({ verb }) => verb)).toContain('errors.download');
    expect(textOfCard(opened)).toContain('Conflicts with another license');
  });
});
