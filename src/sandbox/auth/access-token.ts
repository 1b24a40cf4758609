import { createHash } from 'node:crypto';
import type { Tenant, User } from '../tenant';
import { rolesHeld } from '../tenant';
import type { Caller } from './caller';
import { graphResource } from './scopes';
import type { Claims } from './signer';

/** Seconds. */
export const tokenLifetime = 3_600;

/** Who issues the tokens of a tenant: the name in Entra's v1 access tokens, which Graph still gets. */
export function issuerOf(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** @param now milliseconds */
export function accessClaims(tenant: Tenant, caller: Caller, now: number): Claims {
  const tenantId = tenant.organization.id;
  const seconds = Math.floor(now / 1_000);
  const common = {
    aud: graphResource,
    iss: issuerOf(tenantId),
    iat: seconds,
    nbf: seconds,
    exp: seconds + tokenLifetime,
    appid: caller.appId,
    app_displayname: caller.kind === 'app' ? caller.name : caller.appName,
    tid: tenantId,
    ver: '1.0',
    idtyp: caller.kind,
  };
  if (caller.kind === 'app')
    return { ...common, oid: servicePrincipalId(tenantId, caller.appId), roles: [...caller.roles] };
  const person = tenant.users.get(caller.userId);
  return {
    ...common,
    oid: caller.userId,
    scp: [...caller.scopes].join(' '),
    ...(person && personalClaims(tenant, person, now)),
  };
}

function personalClaims(tenant: Tenant, person: User, now: number): Claims {
  return {
    name: person.displayName,
    upn: person.userPrincipalName,
    wids: [...new Set(rolesHeld(tenant, person.id, now).map(({ templateId }) => templateId))],
  };
}

/** The caller whom claims describe; undefined when they describe nobody. */
export function callerOf(claims: Claims): Caller | undefined {
  const { idtyp, appid, app_displayname: name, oid, roles, scp } = claims;
  if (typeof appid !== 'string' || typeof name !== 'string' || typeof oid !== 'string') return undefined;
  if (idtyp === 'app' && Array.isArray(roles) && roles.every((each) => typeof each === 'string'))
    return { kind: 'app', appId: appid, name, roles: new Set(roles) };
  if (idtyp === 'user' && typeof scp === 'string')
    return {
      kind: 'user',
      appId: appid,
      appName: name,
      userId: oid,
      scopes: new Set(scp.split(' ').filter(Boolean)),
    };
  return undefined;
}

/** An app's object in the tenant. The sandbox keeps none, so its id is made out of the app's. */
function servicePrincipalId(tenantId: string, appId: string): string {
  const hex = createHash('sha256').update(`${tenantId} ${appId}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
