import { assertAllowed } from '../auth/permissions';
import { badRequest, GraphFault, type Answer } from '../http/answer';
import type { GraphRequest } from '../http/request';
import { rolesHeld } from '../tenant';
import { auditRoutes } from './audits';
import { memberGroupRoutes } from './check-member-groups';
import { groupLicenseRoutes } from './group-licenses';
import { groupRoutes } from './groups';
import { managerRoutes } from './manager';
import { findRoute, unknownSegment, type Match } from './match';
import { memberOfRoutes } from './member-of';
import { memberRoutes } from './members';
import { organizationRoutes } from './organization';
import { roleManagementRoutes } from './role-management';
import { roleRoutes } from './roles';
import type { Route, RouteContext } from './route';
import { teamworkRoutes } from './teamwork';
import { userLicenseRoutes } from './user-licenses';
import { userRoutes } from './users';

/** Graph v1.0 below /v1.0 as far as a tool for group licensing needs it. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...groupLicenseRoutes,
  ...userRoutes,
  ...userLicenseRoutes,
  ...memberOfRoutes,
  ...memberGroupRoutes,
  ...managerRoutes,
  ...teamworkRoutes,
  ...roleRoutes,
  ...roleManagementRoutes,
  ...auditRoutes,
];

/** Finds the route of a request, lets the caller through or not, and runs it. @throws GraphFault */
export function route(context: RouteContext, asked: GraphRequest): Answer {
  const request = withoutMe(context, asked);
  const found = findRoute(routes, request);
  if (found === 'method') {
    throw new GraphFault(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    );
  }
  if (!found) {
    const segment = unknownSegment(routes, request);
    throw badRequest(`Resource not found for the segment '${segment.slice(0, 100)}'.`);
  }
  const { operation } = found.route;
  const { caller, tenant } = context;
  const self = caller.kind === 'user' && isAbout(context, found, caller.userId);
  assertAllowed(typeof operation === 'function' ? operation(request) : operation, caller, {
    rolesOf: (userId) =>
      new Set(rolesHeld(tenant, userId, context.now()).map(({ templateId }) => templateId)),
    isGuest: (userId) => tenant.users.get(userId)?.userType === 'Guest',
    self,
    roleAssignable: isRoleAssignable(context, request, found),
  });
  return found.route.handler(context, request, found.ids);
}

/** The call is about this person, or shows only what is theirs. */
function isAbout({ tenant }: RouteContext, { route: { pattern }, ids }: Match, userId: string): boolean {
  return pattern.includes('/filterByCurrentUser/') || tenant.findUser(ids[0] ?? '')?.id === userId;
}

/** The group of the call can be assigned to roles, or is about to be made so. */
function isRoleAssignable({ tenant }: RouteContext, { body }: GraphRequest, found: Match): boolean {
  const [id = ''] = found.ids;
  if (tenant.groups.get(id.toLowerCase())?.isAssignableToRole) return true;
  const fields = (body ?? {}) as { readonly isAssignableToRole?: unknown };
  return found.route.pattern === '/groups' && fields.isAssignableToRole === true;
}

/** `/me` is the person of a delegated token. */
function withoutMe({ caller }: RouteContext, request: GraphRequest): GraphRequest {
  if (!/^\/me(\/|$)/i.test(request.path)) return request;
  if (caller.kind !== 'user') {
    throw new GraphFault(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  }
  return { ...request, path: `/users/${caller.userId}${request.path.slice('/me'.length)}` };
}
