import { buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { groupNamed } from '../support/sandbox-graph';

/** What the features need. */
const needed = [
  'LicenseAssignment.ReadWrite.All',
  'LicenseAssignment.Read.All',
  'Group.Read.All',
  'User.Read.All',
  'RoleManagement.Read.Directory',
  'Organization.Read.All',
  'AuditLog.Read.All',
] as const;

const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

/** One thing that a person does; the text that they see in the end. */
type Feature = (desk: TestDesk) => Promise<string>;

const features = {
  help: async (desk) => textOfCard(await desk.say('megan', 'help')),
  licenses: async (desk) => textOfCard(await desk.say('megan', 'licenses')),
  'one license': async (desk) => textOfCard(await desk.say('megan', 'licenses m365 e3')),
  'the form': async (desk) => textOfCard(await desk.say('megan', 'assign')),
  search: async (desk) => textOfCard(await desk.press('megan', 'assign.search', { groupQuery: 'contoso' })),
  forecast: async (desk) => textOfCard(await desk.say('megan', 'assign m365 e3 to contoso sales')),
  assign: async (desk) => {
    const before = await desk.say('megan', 'assign visio to contoso empty');
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'));
    const last = (): string => textOfCard(desk.connector.sent.at(-1)?.card);
    await desk.until(() => /Done|Not assigned/.test(last()), 60);
    return last();
  },
  'what runs': async (desk) => textOfCard(await desk.say('megan', 'status')),
  'a group': async (desk) => textOfCard(await desk.say('megan', 'status contoso finance')),
  history: async (desk) => textOfCard(await desk.say('megan', 'history')),
  'history of a group': async (desk) => textOfCard(await desk.say('megan', 'history contoso sales')),
  ask: async (desk) => {
    const interns = [...desk.sandbox.tenant.groups.values()].find(
      ({ displayName }) => displayName === 'Contoso interns',
    );
    const data = { license: visio, group: interns?.id, justification: 'For the plans of the new house.' };
    return textOfCard(await desk.press('alex', 'request.review', data));
  },
  'my requests': async (desk) => textOfCard(await desk.say('alex', 'requests')),
} as const satisfies Record<string, Feature>;
type FeatureName = keyof typeof features;
const all = Object.keys(features) as FeatureName[];

/** What each lack takes away, and nothing besides. */
const lost: Readonly<Record<string, readonly FeatureName[]>> = {
  'LicenseAssignment.ReadWrite.All': ['assign'],
  'LicenseAssignment.Read.All': [
    'licenses',
    'one license',
    'the form',
    'search',
    'forecast',
    'assign',
    'a group',
    'history of a group',
    'ask',
  ],
  'Group.Read.All': ['one license', 'search', 'forecast', 'assign', 'a group', 'history of a group', 'ask'],
  // Nobody is listened to whom the directory does not confirm.
  'User.Read.All': all,
  'RoleManagement.Read.Directory': all.filter((name) => !['help', 'my requests'].includes(name)),
};

/** Microsoft takes another permission for the same call. */
const standIns: Readonly<Record<string, string>> = {
  'LicenseAssignment.Read.All': 'Organization.Read.All',
};

describe('without a permission', () => {
  it.each(Object.entries(lost))(
    '%s, the features that need it say so and the others work',
    async (gone, expected) => {
      const desk = await startTestDesk({
        permissions: needed.filter((each) => each !== gone && each !== standIns[gone]),
      });
      const without: FeatureName[] = [];
      for (const name of all) {
        const text = await features[name](desk).catch((error: unknown) => String(error));
        const says = /grant its app the application permissions? (.*) with admin consent/.exec(text)?.[1];
        if (says !== undefined) without.push(name);
        else
          expect({ name, text }).toEqual({
            name,
            text: expect.not.stringMatching(/did not work|Error:/) as string,
          });
        const named = expect.stringContaining(gone) as string;
        expect({ name, says }).toEqual({ name, says: expected.includes(name) ? named : undefined });
      }
      expect(without).toEqual(expected);
      await desk.close();
    },
  );

  it('AuditLog.Read.All the history shows our own changes and says what is missing', async () => {
    const desk = await startTestDesk({ permissions: needed.filter((each) => each !== 'AuditLog.Read.All') });
    const text = textOfCard(await desk.say('megan', 'history contoso sales'));
    expect(text).toMatch(/own log is missing here.*AuditLog\.Read\.All/);
    await desk.close();
  });

  it.each([
    ['User.ReadWrite.All', 'Count', 'CountViolation', 'reprocess'],
    ['GroupMember.ReadWrite.All', 'Uniqueness', 'UniquenessViolation', 'leave-out'],
  ])('%s a repair that needs it says so, and nobody is touched', async (gone, name, error, kind) => {
    const desk = await startTestDesk({ sandbox: { scenario: 'conflicts' }, permissions: needed });
    const group = groupNamed(desk.sandbox, name);
    const members = [...group.users];
    const before = await desk.press('megan', 'repair.start', { kind, groupId: group.id, error });
    await desk.press('megan', 'repair.confirm', buttonData(before, 'repair.confirm'), 'pressed');
    const last = (): string => textOfCard(desk.connector.sent.at(-1)?.card);
    await desk.until(() => last().includes('Not repaired'));
    expect(last()).toContain(`grant its app the application permission ${gone} with admin consent`);
    expect(JSON.stringify(desk.connector.sent.at(-1)?.card)).toContain('admin center');
    expect([...group.users]).toEqual(members);
    await desk.close();
  });

  it('to ask for approvers, what was typed stays on the form', async () => {
    const desk = await startTestDesk({
      permissions: needed.filter((each) => each !== 'RoleManagement.Read.Directory'),
    });
    const interns = [...desk.sandbox.tenant.groups.values()].find(
      ({ displayName }) => displayName === 'Contoso interns',
    );
    const justification = 'For the plans of the new house.';
    const form = await desk.press('alex', 'request.review', {
      license: visio,
      group: interns?.id,
      justification,
    });
    expect(JSON.stringify(form)).toContain(justification);
    expect(textOfCard(form)).toContain('RoleManagement.Read.Directory');
    await desk.close();
  });
});
