import type { GraphAuditEntry, GraphAuditQuery, GraphAuditTarget, Page } from './api';
import { logBusy, refusedHere } from './error-map';
import { readPage, uniqueById, type GraphWire } from './lists';
import { guid, isRecord, records, text, type JsonRecord } from './normalise';
import { literal, query, requireGuid } from './odata';
import { present } from './shapes';

/** The most that one page has; fewer pages matter here, because so few requests are allowed. */
const PAGE = 999;

/**
 * One page of the directory's audit log, newest first (learn.microsoft.com/graph/api/directoryaudit-list). A tenant
 * keeps it for 30 days, some for 7, and answers five requests in ten seconds. So the wire spaces these calls.
 */
export async function readDirectoryAudits(
  wire: GraphWire,
  asked: GraphAuditQuery,
  next?: string,
): Promise<Page<GraphAuditEntry>> {
  const path = `/auditLogs/directoryAudits${query({ filter: filterOf(asked), orderby: 'activityDateTime desc', top: PAGE })}`;
  if (!(await wire.auditTurn(asked.longestWaitMs))) throw logBusy();
  const page = await readPage(wire, { call: 'directoryAudits', path, next });
  return { items: uniqueById(present(page.items.map(toAuditEntry))), next: page.next };
}

/** @throws GraphError graph.bad-request for a query without activities or with times that are none */
function filterOf(asked: GraphAuditQuery): string {
  if (asked.activities.length === 0) throw refusedHere('no activity of the audit log was named');
  const named = asked.activities.map((name) => `activityDisplayName eq ${literal(name)}`).join(' or ');
  return [
    asked.activities.length > 1 ? `(${named})` : named,
    `activityDateTime ge ${timeOf(asked.since)}`,
    ...(asked.until === undefined ? [] : [`activityDateTime le ${timeOf(asked.until)}`]),
    ...(asked.result === undefined ? [] : [`result eq ${literal(asked.result)}`]),
    ...(asked.targetId === undefined
      ? []
      : [`targetResources/any(t:t/id eq ${literal(requireGuid(asked.targetId, 'target'))})`]),
  ].join(' and ');
}

function timeOf(at: Date): string {
  if (Number.isNaN(at.getTime())) throw refusedHere('a time of the audit log is not valid');
  return at.toISOString();
}

/** `undefined` for an entry without an id. */
function toAuditEntry(raw: JsonRecord): GraphAuditEntry | undefined {
  const id = text(raw['id']);
  if (id === '') return undefined;
  const by = isRecord(raw['initiatedBy']) ? raw['initiatedBy'] : {};
  const user = isRecord(by['user']) ? by['user'] : undefined;
  const app = isRecord(by['app']) ? by['app'] : undefined;
  return {
    id,
    correlationId: text(raw['correlationId']),
    activity: text(raw['activityDisplayName']),
    at: text(raw['activityDateTime']),
    result: text(raw['result']),
    resultReason: text(raw['resultReason']),
    initiatedBy: {
      user: user && {
        id: guid(user['id']),
        displayName: text(user['displayName']),
        userPrincipalName: text(user['userPrincipalName']),
      },
      app: app && { appId: guid(app['appId']), displayName: text(app['displayName']) },
    },
    targetResources: records(raw['targetResources']).map(toTarget),
    additionalDetails: records(raw['additionalDetails']).map((each) => ({
      key: text(each['key']),
      value: text(each['value']),
    })),
  };
}

function toTarget(raw: JsonRecord): GraphAuditTarget {
  return {
    id: guid(raw['id']),
    displayName: text(raw['displayName']),
    type: text(raw['type']),
    userPrincipalName: text(raw['userPrincipalName']),
    modifiedProperties: records(raw['modifiedProperties']).map((each) => ({
      displayName: text(each['displayName']),
      oldValue: text(each['oldValue']),
      newValue: text(each['newValue']),
    })),
  };
}
