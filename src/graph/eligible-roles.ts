import type { GraphDirectoryRole } from './api';
import { GraphError } from './errors';
import { readAll, type GraphWire } from './lists';
import { guid, isRecord, text, type JsonRecord } from './normalise';
import { literal, query, requireGuid } from './odata';

/** 403: the permission is not granted. 400: the tenant has no Entra ID P2 ("AadPremiumLicenseRequired"). */
const REFUSED: readonly number[] = [400, 403];
const MOST_PAGES = 5;

/**
 * Roles that a person may activate over the whole tenant, each once; those of an administrative unit would not help
 * (learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances). Only a hint for the person,
 * so a tenant that does not answer the question gets no hint instead of an error.
 */
export async function readEligibleRoles(
  wire: GraphWire,
  userId: string,
): Promise<readonly GraphDirectoryRole[]> {
  const call = 'eligibleRoles';
  const options = {
    filter: `principalId eq ${literal(requireGuid(userId, 'person'))}`,
    expand: 'roleDefinition($select=id,displayName,templateId)',
  };
  const path = `/roleManagement/directory/roleEligibilityScheduleInstances${query(options)}`;
  try {
    const roles = await readAll(wire, { call, path, read: toEligible, mostPages: MOST_PAGES });
    return [...new Map(roles.map((role) => [role.roleTemplateId, role])).values()];
  } catch (thrown) {
    if (!(thrown instanceof GraphError) || !REFUSED.includes(thrown.status)) throw thrown;
    wire.log.warn(
      { call, status: thrown.status, graphCode: thrown.graphCode },
      'graph does not say which roles are eligible; grant RoleManagement.Read.Directory, and check for Entra ID P2',
    );
    return [];
  }
}

function toEligible(raw: JsonRecord): GraphDirectoryRole | undefined {
  if (text(raw['directoryScopeId']) !== '/') return undefined;
  const definition = isRecord(raw['roleDefinition']) ? raw['roleDefinition'] : {};
  // The id of a built-in role is its template id; a custom role has no other one.
  const roleTemplateId = guid(definition['templateId']) || guid(raw['roleDefinitionId']);
  return roleTemplateId === '' ? undefined : { displayName: text(definition['displayName']), roleTemplateId };
}
