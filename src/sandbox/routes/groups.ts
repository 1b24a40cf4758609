import { parseRule } from '../engine/membership-rule';
import { badRequest } from '../http/answer';
import { answerCollection, answerEntity } from '../odata/collection';
import { seededGuid } from '../random';
import { expandableGroup } from '../resources/expansions';
import { newGroup, type Group } from '../tenant';
import { checkFields, needFields, readFields, readReference, type Rule } from './body';
import { addMember, checkNewMembers } from './members';
import { get, list, needGroup, viewOf, write, type Handler } from './route';

const longestRule = 3_072;

const rules: Readonly<Record<string, Rule>> = {
  displayName: { kind: 'text' },
  description: { kind: 'text', nullable: true, longest: 1_024 },
  mailNickname: { kind: 'text', longest: 64, pattern: /^[^\s@()\\[\]";:<>,]+$/ },
  mailEnabled: { kind: 'flag' },
  securityEnabled: { kind: 'flag' },
  groupTypes: { kind: 'texts' },
  isAssignableToRole: { kind: 'flag', nullable: true },
  membershipRule: { kind: 'text', nullable: true, longest: longestRule },
  membershipRuleProcessingState: { kind: 'text', nullable: true, pattern: /^(On|Paused)$/ },
  visibility: { kind: 'text', nullable: true, pattern: /^(Public|Private|HiddenMembership)$/i },
};

const { groupTypes: _types, isAssignableToRole: _assignable, ...changeable } = rules;

const createGroup: Handler = (context, request) => {
  const fields = readFields(request.body);
  const checked = checkFields(fields, rules, 'Group');
  needFields(fields, ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'], 'Group');
  const types = (checked.get('groupTypes') ?? []) as readonly string[];
  checkTypes(types);
  // Microsoft: groups that only have mail, and mail-enabled security groups, are made in Exchange.
  if (checked.get('mailEnabled') !== types.includes('Unified'))
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  const { organization } = context.tenant;
  const group = newGroup({
    ...(Object.fromEntries(checked) as unknown as Pick<Group, 'displayName'>),
    id: seededGuid(context.random),
    mail: types.includes('Unified') ? `${String(checked.get('mailNickname'))}@${organization.domain}` : null,
    createdAt: context.now(),
  });
  checkRule(group);
  if (group.isAssignableToRole && isDynamic(group))
    throw badRequest('A group that can be assigned to roles cannot have dynamic membership.');
  const bound = boundMembers(fields);
  checkNewMembers(context, group, bound);
  context.tenant.addGroup(group);
  for (const each of bound) addMember(context, group, each);
  if (group.membershipRule) context.engine.ruleChanged(group);
  return answerEntity(request, viewOf(context, request), expandableGroup, 'groups', group, 201);
};

const changeGroup: Handler = (context, request, [id]) => {
  const group = needGroup(context, id);
  const fields = readFields(request.body);
  const checked = checkFields(fields, { ...changeable, groupTypes: { kind: 'texts' } }, 'Group');
  const next: Group = { ...group, ...Object.fromEntries(checked) };
  checkTypes(next.groupTypes);
  checkRule(next);
  const converted = isDynamic(next) && !isDynamic(group);
  const ruled = isDynamic(next) && (converted || next.membershipRule !== group.membershipRule);
  const resumed =
    next.membershipRuleProcessingState === 'On' && group.membershipRuleProcessingState === 'Paused';
  const bound = boundMembers(fields);
  checkNewMembers(context, next, bound);
  Object.assign(group, Object.fromEntries(checked), {
    membershipRuleProcessingState: next.membershipRuleProcessingState,
  });
  context.tenant.changedGroup(group);
  for (const each of bound) addMember(context, group, each);
  if (ruled || resumed) context.engine.ruleChanged(group, converted);
  return { status: 204 };
};

const deleteGroup: Handler = (context, _request, [id]) => {
  const group = needGroup(context, id);
  if (group.licenses.length > 0)
    throw badRequest(
      'The group cannot be deleted because licenses are assigned to it. Remove the licenses first.',
    );
  const members = new Set([...group.users, ...context.tenant.carriersOf(group.id)]);
  context.tenant.removeGroup(group);
  for (const userId of members) context.engine.memberChanged(group, userId);
  return { status: 204 };
};

/** @throws GraphFault */
function checkTypes(types: readonly string[]): void {
  if (types.some((type) => type !== 'Unified' && type !== 'DynamicMembership'))
    throw badRequest("Invalid value specified for property 'groupTypes' of resource 'Group'.");
}

function isDynamic(group: Group): boolean {
  return group.groupTypes.includes('DynamicMembership');
}

/** A rule belongs to a dynamic group, and must be one. @throws GraphFault */
function checkRule(group: Group): void {
  const dynamic = isDynamic(group);
  if (dynamic !== Boolean(group.membershipRule))
    throw badRequest(
      "A value is required for property 'membershipRule' of resource 'Group' exactly when groupTypes has DynamicMembership.",
    );
  if (!group.membershipRule) return;
  group.membershipRuleProcessingState ??= 'On';
  try {
    parseRule(group.membershipRule);
  } catch (error) {
    throw badRequest(`Invalid membership rule. ${error instanceof Error ? error.message : ''}`.trim());
  }
}

function boundMembers(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const bound = fields['members@odata.bind'];
  if (bound === undefined) return [];
  if (!Array.isArray(bound) || bound.length > 20)
    throw badRequest('The number of members added in one request must be between 1 and 20.');
  return bound.map(readReference);
}

/** Groups themselves. */
export const groupRoutes = [
  list('/groups', 'groups.read', (context, request) =>
    answerCollection(request, viewOf(context, request), {
      resource: expandableGroup,
      context: 'groups',
      entities: context.tenant.groups.values(),
    }),
  ),
  write('POST', '/groups', 'groups.write', createGroup),
  get('/groups/{id}', 'groups.read', (context, request, [id]) =>
    answerEntity(request, viewOf(context, request), expandableGroup, 'groups', needGroup(context, id)),
  ),
  write('PATCH', '/groups/{id}', 'groups.write', changeGroup),
  write('DELETE', '/groups/{id}', 'groups.write', deleteGroup),
] as const;
