import type { Engine } from '../engine/engine';
import type { Row } from '../odata/evaluate';
import type { Group, Template, Tenant, User } from '../tenant';
import { badRequest, GraphFault, notFound, unsupported, type Answer } from './answer';
import { nextTemplate } from './assign-license';
import { answerCollection, fieldsOf, pick, type CollectionRules } from './collection';
import * as entity from './entities';
import { isAdvanced, isEventual, type GraphRequest } from './request';

export interface RouteDeps {
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly now: () => number;
  /** Called with an accepted template before it takes effect, so that it can be kept first. */
  readonly onAccepted: (group: Group, licenses: readonly Template[]) => void;
  /** Called with an accepted usage location. */
  readonly onLocated: (user: User, location: string) => void;
  /** Called before a person's licenses are reprocessed. */
  readonly onReprocess: (user: User) => void;
}

type Handler = (deps: RouteDeps, request: GraphRequest, parts: readonly string[]) => Answer;

const groupRules: CollectionRules = {
  resource: 'Group',
  context: '$metadata#groups',
  filterable: [
    'displayName',
    'mail',
    'mailNickname',
    'securityEnabled',
    'mailEnabled',
    'groupTypes',
    'assignedLicenses',
    'hasMembersWithLicenseErrors',
    'onPremisesSyncEnabled',
    'isAssignableToRole',
    'membershipRuleProcessingState',
  ],
  byDefault: entity.groupDefaults,
};
const userRules: CollectionRules = {
  resource: 'User',
  context: '$metadata#users',
  filterable: [
    'id',
    'displayName',
    'mail',
    'userPrincipalName',
    'usageLocation',
    'userType',
    'accountEnabled',
    'assignedLicenses',
    'department',
    'givenName',
    'surname',
  ],
  byDefault: entity.userDefaults,
};
const memberRules: CollectionRules = { ...userRules, context: '$metadata#directoryObjects', reference: true };
const plainRules = (context: string, fields: readonly string[]): CollectionRules => ({
  resource: context,
  context: `$metadata#${context}`,
  filterable: [],
  byDefault: fields,
});

/** Graph v1.0 below /v1.0, one line a route; `*` stands for one segment. */
const routes: readonly (readonly [method: string, pattern: string, handler: Handler])[] = [
  ['GET', '/organization', (deps) => collectionOf('organization', [entity.organizationRow(deps.tenant)])],
  ['GET', '/subscribedSkus', subscribedSkus],
  ['GET', '/directory/subscriptions', subscriptions],
  ['GET', '/groups', (deps, request) => answerCollection(request, groupRules, groupRows(deps))],
  ['GET', '/groups/$count', (deps, request) => answerCollection(request, groupRules, groupRows(deps))],
  ['GET', '/groups/*', groupById],
  ['POST', '/groups/*/assignLicense', assignLicense],
  ['GET', '/groups/*/members', (d, r, [id]) => membersOf(d, r, id, 'all')],
  ['GET', '/groups/*/members/$count', (d, r, [id]) => membersOf(d, r, id, 'all')],
  ['GET', '/groups/*/members/microsoft.graph.user', (d, r, [id]) => membersOf(d, r, id, 'user')],
  ['GET', '/groups/*/members/microsoft.graph.user/$count', (d, r, [id]) => membersOf(d, r, id, 'user')],
  ['GET', '/groups/*/members/microsoft.graph.group', (d, r, [id]) => membersOf(d, r, id, 'group')],
  ['GET', '/groups/*/members/microsoft.graph.group/$count', (d, r, [id]) => membersOf(d, r, id, 'group')],
  ['GET', '/groups/*/transitiveMembers', (d, r, [id]) => transitiveMembers(d, r, id, false)],
  ['GET', '/groups/*/transitiveMembers/$count', (d, r, [id]) => transitiveMembers(d, r, id, false)],
  [
    'GET',
    '/groups/*/transitiveMembers/microsoft.graph.user',
    (d, r, [id]) => transitiveMembers(d, r, id, true),
  ],
  [
    'GET',
    '/groups/*/transitiveMembers/microsoft.graph.user/$count',
    (d, r, [id]) => transitiveMembers(d, r, id, true),
  ],
  ['GET', '/groups/*/membersWithLicenseErrors', membersWithErrors],
  ['GET', '/groups/*/membersWithLicenseErrors/$count', membersWithErrors],
  ['GET', '/groups/*/owners', owners],
  [
    'GET',
    '/users',
    (deps, request) => answerCollection(request, userRules, userRows(deps, isEventual(request))),
  ],
  [
    'GET',
    '/users/$count',
    (deps, request) => answerCollection(request, userRules, userRows(deps, isEventual(request))),
  ],
  ['GET', '/users/*', userById],
  ['PATCH', '/users/*', patchUser],
  ['GET', '/users/*/transitiveMemberOf/microsoft.graph.directoryRole', rolesOf],
  ['GET', '/users/*/memberOf/microsoft.graph.directoryRole', rolesOf],
  ['GET', '/users/*/memberOf', memberOf],
  ['POST', '/users/*/reprocessLicenseAssignment', reprocess],
  [
    'GET',
    '/directoryRoles',
    (deps, request) =>
      answerCollection(
        request,
        plainRules('directoryRoles', roleFields),
        [...deps.tenant.roles.values()].map(entity.roleRow),
      ),
  ],
  ['GET', '/directoryRoles/*/members', roleMembers],
  ['GET', '/auditLogs/directoryAudits', audits],
];

const roleFields = ['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId'];

/** Finds the route of a request and runs it. @throws GraphFault */
export function route(deps: RouteDeps, request: GraphRequest): Answer {
  let methodKnown = true;
  for (const [method, pattern, handler] of routes) {
    const parts = fit(pattern, request.path);
    if (!parts) continue;
    if (method === request.method) return handler(deps, request, parts);
    methodKnown = false;
  }
  if (!methodKnown) {
    throw new GraphFault(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    );
  }
  const segment = request.path.split('/').find((part) => part !== '') ?? '';
  throw badRequest(`Resource not found for the segment '${segment.slice(0, 100)}'.`);
}

function fit(pattern: string, path: string): readonly string[] | undefined {
  const [wanted, given] = [pattern.split('/'), keyed(path).split('/')];
  if (wanted.length !== given.length) return undefined;
  const parts: string[] = [];
  for (const [index, part] of wanted.entries()) {
    if (part === '*') parts.push(given[index] ?? '');
    else if (part.toLowerCase() !== given[index]?.toLowerCase()) return undefined;
  }
  // A collection's own /$count must not be read as an object called $count.
  return parts.includes('$count') ? undefined : parts;
}

/** `/directoryRoles(roleTemplateId='x')` and `/groups('x')` are other spellings of `/…/x`. */
function keyed(path: string): string {
  return path.replace(/\((?:(\w+)=)?'([^']*)'\)/g, (_all, name: string | undefined, key: string) =>
    name ? `/${name}=${key}` : `/${key}`,
  );
}

function collectionOf(name: string, value: readonly Row[]): Answer {
  return { status: 200, body: { '@odata.context': `$metadata#${name}`, value } };
}

function subscribedSkus(deps: RouteDeps, request: GraphRequest): Answer {
  if (request.query.has('$filter'))
    throw badRequest("The query specified in the URI is not valid. Query option 'Filter' is not allowed.");
  const rows = [...deps.tenant.skus.values()].map((sku) => entity.skuRow(deps.tenant, sku));
  const selected = request.query.get('$select');
  return collectionOf(
    'subscribedSkus',
    selected ? rows.map((row) => pick(row, fieldsOf(selected, { byDefault: [] }))) : rows,
  );
}

function subscriptions(deps: RouteDeps): Answer {
  const value = [...deps.tenant.skus.values()].map((sku) => ({
    id: sku.skuId,
    commerceSubscriptionId: sku.skuId,
    isTrial: false,
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    status: sku.capabilityStatus,
    totalLicenses: sku.units.enabled + sku.units.warning + sku.units.suspended,
  }));
  return collectionOf('directory/subscriptions', value);
}

function* groupRows(deps: RouteDeps): Iterable<Row> {
  for (const group of deps.tenant.groups.values()) yield entity.groupRow(deps.tenant, group, deps.now());
}

function* userRows(deps: RouteDeps, index: boolean): Iterable<Row> {
  for (const user of deps.tenant.users.values()) yield entity.userRow(user, deps.now(), index);
}

function needGroup(deps: RouteDeps, id = ''): Group {
  const group = deps.tenant.groups.get(id.toLowerCase());
  if (!group) throw notFound(id.slice(0, 100));
  return group;
}

function needUser(deps: RouteDeps, idOrName = ''): User {
  const wanted = idOrName.toLowerCase();
  const user =
    deps.tenant.users.get(wanted) ??
    (wanted.includes('@')
      ? [...deps.tenant.users.values()].find((each) => each.userPrincipalName.toLowerCase() === wanted)
      : undefined);
  if (!user) throw notFound(idOrName.slice(0, 100));
  return user;
}

function groupById(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const row = entity.groupRow(deps.tenant, needGroup(deps, id), deps.now());
  const { ['@odata.type']: _type, ...picked } = pick(row, fieldsOf(request.query.get('$select'), groupRules));
  return { status: 200, body: { '@odata.context': '$metadata#groups/$entity', ...picked } };
}

function userById(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const row = entity.userRow(needUser(deps, id), deps.now(), false);
  const { ['@odata.type']: _type, ...picked } = pick(row, fieldsOf(request.query.get('$select'), userRules));
  return { status: 200, body: { '@odata.context': '$metadata#users/$entity', ...picked } };
}

function patchUser(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const user = needUser(deps, id);
  const location = (request.body as { usageLocation?: unknown } | null)?.usageLocation;
  if (typeof location !== 'string' || !/^[A-Z]{2}$/i.test(location)) {
    throw badRequest("Invalid value specified for property 'usageLocation' of resource 'User'.");
  }
  deps.onLocated(user, location.toUpperCase());
  user.usageLocation = location.toUpperCase();
  return { status: 204 };
}

function assignLicense(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const group = needGroup(deps, id);
  const licenses = nextTemplate(deps.tenant, group, request.body);
  deps.onAccepted(group, licenses);
  deps.engine.setTemplate(group, licenses);
  const { id: groupId, createdAt, groupTypes, securityEnabled } = group;
  return {
    status: 202,
    headers: {
      location: `https://graph.microsoft.com/v2/${deps.tenant.organization.id}/directoryObjects/${groupId}/Microsoft.DirectoryServices.Group`,
    },
    body: {
      '@odata.context': '$metadata#groups/$entity',
      id: groupId,
      createdDateTime: new Date(createdAt).toISOString(),
      groupTypes,
      securityEnabled,
    },
  };
}

function membersOf(
  deps: RouteDeps,
  request: GraphRequest,
  id: string | undefined,
  kind: 'all' | 'user' | 'group',
): Answer {
  const group = needGroup(deps, id);
  const rows: Row[] = [];
  if (kind !== 'group')
    for (const userId of group.users) rows.push(...rowOfUser(deps, userId, isEventual(request)));
  if (kind !== 'user') {
    for (const nested of group.groups) {
      const found = deps.tenant.groups.get(nested);
      if (found) rows.push(entity.groupRow(deps.tenant, found, deps.now()));
    }
  }
  return answerCollection(request, memberRules, rows);
}

function transitiveMembers(
  deps: RouteDeps,
  request: GraphRequest,
  id: string | undefined,
  cast: boolean,
): Answer {
  if (cast && !isAdvanced(request)) {
    throw unsupported('A cast needs $count=true and the ConsistencyLevel header.');
  }
  const group = needGroup(deps, id);
  const rows = [...deps.tenant.transitiveUsers(group)].flatMap((userId) => rowOfUser(deps, userId, true));
  const nested = cast ? [] : [...deps.tenant.nestedGroups(group)];
  return answerCollection(request, memberRules, [
    ...rows,
    ...nested.map((each) => entity.groupRow(deps.tenant, each, deps.now())),
  ]);
}

function membersWithErrors(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const rows = [...entity.failedMembers(deps.tenant, needGroup(deps, id))].map((user) =>
    entity.userRow(user, deps.now(), false),
  );
  return answerCollection(request, memberRules, rows);
}

function owners(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  return answerCollection(
    request,
    memberRules,
    [...needGroup(deps, id).owners].flatMap((userId) => rowOfUser(deps, userId, false)),
  );
}

function rowOfUser(deps: RouteDeps, id: string, index: boolean): Row[] {
  const user = deps.tenant.users.get(id);
  return user ? [entity.userRow(user, deps.now(), index)] : [];
}

function rolesOf(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const user = needUser(deps, id);
  const held = [...deps.tenant.roles.values()]
    .filter((role) => role.members.has(user.id))
    .map(entity.roleRow);
  return answerCollection(request, plainRules('directoryObjects', roleFields), held);
}

function memberOf(deps: RouteDeps, request: GraphRequest, [id]: readonly string[]): Answer {
  const rows = [...needUser(deps, id).memberOf].map((groupId) =>
    entity.groupRow(deps.tenant, needGroup(deps, groupId), deps.now()),
  );
  return answerCollection(
    request,
    { ...groupRules, context: '$metadata#directoryObjects', reference: true },
    rows,
  );
}

function roleMembers(deps: RouteDeps, request: GraphRequest, [key = '']: readonly string[]): Answer {
  const wanted = key.toLowerCase().replace(/^roletemplateid=/, '');
  const role = [...deps.tenant.roles.values()].find(
    (each) => each.id === wanted || each.templateId === wanted,
  );
  if (!role) throw notFound(wanted.slice(0, 100));
  return answerCollection(
    request,
    memberRules,
    [...role.members].flatMap((userId) => rowOfUser(deps, userId, false)),
  );
}

function reprocess(deps: RouteDeps, _request: GraphRequest, [id]: readonly string[]): Answer {
  const user = needUser(deps, id);
  deps.onReprocess(user);
  const reason = deps.engine.reprocess(user);
  if (reason) throw badRequest(reason);
  return {
    status: 200,
    body: {
      '@odata.context': '$metadata#users/$entity',
      ...pick(entity.userRow(user, deps.now(), false), entity.userDefaults),
    },
  };
}

function audits(deps: RouteDeps, request: GraphRequest): Answer {
  const rules: CollectionRules = {
    ...plainRules('auditLogs/directoryAudits', Object.keys(entity.auditRow(noAudit))),
    filterable: [
      'activityDisplayName',
      'activityDateTime',
      'category',
      'result',
      'loggedByService',
      'targetResources',
    ],
  };
  const newestFirst = [...deps.tenant.audits].reverse().map(entity.auditRow);
  const query = new Map([...request.query].filter(([name]) => name !== '$orderby')); // newest first is the only order
  return answerCollection({ ...request, query }, rules, newestFirst);
}

const noAudit = {
  id: '',
  at: 0,
  category: 'GroupManagement',
  activity: '',
  result: 'success',
  reason: '',
  target: { id: '', name: '', type: 'Group' },
  properties: [],
} as const;
