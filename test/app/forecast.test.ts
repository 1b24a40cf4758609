import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { parseCsv } from '../support/csv';
import { linkOf, submit } from '../support/download';
import { groupNamed, skuNamed } from '../support/sandbox-graph';

/** Who exactly, through the whole bot: a small group at once, a large one in the background. */
describe('the forecast of each member', () => {
  let desk: TestDesk;

  beforeEach(async () => {
    desk = await startTestDesk({ sandbox: { staleReadMs: 0 } });
  });
  afterEach(() => desk.close());

  const posts = () => desk.connector.sent.filter(({ method }) => method === 'POST');
  const updatesOf = (id: string) =>
    desk.connector.sent.filter(({ method, activityId }) => method === 'PUT' && activityId === id);
  const verbsOf = (card: unknown) => buttonsOf(card).map(({ verb }) => verb);

  /** Gives the first members of a group a product by themselves. */
  function hold(groupName: string, part: string, count: number): string[] {
    const { tenant } = desk.sandbox;
    const skuId = skuNamed(desk.sandbox, part);
    const row = {
      skuId,
      byGroup: null,
      disabledPlans: [],
      state: 'Active',
      error: 'None',
      updatedAt: 0,
    } as const;
    const users = tenant.peopleOf(groupNamed(desk.sandbox, groupName)).slice(0, count);
    for (const user of users) tenant.assign(user, [row]);
    return users.map(({ displayName }) => displayName);
  }

  it('of a small group is there before anybody asks, with names behind a button', async () => {
    const [one, two] = hold('Contoso sales', 'SPE_F1', 2);
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    expect(textOfCard(before)).toContain('Conflicts with Microsoft 365 F3: 2 people');
    const id = posts().at(-1)?.activityId ?? '';
    const who = await desk.press('megan', 'forecast.show', buttonData(before, 'forecast.show'), id);
    const text = textOfCard(who);
    for (const part of ['Who exactly', 'Will not get it', `${one} and ${two}`, 'directly', 'Made Nov 24'])
      expect(text).toContain(part);
    const back = await desk.press('megan', 'change.check', buttonData(who, 'change.check'), id);
    expect(textOfCard(back)).toContain('Before you assign');
    const pressed = await desk.press('megan', 'change.confirm', buttonData(back, 'change.confirm'), id);
    expect(textOfCard(pressed)).toContain('Queued');
  });

  it('does not offer to wait for seats when it is another license of the group that has none left', async () => {
    const text = textOfCard(await desk.say('megan', 'assign m365 e3 to contoso finance'));
    expect(text).toContain('No seat of Power BI Premium Per User: 4 people');
    expect(text).not.toMatch(/short|Wait for seats/);
  });

  it('of a large group is read in the background while the pressed card says how far it is', async () => {
    const before = await desk.say('megan', 'assign visio to contoso all employees');
    expect(textOfCard(before)).not.toContain('Who exactly\nReading');
    const id = posts().at(-1)?.activityId ?? '';
    const asked = await desk.press('megan', 'forecast.show', buttonData(before, 'forecast.show'), id);
    expect(textOfCard(asked)).toContain('about to be read');
    const shown = () => textOfCard(updatesOf(id).at(-1)?.card);
    await desk.until(() => shown().includes('Will not get it'));
    expect(shown()).toContain('No seat left');
    expect(posts()).toHaveLength(1);
    const pages = desk.sandbox.requests.filter(
      ({ path }) => path.includes('/members/') && path.includes('licenseAssignmentStates'),
    );
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.every(({ path }) => !path.includes('userType'))).toBe(true);
    expect(pages.every(({ path }) => path.includes('999') || path.includes('skiptoken'))).toBe(true);
  });

  it('gives everybody as a file', async () => {
    const before = await desk.say('megan', 'assign visio to contoso all employees');
    const id = posts().at(-1)?.activityId ?? '';
    await desk.press('megan', 'forecast.show', buttonData(before, 'forecast.show'), id);
    await desk.until(() => verbsOf(updatesOf(id).at(-1)?.card).includes('forecast.download'));
    const data = buttonData(updatesOf(id).at(-1)?.card, 'forecast.download');
    const response = await submit(linkOf(await desk.press('megan', 'forecast.download', data, id)));
    expect(response.headers.get('content-disposition')).toContain('license-desk-forecast-1.csv');
    const [head, ...lines] = parseCsv(await response.text());
    expect(head?.[4]).toBe('forecast');
    const members = groupNamed(desk.sandbox, 'Contoso all employees').users;
    expect(new Set(lines.map((line) => line[2]))).toEqual(new Set(members));
    const words = lines.map((line) => line[4]);
    expect(words.filter((word) => word === 'will get it')).toHaveLength(
      desk.sandbox.tenant.free(skuNamed(desk.sandbox, 'VISIOCLIENT')),
    );
    expect(lines.find((line) => line[4] === 'will not get it')?.[5]).toMatch(/^no seat of Visio/);
  });

  it('stays with the draft: once it is confirmed the message shows the change', async () => {
    const before = await desk.say('megan', 'assign m365 copilot to contoso all employees');
    const id = posts().at(-1)?.activityId ?? '';
    await desk.press('megan', 'forecast.show', buttonData(before, 'forecast.show'), id);
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), id);
    await desk.until(() => textOfCard(updatesOf(id).at(-1)?.card).includes('Processing'));
    expect(
      updatesOf(id)
        .map(({ card }) => textOfCard(card))
        .join(),
    ).not.toContain('Who exactly');
  });

  it('is for administrators and approvers only, and nothing of it reaches anybody else', async () => {
    await desk.say('megan', 'assign m365 e3 to contoso sales');
    const change = await desk.store.changes.byNumber(desk.sandbox.tenantId, 1);
    const refused = await desk.press('alex', 'forecast.show', { id: change?.id });
    expect(textOfCard(refused)).not.toContain('Will get it');
    const unknown = await desk.press('megan', 'forecast.show', { id: 'nonsense' });
    expect(textOfCard(unknown)).not.toContain('Will get it');
    expect(verbsOf(refused)).not.toContain('forecast.download');
  });

  it('learns where a license is refused and knows it the next time', async () => {
    const { tenant } = desk.sandbox;
    const group = groupNamed(desk.sandbox, 'Contoso sales');
    const [person] = tenant.peopleOf(group);
    if (!person) throw new Error('nobody is in the group');
    person.usageLocation = 'BY';
    const before = await desk.say('megan', 'assign m365 copilot to contoso sales');
    expect(textOfCard(before)).not.toContain('Belarus');
    await desk.press(
      'megan',
      'change.confirm',
      buttonData(before, 'change.confirm'),
      posts().at(-1)?.activityId,
    );
    await desk.until(() => textOfCard(posts().at(-1)?.card).includes('Not available in their country'));
    expect(await desk.store.facts.of(desk.sandbox.tenantId)).toMatchObject([
      { kind: 'location', location: 'BY' },
    ]);
    const next = tenant.peopleOf(groupNamed(desk.sandbox, 'Contoso marketing'))[0];
    if (!next) throw new Error('nobody is in the group');
    next.usageLocation = 'BY';
    const again = await desk.say('megan', 'assign m365 copilot to contoso marketing');
    expect(textOfCard(again)).toContain('Not offered in Belarus');
  });

  it('is on record', async () => {
    await desk.say('megan', 'assign m365 e3 to contoso sales');
    const record = textOfCard(await desk.say('megan', 'evidence 1'));
    expect(record).toContain('Read each member to see who will get it');
  });
});
