import { people } from '../../src/sandbox';
import { buttonData, buttonsOf, textOfCard } from '../support/desk';
import { startRequestDesk, products, type RequestDesk } from '../support/request-desk';

type Json = Record<string, unknown>;

const partner = '44444444-4444-4444-8444-444444444444';
const stranger = '55555555-5555-4555-8555-555555555555';

/** People from outside may ask where the policy names them, and nothing else at all. */
describe('outsiders whom the policy lets ask', () => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await startRequestDesk({
      known: ['megan'],
      policy: () => ({ ask: ['everyone', 'guests', 'anonymous', { tenant: partner }] }),
    });
  });
  afterAll(() => desk.close());

  const federated = (tenantId: string): Json => ({
    from: { id: '29:stranger', name: 'Megan Bowen', aadObjectId: stranger },
    conversation: { id: '19:shared@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId },
    channelData: { tenant: { id: tenantId } },
  });
  const anonymous = (): Json => ({
    from: { id: '29:visitor', name: 'Megan Bowen' },
    conversation: {
      id: '19:meeting@thread.v2',
      conversationType: 'groupChat',
      isGroup: true,
      tenantId: desk.sandbox.tenantId,
    },
  });
  const guest = (): Json => ({ from: { id: '29:p', name: 'x', aadObjectId: people.pradeep.id } });

  describe.each<[string, () => Json, string]>([
    ['a guest', guest, '(guest)'],
    ['somebody of another organization', () => federated(partner), 'Megan Bowen (another organization)'],
    ['somebody who has not signed in', anonymous, 'Megan Bowen (not signed in)'],
  ])('%s', (_kind, over, mark) => {
    it('reads what they may do, and is not offered more', async () => {
      const help = await desk.say('alex', 'help', over());
      expect(textOfCard(help)).toContain('request');
      const verbs = buttonsOf(help).map(({ verb }) => verb);
      expect(verbs).not.toEqual(expect.arrayContaining(['assign.start']));
    });

    it.each([
      'assign',
      'assign visio to contoso sales',
      'licenses',
      'status',
      'status contoso sales',
      'delegate',
      'evidence 1',
    ])('is turned away with "%s"', async (text) => {
      const card = textOfCard(await desk.say('alex', text, over()));
      expect(card).toContain('for the organization alone');
      expect(card).not.toMatch(/Isaiah|Administrator/);
    });

    it.each([
      'assign.start',
      'assign.review',
      'change.confirm',
      'change.check',
      'licenses',
      'status',
      'status.group',
      'decide.approve',
      'decide.reassign',
      'delegate.set',
      'request.follow',
      'request.extend',
      'evidence',
      'evidence.download',
    ])('is turned away with the button %s', async (verb) => {
      const group = desk.group('Contoso sales').id;
      const data = { license: products.visio, group, groupId: group, id: stranger };
      expect(textOfCard(await desk.press('alex', verb, data, undefined, over()))).toContain(
        'for the organization alone',
      );
    });

    it('cannot look around in the directory', async () => {
      const suggestions = await desk.post({
        ...over(),
        type: 'invoke',
        name: 'application/search',
        channelId: 'msteams',
        serviceUrl: desk.connector.serviceUrl,
        recipient: { id: '28:bot' },
        conversation: over()['conversation'] ?? { id: 'a:guest', tenantId: desk.sandbox.tenantId },
        channelData: over()['channelData'] ?? { tenant: { id: desk.sandbox.tenantId } },
        value: { queryText: 'contoso', dataset: 'groups' },
      });
      expect((suggestions.body as { value?: { results: unknown } }).value?.results).toEqual([]);
      const searched = await desk.press(
        'alex',
        'request.search',
        { groupQuery: 'contoso' },
        undefined,
        over(),
      );
      expect(JSON.stringify(searched)).not.toMatch(/contoso (sales|finance)/i);
      const near = textOfCard(await desk.say('alex', 'request visio for contoso', over()));
      expect(near).not.toMatch(/contoso (sales|finance)/i);
    });

    it('asks for a group that they name, and who decides sees that they are from outside', async () => {
      const form = await desk.say('alex', 'request visio for contoso interns', over());
      expect(JSON.stringify(form)).toContain('Contoso interns');
      const before = await desk.press(
        'alex',
        'request.review',
        { license: products.visio, group: desk.group('Contoso interns').id, justification: 'For the fair.' },
        undefined,
        over(),
      );
      const sent = await desk.press(
        'alex',
        'request.submit',
        buttonData(before, 'request.submit'),
        undefined,
        over(),
      );
      const id = String(buttonsOf(sent).find(({ data }) => data['id'])?.data['id']);
      await desk.settled(id);
      expect(textOfCard(await desk.card(id, 'megan', 'approval'))).toContain(mark);
      expect(textOfCard(await desk.say('alex', 'requests', over()))).toContain('Contoso interns');
      const own = await desk.press('alex', 'request.show', { id }, undefined, over());
      await desk.press('alex', 'request.withdraw', buttonData(own, 'request.withdraw'), undefined, over());
      expect((await desk.change(id)).state).toBe('withdrawn');
      expect((await desk.change(id)).asker.name).toContain(mark);
    });

    it('learns nothing of what others ask', async () => {
      const id = await desk.ask('alex');
      const { number } = await desk.change(id);
      for (const card of [
        await desk.say('alex', `request ${number}`, over()),
        await desk.press('alex', 'request.show', { id }, undefined, over()),
        await desk.press('alex', 'request.withdraw', { id, revision: 2 }, undefined, over()),
        await desk.press(
          'alex',
          'request.review',
          { license: products.e3, group: (await desk.change(id)).group.id, justification: 'Me, too.' },
          undefined,
          over(),
        ),
      ])
        expect(textOfCard(card)).not.toMatch(/Alex|waiting for/i);
      const { revision } = await desk.change(id);
      await desk.press('alex', 'request.withdraw', { id, revision });
      expect((await desk.change(id)).state).toBe('withdrawn');
    });
  });

  it('stay outside when the tenants of an activity differ, or theirs is not named', async () => {
    const mixed = { ...federated(partner), channelData: { tenant: { id: desk.sandbox.tenantId } } };
    for (const over of [federated(stranger), mixed])
      expect(textOfCard(await desk.say('alex', 'request', over))).toContain('another organization');
  });
});
