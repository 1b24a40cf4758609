import { seededGuid } from '../random';
import type { Tenant, User } from '../tenant';
import { accessClaims, tokenLifetime } from './access-token';
import type { AppRegistration, AppRegistrations } from './app-registrations';
import type { Caller } from './caller';
import { authenticateApp } from './client-credentials';
import { RefreshTokens } from './refresh-token';
import { Refusal, refusals } from './refusal';
import { checkAppScope, delegatedScopes } from './scopes';
import { isSignOn, SignOnTokens } from './sign-on';
import { Signer } from './signer';
import { TokenCheck } from './token-check';

/** Everybody's: the sandbox has no secrets to keep. */
export const sandboxPassword = 'sandbox';

export interface TokenServiceOptions {
  readonly tenant: Tenant;
  readonly apps: AppRegistrations;
  /** Milliseconds; any clock, from 0 on. */
  readonly now: () => number;
  /** For trace ids. */
  readonly random: () => number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

/** The tenant's token endpoint (OAuth 2.0, v2), and the check of the tokens that it gave. */
export class TokenService {
  private readonly grants: ReadonlyMap<string, (form: URLSearchParams, app: AppRegistration) => object> =
    new Map([
      ['client_credentials', (form, app) => this.forApp(form, app)],
      ['password', (form, app) => this.forPassword(form, app)],
      ['refresh_token', (form, app) => this.forRefreshToken(form, app)],
      ['urn:ietf:params:oauth:grant-type:jwt-bearer', (form, app) => this.onBehalfOf(form, app)],
    ]);
  private readonly signer: Signer;
  private readonly checker: TokenCheck;
  private readonly refreshTokens: RefreshTokens;
  private readonly signOnTokens: SignOnTokens;

  constructor(private readonly options: TokenServiceOptions) {
    const { tenant, apps, now } = options;
    this.signer = new Signer(tenant.organization.id);
    this.checker = new TokenCheck(tenant, apps, this.signer, now);
    this.refreshTokens = new RefreshTokens(tenant.organization.id, this.signer, now);
    this.signOnTokens = new SignOnTokens(tenant.organization.id, this.signer, now);
  }

  /**
   * Answers a token request. A refusal is an answer, too, and not thrown.
   * @param authorization the header, for apps that send their secret there
   */
  issue(form: URLSearchParams, authorization?: string): TokenAnswer {
    try {
      return { status: 200, body: this.grant(form, authorization) };
    } catch (error) {
      if (error instanceof Refusal) return this.refuse(error);
      throw error;
    }
  }

  /**
   * Who sent a request.
   * @throws TokenFault 401
   */
  check(authorization: string | undefined): Caller {
    return this.checker.callerOf(authorization);
  }

  /** An access token without asking for it: for tests and for the sandbox's own pages. */
  tokenFor(caller: Caller): string {
    return this.signer.sign(accessClaims(this.options.tenant, caller, this.options.now()));
  }

  private grant(form: URLSearchParams, authorization: string | undefined): object {
    const { tenant, apps } = this.options;
    const grantType = required(form, 'grant_type');
    const grant = this.grants.get(grantType);
    if (!grant) throw refusals.unsupportedGrant(grantType);
    return grant(form, authenticateApp(apps, tenant.organization.displayName, form, authorization));
  }

  private forApp(form: URLSearchParams, app: AppRegistration): object {
    checkAppScope(form.get('scope'));
    const roles = new Set(app.applicationPermissions);
    return this.bearer({ kind: 'app', appId: app.id, name: app.name, roles });
  }

  private forPassword(form: URLSearchParams, app: AppRegistration): object {
    const username = required(form, 'username');
    const password = required(form, 'password');
    const signOn = isSignOn(form.get('scope'), app);
    const scopes = signOn ? new Set<string>() : delegatedScopes(form.get('scope'), app);
    const person = this.person(username);
    if (password !== sandboxPassword) throw refusals.wrongPassword();
    if (!signOn) return this.forPerson(person, app, scopes);
    if (!person.accountEnabled) throw refusals.disabledAccount();
    return this.carried(this.signOnTokens.make(app, person.id));
  }

  private forRefreshToken(form: URLSearchParams, app: AppRegistration): object {
    const renewal = this.refreshTokens.read(required(form, 'refresh_token'), app);
    // Without a list of its own, the new token is for what the last one was.
    const asked = form.get('scope') || renewal.scope;
    return this.forPerson(this.person(renewal.userId), app, delegatedScopes(`${asked} offline_access`, app));
  }

  private onBehalfOf(form: URLSearchParams, app: AppRegistration): object {
    const assertion = required(form, 'assertion');
    if (required(form, 'requested_token_use') !== 'on_behalf_of')
      throw refusals.missingParameter('requested_token_use');
    const userId = this.signOnTokens.read(assertion, app);
    return this.forPerson(this.person(userId), app, delegatedScopes(form.get('scope'), app));
  }

  private person(idOrName: string): User {
    const { tenant } = this.options;
    const person = tenant.findUser(idOrName);
    if (!person) throw refusals.unknownPerson(tenant.organization.displayName);
    return person;
  }

  private forPerson(person: User, app: AppRegistration, granted: ReadonlySet<string>): object {
    if (!person.accountEnabled) throw refusals.disabledAccount();
    const scopes = new Set(granted);
    const refreshable = scopes.delete('offline_access');
    const caller = { kind: 'user', appId: app.id, appName: app.name, userId: person.id, scopes } as const;
    return {
      ...this.bearer(caller),
      scope: [...scopes].join(' '),
      ...(refreshable && { refresh_token: this.refreshTokens.make(caller) }),
    };
  }

  private bearer(caller: Caller): object {
    return this.carried(this.tokenFor(caller));
  }

  private carried(token: string): object {
    return {
      token_type: 'Bearer',
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: token,
    };
  }

  /** Entra's error body. */
  private refuse({ status, error, number, message }: Refusal): TokenAnswer {
    const { now, random } = this.options;
    const trace = seededGuid(random);
    const correlation = seededGuid(random);
    const timestamp = `${new Date(now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    const description = `AADSTS${number}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
    return {
      status,
      body: {
        error,
        error_description: description,
        error_codes: [number],
        timestamp,
        trace_id: trace,
        correlation_id: correlation,
      },
    };
  }
}

/** @throws Refusal AADSTS900144 */
function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw refusals.missingParameter(name);
  return value;
}
