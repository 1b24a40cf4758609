import type { AppRegistration } from './app-registrations';
import { delegatedPermissionsKnown } from './permissions';
import { refusals } from './refusal';

/** The resource that every token is for. */
export const graphResource = 'https://graph.microsoft.com';

const openIdScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/** More than Graph has, and a bound on work for whoever sends a book. */
const longestScope = 20_000;

/**
 * Client credentials get everything that an administrator consented to, so there is one scope to ask for.
 * @throws Refusal AADSTS70011, AADSTS1002012
 */
export function checkAppScope(scope: string | null): void {
  if (scope === `${graphResource}/.default`) return;
  if (!scope || scope.endsWith('/.default')) throw refusals.invalidScope(scope ?? '');
  throw refusals.scopeWithoutDefault(scope);
}

/**
 * Reads a list such as "https://graph.microsoft.com/User.Read Group.Read.All offline_access".
 * @returns the scopes as Microsoft spells them, each once
 * @throws Refusal AADSTS70011 for a scope that does not exist, AADSTS65001 for one that the app may not have
 */
export function delegatedScopes(text: string | null, app: AppRegistration): ReadonlySet<string> {
  if (!text || text.length > longestScope) throw refusals.invalidScope(text ?? '');
  const granted = new Set<string>();
  for (const asked of text.split(' ')) {
    if (asked === '') continue;
    const name = asked.startsWith(`${graphResource}/`) ? asked.slice(graphResource.length + 1) : asked;
    if (name === '.default') {
      for (const each of app.delegatedPermissions) granted.add(each);
      continue;
    }
    const scope = spelled(name, [...openIdScopes, ...app.delegatedPermissions]);
    if (scope !== undefined) granted.add(scope);
    else if (spelled(name, delegatedPermissionsKnown) === undefined) throw refusals.invalidScope(asked);
    else throw refusals.noConsent(app.id, app.name);
  }
  if (granted.size === 0) throw refusals.invalidScope(text);
  return granted;
}

/** Scopes are the same in any case of letters. */
function spelled(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  return known.find((each) => each.toLowerCase() === wanted);
}
