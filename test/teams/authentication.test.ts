import { createHmac } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { createAdapter } from '../../src/teams/adapter';
import { startServer } from '../../src/teams/server';
import { createCrowd } from '../../src/teams/crowd';
import { activityFrom, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { quietTelemetry } from '../support/telemetry';
import { botId, startIssuer, type Issuer } from '../support/issuer';

type Json = Record<string, unknown>;

/** Who is let in at all: the Bot Framework's tokens for this bot, from Teams, and nothing else. */
describe('the token that comes with an activity', () => {
  let desk: TestDesk;
  let issuer: Issuer;
  beforeAll(async () => {
    desk = await startTestDesk({
      bot: async (connector, now) => {
        issuer = await startIssuer(connector.serviceUrl);
        return issuer.identity(now);
      },
    });
  });
  afterAll(async () => {
    await desk.close();
    await issuer.close();
  });

  /** Seconds since 1970 by the desk's clock, moved by some. */
  const inSeconds = (seconds: number): number => Math.floor(desk.now().getTime() / 1_000) + seconds;
  /** The SDK looks at the real clock, the desk at that of the test: a good token is good for both. */
  const later = (): number => Math.max(inSeconds(0), Math.floor(Date.now() / 1_000)) + 3_600;
  const good = (over: Json = {}): string => issuer.sign(issuer.claims({ exp: later(), ...over }));
  const send = (authorization: string | undefined, over: Json = {}) =>
    desk.post(
      activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId, { text: 'help', ...over }),
      authorization === undefined ? {} : { authorization },
    );

  it('lets the channel in, and answers with the token of the bot', async () => {
    const before = desk.connector.sent.length;
    expect((await send(`Bearer ${good()}`)).status).toBe(200);
    expect(textOfCard(desk.connector.sent.slice(before)[0]?.card)).toContain('License Desk');
    expect(desk.connector.authorizations.at(-1)).toBe('Bearer token-of-the-bot');
  });

  it('takes a token that has just ended or is about to begin, because clocks differ', async () => {
    const sign = (over: Json): string => `Bearer ${issuer.sign(issuer.claims({ exp: later(), ...over }))}`;
    expect((await send(sign({ nbf: inSeconds(-10) }))).status).toBe(200);
    // The real clock may be far from that of the desk: only ours is asked here.
    const check = issuer.identity(() => desk.now().getTime()).check;
    const activity = { channelId: 'msteams', serviceUrl: desk.connector.serviceUrl } as Activity;
    await check(sign({ exp: inSeconds(-290) }), activity);
    await check(sign({ nbf: inSeconds(290) }), activity);
  });

  const emulator = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
  const emulatorV2 = 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0';
  const unsigned = (alg: string): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg, kid: 'teams', typ: 'JWT' })}.${part(issuer.claims({ exp: later() }))}`;
  };
  /** The trick with the public key, which everybody has, as a shared secret. */
  const hmac = (key: string | Buffer): string => {
    const text = unsigned('HS256');
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const pem = (): string => issuer.keys.teams.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['an empty header', () => ''],
    ['another scheme', () => `Basic ${good()}`],
    ['a scheme in small letters', () => `bearer ${good()}`],
    ['no JSON inside', () => 'Bearer a.b.c'],
    ['half a token', () => `Bearer ${good().split('.').slice(0, 2).join('.')}`],
    ['two tokens', () => `Bearer ${good()} ${good()}`],
    ['a book', () => `Bearer ${good()}${'x'.repeat(12_000)}`],
    ['another issuer', () => `Bearer ${good({ iss: 'https://evil.example' })}`],
    ['no issuer', () => `Bearer ${good({ iss: undefined })}`],
    ['the issuer of the government cloud', () => `Bearer ${good({ iss: 'https://api.botframework.us' })}`],
    ['another bot', () => `Bearer ${good({ aud: '11111111-1111-4111-8111-111111111111' })}`],
    ['several bots', () => `Bearer ${good({ aud: [botId, 'another'] })}`],
    ['no audience', () => `Bearer ${good({ aud: undefined })}`],
    [
      'a signature of somebody else',
      () =>
        `Bearer ${issuer.sign(issuer.claims({ exp: later() }), { key: { ...issuer.keys.unknown, id: 'teams' } })}`,
    ],
    [
      'a key that nobody published',
      () => `Bearer ${issuer.sign(issuer.claims({ exp: later() }), { key: issuer.keys.unknown })}`,
    ],
    [
      'an altered claim',
      () => {
        const [head, , signature] = good().split('.');
        const claims = Buffer.from(JSON.stringify(issuer.claims({ exp: later(), x: 1 }))).toString(
          'base64url',
        );
        return `Bearer ${head}.${claims}.${signature}`;
      },
    ],
    ['no algorithm', () => `Bearer ${unsigned('none')}.`],
    ['no algorithm, with a signature', () => `Bearer ${unsigned('none')}.x`],
    ['HS256 with the public key', () => `Bearer ${hmac(pem())}`],
    [
      'HS256 with the bytes of the public key',
      () => `Bearer ${hmac(issuer.keys.teams.publicKey.export({ type: 'spki', format: 'der' }))}`,
    ],
    ['PS256', () => `Bearer ${issuer.sign(issuer.claims({ exp: later() }), { algorithm: 'PS256' })}`],
    ['a token that has ended', () => `Bearer ${good({ exp: inSeconds(-301) })}`],
    ['a token without end', () => `Bearer ${good({ exp: undefined })}`],
    ['a token that begins later', () => `Bearer ${good({ nbf: inSeconds(302) })}`],
    ['another service URL', () => `Bearer ${good({ serviceurl: 'https://smba.trafficmanager.net/teams/' })}`],
    ['no service URL', () => `Bearer ${good({ serviceurl: undefined })}`],
    [
      'a key that may sign for Web Chat',
      () => `Bearer ${issuer.sign(issuer.claims({ exp: later() }), { key: issuer.keys.webChat })}`,
    ],
    [
      'a key without any endorsement',
      () => `Bearer ${issuer.sign(issuer.claims({ exp: later() }), { key: issuer.keys.unendorsed })}`,
    ],
    [
      'the issuer of the Emulator',
      () =>
        `Bearer ${good({ iss: emulator, ver: '1.0', appid: botId, tid: 'd6d49420-f39b-4df7-a1dc-d59a935871db' })}`,
    ],
    ['the newer issuer of the Emulator', () => `Bearer ${good({ iss: emulatorV2, ver: '2.0', azp: botId })}`],
    [
      'another bot that calls this one',
      () => `Bearer ${good({ iss: emulator, ver: '1.0', appid: '11111111-1111-4111-8111-111111111111' })}`,
    ],
  ])('answers 401 with nothing to %s', async (_name, authorization) => {
    const before = { sent: desk.connector.sent.length, calls: desk.sandbox.requests.length };
    const answer = await send(authorization());
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: '' });
    expect({ sent: desk.connector.sent.length, calls: desk.sandbox.requests.length }).toEqual(before);
  });

  it.each(['webchat', 'directline', 'emulator', 'AseChannel', 'MSTEAMS'])(
    'answers 401 to the channel "%s", where clients say themselves who they are',
    async (channelId) => {
      expect(await send(`Bearer ${good()}`, { channelId })).toMatchObject({ status: 401, text: '' });
    },
  );

  it('does not say whether a token was good before the body is an activity', async () => {
    for (const body of ['', '[]', '{}', '{"type":7}', 'x'.repeat(300_000)]) {
      const answers = await Promise.all([
        desk.post(body, { authorization: `Bearer ${good()}` }),
        desk.post(body),
      ]);
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toMatchObject({ status: body.length > 1_000 ? 413 : 400, text: '' });
    }
  });

  it('asks for keys once, whatever keys tokens name', async () => {
    const fresh = await startIssuer(desk.connector.serviceUrl);
    let now = desk.now().getTime();
    const { check } = fresh.identity(() => now);
    const activity = { channelId: 'msteams', serviceUrl: desk.connector.serviceUrl } as Activity;
    const unknown = `Bearer ${fresh.sign(fresh.claims({ exp: later() }), { key: fresh.keys.unknown })}`;
    for (let i = 0; i < 20; i += 1) await expect(check(unknown, activity)).rejects.toThrow('no key');
    expect(fresh.asked()).toBe(1);
    now += 301_000;
    await expect(check(unknown, activity)).rejects.toThrow('no key');
    expect(fresh.asked()).toBe(2);
    await fresh.close();
    // The channel is down: the keys that are known still count.
    now += 25 * 3_600_000;
    const exp = Math.floor(now / 1_000) + 60;
    await check(`Bearer ${fresh.sign(fresh.claims({ exp }))}`, activity);
  });

  it('answers 503 while the keys of the channel cannot be read, so that the activity comes again', async () => {
    const gone = await startIssuer(desk.connector.serviceUrl);
    await gone.close();
    const log: string[] = [];
    const write = (fields: object): void => void log.push(JSON.stringify(fields));
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      adapter: createAdapter(gone.identity(Date.now), {
        debug: write,
        info: write,
        warn: write,
        error: write,
      }),
      app: {} as never,
      downloads: {} as never,
      operation: { readiness: async () => ({ ready: true }) } as never,
      crowd: createCrowd(1),
      telemetry: quietTelemetry,
      log: { debug: write, info: write, warn: write, error: write },
    });
    const response = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${good()}` },
      body: JSON.stringify(activityFrom('megan', desk.connector.serviceUrl, desk.sandbox.tenantId)),
    });
    expect([response.status, await response.text()]).toEqual([503, '']);
    expect(log.join()).toContain('gate.keys');
    expect(log.join()).not.toContain('eyJ');
    await server.close();
  });

  it('writes no token into the log', () => {
    expect(desk.log.length).toBeGreaterThan(20);
    expect(desk.log.join('\n')).not.toMatch(/Bearer|eyJ/);
  });
});

describe('a bot without identity', () => {
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const options = {
    adapter: createAdapter(null, quiet),
    app: {} as never,
    downloads: {} as never,
    operation: {} as never,
    crowd: createCrowd(1),
    telemetry: quietTelemetry,
    log: quiet,
  };

  it.each(['0.0.0.0', '::', '10.1.2.3', 'desk.example', ''])('does not listen on "%s"', async (host) => {
    await expect(startServer({ ...options, host, port: 0 })).rejects.toMatchObject({ code: 'gate.open' });
  });
});
