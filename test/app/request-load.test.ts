import { people, roleTemplates } from '../../src/sandbox';
import {
  buttonData,
  buttonsOf,
  conversationOf,
  startTestDesk,
  textOfCard,
  type TestDesk,
} from '../support/desk';
import { addGroup } from '../support/groups';
import { conversationLimits, peaks, tenantLimit } from '../support/rates';
import type { SentMessage } from '../support/connector';

type Json = Record<string, unknown>;

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
/** A part of them in `npm test`, 200 with `npm run test:load`. */
const wanted = Number(process.env['LOAD'] ?? 12);
const decidedWithinMs = 60_000;
const asker = 'alex';

/** Five people who may decide: the three of the sandbox, and two who are given the role here. */
const five: readonly { chat: string; from: { id: string; name: string; aadObjectId: string } }[] = [
  ...(['megan', 'isaiah', 'nestor', 'adele'] as const).map((name) => ({
    chat: conversationOf(name),
    from: { id: `29:${name}`, name: people[name].displayName, aadObjectId: people[name].id },
  })),
  {
    chat: 'a:personal-fifth',
    from: { id: '29:fifth', name: 'Fifth Approver', aadObjectId: 'f1f7a000-0000-4000-8000-00000000f1f7' },
  },
];

interface Shown {
  readonly message: SentMessage;
  readonly group: string;
  /** Whether it offers to approve. */
  readonly asks: boolean;
  readonly ended: boolean;
}

describe(`${wanted} requests with five approvers each, decided within a minute`, () => {
  let desk: TestDesk;
  /** What every message shows now, by conversation and id. */
  const standing = new Map<string, Shown>();
  let seen = 0;

  /** Takes in what was sent since the last look. */
  function look(): Shown[] {
    for (; seen < desk.connector.sent.length; seen += 1) {
      const message = desk.connector.sent[seen];
      if (!message) continue;
      const text = textOfCard(message.card);
      standing.set(`${message.conversationId} ${message.activityId}`, {
        message,
        group: /Load team \d+/.exec(text)?.[0] ?? '',
        asks: buttonsOf(message.card).some(({ verb }) => verb === 'decide.approve'),
        ended: text.includes('All licenses assigned'),
      });
    }
    return [...standing.values()].filter(({ group }) => group !== '');
  }

  const as = (person: (typeof five)[number]): Json => ({
    from: person.from,
    conversation: { id: person.chat, conversationType: 'personal', tenantId: desk.sandbox.tenantId },
  });

  beforeAll(async () => {
    desk = await startTestDesk({
      sandbox: { pace: { queuedMs: 500, membersPerSecond: 400, shortestMs: 500 } },
    });
    const { tenant } = desk.sandbox;
    for (const [index, { from }] of five.slice(3).entries()) {
      if (!tenant.users.has(from.aadObjectId)) {
        const model = tenant.users.get(people.adele.id);
        if (!model) throw new Error('Adele is not there');
        const userPrincipalName = 'fifth@contoso.example';
        tenant.addUser({
          ...model,
          id: from.aadObjectId,
          displayName: from.name,
          userPrincipalName,
          mail: null,
          assignments: [],
          memberOf: new Set(),
        });
      }
      tenant.addRole({
        id: `load-role-${index}`,
        templateId: roleTemplates.licenseAdministrator,
        principalId: from.aadObjectId,
        scope: '/',
        type: 'Assigned',
        startAt: 0,
        endAt: null,
        worksFrom: 0,
      });
    }
    for (const person of five) await desk.say('megan', 'help', as(person));
    await desk.say(asker, 'help');
  });
  afterAll(() => desk.close());

  it('breaks no limit of Teams, and leaves every card at its end', async () => {
    const groups = Array.from({ length: wanted }, (_, number) =>
      addGroup(desk.sandbox.tenant, `Load team ${String(number + 1).padStart(3, '0')}`, number, 2),
    );
    for (const { id } of groups) {
      const before = await desk.press(asker, 'request.review', {
        license: e3,
        group: id,
        justification: 'New colleagues.',
      });
      await desk.press(asker, 'request.submit', buttonData(before, 'request.submit'), `card-${id}`);
    }
    const open = () => look().filter(({ asks }) => asks);
    await desk.until(() => open().length >= wanted * five.length, 1_800);
    const cards = new Map(
      open().map(({ message, group }) => [`${message.conversationId} ${group}`, message]),
    );
    const begin = desk.now().getTime();
    for (const [index, { displayName }] of groups.entries()) {
      const at = begin + (index * decidedWithinMs) / wanted;
      await desk.until(() => desk.now().getTime() >= at);
      const person = five[index % five.length];
      if (!person) continue;
      const card = cards.get(`${person.chat} ${displayName}`);
      const data = buttonData(card?.card, 'decide.approve');
      const answer = await desk.press('megan', 'decide.approve', data, card?.activityId, as(person));
      expect(textOfCard(answer)).toContain('Approved');
    }
    expect(desk.now().getTime() - begin).toBeLessThanOrEqual(decidedWithinMs);
    // The asker's card and completion, five approvers' cards, and the completion of who decided.
    const all = wanted * (1 + 1 + five.length + 1);
    await desk.until(() => look().length >= all && look().every(({ ended }) => ended), 3_600);

    const { conversation, tenant } = peaks(desk.connector.sent);
    for (const { most, withinMs } of conversationLimits)
      expect(conversation.get(withinMs)).toBeLessThanOrEqual(most);
    expect(tenant).toBeLessThanOrEqual(tenantLimit.most);
    // Nothing was told twice or written twice.
    expect(look()).toHaveLength(all);
    for (const { id } of groups) {
      const writes = desk.sandbox.tenant.audits.filter(
        ({ activity, target }) => activity === 'Set group license' && target.id === id,
      );
      expect(writes).toHaveLength(1);
    }
    // Nobody waited for long.
    expect(desk.now().getTime() - begin).toBeLessThanOrEqual(15 * 60_000);
  }, 560_000);
});
