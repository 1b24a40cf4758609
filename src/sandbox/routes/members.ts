import { badRequest, notFound, type Answer } from '../http/answer';
import { answerCollection } from '../odata/collection';
import type { DirectoryObject } from '../resources/directory-object';
import { known, membersOf } from '../resources/expansions';
import { userResource } from '../resources/user';
import type { Group } from '../tenant';
import { readFields, readReference } from './body';
import { directoryObjects, needAdvancedCast } from './directory-objects';
import { list, needGroup, viewOf, write, type Handler, type RouteContext } from './route';

const members: Handler = (context, request, [id, cast]) => {
  const view = viewOf(context, request);
  const group = needGroup(context, id);
  // Straight to the people: a group may have a hundred thousand, and most clients ask for them alone.
  if (cast === 'user') {
    const entities = context.tenant.peopleOf(group);
    return answerCollection(request, view, {
      resource: userResource,
      context: 'users',
      entities,
      reference: true,
    });
  }
  return answerCollection(request, view, directoryObjects(cast, membersOf(group, view)));
};

const transitiveMembers: Handler = (context, request, [id, cast]) => {
  needAdvancedCast(request, cast);
  const group = needGroup(context, id);
  // Without groups in it these are its members, and they are listed as fast.
  if (cast === 'user' && context.tenant.nestedGroups(group).size === 0)
    return members(context, request, [group.id, cast]);
  const entities = function* (): Iterable<DirectoryObject> {
    yield* known(context.tenant.transitiveUsers(group), context.tenant.users);
    yield* context.tenant.nestedGroups(group);
  };
  return answerCollection(request, viewOf(context, request), directoryObjects(cast, entities()));
};

/** Who left and could not give a license up is no member any more, and not in this list. */
const membersWithErrors: Handler = (context, request, [id]) => {
  const group = needGroup(context, id);
  const failed = [...context.tenant.failedIn(group.id)].filter((userId) => group.users.has(userId));
  return answerCollection(
    request,
    viewOf(context, request),
    directoryObjects(undefined, known(failed, context.tenant.users)),
  );
};

const owners: Handler = (context, request, [id]) =>
  answerCollection(
    request,
    viewOf(context, request),
    directoryObjects(undefined, known(needGroup(context, id).owners, context.tenant.users)),
  );

/** Whether all of these may become members of a group: none does unless every one may. @throws GraphFault */
export function checkNewMembers({ tenant }: RouteContext, group: Group, ids: readonly string[]): void {
  if (ids.length > 0) checkMembershipWritable(group);
  for (const [index, id] of ids.entries()) {
    const nested = tenant.groups.has(id);
    if (!nested && !tenant.users.has(id)) throw notFound(id);
    if (group.users.has(id) || group.groups.has(id) || ids.indexOf(id) < index) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'members'.",
      );
    }
    if (nested && group.isAssignableToRole)
      throw badRequest('A group that can be assigned to roles cannot have groups as members.');
    if (id === group.id) throw badRequest('A group cannot be a member of itself.');
  }
}

/** Adds a person or a group, already checked, to a group. */
export function addMember({ tenant, engine }: RouteContext, group: Group, id: string): void {
  const nested = tenant.groups.get(id);
  if (nested) {
    tenant.nest(group, nested);
    return;
  }
  tenant.join(group, id);
  engine.memberChanged(group, id);
}

const addByReference: Handler = (context, request, [id]): Answer => {
  const group = needGroup(context, id);
  const added = readReference(readFields(request.body)['@odata.id']);
  checkNewMembers(context, group, [added]);
  addMember(context, group, added);
  return { status: 204 };
};

const removeByReference: Handler = (context, _request, [id, memberId = '']): Answer => {
  const { tenant, engine } = context;
  const group = needGroup(context, id);
  const wanted = memberId.toLowerCase();
  const nested = tenant.groups.get(wanted);
  if (!group.users.has(wanted) && !(nested && group.groups.has(wanted)))
    throw notFound(memberId.slice(0, 100));
  checkMembershipWritable(group);
  if (nested && group.groups.has(wanted)) tenant.unnest(group, nested);
  else {
    tenant.leave(group, wanted);
    engine.memberChanged(group, wanted);
  }
  return { status: 204 };
};

function checkMembershipWritable(group: Group): void {
  if (group.onPremisesSyncEnabled) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  if (group.groupTypes.includes('DynamicMembership'))
    throw badRequest('Members of a group with dynamic membership are set by its rule and cannot be changed.');
}

/** Who is in a group. */
export const memberRoutes = [
  list('/groups/{id}/members', 'groups.members.read', members),
  list('/groups/{id}/members/{cast}', 'groups.members.read', members),
  write('POST', '/groups/{id}/members/$ref', 'groups.members.write', addByReference),
  write('DELETE', '/groups/{id}/members/{member}/$ref', 'groups.members.write', removeByReference),
  list('/groups/{id}/transitiveMembers', 'groups.members.read', transitiveMembers),
  list('/groups/{id}/transitiveMembers/{cast}', 'groups.members.read', transitiveMembers),
  list('/groups/{id}/membersWithLicenseErrors', 'groups.licenseErrors.read', membersWithErrors),
  list('/groups/{id}/owners', 'groups.members.read', owners),
] as const;
