import type { GraphCaller } from '../graph/api';
import { permissionLacks } from '../graph/error-map';
import type { GraphError } from '../graph/errors';
import { readerRoles, roleName } from './roles';

/** Why somebody is turned away. */
export type Refusal = 'identity' | 'tenant' | 'guest' | 'anonymous' | 'outsider' | 'disabled' | 'role';

/** Somebody who does not belong to the organization, and how Teams knows that. */
export type Outsider =
  /** A guest account of the tenant. */
  | { readonly kind: 'guest' }
  /** Of another organization. */
  | { readonly kind: 'federated'; readonly tenantId: string }
  /** In a meeting, without having signed in. */
  | { readonly kind: 'anonymous' };

/** What one person may do at this moment, as Entra answered it. */
export interface Access {
  readonly refusal: Exclude<Refusal, 'role' | 'outsider'> | null;
  /** Set for somebody from outside whom the policy lets ask; they may do nothing else. */
  readonly outsider: Outsider | null;
  /** May change licenses of groups. */
  readonly mayAssign: boolean;
  /** May see products, groups and their states. */
  readonly mayRead: boolean;
  /** Neither right is there, and roles that would give them may be: Graph does not show which are held. */
  readonly rolesUnknown: boolean;
  /** Names of the directory roles held, sorted. */
  readonly heldRoles: readonly string[];
}

/**
 * Decides from what Graph says about a person. Unknown people, guests and disabled accounts may do nothing,
 * whatever roles they hold.
 * @param assignRoles template ids of the roles that may assign
 */
export function decideAccess(caller: GraphCaller, assignRoles: readonly string[]): Access {
  const held = new Set(caller.roles.map((role) => role.roleTemplateId.toLowerCase()));
  const holdsAny = (ids: readonly string[]): boolean => ids.some((id) => held.has(id.toLowerCase()));
  const refusal = refusalFor(caller);
  const mayAssign = refusal === null && holdsAny(assignRoles);
  const mayRead = mayAssign || (refusal === null && holdsAny(readerRoles));
  return {
    refusal,
    outsider: null,
    mayAssign,
    mayRead,
    rolesUnknown: refusal === null && !mayAssign && caller.rolesHidden === true,
    heldRoles: caller.roles.map((role) => role.displayName || roleName(role.roleTemplateId)).sort(),
  };
}

/** What somebody from outside may do: ask, when the policy says so, and nothing else. */
export function outsiderAccess(outsider: Outsider, mayAsk: boolean): Access {
  const refusals = { guest: 'guest', federated: 'tenant', anonymous: 'anonymous' } as const;
  return {
    refusal: mayAsk ? null : refusals[outsider.kind],
    outsider: mayAsk ? outsider : null,
    mayAssign: false,
    mayRead: false,
    rolesUnknown: false,
    heldRoles: [],
  };
}

/**
 * Whether somebody may assign.
 * @throws GraphError graph.denied when that cannot be told, because Graph hides their roles
 */
export function mayAssignFor(caller: GraphCaller, assignRoles: readonly string[]): boolean {
  const { mayAssign, rolesUnknown } = decideAccess(caller, assignRoles);
  if (rolesUnknown) throw rolesAreHidden();
  return mayAssign;
}

/** No turn may take "we cannot see it" for "they do not hold it". */
export function rolesAreHidden(): GraphError {
  return permissionLacks('RoleManagement.Read.Directory');
}

function refusalFor(caller: GraphCaller): Access['refusal'] {
  if (!caller.user) return 'identity';
  // Before being a guest, because a guest may be let in to ask.
  if (!caller.user.accountEnabled) return 'disabled';
  return caller.user.userType.toLowerCase() === 'guest' ? 'guest' : null;
}
