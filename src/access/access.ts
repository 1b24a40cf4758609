import type { GraphCaller } from '../graph/api';
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
  return {
    refusal,
    outsider: null,
    mayAssign,
    mayRead: mayAssign || (refusal === null && holdsAny(readerRoles)),
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
    heldRoles: [],
  };
}

function refusalFor(caller: GraphCaller): Access['refusal'] {
  if (!caller.user) return 'identity';
  // Before being a guest, because a guest may be let in to ask.
  if (!caller.user.accountEnabled) return 'disabled';
  return caller.user.userType.toLowerCase() === 'guest' ? 'guest' : null;
}
