import { people } from '../../src/sandbox';
import { activityFrom, buttonData, startTestDesk, textOfCard, type TestDesk } from '../support/desk';

type Json = Record<string, unknown>;

const licenseAdministrator = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

/** GRAPH_WRITE_AS=caller: Entra itself enforces the role, because the person who presses writes. */
describe('writing in the name of whoever presses', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    // The bot takes Global Readers for people who may assign; Entra knows better.
    const roles = [licenseAdministrator, globalReader].join();
    desk = await startTestDesk({
      env: () => ({ GRAPH_WRITE_AS: 'caller', ASSIGN_ROLES: roles }),
      // The app itself may not write at all (`grant-permissions.sh --caller`).
      permissions: [
        'LicenseAssignment.Read.All',
        'Group.Read.All',
        'User.Read.All',
        'RoleManagement.Read.Directory',
        'Organization.Read.All',
      ],
    });
  });
  afterAll(() => desk.close());

  /** What Teams' client gets for somebody: a token for the bot's app. */
  async function tokenOf(person: 'megan' | 'alex' | 'isaiah'): Promise<string> {
    const form = {
      grant_type: 'password',
      client_id: 'license-desk',
      client_secret: 'sandbox',
      username: people[person].userPrincipalName,
      password: 'sandbox',
      scope: 'api://license-desk/access_as_user',
    };
    const answer = await fetch(desk.sandbox.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function draft(group: string, over: Json = {}): Promise<Json> {
    return buttonData(await desk.say('megan', `assign visio to ${group}`, over), 'change.confirm');
  }

  /** Presses Assign as Teams does, perhaps with the token that it was asked for. */
  const confirm = (data: Json, token?: string, over: Json = {}): Promise<Json> =>
    pressWith('change.confirm', data, token, over);

  async function pressWith(verb: string, data: Json, token?: string, over: Json = {}): Promise<Json> {
    const value = {
      action: { type: 'Action.Execute', verb, data },
      ...(token === undefined ? {} : { authentication: { id: 'x', connectionName: 'license-desk', token } }),
    };
    const activity = { type: 'invoke', name: 'adaptiveCard/action', value, ...over };
    const { body } = await desk.post(
      activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, activity),
    );
    return body as Json;
  }

  const writes = () =>
    desk.sandbox.requests.filter((each) => each.method === 'POST' && each.path.endsWith('/assignLicense'));

  it('takes one group at a time, because nobody waits for many', async () => {
    const card = await desk.say('megan', 'assign visio plan 2 to contoso empty; contoso interns');
    expect(textOfCard(card)).toContain('one group at a time');
    expect(writes()).toHaveLength(0);
  });

  it('asks the client for a token, and writes with it at once', async () => {
    const data = await draft('contoso empty');
    const asked = await confirm(data);
    expect(asked).toMatchObject({
      statusCode: 401,
      type: 'application/vnd.microsoft.activity.loginRequest',
      value: { tokenExchangeResource: { uri: 'api://botid-' }, buttons: [{ type: 'signin' }] },
    });
    expect(writes()).toHaveLength(0);
    const before = desk.sandbox.requests.length;
    const { value } = await confirm(data, await tokenOf('megan'));
    expect(textOfCard(value)).toMatch(/Processing/);
    expect(desk.sandbox.requests.slice(before).some((each) => each.path.endsWith('/assignLicense'))).toBe(
      true,
    );
    const change = await desk.store.changes.byNumber(desk.sandbox.tenantId, 1);
    const rows = await desk.store.changes.evidence(change?.id ?? '');
    expect(rows.find(({ kind }) => kind === 'attempted')?.actor).toBe(people.megan.id);
    await desk.until(async () => (await desk.store.changes.get(change?.id ?? ''))?.state === 'done', 60);
    // Pressed again, with or without a token, it has no second effect.
    const written = writes().length;
    await confirm(data, await tokenOf('megan'));
    await confirm(data);
    expect(writes()).toHaveLength(written);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['somebody else', () => tokenOf('isaiah'), /signed somebody else in/],
    ['nobody', async () => `${(await tokenOf('megan')).slice(0, -8)}AAAAAAAA`, /did not accept the sign-in/],
    ['an unknown issuer', async () => 'eyJhbGciOiJIUzI1NiJ9.eyJvaWQiOiJ4In0.x', /did not accept the sign-in/],
  ])('writes nothing with a token of %s', async (_who, token, sentence) => {
    const data = await draft('contoso interns');
    const written = writes().length;
    const { value } = await confirm(data, await token());
    expect(textOfCard(value)).toMatch(sentence);
    expect(writes()).toHaveLength(written);
    expect((await desk.store.changes.get(String(data['id'])))?.state).toBe('draft');
  });

  it('leads to the chat with the bot from everywhere else', async () => {
    const over = {
      conversation: {
        id: '19:shared@thread.v2',
        conversationType: 'groupChat',
        isGroup: true,
        tenantId: desk.sandbox.tenantId,
      },
    };
    const data = await draft('contoso interns', over);
    const { value } = await confirm(data, await tokenOf('megan'), over);
    expect(JSON.stringify(value)).toContain('https://teams.microsoft.com/l/chat/0/0?users=28:');
    expect((await desk.store.changes.get(String(data['id'])))?.state).toBe('draft');
  });

  it('says what to do when nobody has consented, and then works', async () => {
    const app = desk.sandbox.apps.find('license-desk');
    if (!app) throw new Error('no app');
    desk.sandbox.apps.register({ ...app, delegatedPermissions: ['User.Read'] });
    const data = await draft('contoso interns');
    const { value } = await confirm(data, await tokenOf('megan'));
    expect(textOfCard(value)).toContain('must agree once');
    expect(JSON.stringify(value)).toContain('/sign-in');
    desk.sandbox.apps.register(app);
    expect(textOfCard((await confirm(data, await tokenOf('megan')))['value'])).toMatch(/Processing/);
  });

  it('takes the token of one client of several when a press came as a message', async () => {
    const data = await draft('contoso analysts');
    const change = await desk.store.changes.get(String(data['id']));
    const token = await tokenOf('megan');
    const exchange = () =>
      desk.post(
        activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, {
          type: 'invoke',
          name: 'signin/tokenExchange',
          value: {
            id: `change.confirm|${change?.id}|${change?.revision}|a`,
            connectionName: 'license-desk',
            token,
          },
        }),
      );
    const written = writes().length;
    const answers = await Promise.all([exchange(), exchange(), exchange()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(writes()).toHaveLength(written + 1);
  });

  it('leaves nothing behind that could be used: no token in the store, the log or a card', async () => {
    const token = await tokenOf('megan');
    const [, payload = ''] = token.split('.');
    const rows = await desk.store.changes.byNumber(desk.sandbox.tenantId, 1);
    const kept = JSON.stringify([
      rows,
      await desk.store.changes.evidence(rows?.id ?? ''),
      desk.connector.sent,
      desk.log,
      await desk.store.conversations.personal(desk.sandbox.tenantId, people.megan.id),
    ]);
    expect(kept).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    expect(kept).not.toContain(payload);
  });

  it('ends a change that the turn could not finish, because no job has the token', async () => {
    const data = await draft('contoso role holders');
    const id = String(data['id']);
    const found = await desk.store.changes.get(id);
    const now = desk.now();
    await desk.store.changes.move({
      id,
      revision: found?.revision ?? 0,
      to: 'queued',
      at: now,
      patch: { confirmedAt: now.toISOString(), nextAt: new Date(now.getTime() + 30_000).toISOString() },
    });
    const written = writes().length;
    await desk.pass(1);
    const ended = await desk.store.changes.get(id);
    expect(ended).toMatchObject({ state: 'failed', failure: { code: 'caller.gone' } });
    expect(writes()).toHaveLength(written);
  });

  it('writes an approved request in the name of who approved last', async () => {
    const form = { license: visio, groupQuery: 'contoso sales', justification: 'Floor plans.' };
    const before = await desk.press('alex', 'request.review', form);
    await desk.press('alex', 'request.submit', buttonData(before, 'request.submit'), 'asked');
    const decision = () =>
      desk.connector.sent.findLast(
        ({ method, conversationId, card }) =>
          method === 'POST' &&
          conversationId === 'a:personal-megan' &&
          textOfCard(card).includes('Floor plans.'),
      );
    await desk.until(() => decision() !== undefined);
    const data = buttonData(decision()?.card, 'decide.approve');
    const written = writes().length;
    expect(await pressWith('decide.approve', data)).toMatchObject({ statusCode: 401 });
    const id = String(data['id']);
    expect(await desk.store.changes.get(id)).toMatchObject({ state: 'waiting' });
    const { value } = await pressWith('decide.approve', data, await tokenOf('megan'));
    expect(textOfCard(value)).toContain('Processing');
    expect(writes()).toHaveLength(written + 1);
    const rows = await desk.store.changes.evidence(id);
    expect(rows.find(({ kind }) => kind === 'attempted')?.actor).toBe(people.megan.id);
    await desk.until(async () => (await desk.store.changes.get(id))?.outcome !== null, 60);
  });

  it('lets Entra refuse: whose role is gone there writes nothing, whatever the bot believes', async () => {
    const data = await draft('contoso marketing');
    const token = await tokenOf('megan');
    const { tenant } = desk.sandbox;
    const own = [...tenant.roleAssignments.values()].find(
      ({ principalId }) => principalId === people.megan.id,
    );
    if (!own) throw new Error('no role');
    tenant.removeRole(own.id);
    tenant.addRole({ ...own, templateId: globalReader });
    const before = (await desk.store.changes.get(String(data['id'])))?.state;
    const { value } = await confirm(data, token);
    expect(before).toBe('draft');
    expect(textOfCard(value)).toContain('Microsoft Entra does not let you do this yourself');
    expect(await desk.store.changes.get(String(data['id']))).toMatchObject({
      state: 'failed',
      failure: { code: 'graph.denied' },
    });
  });
});
