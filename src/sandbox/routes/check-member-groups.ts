import { badRequest, type Answer } from '../http/answer';
import { readFields } from './body';
import { groupsAbove } from './member-of';
import { needUser, write, type Handler } from './route';

/** Microsoft: "Up to 20 groups may be specified." */
const mostAsked = 20;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which of these groups a person is in, at any height; ids of no group are passed over. */
const checkMemberGroups: Handler = (context, request, [id]) => {
  const asked = readIds(readFields(request.body)['groupIds']);
  const user = needUser(context, id);
  const above = new Set([...groupsAbove(context, user)].map((group) => group.id));
  return listOf(asked.filter((each) => above.has(each)));
};

const getMemberGroups: Handler = (context, request, [id]) => {
  const only = readFields(request.body)['securityEnabledOnly'];
  if (typeof only !== 'boolean')
    throw badRequest("A value is required for parameter 'securityEnabledOnly' of action 'getMemberGroups'.");
  const groups = [...groupsAbove(context, needUser(context, id))];
  return listOf(groups.filter(({ securityEnabled }) => securityEnabled || !only).map((group) => group.id));
};

/** @throws GraphFault */
function readIds(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > mostAsked)
    throw badRequest(`'groupIds' must be a list of at most ${mostAsked} ids.`);
  const ids = value.filter((each): each is string => typeof each === 'string' && guid.test(each));
  if (ids.length < value.length) throw badRequest("Invalid GUID in 'groupIds'.");
  return [...new Set(ids.map((each) => each.toLowerCase()))];
}

function listOf(value: readonly string[]): Answer {
  return { status: 200, body: { '@odata.context': '$metadata#Collection(Edm.String)', value } };
}

/** Memberships as ids, without the groups themselves. */
export const memberGroupRoutes = [
  write('POST', '/users/{user}/checkMemberGroups', 'users.memberGroups.read', checkMemberGroups),
  write('POST', '/users/{user}/getMemberGroups', 'users.memberGroups.read', getMemberGroups),
] as const;
