import type { Tenant } from './tenant';

/** A directory role that works for a person right now. */
export interface HeldRole {
  readonly templateId: string;
  /** The role-assignable group through which it is held; undefined: held directly. */
  readonly throughGroup?: string;
}

/** Roles over the whole tenant that work for a person now: held directly, or through a role-assignable group. */
export function rolesHeld(tenant: Tenant, userId: string, now: number): readonly HeldRole[] {
  const held: HeldRole[] = [];
  const groups = tenant.users.get(userId)?.memberOf;
  for (const each of tenant.roleAssignments.values()) {
    if (each.scope !== '/' || each.worksFrom > now || (each.endAt !== null && each.endAt <= now)) continue;
    if (each.principalId === userId) held.push({ templateId: each.templateId });
    else if (groups?.has(each.principalId) && tenant.groups.get(each.principalId)?.isAssignableToRole)
      held.push({ templateId: each.templateId, throughGroup: each.principalId });
  }
  return held;
}
