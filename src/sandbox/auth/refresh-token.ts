import type { AppRegistration } from './app-registrations';
import type { Caller } from './caller';
import { refusals } from './refusal';
import type { Signer } from './signer';

/** Seconds: 90 days, as in Entra. */
const lifetime = 90 * 24 * 3_600;

/** What a refresh token stands for. */
export interface Renewal {
  readonly userId: string;
  /** Separated by spaces. */
  readonly scope: string;
}

/** Makes and reads refresh tokens. They are signed and not kept, so they outlive a restart of the sandbox. */
export class RefreshTokens {
  /** Not Graph's, so that nobody can call Graph with a refresh token, or get a new token for an access token. */
  private readonly audience: string;

  constructor(
    tenantId: string,
    private readonly signer: Signer,
    private readonly now: () => number,
  ) {
    this.audience = `https://sts.windows.net/${tenantId}/refresh`;
  }

  make({ appId, userId, scopes }: Extract<Caller, { kind: 'user' }>): string {
    return this.signer.sign({
      aud: this.audience,
      appid: appId,
      oid: userId,
      scp: [...scopes].join(' '),
      exp: Math.floor(this.now() / 1_000) + lifetime,
    });
  }

  /** @throws Refusal AADSTS70000 for no token of this app's, AADSTS700082 for one that is too old */
  read(token: string, app: AppRegistration): Renewal {
    const claims = this.signer.read(token);
    if (typeof claims === 'string' || claims.aud !== this.audience) throw refusals.badRefreshToken();
    const { appid, oid, scp, exp } = claims;
    if (appid !== app.id || typeof oid !== 'string' || typeof scp !== 'string' || typeof exp !== 'number')
      throw refusals.badRefreshToken();
    if (this.now() / 1_000 >= exp) throw refusals.expiredRefreshToken();
    return { userId: oid, scope: scp };
  }
}
