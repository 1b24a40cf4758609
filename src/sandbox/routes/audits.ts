import { answerCollection } from '../odata/collection';
import { auditResource } from '../resources/audit';
import type { AuditEntry } from '../tenant';
import { get, viewOf } from './route';

/** The directory's audit log, newest first unless asked otherwise. */
export const auditRoutes = [
  get('/auditLogs/directoryAudits', 'audits.read', (context, request) =>
    answerCollection(request, viewOf(context, request), {
      resource: auditResource,
      context: 'auditLogs/directoryAudits',
      entities: newestFirst(context.tenant.audits),
      simple: true,
    }),
  ),
] as const;

function* newestFirst(entries: readonly AuditEntry[]): Iterable<AuditEntry> {
  for (let at = entries.length - 1; at >= 0; at -= 1) yield entries[at] as AuditEntry;
}
