import type { GraphApi, GraphWriteResults } from '../../src/graph/api';
import type { GraphCallName } from '../../src/graph/permissions';
import { APP, GROUP, ROLE, SKU, USER } from './support';

/** Every method with ordinary arguments, for the tests that must hold for all of them. */
export const METHODS: Readonly<Record<GraphCallName, (graph: GraphApi) => Promise<unknown>>> = {
  organization: (graph) => graph.organization(),
  subscribedSkus: (graph) => graph.subscribedSkus(),
  group: (graph) => graph.group(GROUP),
  searchGroups: (graph) => graph.searchGroups('sales', 10),
  groupsNamed: (graph) => graph.groupsNamed('Contoso sales'),
  groupsWithProduct: (graph) => graph.groupsWithProduct(SKU),
  groupIdsWithErrors: (graph) => graph.groupIdsWithErrors(),
  survey: (graph) => graph.survey(GROUP, [SKU]),
  holders: (graph) => graph.holders(GROUP, [SKU]),
  directUserTotals: (graph) => graph.directUserTotals([GROUP]),
  errorTotals: (graph) => graph.errorTotals([GROUP]),
  members: (graph) => graph.members(GROUP),
  caller: (graph) => graph.caller(USER),
  roleHolders: (graph) => graph.roleHolders(ROLE, 5),
  eligibleRoles: (graph) => graph.eligibleRoles(USER),
  person: (graph) => graph.person(USER),
  findPeople: (graph) => graph.findPeople('megan', 5),
  manager: (graph) => graph.manager(USER),
  groupOwners: (graph) => graph.groupOwners(GROUP),
  groupMembers: (graph) => graph.groupMembers(GROUP, 5),
  isMemberOf: (graph) => graph.isMemberOf(USER, [GROUP]),
  installForUser: (graph) => graph.installForUser(USER, APP),
  assignGroupLicense: (graph) =>
    graph.assignGroupLicense(GROUP, { add: [{ skuId: SKU, disabledPlans: [] }], remove: [] }),
  licensedGroups: (graph) => graph.licensedGroups(),
  groupNames: (graph) => graph.groupNames([GROUP]),
  membersWithErrors: (graph) => graph.membersWithErrors(GROUP),
  peopleById: (graph) => graph.peopleById([USER]),
  reprocessUsers: (graph) => graph.reprocessUsers([USER]).then(only),
  setUsageLocation: (graph) => graph.setUsageLocation([USER], 'NO').then(only),
  removeDirectLicense: (graph) => graph.removeDirectLicense([USER], SKU).then(only),
  removeMembers: (graph) => graph.removeMembers(GROUP, [USER]).then(only),
  directoryAudits: (graph) =>
    graph.directoryAudits({ activities: ['Change user license'], since: new Date(0) }),
  pollGroups: (graph) => graph.pollGroups([GROUP]),
  pollCounts: (graph) => graph.pollCounts([{ groupId: GROUP, skuId: SKU }]),
};

/** The one result of a write for one person, as other methods give theirs: a failure is thrown. */
function only(results: GraphWriteResults): 'done' {
  const result = results.get(USER);
  if (result !== 'done') throw result ?? new Error('the result of a write is lost');
  return result;
}

export const NAMES = Object.keys(METHODS) as GraphCallName[];

/** The writes with what they answer when they are done, and the methods whose reads travel inside a `$batch`. */
export const WRITES: Partial<Record<GraphCallName, unknown>> = {
  assignGroupLicense: undefined,
  installForUser: 'installed',
};
/** Writes for one person each, inside a `$batch`. */
export const BATCHED_WRITES: readonly GraphCallName[] = [
  'reprocessUsers',
  'setUsageLocation',
  'removeDirectLicense',
  'removeMembers',
];
export const BATCHED: readonly GraphCallName[] = [
  'searchGroups',
  'survey',
  'holders',
  'directUserTotals',
  'caller',
  'findPeople',
  'groupNames',
  'errorTotals',
  'peopleById',
  'pollGroups',
  'pollCounts',
];
