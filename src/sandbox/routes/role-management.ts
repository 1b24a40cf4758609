import { badRequest, GraphFault, notFound } from '../http/answer';
import { answerCollection, answerEntity } from '../odata/collection';
import type { Resource } from '../odata/resource';
import type { Operation } from '../auth/operations';
import { seededGuid } from '../random';
import {
  assignmentScheduleResource,
  eligibilityResource,
  roleAssignmentResource,
  roleDefinitionResource,
} from '../resources/role';
import type { RoleAssignment, RoleEligibility } from '../tenant';
import { checkFields, needFields, readFields } from './body';
import { get, viewOf, write, type Handler, type RouteContext } from './route';

const root = '/roleManagement/directory';

interface Held {
  readonly principalId: string;
  readonly endAt?: number | null;
  readonly startAt: number;
}

/** A list of assignments or eligibilities, of everybody or of the one who asks. */
function held<E extends Held>(
  name: string,
  resource: Resource<E>,
  all: (context: RouteContext) => Iterable<E>,
  own: boolean,
): Handler {
  return (context, request) => {
    const { caller } = context;
    const now = context.now();
    if (own && caller.kind !== 'user')
      throw new GraphFault(400, 'BadRequest', 'filterByCurrentUser needs a signed-in person.');
    const entities = [...all(context)].filter(
      ({ principalId, endAt, startAt }) =>
        startAt <= now &&
        (endAt ?? Infinity) > now &&
        (!own || (caller.kind === 'user' && caller.userId === principalId)),
    );
    return answerCollection(request, viewOf(context, request), {
      resource,
      context: `roleManagement/directory/${name}`,
      entities,
    });
  };
}

function lists<E extends Held>(
  name: string,
  operation: Operation,
  resource: Resource<E>,
  all: (context: RouteContext) => Iterable<E>,
) {
  return [
    get(`${root}/${name}`, operation, held(name, resource, all, false)),
    get(`${root}/${name}/filterByCurrentUser/on=principal`, operation, held(name, resource, all, true)),
  ];
}

const assignments = ({ tenant }: RouteContext): Iterable<RoleAssignment> => tenant.roleAssignments.values();
const eligibilities = ({ tenant }: RouteContext): Iterable<RoleEligibility> =>
  tenant.roleEligibilities.values();

const createAssignment: Handler = (context, request) => {
  const { tenant } = context;
  const fields = readFields(request.body);
  const text = { kind: 'text', longest: 200 } as const;
  const scopeText = { ...text, pattern: /^\/(administrativeUnits\/[0-9a-f-]{36})?$/i };
  const rules = { principalId: text, roleDefinitionId: text, directoryScopeId: scopeText };
  const checked = checkFields(fields, rules, 'UnifiedRoleAssignment');
  needFields(fields, Object.keys(rules), 'UnifiedRoleAssignment');
  const [principalId = '', templateId = ''] = ['principalId', 'roleDefinitionId'].map((name) =>
    String(checked.get(name)).toLowerCase(),
  );
  const scope = String(checked.get('directoryScopeId'));
  if (!tenant.roleDefinitions.has(templateId)) throw badRequest('The given role definition is not found.');
  const group = tenant.groups.get(principalId);
  if (!group && !tenant.users.has(principalId)) throw notFound(principalId.slice(0, 100));
  if (group && !group.isAssignableToRole)
    throw badRequest('The group cannot be assigned to a directory role.');
  const same = [...tenant.roleAssignments.values()].find(
    (each) => each.principalId === principalId && each.templateId === templateId && each.scope === scope,
  );
  if (same)
    throw badRequest(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
  const startAt = context.now();
  const assignment: RoleAssignment = {
    id: seededGuid(context.random),
    templateId,
    principalId,
    scope,
    type: 'Assigned',
    startAt,
    endAt: null,
    worksFrom: startAt + context.dial.roleLagMs,
  };
  tenant.addRole(assignment);
  return answerEntity(
    request,
    viewOf(context, request),
    roleAssignmentResource,
    'roleManagement/directory/roleAssignments',
    assignment,
    201,
  );
};

const deleteAssignment: Handler = (context, _request, [id = '']) => {
  if (!context.tenant.roleAssignments.has(id.toLowerCase())) throw notFound(id.slice(0, 100));
  context.tenant.removeRole(id.toLowerCase());
  return { status: 204 };
};

/** Who holds which role, and who may activate one (Microsoft Entra Privileged Identity Management). */
export const roleManagementRoutes = [
  get(`${root}/roleDefinitions`, 'roleAssignments.read', (context, request) =>
    answerCollection(request, viewOf(context, request), {
      resource: roleDefinitionResource,
      context: 'roleManagement/directory/roleDefinitions',
      entities: context.tenant.roleDefinitions.values(),
    }),
  ),
  get(`${root}/roleDefinitions/{id}`, 'roleAssignments.read', (context, request, [id = '']) => {
    const role = context.tenant.roleDefinitions.get(id.toLowerCase());
    if (!role) throw notFound(id.slice(0, 100));
    return answerEntity(
      request,
      viewOf(context, request),
      roleDefinitionResource,
      'roleManagement/directory/roleDefinitions',
      role,
    );
  }),
  get(
    `${root}/roleAssignments`,
    'roleAssignments.read',
    held('roleAssignments', roleAssignmentResource, assignments, false),
  ),
  write('POST', `${root}/roleAssignments`, 'roleAssignments.write', createAssignment),
  write('DELETE', `${root}/roleAssignments/{id}`, 'roleAssignments.write', deleteAssignment),
  ...lists('roleAssignmentScheduleInstances', 'roleSchedules.read', assignmentScheduleResource, assignments),
  ...lists('roleEligibilityScheduleInstances', 'roleEligibilities.read', eligibilityResource, eligibilities),
];
