import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** Claims as they come out of a token: whoever knows the key may have put anything there. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Signs and reads JSON Web Tokens of one tenant (HS256). The key follows from the tenant id and is the same at every
 * start, so that a client's token outlives a restart. It protects nothing: this is a simulation.
 *
 * Times in the claims are the caller's to check: jsonwebtoken takes a time of 0 for "not given" and puts the computer's
 * own clock in its place, and the sandbox's clock may well begin at 0.
 */
export class Signer {
  private readonly key: KeyObject;

  constructor(tenantId: string) {
    this.key = createSecretKey(createHash('sha256').update(`sandbox ${tenantId}`).digest());
  }

  sign(claims: Claims): string {
    // As text, because jsonwebtoken would replace an `iat` of 0 in an object.
    return jwt.sign(JSON.stringify(claims), this.key, { header: { alg: 'HS256', typ: 'JWT' } });
  }

  /** @returns the claims; 'malformed' when it is no token at all; 'forged' when the signature is not ours */
  read(token: string): Claims | 'malformed' | 'forged' {
    if (!isToken(token)) return 'malformed';
    try {
      const claims = jwt.verify(token, this.key, {
        algorithms: ['HS256'],
        ignoreExpiration: true,
        ignoreNotBefore: true,
      });
      return typeof claims === 'string' ? 'malformed' : claims;
    } catch {
      return 'forged';
    }
  }
}

function isToken(token: string): boolean {
  try {
    const payload = jwt.decode(token);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  } catch {
    // The header or the payload is not JSON.
    return false;
  }
}
