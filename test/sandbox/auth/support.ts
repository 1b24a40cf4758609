import { AppRegistrations, TokenService, type TokenAnswer } from '../../../src/sandbox/auth';
import { virtualClock } from '../../../src/sandbox/clock';
import { seededRandom } from '../../../src/sandbox/random';
import { newUser, Tenant, type User } from '../../../src/sandbox/tenant';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const adele = '22222222-2222-4222-8222-222222222222';
export const disabled = '33333333-3333-4333-8333-333333333333';

export interface TokenBench {
  readonly tenant: Tenant;
  readonly apps: AppRegistrations;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly tokens: TokenService;
  /** Asks the token endpoint with these fields. */
  readonly ask: (form: Record<string, string>, authorization?: string) => TokenAnswer;
}

/** A tenant of two people with its token service, at the beginning of time. */
export function tokenBench({ start = 0, id = tenantId } = {}): TokenBench {
  const tenant = new Tenant({ id, displayName: 'Contoso', location: 'US', domain: 'contoso.example' });
  tenant.addUser(person(adele, 'adele'));
  tenant.addUser({ ...person(disabled, 'gone'), accountEnabled: false });
  const clock = virtualClock(start);
  const apps = new AppRegistrations();
  const tokens = new TokenService({ tenant, apps, now: () => clock.now(), random: seededRandom(1) });
  const ask = (form: Record<string, string>, authorization?: string) =>
    tokens.issue(new URLSearchParams(form), authorization);
  return { tenant, apps, clock, tokens, ask };
}

function person(id: string, name: string): User {
  return newUser({ id, displayName: name, userPrincipalName: `${name}@contoso.example` });
}

export const appForm = {
  grant_type: 'client_credentials',
  client_id: 'license-desk',
  client_secret: 'sandbox',
  scope: 'https://graph.microsoft.com/.default',
};

export const personForm = {
  grant_type: 'password',
  client_id: 'license-desk',
  client_secret: 'sandbox',
  username: 'adele@contoso.example',
  password: 'sandbox',
  scope: 'https://graph.microsoft.com/User.Read Group.Read.All offline_access openid profile',
};

/** A field of an answer that must be text. */
export function text(answer: TokenAnswer, field: string): string {
  const value = (answer.body as Record<string, unknown>)[field];
  if (typeof value !== 'string') throw new Error(`${field} is not in ${JSON.stringify(answer.body)}`);
  return value;
}
