import { createAdapter } from '../../src/teams/adapter';
import { createMessenger } from '../../src/teams/messenger';
import type { Conversation } from '../../src/store/contract';
import { startConnector, type Connector } from '../support/connector';
import { ids, noon } from '../support/builders';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const card = { card: { type: 'AdaptiveCard', version: '1.5', body: [] }, summary: 'Done' };

describe('messenger', () => {
  let connector: Connector;
  const messenger = createMessenger({
    adapter: createAdapter(null, quiet),
    botId: '',
    serviceHosts: ['127.0.0.1'],
  });
  const conversation = (over: Partial<Conversation> = {}): Conversation => ({
    id: 'a:1',
    tenantId: ids.tenant,
    kind: 'personal',
    personId: ids.person,
    serviceUrl: connector.serviceUrl,
    reference: {
      bot: { id: '28:bot' },
      user: { id: '29:user' },
      conversation: { id: 'a:1' },
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1:1/old',
    },
    locale: 'en-US',
    state: 'active',
    welcomedAt: null,
    updatedAt: noon.toISOString(),
    ...over,
  });

  beforeAll(async () => void (connector = await startConnector()));
  afterAll(() => connector.close());

  it('sends a card alone, with its summary, to the newest service URL, and updates it', async () => {
    const sent = await messenger.send(conversation(), card);
    expect(sent).toEqual({ kind: 'sent', activityId: 'm1' });
    expect(await messenger.update(conversation(), 'm1', card)).toEqual({ kind: 'sent', activityId: 'm1' });
    expect(connector.sent.map((each) => [each.method, each.activityId, each.summary, each.card])).toEqual([
      ['POST', 'm1', 'Done', card.card],
      ['PUT', 'm1', 'Done', card.card],
    ]);
  });

  it.each([
    [429, { kind: 'later', afterMs: 7000 }],
    [503, { kind: 'later' }],
    [412, { kind: 'later' }],
    [403, { kind: 'unreachable', state: 'blocked' }],
    [404, { kind: 'missing' }],
    [413, { kind: 'refused' }],
  ])('says what %i means and does not send a second time by itself', async (status, outcome) => {
    const before = connector.calls;
    connector.failures.push({ status, retryAfter: '7' });
    expect(await messenger.send(conversation(), card)).toMatchObject(outcome);
    expect(connector.calls - before).toBe(1);
  });

  it('takes no answer as a reason to try again later', async () => {
    expect(await messenger.send(conversation({ serviceUrl: 'http://127.0.0.1:9/' }), card)).toMatchObject({
      kind: 'later',
    });
  });

  it('never speaks to a host that is not allowed', async () => {
    const before = connector.calls;
    const elsewhere = conversation({ serviceUrl: connector.serviceUrl.replace('127.0.0.1', 'localhost') });
    expect(await messenger.send(elsewhere, card)).toMatchObject({ kind: 'unreachable' });
    expect(connector.calls).toBe(before);
  });
});
