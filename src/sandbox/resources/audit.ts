import { allow, property, resource } from '../odata/resource';
import type { AuditEntry } from '../tenant';
import { isoTime } from './filters';

const shown = true;
const text = 'Edm.String';
const named = allow('eq startsWith');

/** An entry of the directory's audit log ("directoryAudit resource type", Graph v1.0). */
export const auditResource = resource<AuditEntry>('directoryAudit', 'microsoft.graph.directoryAudit', [
  property('id', text, (entry) => entry.id, { shown, filter: allow('eq') }),
  property('category', text, (entry) => entry.category, { shown, filter: named }),
  property('correlationId', text, (entry) => entry.correlationId, { shown, filter: allow('eq') }),
  property('result', text, (entry) => entry.result, { shown, filter: allow('eq') }),
  property('resultReason', text, (entry) => entry.reason, { shown }),
  property('activityDisplayName', text, (entry) => entry.activity, { shown, filter: named }),
  property('activityDateTime', 'Edm.DateTimeOffset', (entry) => isoTime(entry.at), {
    shown,
    filter: allow('eq ge le'),
    orderBy: 'default',
  }),
  property('loggedByService', text, () => 'Core Directory', { shown, filter: allow('eq') }),
  property('operationType', text, (entry) => entry.operation, { shown }),
  property('initiatedBy', undefined, initiatedBy, { shown }),
  property('targetResources', undefined, targets, {
    shown,
    filter: allow('any'),
    items: { id: text, displayName: text, type: text, userPrincipalName: text },
  }),
  property('additionalDetails', undefined, details, { shown }),
]);

function initiatedBy({ by }: AuditEntry): object {
  return by.kind === 'app'
    ? {
        user: null,
        app: { appId: by.appId, displayName: by.name, servicePrincipalId: null, servicePrincipalName: null },
      }
    : {
        app: null,
        user: {
          id: by.id,
          displayName: by.name,
          userPrincipalName: by.userPrincipalName,
          ipAddress: null,
          roles: [],
        },
      };
}

function targets({ target, properties }: AuditEntry): object[] {
  return [
    {
      id: target.id,
      displayName: target.name,
      type: target.type,
      userPrincipalName: target.userPrincipalName ?? null,
      groupType: target.type === 'Group' ? 'azureAD' : null,
      modifiedProperties: properties.map(({ name, oldValue, newValue }) => ({
        displayName: name,
        oldValue,
        newValue,
      })),
    },
  ];
}

function details({ reason }: AuditEntry): object[] {
  return reason ? [{ key: 'LicensingErrorMessage', value: reason }] : [];
}
