import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { groupNamed, skuNamed } from '../support/sandbox-graph';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const f3 = '66b55226-6b4f-492c-910c-a3b7a3c9d993';
const reprocess = { method: 'POST', path: '/users/*/reprocessLicenseAssignment' } as const;

/** Members in error through the whole bot: found, explained, repaired, told. One small group for each kind of error. */
describe('repairing members in error', () => {
  let desk: TestDesk;

  beforeEach(async () => {
    desk = await startTestDesk({ sandbox: { scenario: 'conflicts' } });
  });
  afterEach(() => desk.close());

  const group = (name: string) => groupNamed(desk.sandbox, name);
  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const causeCard = (name: string, error: string) =>
    desk.press('megan', 'errors.cause', { groupId: group(name).id, error });
  const groupCard = (name: string) => desk.press('megan', 'errors.group', { groupId: group(name).id });

  /** Confirms a remedy on the card that shows it; returns the message that tells how it ended. */
  async function carryOut(
    before: Record<string, unknown>,
    inputs: Record<string, unknown> = {},
  ): Promise<string> {
    const sent = posts().length;
    const data = { ...buttonData(before, 'repair.confirm'), ...inputs };
    await desk.press('megan', 'repair.confirm', data, 'pressed'); // the pressed message itself shows the progress
    await desk.until(() => posts().length > sent);
    return textOfCard(posts().at(-1)?.card);
  }

  /** Presses a remedy on the card of a cause, and confirms it. */
  async function remedy(name: string, error: string, kind: string): Promise<string> {
    const cause = await causeCard(name, error);
    const button = buttonsOf(cause).find((each) => each.data['kind'] === kind);
    if (!button) throw new Error(`no ${kind} on: ${textOfCard(cause)}`);
    return carryOut(await desk.press('megan', 'repair.start', button.data));
  }

  /** Has Entra try again for everybody in a group. */
  async function tryAgain(name: string): Promise<string> {
    const data = buttonData(await groupCard(name), 'repair.start');
    return carryOut(await desk.press('megan', 'repair.start', data));
  }

  function seats(part: string, enabled: number): void {
    const sku = desk.sandbox.tenant.skus.get(skuNamed(desk.sandbox, part));
    if (sku) sku.units = { ...sku.units, enabled };
  }

  it('names plans, never their ids, and where the conflict comes from', async () => {
    const text = textOfCard(await groupCard('Mutually exclusive'));
    expect(text).toContain('Conflicts with another license: 2 people');
    expect(text).toMatch(
      /SharePoint.* cannot be combined with SharePoint.* of Microsoft 365 F3, which they hold directly/,
    );
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(textOfCard(await groupCard('Prohibited in usage location'))).toContain('Belarus');
    expect(textOfCard(await groupCard('Count'))).toMatch(/No seat of Visio.* is left: 4 of 4 are used/);
    expect(textOfCard(await groupCard('Uniqueness'))).toContain('Mail address in use: 1 person');
    expect(textOfCard(await desk.say('megan', 'errors Mutually exclusive'))).toContain('2 members in error');
  });

  it('takes the direct license away that is in the way, unless there is no seat of the other', async () => {
    const holding = () =>
      [...group('Mutually exclusive').users].filter((id) =>
        desk.sandbox.tenant.users
          .get(id)
          ?.assignments.some((each) => each.byGroup === null && each.skuId === f3),
      ).length;
    expect(holding()).toBe(2);
    const enough = desk.sandbox.tenant.skus.get(e3)?.units.enabled ?? 0;
    seats('SPE_E3', 0);
    const ask = () => remedy('Mutually exclusive', 'MutuallyExclusiveViolation', 'remove-direct');
    expect(await ask()).toContain('Nobody was fixed');
    expect(holding()).toBe(2);
    seats('SPE_E3', enough);
    await tryAgain('Mutually exclusive'); // without seats they were in error for that
    expect(await ask()).toContain('Fixed all 2 members');
    expect(holding()).toBe(0);
  });

  it('tries again, and says honestly who is still in error', async () => {
    expect(await tryAgain('Count')).toContain('Nobody was fixed');
    seats('VISIOCLIENT', 5);
    const told = await tryAgain('Count');
    expect(told).toContain('Fixed 1 of 2');
    expect(told).toContain('Not enough seats: 1 person');
  });

  it('leaves people out of the group, on record', async () => {
    const told = await remedy('Uniqueness', 'UniquenessViolation', 'leave-out');
    expect(told).toContain('Left 1 member out');
    expect(group('Uniqueness').users.size).toBe(5);
    const record = textOfCard(await desk.say('megan', 'evidence 1'));
    for (const part of [
      '1 person is taken out of the group.',
      'Repaired',
      '1 fixed, 0 fine already, 0 still in error',
    ])
      expect(record).toContain(part);
  });

  it('sets the chosen country for those who have none, once one was chosen', async () => {
    const name = 'Prohibited in usage location';
    const people = [...group(name).users].flatMap((id) => {
      const user = desk.sandbox.tenant.users.get(id);
      return user && ['BY', 'RU'].includes(user.usageLocation ?? '') ? [user] : [];
    });
    for (const user of people) {
      user.usageLocation = null;
      desk.sandbox.tenant.changedUser(user);
    }
    const cause = await causeCard(name, 'ProhibitedInUsageLocationViolation');
    const start = buttonsOf(cause).find((each) => each.data['kind'] === 'set-location');
    expect(start?.title).toBe('Set a country for 2 members');
    const before = await desk.press('megan', 'repair.start', start?.data ?? {});
    const data = buttonData(before, 'repair.confirm');
    for (const country of [undefined, '', 'XX', 'Norway', { code: 'NO' }]) {
      const refused = await desk.press('megan', 'repair.confirm', { ...data, country });
      expect(textOfCard(refused)).toContain('Choose a country.');
    }
    expect(people.map(({ usageLocation }) => usageLocation)).toEqual([null, null]);
    expect(await carryOut(before, { country: 'US' })).toContain('Fixed all 2 members');
    expect(people.map(({ usageLocation }) => usageLocation)).toEqual(['US', 'US']);
  });

  it('ends right in spite of everything that goes wrong on the way', async () => {
    const faults = [
      { kind: 'throttle', retryAfter: 1, times: 12 },
      { kind: 'concurrency', retryAfter: 1, times: 12 },
      { kind: 'error', status: 503, times: 12 },
      { kind: 'drop-after', times: 2 },
    ] as const;
    for (const [done, fault] of faults.entries()) {
      desk.sandbox.faults.clear();
      desk.sandbox.faults.add([
        { ...fault, match: reprocess },
        { kind: 'duplicate-members' },
        { kind: 'stale-reads', seconds: 10 },
      ]);
      expect(await tryAgain('Mutually exclusive')).toContain('Nobody was fixed');
      expect(posts()).toHaveLength(done + 1);
    }
  });

  it('says why nobody can be left out of a group that another directory fills', async () => {
    const synced = group('Uniqueness');
    synced.onPremisesSyncEnabled = true;
    desk.sandbox.tenant.changedGroup(synced);
    const cause = await causeCard('Uniqueness', 'UniquenessViolation');
    expect(textOfCard(cause)).toContain('synchronized from on-premises');
    expect(buttonsOf(cause).some((each) => each.data['kind'] === 'leave-out')).toBe(false);
    const data = { groupId: synced.id, error: 'UniquenessViolation', kind: 'leave-out' };
    const pressed = await desk.press('megan', 'repair.start', data);
    expect(textOfCard(pressed)).toContain('synchronized from on-premises');
  });

  it('does nothing for whom may not assign, for another person, or after the role was lost', async () => {
    const data = { groupId: group('Uniqueness').id, kind: 'leave-out', error: 'UniquenessViolation' };
    expect(textOfCard(await desk.press('alex', 'repair.start', data))).toContain('You cannot do this');
    const before = await desk.press('megan', 'repair.start', data);
    const confirm = buttonData(before, 'repair.confirm');
    expect(textOfCard(await desk.press('isaiah', 'repair.confirm', confirm))).toContain('not your change');
    expect(textOfCard(await desk.press('megan', 'repair.cancel', confirm))).toContain('Mail address in use');
    expect(textOfCard(await desk.press('megan', 'repair.confirm', confirm))).toContain('Cancelled');
    const again = buttonData(await desk.press('megan', 'repair.start', data), 'repair.confirm');
    await desk.press('megan', 'repair.confirm', again, 'pressed');
    for (const role of [...desk.sandbox.tenant.roleAssignments.values()])
      desk.sandbox.tenant.removeRole(role.id);
    const sent = posts().length;
    await desk.until(() => posts().length > sent);
    expect(textOfCard(posts().at(-1)?.card)).toContain('Not repaired');
    expect(group('Uniqueness').users.size).toBe(6);
  });
});

it('finds groups in error and licenses that nobody owns any more', async () => {
  const desk = await startTestDesk();
  const card = await desk.say('megan', 'errors');
  const text = textOfCard(card);
  for (const part of [
    'Contoso finance',
    'members in error',
    'Contoso legacy telephony',
    'not owned any more',
  ])
    expect(text).toContain(part);
  const opened = await desk.press('megan', 'errors.group', buttonData(card, 'errors.group'));
  expect(textOfCard(opened)).toContain('13 members in error');
  const link = await desk.press('megan', 'errors.download', buttonData(opened, 'errors.download'));
  expect(textOfCard(link)).toContain('Your download is ready');
  await desk.close();
});
