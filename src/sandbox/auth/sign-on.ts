import type { AppRegistration } from './app-registrations';
import { issuerOf, tokenLifetime } from './access-token';
import { refusals } from './refusal';
import type { Signer } from './signer';

/** The scope that apps publish so that a client may get a token for them: Teams' single sign-on asks for it. */
const published = 'access_as_user';

/** Whether somebody wants a token for the app itself rather than for Graph. */
export function isSignOn(scope: string | null, app: AppRegistration): boolean {
  const id = app.id.toLowerCase();
  return [`api://${id}/${published}`, `api://botid-${id}/${published}`].includes(scope?.toLowerCase() ?? '');
}

/** Makes and reads the tokens with which a client hands a signed-in person over to an app (on-behalf-of flow). */
export class SignOnTokens {
  constructor(
    private readonly tenantId: string,
    private readonly signer: Signer,
    private readonly now: () => number,
  ) {}

  make(app: AppRegistration, userId: string): string {
    const seconds = Math.floor(this.now() / 1_000);
    return this.signer.sign({
      aud: app.id,
      iss: issuerOf(this.tenantId),
      iat: seconds,
      nbf: seconds,
      exp: seconds + tokenLifetime,
      tid: this.tenantId,
      oid: userId,
      scp: published,
      ver: '2.0',
    });
  }

  /**
   * Whom a token hands over to an app.
   * @throws Refusal AADSTS50013 for no token of this app's, AADSTS500133 for one that is over
   */
  read(token: string, app: AppRegistration): string {
    const claims = this.signer.read(token);
    if (typeof claims === 'string') throw refusals.badAssertion();
    const { aud, tid, oid, scp, exp } = claims;
    const own = aud === app.id && tid === this.tenantId && scp === published;
    if (!own || typeof oid !== 'string' || typeof exp !== 'number') throw refusals.badAssertion();
    if (this.now() / 1_000 >= exp) throw refusals.expiredAssertion();
    return oid;
  }
}
