import type { Activity } from 'botbuilder';
import { readActivity } from '../../src/teams/activity-shape';
import { deliveryOf } from '../../src/teams/delivery';
import { readIdentity } from '../../src/teams/identity';
import { readPress } from '../../src/teams/press';
import { isTrustedServiceUrl } from '../../src/teams/service-url';
import { ids } from '../support/builders';

const activity = {
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  from: { id: '29:x', aadObjectId: ids.person },
  recipient: { id: '28:y' },
  conversation: { id: 'a:z', tenantId: ids.tenant },
  channelData: { tenant: { id: ids.tenant } },
  text: 'help',
};

describe('readActivity', () => {
  it('takes an activity as Teams sends it', () => {
    expect(readActivity(activity)).toMatchObject({ type: 'message', text: 'help' });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [activity]],
    ['a number', 7],
    ['no type', { ...activity, type: undefined }],
    ['a type that is no text', { ...activity, type: 7 }],
    ['an empty type', { ...activity, type: '' }],
    ['text of the wrong type', { ...activity, text: { a: 1 } }],
    ['no conversation', { ...activity, conversation: undefined }],
    ['a conversation without id', { ...activity, conversation: {} }],
    ['no sender', { ...activity, from: null }],
    ['an empty channel', { ...activity, channelId: '' }],
    ['an empty sender id', { ...activity, from: { ...activity.from, id: '' } }],
    ['an empty id of the bot', { ...activity, recipient: { id: '' } }],
    ['a sender id of the wrong type', { ...activity, from: { id: 5 } }],
    ['entities that are no list', { ...activity, entities: 'x' }],
    ['members that are no list', { ...activity, membersAdded: {} }],
    ['no service URL', { ...activity, serviceUrl: '' }],
    ['a text of 50,000 characters', { ...activity, text: 'x'.repeat(50_000) }],
  ])('refuses %s', (_name, body) => {
    expect(readActivity(body)).toBeUndefined();
  });
});

describe('readIdentity', () => {
  const partner = '44444444-4444-4444-8444-444444444444';
  const read = (over: object) =>
    readIdentity({ ...activity, ...over } as unknown as Activity, ids.tenant, [partner]);
  const inTenant = (tenantId: string) => ({
    conversation: { id: 'a', tenantId },
    channelData: { tenant: { id: tenantId } },
  });

  it('takes the person and the tenant from the verified fields', () => {
    expect(read({})).toEqual({ personId: ids.person, tenantId: ids.tenant, outsider: null });
  });

  it('tells people of an allowed tenant from its own, and stores them under its own', () => {
    const outsider = { kind: 'federated', tenantId: partner };
    expect(read(inTenant(partner.toUpperCase()))).toEqual({
      personId: ids.person,
      tenantId: ids.tenant,
      outsider,
    });
  });

  it('knows people without any account again, by an id that nobody in the directory has', () => {
    const one = read({ from: { id: '29:x' } });
    expect(one).toEqual(read({ from: { id: '29:x', name: 'Another name', aadObjectId: '' } }));
    expect(one).toMatchObject({ tenantId: ids.tenant, outsider: { kind: 'anonymous' } });
    expect(one).not.toEqual(read({ from: { id: '29:y' } }));
    expect('personId' in one && one.personId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it.each([
    ['tenant', { conversation: { id: 'a', tenantId: ids.group } }],
    ['tenant', { channelData: { tenant: { id: ids.group } } }],
    ['tenant', { channelData: { tenant: { id: { $ne: '' } } } }],
    ['tenant', { conversation: { id: 'a' }, channelData: undefined }],
    ['tenant', { from: { id: 'x', aadObjectId: ids.person, tenantId: ids.group } }],
    ['tenant', { conversation: { id: 'a', tenantId: partner } }],
    ['tenant', { channelData: { tenant: { id: partner } } }],
    ['tenant', inTenant(ids.group)],
    ['tenant', { ...inTenant(ids.tenant), from: { id: 'x', aadObjectId: ids.person, tenantId: partner } }],
    ['tenant', { conversation: { id: 'a', tenantId: 7 } }],
    ['identity', { from: { id: '' } }],
    ['identity', { from: { id: 'x', aadObjectId: 'admin' } }],
    ['identity', { ...inTenant(partner), from: { id: 'x' } }],
  ])('refuses (%s) %j', (refusal, over) => {
    expect(read(over)).toEqual({ refusal });
  });
});

describe('isTrustedServiceUrl', () => {
  const hosts = ['smba.trafficmanager.net', 'api.botframework.com'];
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://api.botframework.com', true],
    ['https://anybody.smba.trafficmanager.net/', false],
    ['https://SMBA.trafficmanager.net/emea/', true],
    ['http://smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['https://evilbotframework.com/', false],
    ['https://smba.trafficmanager.net@evil.example/', false],
    ['https://user:pw@smba.trafficmanager.net/', false],
    ['http://127.0.0.1:1/', false],
    ['file:///etc/passwd', false],
    ['no url', false],
  ])('%s: %s', (url, trusted) => {
    expect(isTrustedServiceUrl(url, hosts)).toBe(trusted);
  });

  it('allows plain http on loopback only, where the sandbox asks for it', () => {
    expect(isTrustedServiceUrl('http://localhost:56150/_connector', ['localhost', '127.0.0.1'])).toBe(true);
    expect(isTrustedServiceUrl('http://example.com/', ['example.com'])).toBe(false);
  });
});

describe('readPress', () => {
  it('reads Action.Execute and Action.Submit', () => {
    expect(readPress({ verb: 'a', data: { id: 1 } }, 'm1')).toEqual({
      verb: 'a',
      input: { data: { id: 1 }, activityId: 'm1' },
    });
    expect(readPress({ verb: 'a', id: 2 }, undefined)).toEqual({
      verb: 'a',
      input: { data: { verb: 'a', id: 2 }, activityId: null },
    });
  });

  it.each([[null], [undefined], ['x'], [7], [[]], [{}], [{ verb: 5 }]])('is nothing for %j', (value) => {
    expect(readPress(value, 'm1')).toBeUndefined();
  });

  it('takes no data from what is no object', () => {
    expect(readPress({ verb: 'a', data: 'text' }, 'm')?.input.data).toEqual({});
    expect(readPress({ verb: 'a', data: [1] }, 'm')?.input.data).toEqual({});
  });
});

describe('deliveryOf', () => {
  const failed = (statusCode?: number, retryAfter?: string) =>
    deliveryOf(
      Object.assign(new Error('no'), {
        statusCode,
        response: { headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) } },
      }),
    );

  it.each([
    [412, 'later'],
    [429, 'later'],
    [502, 'later'],
    [503, 'later'],
    [504, 'later'],
    [undefined, 'later'],
    [404, 'missing'],
    [403, 'unreachable'],
    [400, 'refused'],
    [413, 'refused'],
    [500, 'later'],
    [401, 'later'],
  ])('%s means %s', (status, kind) => {
    expect(failed(status).kind).toBe(kind);
  });

  it('says who has to be quiet after 429: the conversation, or the tenant when the channel speaks of it', () => {
    expect(failed(429)).toMatchObject({ throttled: 'conversation' });
    const told = Object.assign(new Error('Limit of the app in this tenant.'), { statusCode: 429 });
    expect(deliveryOf(told)).toMatchObject({ throttled: 'tenant' });
    expect(failed(503)).not.toHaveProperty('throttled');
  });

  it('honours Retry-After, also with a fraction', () => {
    expect(failed(429, '2.128')).toMatchObject({ afterMs: 2128 });
    expect(failed(429, 'soon')).toMatchObject({ afterMs: undefined });
  });
});
