import type { Clock } from '../clock';
import type { Dial } from '../dial';
import type { Assignment, Group, Tenant, User } from '../tenant';
import { groupLicensing, type AuditWriter } from './audit-writer';
import { auditSentence, type LicenseFault } from './license-fault';
import { reconcile } from './reconcile';

/** Writes down what one person gets, with the audit entry that belongs to it. */
export class MemberLicenses {
  /** Told when a person's licenses became different: rules of dynamic groups may look at them. */
  onChanged: ((user: User) => void) | undefined;

  constructor(
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly dial: Dial,
    private readonly audits: AuditWriter,
  ) {}

  /** Reconciles a person for a group. @returns the first reason when something could not be given or taken */
  settle(user: User, group: Group, correlationId: string): LicenseFault | undefined {
    const before = user.assignments;
    const { assignments, fault } = reconcile(this.tenant, user, group, this.clock.now());
    const changed = assignments !== before;
    if (changed) this.replace(user, assignments);
    if (changed || fault)
      this.audits.user(user, before, groupLicensing, correlationId, fault && auditSentence(fault));
    return fault;
  }

  /** The same without a trace, for a tenant that is being built. */
  settleQuietly(user: User, group: Group): void {
    const { assignments } = reconcile(this.tenant, user, group, this.clock.now());
    if (assignments !== user.assignments) this.tenant.assign(user, assignments);
  }

  /** Whether there is anything to write for a person. */
  wouldChange(user: User, group: Group): boolean {
    return reconcile(this.tenant, user, group, this.clock.now()).assignments !== user.assignments;
  }

  replace(user: User, assignments: readonly Assignment[]): void {
    this.tenant.assign(user, assignments, { now: this.clock.now(), ms: this.dial.staleReadMs });
    this.onChanged?.(user);
  }
}
