import { createServer } from 'node:http';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import type { BotIdentity, Channel } from '../../src/teams/bot-identity';
import { createTokenCheck } from '../../src/teams/channel-token';
import { createSigningKeys } from '../../src/teams/signing-keys';

type Json = Record<string, unknown>;

/** A key pair of the channel, with what its OpenID document says about it. */
export interface IssuerKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A Bot Framework channel on loopback: it publishes keys and signs tokens, good ones and others. */
export interface Issuer {
  readonly channel: Channel;
  /** Keys that may sign for Teams, for Web Chat only, for no channel, and one that is published nowhere. */
  readonly keys: Readonly<Record<'teams' | 'webChat' | 'unendorsed' | 'unknown', IssuerKey>>;
  /** Requests for keys so far. */
  readonly asked: () => number;
  /** Claims of a good token, each replaceable; undefined leaves one out. */
  claims(over?: Json): Json;
  sign(claims: Json, over?: { readonly key?: IssuerKey; readonly algorithm?: jwt.Algorithm }): string;
  /** A bot that believes this channel. */
  identity(now: () => number): BotIdentity;
  close(): Promise<void>;
}

export const botId = '0b7c9a1e-2d4f-4a6b-8c3d-5e6f7a8b9c0d';

let made: Record<keyof Issuer['keys'], IssuerKey> | undefined;

/** Making RSA keys takes longer than most tests. */
function keyPairs(): Record<keyof Issuer['keys'], IssuerKey> {
  const make = (id: string): IssuerKey => ({ id, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
  made ??= {
    teams: make('teams'),
    webChat: make('web-chat'),
    unendorsed: make('unendorsed'),
    unknown: make('unknown'),
  };
  return made;
}

/** @param serviceUrl of the connector that the tokens name */
export async function startIssuer(serviceUrl: string): Promise<Issuer> {
  const keys = keyPairs();
  let asked = 0;
  const published = (key: IssuerKey, endorsements?: string[]): object => ({
    ...key.publicKey.export({ format: 'jwk' }),
    kid: key.id,
    use: 'sig',
    ...(endorsements ? { endorsements } : {}),
  });
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/openid') {
      const document = { issuer: 'https://api.botframework.com', jwks_uri: `${base}/keys` };
      return void response.end(JSON.stringify(document));
    }
    asked += 1;
    const list = [
      published(keys.teams, ['msteams', 'webchat']),
      published(keys.webChat, ['webchat']),
      published(keys.unendorsed),
      { kty: 'EC', kid: 'curve', crv: 'P-256', x: 'x', y: 'y', endorsements: ['msteams'] },
      { kty: 'RSA', kid: 'broken', endorsements: ['msteams'] },
    ];
    response.end(JSON.stringify({ keys: list }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const channel: Channel = {
    issuer: 'https://api.botframework.com',
    metadataUrl: `${base}/openid`,
    resource: 'https://api.botframework.com',
    oauthUrl: base,
  };
  return {
    channel,
    keys,
    asked: () => asked,
    claims: (over = {}) => ({ iss: channel.issuer, aud: botId, serviceurl: serviceUrl, ...over }),
    sign: (claims, { key = keys.teams, algorithm = 'RS256' } = {}) => {
      const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
      return jwt.sign(JSON.stringify(given), key.privateKey, {
        header: { alg: algorithm, kid: key.id, typ: 'JWT' },
      });
    },
    identity: (now) => ({
      id: botId,
      channel,
      credential: {
        getToken: async () => ({ token: 'token-of-the-bot', expiresOnTimestamp: now() + 3_600_000 }),
      },
      check: createTokenCheck({
        botId,
        issuer: channel.issuer,
        keys: createSigningKeys({ metadataUrl: channel.metadataUrl, fetch, now }),
        now,
      }),
    }),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
