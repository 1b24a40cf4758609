import { notFound } from '../http/answer';
import { answerCollection, answerEntity } from '../odata/collection';
import { project, readProjection } from '../odata/projection';
import { known } from '../resources/expansions';
import { directoryRoleResource } from '../resources/role';
import type { RoleDefinition, Tenant } from '../tenant';
import { directoryObjects } from './directory-objects';
import { get, list, viewOf, type Handler, type RouteContext } from './route';

/** Roles of which somebody has been made a member; Graph does not page them. */
const directoryRoles: Handler = (context, request) => {
  const view = viewOf(context, request);
  const projection = readProjection(request.query, directoryRoleResource);
  if (request.query.has('$filter')) {
    return answerCollection(request, view, {
      resource: directoryRoleResource,
      context: 'directoryRoles',
      entities: rolesInUse(context.tenant),
    });
  }
  const value = rolesInUse(context.tenant).map((role) => project(role, view, projection));
  const selected = projection.selected ? `(${projection.selected})` : '';
  return { status: 200, body: { '@odata.context': `$metadata#directoryRoles${selected}`, value } };
};

const directoryRole: Handler = (context, request, [id]) =>
  answerEntity(
    request,
    viewOf(context, request),
    directoryRoleResource,
    'directoryRoles',
    needRole(context, id),
  );

/** Direct members over the whole tenant: people, and groups that can be assigned to roles. */
const roleMembers: Handler = (context, request, [id]) => {
  const { tenant } = context;
  const { templateId } = needRole(context, id);
  const now = context.now();
  const ids = new Set<string>();
  for (const each of tenant.roleAssignments.values()) {
    const lasts = each.worksFrom <= now && (each.endAt === null || each.endAt > now);
    if (each.templateId === templateId && each.scope === '/' && lasts) ids.add(each.principalId);
  }
  const entities = [...known(ids, tenant.users), ...known(ids, tenant.groups)];
  return answerCollection(request, viewOf(context, request), directoryObjects(undefined, entities));
};

function rolesInUse(tenant: Tenant): RoleDefinition[] {
  const used = new Set([...tenant.roleAssignments.values()].map(({ templateId }) => templateId));
  return [...known(used, tenant.roleDefinitions)];
}

/** By its id, or `roleTemplateId=…`. @throws GraphFault 404 */
function needRole({ tenant }: RouteContext, key = ''): RoleDefinition {
  const wanted = key.toLowerCase();
  const byTemplate = wanted.startsWith('roletemplateid=')
    ? wanted.slice('roletemplateid='.length)
    : undefined;
  const role = rolesInUse(tenant).find(({ objectId, templateId }) =>
    byTemplate === undefined ? objectId === wanted : templateId === byTemplate,
  );
  if (!role) throw notFound((byTemplate ?? key).slice(0, 100));
  return role;
}

/** Directory roles. */
export const roleRoutes = [
  get('/directoryRoles', 'roles.read', directoryRoles),
  get('/directoryRoles/{id}', 'roles.read', directoryRole),
  list('/directoryRoles/{id}/members', 'roles.read', roleMembers),
] as const;
