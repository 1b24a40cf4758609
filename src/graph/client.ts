import { graphAddress } from './address';
import type { GraphApi } from './api';
import { assignGroupLicense } from './assign';
import { readDirectoryAudits } from './audits';
import { createBatch } from './batch';
import { readEligibleRoles } from './eligible-roles';
import { readGroupMembers, readGroupOwners, readMemberships } from './group-people';
import { searchGroups } from './group-search';
import {
  readGroup,
  readGroupIdsWithErrors,
  readGroupNames,
  readGroupsNamed,
  readGroupsNamedEach,
  readGroupsWithProduct,
  readLicensedGroups,
} from './groups';
import { installForUser } from './install';
import type { GraphWire } from './lists';
import { readMembers, readMembersWithErrors } from './members';
import { withDefaults, type CreateGraphOptions } from './options';
import { readCaller, readRoleHolders } from './people';
import { findPeople } from './people-search';
import { readManager, readPeopleById, readPerson } from './person';
import { pollGroups } from './poll';
import { pollCounts, readDirectUserTotals, readErrorTotals } from './poll-counts';
import { removeDirectLicense, removeMembers, reprocessUsers, setUsageLocation } from './repair';
import { createSender } from './sender';
import { readHolders, readSurvey } from './survey';
import { createSpacing } from './spacing';
import { readOrganization, readSubscribedSkus } from './tenant';

/** Of each app in a tenant (learn.microsoft.com/graph/throttling-limits, "Identity and access reports"). */
const AUDIT_LIMIT = { most: 5, spanMs: 10_000 };

/**
 * The Graph of one tenant, or the sandbox: the same code for both.
 * @throws GraphError graph.bad-address when the address is neither https nor on this machine
 */
export function createGraph(options: CreateGraphOptions): GraphApi {
  const o = withDefaults(options);
  const address = graphAddress(o.baseUrl);
  const send = createSender(o, address);
  const wire: GraphWire = {
    send,
    batch: createBatch(o, send),
    auditTurn: createSpacing({ ...AUDIT_LIMIT, now: o.now, sleep: o.sleep }),
    address,
    now: o.now,
    patienceMs: o.patienceMs,
    log: o.log,
  };
  return {
    organization: () => readOrganization(wire),
    subscribedSkus: () => readSubscribedSkus(wire),
    group: (id) => readGroup(wire, id),
    searchGroups: (text, top) => searchGroups(wire, text, top),
    groupsNamed: (name) => readGroupsNamed(wire, name),
    groupsNamedEach: (names) => readGroupsNamedEach(wire, names),
    groupsWithProduct: (skuId, next) => readGroupsWithProduct(wire, skuId, next),
    groupIdsWithErrors: () => readGroupIdsWithErrors(wire),
    licensedGroups: (next) => readLicensedGroups(wire, next),
    groupNames: (ids) => readGroupNames(wire, ids),
    survey: (groupId, skuIds) => readSurvey(wire, groupId, skuIds),
    holders: (groupId, skuIds) => readHolders(wire, groupId, skuIds),
    directUserTotals: (groupIds) => readDirectUserTotals(wire, groupIds),
    errorTotals: (groupIds) => readErrorTotals(wire, groupIds),
    members: (groupId, next) => readMembers(wire, groupId, next),
    membersWithErrors: (groupId, next) => readMembersWithErrors(wire, groupId, next),
    caller: (userId) => readCaller(wire, userId),
    roleHolders: (roleTemplateId, top) => readRoleHolders(wire, roleTemplateId, top),
    eligibleRoles: (userId) => readEligibleRoles(wire, userId),
    person: (id) => readPerson(wire, id),
    findPeople: (text, top) => findPeople(wire, text, top),
    manager: (userId) => readManager(wire, userId),
    groupOwners: (groupId) => readGroupOwners(wire, groupId),
    groupMembers: (groupId, top) => readGroupMembers(wire, groupId, top),
    isMemberOf: (userId, groupIds) => readMemberships(wire, userId, groupIds),
    installForUser: (userId, teamsAppId) => installForUser(wire, userId, teamsAppId),
    assignGroupLicense: (groupId, change, right) => assignGroupLicense(wire, groupId, change, right),
    peopleById: (ids) => readPeopleById(wire, ids),
    reprocessUsers: (userIds) => reprocessUsers(wire, userIds),
    setUsageLocation: (userIds, location) => setUsageLocation(wire, userIds, location),
    removeDirectLicense: (userIds, skuId) => removeDirectLicense(wire, userIds, skuId),
    removeMembers: (groupId, userIds) => removeMembers(wire, groupId, userIds),
    directoryAudits: (asked, next) => readDirectoryAudits(wire, asked, next),
    pollGroups: (ids) => pollGroups(wire, ids),
    pollCounts: (pairs) => pollCounts(wire, pairs),
  };
}
