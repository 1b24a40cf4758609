import { hasPermission } from '../auth';
import type { Answer } from '../http/answer';
import { answerCollection } from '../odata/collection';
import type { DirectoryObject } from '../resources/directory-object';
import { known } from '../resources/expansions';
import { rolesHeld, type Group, type User } from '../tenant';
import { directoryObjects, needAdvancedCast } from './directory-objects';
import { list, needGroup, needUser, viewOf, type Handler, type RouteContext } from './route';

const memberOf: Handler = (context, request, [id, cast]) => {
  const user = needUser(context, id);
  const entities = function* (): Iterable<DirectoryObject> {
    yield* known(user.memberOf, context.tenant.groups);
    yield* roles(context, user, false);
  };
  const answer = answerCollection(request, viewOf(context, request), directoryObjects(cast, entities()));
  return hasPermission('roles.read', context.caller) ? answer : withoutRoles(context, answer);
};

/** Groups at any height, and roles also through a role-assignable group. */
const transitiveMemberOf: Handler = (context, request, [id, cast]) => {
  needAdvancedCast(request, cast);
  const user = needUser(context, id);
  const entities = function* (): Iterable<DirectoryObject> {
    yield* groupsAbove(context, user);
    yield* roles(context, user, true);
  };
  const answer = answerCollection(request, viewOf(context, request), directoryObjects(cast, entities()));
  return hasPermission('roles.read', context.caller) ? answer : withoutRoles(context, answer);
};

const groupMemberOf: Handler = (context, request, [id, cast]) => {
  const group = needGroup(context, id);
  const entities = known(group.memberOf, context.tenant.groups);
  return answerCollection(request, viewOf(context, request), directoryObjects(cast, entities));
};

const groupTransitiveMemberOf: Handler = (context, request, [id, cast]) => {
  needAdvancedCast(request, cast);
  const above = context.tenant.groupsAbove(needGroup(context, id));
  return answerCollection(request, viewOf(context, request), directoryObjects(cast, above));
};

/** Every group to which a person belongs, at any height. */
export function groupsAbove({ tenant }: Pick<RouteContext, 'tenant'>, user: User): Set<Group> {
  const found = new Set(known(user.memberOf, tenant.groups));
  for (const group of [...found]) for (const above of tenant.groupsAbove(group)) found.add(above);
  return found;
}

function* roles(context: RouteContext, user: User, throughGroups: boolean): Iterable<DirectoryObject> {
  const held = rolesHeld(context.tenant, user.id, context.now());
  const ids = new Set(
    held.filter((each) => throughGroups || !each.throughGroup).map(({ templateId }) => templateId),
  );
  yield* known(ids, context.tenant.roleDefinitions);
}

/**
 * Of roles that the app may not read only the id is shown ("Limited information returned for inaccessible member
 * objects" in Microsoft's reference).
 */
function withoutRoles({ tenant }: RouteContext, answer: Answer): Answer {
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value))
    return answer;
  const roleIds = new Set([...tenant.roleDefinitions.values()].map(({ objectId }) => objectId));
  const value = body.value.map((item: Readonly<Record<string, unknown>>) =>
    roleIds.has(String(item['id']))
      ? Object.fromEntries(
          Object.entries(item).map(([key, field]) => [
            key,
            key === 'id' || key.startsWith('@') ? field : null,
          ]),
        )
      : item,
  );
  return { ...answer, body: { ...body, value } };
}

/** To what somebody or something belongs. */
export const memberOfRoutes = [
  list('/users/{user}/memberOf', 'users.memberOf.read', memberOf),
  list('/users/{user}/memberOf/{cast}', 'users.memberOf.read', memberOf),
  list('/users/{user}/transitiveMemberOf', 'users.memberOf.read', transitiveMemberOf),
  list('/users/{user}/transitiveMemberOf/{cast}', 'users.memberOf.read', transitiveMemberOf),
  list('/groups/{id}/memberOf', 'groups.members.read', groupMemberOf),
  list('/groups/{id}/memberOf/{cast}', 'groups.members.read', groupMemberOf),
  list('/groups/{id}/transitiveMemberOf', 'groups.members.read', groupTransitiveMemberOf),
  list('/groups/{id}/transitiveMemberOf/{cast}', 'groups.members.read', groupTransitiveMemberOf),
] as const;
