import { roleTemplates, type RoleTemplate } from '../auth/role-templates';
import { people, type NamedPerson } from '../contoso/people';
import { seededGuid } from '../random';
import type { Tenant } from '../tenant';
import type { RoleSeed } from './scenario';

const hour = 3600 * 1000;
const day = 24 * hour;
const all: readonly RoleTemplate[] = Object.values(roleTemplates);

/** Activates every built-in role, and gives the named people theirs. */
export function makeRoleDefinitions(tenant: Tenant, random: () => number): void {
  for (const role of all)
    tenant.roleDefinitions.set(role.templateId, { ...role, objectId: seededGuid(random) });
}

/** The roles of the named people: over the whole tenant, for a long time. */
export function makeNamedRoles(tenant: Tenant, now: number): void {
  for (const person of Object.values<NamedPerson>(people)) {
    const definition = tenant.roleDefinitions.get(person.roleTemplateId ?? '');
    if (!definition) continue;
    const since = now - 300 * day;
    tenant.addRole({
      id: `${definition.objectId}-${person.id.slice(-2)}`,
      templateId: definition.templateId,
      principalId: person.id,
      scope: '/',
      type: 'Assigned',
      startAt: since,
      endAt: null,
      worksFrom: since,
    });
  }
}

/** Gives a role as its seed says. @throws Error when there is no such role */
export function makeRole(
  tenant: Tenant,
  seed: RoleSeed,
  principalId: string,
  random: () => number,
  now: number,
): void {
  const templateId = all.find(({ displayName }) => displayName === seed.role)?.templateId;
  if (!templateId) throw new Error(`There is no built-in role "${seed.role}".`);
  const scope = seed.administrativeUnit ? `/administrativeUnits/${seed.administrativeUnit}` : '/';
  const id = seededGuid(random);
  const endAt = seed.hours === undefined ? null : now + seed.hours * hour;
  if (seed.as === 'activated') {
    const startAt = now - hour;
    tenant.addRole({
      id,
      templateId,
      principalId,
      scope,
      type: 'Activated',
      startAt,
      endAt,
      worksFrom: startAt,
    });
  } else if (seed.as === 'assigned') {
    const startAt = now - 90 * day;
    tenant.addRole({
      id,
      templateId,
      principalId,
      scope,
      type: 'Assigned',
      startAt,
      endAt,
      worksFrom: startAt,
    });
  }
  // What is activated was made out of an eligibility, which stays.
  if (seed.as !== 'assigned') {
    const eligibility = { id: seededGuid(random), templateId, principalId, scope, startAt: now - 90 * day };
    tenant.roleEligibilities.set(eligibility.id, { ...eligibility, endAt: now + 270 * day });
  }
}
