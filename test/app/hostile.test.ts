import { people } from '../../src/sandbox';
import { activityFrom, buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { ids } from '../support/builders';

type Json = Record<string, unknown>;

/** Nothing that arrives crashes the bot, has an effect it should not have, or learns what is inside. */
describe('what must not work', () => {
  let desk: TestDesk;
  beforeAll(async () => void (desk = await startTestDesk()));
  afterAll(() => desk.close());

  const from = (over: Json = {}): Json =>
    activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, over);
  const alive = async () => expect(textOfCard(await desk.say('megan', 'help'))).toContain('License Desk');
  const invoke = (value: unknown, over: Json = {}) =>
    desk.post(from({ type: 'invoke', name: 'adaptiveCard/action', value, ...over }));

  it.each([
    ['nothing', ''],
    ['no JSON', '{"type":'],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a prototype', '{"__proto__":{"type":"message"}}'],
    ['a type of the wrong type', '{"type":{"a":1}}'],
  ])('answers %s with a clean 400', async (_name, body) => {
    const answer = await desk.post(body);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(100);
    await alive();
  });

  it('answers a body of 1 MB with 413', async () => {
    const answer = await desk.post(from({ text: 'x'.repeat(1_000_000) })).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    await alive();
  });

  it.each([
    ['no type', { type: undefined }],
    ['text of the wrong type', { text: 7 }],
    ['no conversation', { conversation: null }],
    ['no sender', { from: undefined }],
    ['entities of the wrong type', { entities: {} }],
  ])('answers an activity with %s with 400', async (_name, over) => {
    expect((await desk.post(from({ text: 'help', ...over }))).status).toBe(400);
    await alive();
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [7],
    [[]],
    [{}],
    [{ action: null }],
    [{ action: { verb: 7 } }],
    [{ action: { verb: 'no.such.verb' } }],
    [{ action: { verb: '__proto__' } }],
    [{ action: { verb: 'constructor' } }],
  ])('answers a press of %j with a friendly card', async (value) => {
    const { status, body } = await invoke(value);
    expect(status).toBe(200);
    expect(textOfCard((body as { value: unknown }).value).length).toBeGreaterThan(10);
  });

  it.each([
    ['change.confirm', { id: ids.change, revision: 1 }],
    ['change.confirm', { id: "' or 1=1 --", revision: 'x' }],
    ['change.confirm', { id: { $ne: null } }],
    ['change.check', {}],
    ['change.failures', { id: ids.change, page: -5 }],
    ['licenses', { page: 1e99 }],
    ['licenses.product', { skuId: '../../users' }],
    ['assign.review', { license: ids.e3, group: '../../../etc' }],
    ['assign.review', { license: 'x', group: ids.group }],
    ['assign.search', { groupQuery: '" OR "displayName:' }],
    ['assign.search', { groupQuery: "'; drop table changes; --" }],
    ['status.group', { groupId: people.megan.id }],
  ])('%s with %j has no effect and a clear answer', async (verb, data) => {
    const card = await desk.press('megan', verb, data);
    expect(textOfCard(card).length).toBeGreaterThan(10);
    expect(textOfCard(card)).not.toMatch(/undefined|\[object|Error:|at .*\.ts/);
    expect(desk.sandbox.requests.filter((each) => each.path.endsWith('/assignLicense'))).toHaveLength(0);
  });

  it.each([
    [
      'a foreign tenant',
      { conversation: { id: 'a:x', tenantId: ids.group }, channelData: { tenant: { id: ids.group } } },
      'another organization',
    ],
    ['nobody in particular', { from: { id: '29:x', name: 'Nobody' } }, 'I do not know you'],
    ['a made-up identity', { from: { id: '29:x', aadObjectId: 'admin' } }, 'who you are'],
    ['somebody unknown', { from: { id: '29:x', aadObjectId: ids.change } }, 'who you are'],
    ['a guest', { from: { id: '29:p', aadObjectId: people.pradeep.id } }, 'Guests'],
  ])('turns away %s', async (_name, over, sentence) => {
    for (const text of ['help', 'assign', 'assign m365 e3 to contoso sales']) {
      expect(textOfCard(await desk.say('megan', text, over as Json))).toContain(sentence);
    }
    expect(textOfCard(await desk.press('megan', 'assign.start', {}, undefined, over as Json))).toContain(
      sentence,
    );
  });

  it('believes the verified sender, not what the card data says', async () => {
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const forged = {
      ...buttonData(before, 'change.confirm'),
      from: people.megan.id,
      askerId: people.megan.id,
    };
    expect(textOfCard(await desk.press('alex', 'change.confirm', forged))).toContain('License Administrator');
  });

  it('says nothing to a service URL that is not allowed', async () => {
    const before = desk.connector.sent.length;
    expect((await desk.post(from({ text: 'help', serviceUrl: 'https://evil.example/' }))).status).toBe(200);
    expect(desk.connector.sent.length).toBe(before);
    expect(desk.log.at(-1)).toContain('"host":"evil.example"');
  });

  it('answers other invokes with a clean 400 and ignores other activities', async () => {
    expect((await desk.post(from({ type: 'invoke', name: 'task/fetch', value: {} }))).status).toBe(400);
    for (const type of ['typing', 'messageReaction', 'event', 'endOfConversation', 'made-up']) {
      expect((await desk.post(from({ type }))).status).toBe(200);
    }
    await alive();
  });

  it('answers a typeahead with at most 15 titles that tell groups apart, and strangers with none', async () => {
    const search = (person: 'megan' | 'alex' | 'pradeep', queryText: unknown) =>
      desk.post(
        activityFrom(person, desk.connector.serviceUrl, desk.sandbox.tenantId, {
          type: 'invoke',
          name: 'application/search',
          value: { kind: 'search', queryText, queryOptions: { skip: 0, top: 15 }, dataset: 'groups' },
        }),
      );
    const answer = await search('megan', 'contoso');
    const { results } = (answer.body as { value: { results: { title: string; value: string }[] } }).value;
    expect(results).toHaveLength(15);
    const found = await search('megan', 'field service');
    expect(JSON.stringify(found.body)).toContain('field.madrid@contoso.example');
    expect(
      ((await search('pradeep', 'contoso')).body as { value: { results: unknown[] } }).value.results,
    ).toEqual([]);
    for (const odd of [undefined, null, 7, {}, '"'.repeat(5_000)])
      expect((await search('megan', odd)).status).toBe(200);
  });

  it('shows a hostile group name as text', async () => {
    const card = await desk.press('megan', 'assign.search', { groupQuery: 'free licenses', license: ids.e3 });
    expect(textOfCard(card)).toContain('[Free licenses](https://evil.example) **now**');
    expect(JSON.stringify(card)).not.toContain('\u202e');
  });

  it('kept its log free of names and texts of tokens', () => {
    expect(desk.log.join('\n')).not.toMatch(/Bearer|eyJ/);
  });
});
