import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const e5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';

/** Removing, swapping, switching apps and undoing through the whole bot: HTTP in, a real store and tenant, cards out. */
describe('changing what a group has', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startTestDesk({ sandbox: { pace: { queuedMs: 2_000, membersPerSecond: 400 } } });
  });
  afterEach(() => desk.close());

  const groupNamed = (name: string) => {
    const found = [...desk.sandbox.tenant.groups.values()].find((each) => each.displayName === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  };
  const marketing = () => groupNamed('Contoso marketing');
  const licensesOf = () => marketing().licenses.map((each) => [each.skuId, [...each.disabledPlans]] as const);
  const writes = () => desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'));
  const posts = () => desk.connector.sent.filter((each) => each.method === 'POST');
  const lastPost = () => textOfCard(posts().at(-1)?.card);

  /** Presses the confirming button of a card and waits for the message that tells the end. */
  async function confirm(card: unknown, inputs: Record<string, unknown> = {}): Promise<unknown> {
    const before = posts().length;
    const data = { ...buttonData(card, 'change.confirm'), ...inputs };
    const pressed = await desk.press('megan', 'change.confirm', data, posts().at(-1)?.activityId);
    expect(textOfCard(pressed)).toContain('Queued');
    await desk.until(() => posts().length > before);
    return posts().at(-1)?.card;
  }

  it('swaps in one call, carries over what is off, and undoes it with the old choice', async () => {
    marketing().licenses = [{ skuId: e3, disabledPlans: [teams] }];
    const card = await desk.say('megan', 'swap SPE_E3 for SPE_E5 on contoso marketing');
    const text = textOfCard(card);
    expect(text).toContain('Before you swap');
    expect(text).toMatch(/25 people get Microsoft 365 E5 instead of Microsoft 365 E3/);
    expect(text).toContain('Stays off\nMicrosoft Teams');
    expect(text).toContain('Microsoft Entra ID P2');
    expect(text).toContain(e5);
    const completion = await confirm(card);
    expect(textOfCard(completion)).toContain('License swapped');
    expect(writes()).toHaveLength(1);
    expect(licensesOf()).toEqual([[e5, [teams]]]);

    const undo = await desk.press('megan', 'undo.start', buttonData(completion, 'undo.start'));
    expect(textOfCard(undo)).toContain('Before you undo change 1');
    const undone = await confirm(undo);
    expect(textOfCard(undone)).toContain('Undoes change 1');
    expect(licensesOf()).toEqual([[e3, [teams]]]);
    const again = await desk.say('megan', 'undo 1');
    expect(textOfCard(again)).toContain('undone already, by change 2');
  });

  it('removes with the name typed where many are affected, and gives back what was there', async () => {
    await desk.close();
    desk = await startTestDesk({ env: () => ({ TYPE_NAME_ABOVE: '10' }) });
    const card = await desk.say('megan', 'remove m365 e3 from contoso marketing');
    expect(textOfCard(card)).toMatch(/\d+ people lose Microsoft 365 E3\./);
    expect(textOfCard(card)).toContain('Mailbox: mail, calendar and contacts are kept for 30 days');
    const exactly = await desk.press('megan', 'forecast.show', buttonData(card, 'forecast.show'));
    expect(textOfCard(exactly)).toMatch(/\d+ people will lose Microsoft 365 E3\./);
    expect(textOfCard(exactly)).toMatch(/Microsoft 365 E3 is lost by \S.*, and \d+ more\./);
    const back = await desk.press('megan', 'change.check', buttonData(exactly, 'change.check'));
    expect(textOfCard(back)).toContain('Before you remove');
    const wrong = await desk.press('megan', 'change.confirm', {
      ...buttonData(card, 'change.confirm'),
      groupName: 'Contoso sales',
    });
    expect(textOfCard(wrong)).toContain('not the name of the group');
    expect(writes()).toHaveLength(0);
    const done = await confirm(wrong, { groupName: ' contoso  MARKETING ' });
    expect(textOfCard(done)).toContain('License taken away');
    expect(licensesOf()).toEqual([]);
    const undone = await confirm(await desk.say('megan', 'undo 1'));
    expect(textOfCard(undone)).toContain('All licenses assigned');
    expect(licensesOf()).toEqual([[e3, []]]);
  });

  it('switches apps, asks about what needs them, and resends the whole list', async () => {
    const form = await desk.say('megan', 'plans m365 e3 on contoso marketing');
    expect(textOfCard(form)).toContain('Microsoft Teams');
    expect(JSON.stringify(form)).toContain(`"id":"plan-${teams}"`);
    const data = { ...buttonData(form, 'plans.review'), [`plan-${teams}`]: 'false' };
    const card = await desk.press('megan', 'plans.review', data);
    expect(textOfCard(card)).toContain('Switched off\nMicrosoft Teams');
    const done = await confirm(card);
    expect(textOfCard(done)).toContain('Apps switched');
    expect(licensesOf()).toEqual([[e3, [teams]]]);
    const sharepoint = '5dbe027f-2339-4123-9542-606e4d348a72';
    const next = await desk.say('megan', 'plans m365 e3 on contoso marketing');
    const needs = await desk.press('megan', 'plans.review', {
      ...buttonData(next, 'plans.review'),
      [`plan-${sharepoint}`]: 'false',
    });
    expect(textOfCard(needs)).toContain('Office for the Web needs one of these');
    const both = await desk.press('megan', 'plans.review', buttonData(needs, 'plans.review'));
    expect(textOfCard(both)).toMatch(/2 off/);
    await confirm(both);
    expect(licensesOf()[0]?.[1]).toHaveLength(3);
  });

  it('does not undo what somebody else altered since', async () => {
    const done = await confirm(await desk.say('megan', 'remove m365 e3 from contoso marketing'));
    marketing().licenses = [{ skuId: e5, disabledPlans: [] }];
    const refused = await desk.press('megan', 'undo.start', buttonData(done, 'undo.start'));
    expect(textOfCard(refused)).toContain('outside of License Desk: Microsoft 365 E5');
  });

  it.each([
    ['remove', 'Remove a license from a group'],
    ['swap', 'Swap a license of a group'],
    ['plans', 'Switch apps of a license'],
    ['remove visio from contoso marketing', 'Not on this group'],
    ['remove m365 e3 from contosso markting', 'No such group'],
    ['remove contoso marketing', 'Before you remove'],
    ['swap SPE_E3 on contoso marketing', 'License to give instead'],
    ['swap SPE_E3 for SPE_E3 on contoso marketing', 'same license twice'],
    ['plans SPE_E3', 'First the group'],
    ['undo', 'Which change?'],
    ['undo 99', 'There is no change 99'],
  ])('%s: %s', async (sentence, answer) => {
    expect(JSON.stringify(await desk.say('megan', sentence))).toContain(answer);
  });

  it('offers all of it on the status of a group', async () => {
    const status = await desk.say('megan', 'status contoso marketing');
    const menu = await desk.press('megan', 'edit.menu', buttonData(status, 'edit.menu'));
    const [swap] = buttonsOf(menu).filter(({ title }) => title === 'Swap a license');
    const form = await desk.press('megan', 'edit.go', swap?.data);
    expect(JSON.stringify(form)).toContain('License to give instead');
    const chosen = { ...buttonData(form, 'edit.go'), license: e3, to: e5 };
    expect(textOfCard(await desk.press('megan', 'edit.go', chosen))).toContain('Before you swap');
  });

  it('asks Entra for the role at the command, at the press and at the write', async () => {
    const card = await desk.say('megan', 'remove m365 e3 from contoso marketing');
    const data = buttonData(card, 'change.confirm');
    await desk.press('megan', 'change.confirm', data);
    for (const { id, principalId } of [...desk.sandbox.tenant.roleAssignments.values()])
      if (principalId === people.megan.id) desk.sandbox.tenant.removeRole(id);
    for (const sentence of ['remove', 'swap', 'plans', 'undo 1'])
      expect(textOfCard(await desk.say('megan', sentence))).toContain('License Administrator');
    expect(textOfCard(await desk.press('megan', 'change.confirm', data))).toContain('License Administrator');
    await desk.until(() => lastPost().includes('no longer hold a role'));
    expect(writes()).toHaveLength(0);
  });
});
