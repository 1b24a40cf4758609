import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenEndpointCredential } from '../../src/graph/token-endpoint';
import { messageOf } from '../../src/errors';
import { people } from '../../src/sandbox';
import { openStore } from '../../src/store/open';
import { startSink } from '../../src/telemetry/sdk';
import {
  activityFrom,
  buttonData,
  buttonsOf,
  startTestDesk,
  textOfCard,
  type TestDesk,
} from '../support/desk';
import { linkOf, submit } from '../support/download';
import { startIssuer, type Issuer } from '../support/issuer';
import { groupNamed, skuNamed } from '../support/sandbox-graph';

type Json = Record<string, unknown>;
type Person = keyof typeof people;

const clientSecret = 'Kx9~graph-client-secret.3FqZ';
const databasePassword = 'pg-pass-7Yt2Lw';
const justification = 'Zanzibar quarterly numbers need drawings';
const refusal = 'Ask the Timbuktu office instead';

/** A whole story with everything that it wrote anywhere, and everything in it that must stay secret. */
describe('what a full story leaves behind', () => {
  let desk: TestDesk;
  let issuer: Issuer;
  const secrets = new Set<string>([clientSecret, databasePassword]);
  /** By where it was written. */
  const written: Record<
    'cards' | 'answers' | 'downloads' | 'evidence' | 'metrics' | 'traces' | 'errors',
    string[]
  > = {
    cards: [],
    answers: [],
    downloads: [],
    evidence: [],
    metrics: [],
    traces: [],
    errors: [],
  };
  const collector = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      written.traces.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  const spy = jest.spyOn(globalThis, 'fetch');

  async function post(
    person: Person,
    over: Json,
    claims: Json = {},
  ): Promise<{ status: number; card: Json }> {
    // The SDK looks at the real clock, the desk at that of the test: a good token is good for both.
    const exp = Math.floor(Math.max(desk.now().getTime(), Date.now()) / 1_000) + 3_600;
    const token = issuer.sign(issuer.claims({ exp, ...claims }));
    secrets.add(token);
    const before = desk.connector.sent.length;
    const activity = activityFrom(person, desk.connector.serviceUrl, desk.sandbox.tenantId, over);
    const { status, body, text } = await desk.post(activity, { authorization: `Bearer ${token}` });
    written.answers.push(text);
    const card = (body as { value?: Json } | null)?.value ?? desk.connector.sent[before]?.card ?? {};
    return { status, card };
  }
  const say = async (person: Person, text: string): Promise<Json> => (await post(person, { text })).card;
  const press = async (person: Person, verb: string, data: Json, activityId?: string): Promise<Json> => {
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
    const over = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: activityId };
    return (await post(person, over)).card;
  };
  const said = (): string => desk.connector.sent.map((each) => textOfCard(each.card)).join('\n');
  const latest = (): Json => desk.connector.sent.at(-1)?.card ?? {};

  beforeAll(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const collectorUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    desk = await startTestDesk({
      startSink,
      sandbox: { scenario: 'conflicts' },
      env: () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl, LOG_LEVEL: 'debug' }),
      bot: async (connector, now) => (issuer = await startIssuer(connector.serviceUrl)).identity(now),
      credential: (sandbox, now) => {
        const registered = sandbox.apps.find('license-desk');
        if (registered) sandbox.apps.register({ ...registered, secret: clientSecret });
        const tokenUrl = `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`;
        return tokenEndpointCredential({
          tokenUrl,
          clientId: 'license-desk',
          clientSecret,
          fetch: globalThis.fetch,
          now,
        });
      },
    });
    await story();
    await gather();
  }, 120_000);
  afterAll(async () => {
    spy.mockRestore();
    await issuer.close();
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });

  /** Ask, approve, apply with faults, fail, repair, download, and everything that is refused. */
  async function story(): Promise<void> {
    const group = groupNamed(desk.sandbox, 'Mutually exclusive');
    desk.sandbox.faults.add([
      { kind: 'throttle', retryAfter: 1, times: 2 },
      { kind: 'error', status: 503, times: 2, match: { path: '/groups/*/assignLicense' } },
    ]);
    for (const person of ['alex', 'megan', 'isaiah'] as const) await say(person, 'help');
    const ask = { license: skuNamed(desk.sandbox, 'VISIOCLIENT'), group: group.id, justification };
    const review = await press('alex', 'request.review', ask);
    await press('alex', 'request.submit', buttonData(review, 'request.submit'));
    await desk.until(() => said().includes('Alex Wilber'));
    const asked = await say('megan', 'requests');
    const show = buttonsOf(asked).find(({ verb }) => verb === 'request.show');
    const request = await press('megan', 'request.show', show?.data ?? {});
    await press('megan', 'decide.approve', { ...buttonData(request, 'decide.approve'), comment: refusal });
    await desk
      .until(async () => (await desk.store.changes.due(new Date('2099-01-01'), 10)).length === 0, 900)
      .catch(() => {});

    const errors = await press('megan', 'errors.group', { groupId: group.id });
    const repair = await press('megan', 'repair.start', buttonData(errors, 'repair.start'));
    await press('megan', 'repair.confirm', buttonData(repair, 'repair.confirm'), 'pressed');
    await desk.until(() => /Fixed|Nobody was fixed/.test(textOfCard(latest())), 900);

    const record = await say('megan', 'evidence 1');
    for (const { verb, data } of buttonsOf(record).filter((each) => each.verb === 'evidence.download')) {
      const response = await submit(linkOf(await press('megan', verb, data)));
      expect(response.status).toBe(200);
      written.downloads.push(await response.text());
    }
    const page = await fetch(`http://127.0.0.1:${desk.app.port}/downloads/no-such-link`);
    written.answers.push(await page.text());

    desk.sandbox.faults.add([{ kind: 'error', status: 500 }]);
    await say('megan', 'licenses');
    desk.sandbox.faults.clear();
    desk.sandbox.faults.add([{ kind: 'drop-after', times: 20 }]);
    await say('megan', 'status contoso sales');
    desk.sandbox.faults.clear();
    expect((await post('megan', { text: 'help' }, { iss: 'https://evil.example' })).status).toBe(401);
    written.answers.push(
      (await desk.post(`{"type":"message","authorization":"Bearer ${[...secrets][2]}"`)).text,
    );
    const url = `postgres://desk:${databasePassword}@127.0.0.1:2/desk`;
    const refused = await openStore({ databaseUrl: url, folder: '' }).catch((error: unknown) => error);
    written.errors.push(messageOf(refused), messageOf((refused as Error).cause), JSON.stringify(refused));
  }

  async function gather(): Promise<void> {
    written.metrics.push(await (await fetch(`http://127.0.0.1:${desk.app.port}/metrics`)).text());
    written.cards.push(...desk.connector.sent.map((each) => JSON.stringify(each)));
    for (let number = 1; number <= 2; number += 1) {
      const change = await desk.store.changes.byNumber(desk.sandbox.tenantId, number);
      written.evidence.push(JSON.stringify(await desk.store.evidence.ofChange(change?.id ?? '')));
    }
    for (const name of ['download links', 'log pseudonyms']) {
      const key = await desk.store.keys.get(name);
      for (const form of ['base64', 'base64url', 'hex'] as const) secrets.add(key.toString(form));
    }
    await desk.close(); // sends the last traces
    // What was really sent to the tenant, token requests included.
    for (const [, init] of spy.mock.calls) {
      const token = new Headers(init?.headers).get('authorization');
      if (token) secrets.add(token.replace(/^Bearer /, ''));
    }
    for (const each of desk.connector.authorizations) secrets.add(each.replace(/^Bearer /, ''));
  }

  it('was a full story', () => {
    const log = desk.everyLine.join('\n');
    for (const kind of ['requested', 'decided', 'accepted', 'repaired', 'downloaded', 'finished'])
      expect(written.evidence.join('\n')).toContain(`"kind":"${kind}"`);
    expect(written.evidence[0]).toContain(justification);
    expect(said()).toMatch(/Fixed|Nobody was fixed/);
    expect(log).toContain('graph call is repeated');
    expect(log).toContain('graph call failed');
    expect(log).toMatch(/no turn .*/);
    expect(written.downloads.length).toBeGreaterThan(1);
    expect(written.metrics[0]).toContain('license_desk');
    expect(written.traces.length).toBeGreaterThan(0);
    // Tokens of activities, of Graph and of the connector, and the keys in three forms.
    expect(secrets.size).toBeGreaterThan(2 + 10 + 2 + 6);
    expect([...secrets].filter((each) => each.length < 12)).toEqual([]);
  });

  it('shows no secret anywhere', () => {
    const everything = { ...written, log: desk.everyLine };
    const found = Object.entries(everything).flatMap(([where, texts]) =>
      [...secrets]
        .filter((secret) => texts.some((text) => text.includes(secret)))
        .map((secret) => `${where}: ${secret}`),
    );
    expect(found).toEqual([]);
  });

  it.each(['log', 'metrics', 'traces'] as const)(
    'names nobody and nothing that people wrote in the %s',
    (where) => {
      const text = (where === 'log' ? desk.everyLine : written[where]).join('\n');
      const names = Object.values(people).flatMap(({ id, displayName }) => [id, displayName]);
      const users = [...desk.sandbox.tenant.users.values()].map((user) => user.userPrincipalName);
      const wrong = [...names, ...users, justification, refusal, 'Zanzibar', 'Timbuktu'].filter((each) =>
        text.includes(each),
      );
      expect(wrong).toEqual([]);
    },
  );
});
