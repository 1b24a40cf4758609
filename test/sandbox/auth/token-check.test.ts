import { createHash } from 'node:crypto';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import { TokenFault } from '../../../src/sandbox/auth';
import type { Caller } from '../../../src/sandbox/auth';
import { adele, appForm, personForm, tenantId, text, tokenBench, type TokenBench } from './support';

const hour = 3_600_000;
const key = createHash('sha256').update(`sandbox ${tenantId}`).digest();
const app: Caller = { kind: 'app', appId: 'license-desk', name: 'Tool', roles: new Set(['User.Read.All']) };
const person: Caller = {
  kind: 'user',
  appId: 'license-desk',
  appName: 'Tool',
  userId: adele,
  scopes: new Set(['User.Read', 'Group.Read.All']),
};

const expired = 'Lifetime validation failed, the token is expired.';
const malformed = 'CompactToken parsing failed with error code: 80049217';
const badSignature = 'Access token validation failure. Invalid signature.';

/** The words with which a token is refused, or 'accepted'. */
function outcome(bench: TokenBench, token: string): string {
  try {
    bench.tokens.check(`Bearer ${token}`);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error;
    expect(error).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
    return error.message;
  }
}

/** A token of this tenant with other claims, signed as the service signs. */
function altered(bench: TokenBench, changes: object, { signedWith = key, from = app } = {}): string {
  const claims = jwt.decode(bench.tokens.tokenFor(from)) as object;
  return jwt.sign(JSON.stringify({ ...claims, ...changes }), signedWith, {
    header: { alg: 'HS256', typ: 'JWT' },
  });
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  it('tells which app called, with its permissions', () => {
    const bench = tokenBench();
    const token = text(bench.ask(appForm), 'access_token');
    expect(bench.tokens.check(`Bearer ${token}`)).toEqual({
      kind: 'app',
      appId: 'license-desk',
      name: 'Licensing tool with least privilege',
      roles: new Set(bench.apps.find('license-desk')?.applicationPermissions),
    });
  });

  it('tells which person called through which app, with the scopes', () => {
    const bench = tokenBench();
    const token = text(bench.ask(personForm), 'access_token');
    expect(bench.tokens.check(`bearer  ${token} `)).toEqual({
      kind: 'user',
      appId: 'license-desk',
      appName: 'Licensing tool with least privilege',
      userId: adele,
      scopes: new Set(['User.Read', 'Group.Read.All', 'openid', 'profile']),
    });
  });

  it.each([app, person])('can be made without the endpoint for a caller of kind $kind', (caller) => {
    const { tokens } = tokenBench();
    expect(tokens.check(`Bearer ${tokens.tokenFor(caller)}`)).toEqual(caller);
  });

  it('carries a caller without any scope', () => {
    const { tokens } = tokenBench();
    const caller: Caller = { ...person, scopes: new Set() };
    expect(tokens.check(`Bearer ${tokens.tokenFor(caller)}`)).toEqual(caller);
  });

  it('outlives a restart of the service', () => {
    const token = tokenBench().tokens.tokenFor(app);
    expect(outcome(tokenBench({ start: 5_000 }), token)).toBe('accepted');
  });
});

describe('the lifetime of a token', () => {
  it.each([0, 1, Date.parse('2026-03-01T08:00:00Z')])(
    'is an hour from %d ms on, and not a moment more',
    (start) => {
      const bench = tokenBench({ start });
      const token = bench.tokens.tokenFor(app);
      expect(outcome(bench, token)).toBe('accepted');
      bench.clock.advance(hour - 1_000);
      expect(outcome(bench, token)).toBe('accepted');
      bench.clock.advance(1_000);
      expect(outcome(bench, token)).toBe(expired);
      expect(outcome(bench, token)).toBe(expired);
    },
  );

  it('is over after a leap of a day, whether or not the token was used before', () => {
    const bench = tokenBench();
    const used = bench.tokens.tokenFor(app);
    const unused = bench.tokens.tokenFor(person);
    expect(outcome(bench, used)).toBe('accepted');
    bench.clock.advance(24 * hour);
    expect([outcome(bench, used), outcome(bench, unused)]).toEqual([expired, expired]);
    expect(outcome(bench, bench.tokens.tokenFor(app))).toBe('accepted');
  });

  it('has not begun when the clock is behind the one that signed', () => {
    const token = tokenBench({ start: 10_000 }).tokens.tokenFor(app);
    const bench = tokenBench();
    expect(outcome(bench, token)).toBe('Lifetime validation failed, the token is not yet valid.');
    bench.clock.advance(10_000);
    expect(outcome(bench, token)).toBe('accepted');
  });
});

describe('a token is refused', () => {
  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'BearerX'])(
    'as empty when the header is %p',
    (header) => {
      const { tokens } = tokenBench();
      expect(() => tokens.check(header)).toThrow('Access token is empty.');
    },
  );

  it.each([
    'x',
    'a.b',
    'a.b.c',
    '..',
    'a.b.c.d',
    `${base64({ alg: 'HS256', typ: 'JWT' })}.!!!.x`,
    `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64([1])}.x`,
    `${base64({ alg: 'HS256', typ: 'JWT' })}.${Buffer.from('null').toString('base64url')}.x`,
    'two tokens',
  ])('as malformed when it is %p', (token) => {
    expect(outcome(tokenBench(), token)).toBe(malformed);
  });

  it('when it is not signed (alg none)', () => {
    const bench = tokenBench();
    const [, payload] = bench.tokens.tokenFor(app).split('.');
    for (const alg of ['none', 'None', 'NONE'])
      expect(outcome(bench, `${base64({ alg, typ: 'JWT' })}.${payload}.`)).toBe(badSignature);
    const unsigned = jwt.sign({ ...(jwt.decode(bench.tokens.tokenFor(app)) as object) }, '', {
      algorithm: 'none',
    });
    expect(outcome(bench, unsigned)).toBe(badSignature);
  });

  it('when it is signed with another key, or by another algorithm', () => {
    const bench = tokenBench();
    expect(outcome(bench, altered(bench, {}))).toBe('accepted');
    expect(outcome(bench, altered(bench, {}, { signedWith: Buffer.from('another key') }))).toBe(badSignature);
    const claims = jwt.decode(bench.tokens.tokenFor(app)) as object;
    expect(outcome(bench, jwt.sign({ ...claims, iat: 1 }, key, { algorithm: 'HS512' }))).toBe(badSignature);
  });

  it('when its claims were changed under the signature', () => {
    const bench = tokenBench();
    const [header, payload, signature] = bench.tokens.tokenFor(app).split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    const more = base64({ ...claims, roles: ['Directory.ReadWrite.All'] });
    expect(outcome(bench, `${header}.${more}.${signature}`)).toBe(badSignature);
  });

  it('when another tenant issued it', () => {
    const other = tokenBench({ id: '44444444-4444-4444-8444-444444444444' });
    expect(outcome(tokenBench(), other.tokens.tokenFor(app))).toBe(badSignature);
  });

  it.each([
    [{ tid: '44444444-4444-4444-8444-444444444444' }, 'Access token validation failure. Invalid issuer.'],
    [{ iss: 'https://sts.windows.net/x/' }, 'Access token validation failure. Invalid issuer.'],
    [{ aud: 'https://vault.azure.net' }, 'Access token validation failure. Invalid audience.'],
    [{ aud: ['https://graph.microsoft.com'] }, 'Access token validation failure. Invalid audience.'],
    [{ exp: 'tomorrow' }, 'Access token validation failure.'],
    [{ exp: null }, 'Access token validation failure.'],
    [{ nbf: null }, 'Access token validation failure.'],
    [{ idtyp: 'device' }, 'Access token validation failure.'],
    [{ idtyp: 'user' }, 'Access token validation failure.'],
    [{ roles: 'User.Read.All' }, 'Access token validation failure.'],
    [{ roles: [1] }, 'Access token validation failure.'],
    [{ appid: 7 }, 'Access token validation failure.'],
  ])('when its claims are %j, whoever signed it', (changes, words) => {
    const bench = tokenBench();
    expect(outcome(bench, altered(bench, changes))).toBe(words);
  });

  it('when it is a refresh token', () => {
    const bench = tokenBench();
    expect(outcome(bench, text(bench.ask(personForm), 'refresh_token'))).toBe(
      'Access token validation failure. Invalid audience.',
    );
  });

  it('once the app is gone', () => {
    const bench = tokenBench();
    const token = bench.tokens.tokenFor(app);
    expect(outcome(bench, token)).toBe('accepted');
    bench.apps.remove('LICENSE-DESK');
    expect(outcome(bench, token)).toBe('The identity of the calling application could not be established.');
  });

  it('once the person is gone', () => {
    const bench = tokenBench();
    const token = bench.tokens.tokenFor(person);
    expect(outcome(bench, token)).toBe('accepted');
    bench.tenant.removeUser(bench.tenant.findUser(adele)!);
    expect(outcome(bench, token)).toBe('The identity of the signed-in user could not be established.');
  });
});

it('answers any header with a fault and nothing worse', () => {
  const bench = tokenBench();
  const part = fc.oneof(
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.string(),
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 5 }).map((parts) => `Bearer ${parts.join('.')}`),
  );
  fc.assert(
    fc.property(header, (authorization) => {
      expect(() => bench.tokens.check(authorization)).toThrow(TokenFault);
    }),
  );
});

it('makes a caller or a fault out of any claims, however they were signed', () => {
  const bench = tokenBench();
  const claims = fc.dictionary(
    fc.constantFrom('roles', 'scp', 'oid', 'appid', 'idtyp', 'exp', 'nbf'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(claims, (changes) => {
      expect(() => outcome(bench, altered(bench, changes))).not.toThrow();
    }),
  );
});

describe('the memory of tokens', () => {
  it('saves the work of checking a signature twice', () => {
    const bench = tokenBench();
    const verify = jest.spyOn(jwt, 'verify');
    const token = bench.tokens.tokenFor(app);
    outcome(bench, token);
    outcome(bench, token);
    expect(verify).toHaveBeenCalledTimes(1);
    verify.mockRestore();
  });

  it('keeps a thousand tokens and forgets the oldest', () => {
    const bench = tokenBench();
    const verify = jest.spyOn(jwt, 'verify');
    const tokens = Array.from({ length: 1_001 }, (_, each) => altered(bench, { uti: each }));
    for (const token of tokens) outcome(bench, token);
    expect(verify).toHaveBeenCalledTimes(1_001);
    outcome(bench, tokens[1_000]!);
    expect(verify).toHaveBeenCalledTimes(1_001);
    outcome(bench, tokens[0]!);
    expect(verify).toHaveBeenCalledTimes(1_002);
    verify.mockRestore();
  });

  it('does not keep what was refused', () => {
    const bench = tokenBench();
    const token = altered(bench, { aud: 'x' });
    for (let time = 0; time < 2; time += 1)
      expect(outcome(bench, token)).toBe('Access token validation failure. Invalid audience.');
  });
});
