import type { GraphCaller } from '../graph/api';
import { readerRoles, roleName } from './roles';

/** Why somebody is turned away. */
export type Refusal = 'identity' | 'tenant' | 'guest' | 'disabled' | 'role';

/** What one person may do at this moment, as Entra answered it. */
export interface Access {
  readonly refusal: Exclude<Refusal, 'role'> | null;
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
    mayAssign,
    mayRead: mayAssign || (refusal === null && holdsAny(readerRoles)),
    heldRoles: caller.roles.map((role) => role.displayName || roleName(role.roleTemplateId)).sort(),
  };
}

function refusalFor(caller: GraphCaller): Access['refusal'] {
  if (!caller.user) return 'identity';
  if (caller.user.userType.toLowerCase() === 'guest') return 'guest';
  return caller.user.accountEnabled ? null : 'disabled';
}
