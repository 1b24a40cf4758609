import type { Tenant } from '../tenant';
import { callerOf, issuerOf } from './access-token';
import type { AppRegistrations } from './app-registrations';
import type { Caller } from './caller';
import { graphResource } from './scopes';
import type { Claims, Signer } from './signer';
import { TokenFault } from './token-fault';

interface Known {
  readonly caller: Caller;
  /** Seconds. */
  readonly from: number;
  readonly until: number;
}

/** A signature is costly to check, and a client sends the same token for an hour. */
const mostKnown = 1_000;

/** Says who sent a request, by its token. */
export class TokenCheck {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly tenant: Tenant,
    private readonly apps: AppRegistrations,
    private readonly signer: Signer,
    private readonly now: () => number,
  ) {}

  /**
   * @param authorization the header
   * @throws TokenFault
   */
  callerOf(authorization: string | undefined): Caller {
    const token = bearer(authorization);
    const found = this.known.get(token) ?? this.read(token);
    const seconds = this.now() / 1_000;
    if (seconds >= found.until) {
      this.known.delete(token);
      throw new TokenFault('Lifetime validation failed, the token is expired.');
    }
    if (seconds < found.from) throw new TokenFault('Lifetime validation failed, the token is not yet valid.');
    const { caller } = found;
    if (!this.apps.find(caller.appId))
      throw new TokenFault('The identity of the calling application could not be established.');
    if (caller.kind === 'user' && !this.tenant.users.has(caller.userId))
      throw new TokenFault('The identity of the signed-in user could not be established.');
    return caller;
  }

  private read(token: string): Known {
    const claims = this.signer.read(token);
    if (claims === 'malformed') throw new TokenFault('CompactToken parsing failed with error code: 80049217');
    if (claims === 'forged') throw new TokenFault('Access token validation failure. Invalid signature.');
    const known = this.understand(claims);
    if (this.known.size >= mostKnown) {
      const oldest = this.known.keys().next();
      if (!oldest.done) this.known.delete(oldest.value);
    }
    this.known.set(token, known);
    return known;
  }

  private understand(claims: Claims): Known {
    const tenantId = this.tenant.organization.id;
    if (claims.aud !== graphResource)
      throw new TokenFault('Access token validation failure. Invalid audience.');
    if (claims.tid !== tenantId || claims.iss !== issuerOf(tenantId))
      throw new TokenFault('Access token validation failure. Invalid issuer.');
    const caller = callerOf(claims);
    const { nbf, exp } = claims;
    if (!caller || typeof nbf !== 'number' || typeof exp !== 'number')
      throw new TokenFault('Access token validation failure.');
    return { caller, from: nbf, until: exp };
  }
}

/** What the header carries. Any other scheme counts as no token. */
function bearer(authorization = ''): string {
  const token = /^bearer /i.test(authorization) ? authorization.slice('bearer '.length).trim() : '';
  if (token === '') throw new TokenFault('Access token is empty.');
  return token;
}
