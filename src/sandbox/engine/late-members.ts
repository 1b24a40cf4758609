import type { Clock } from '../clock';
import type { Group, Tenant } from '../tenant';
import type { AuditWriter } from './audit-writer';
import type { MemberLicenses } from './member-licenses';
import { sliceSize, type Job } from './worker';

/** People who joined or left a licensed group, until the engine notices; no pass over the group is made for them. */
export class LateMembers implements Job {
  /** In the order in which they fall due. */
  private readonly waiting = new Map<
    string,
    { readonly at: number; readonly userId: string; readonly group: Group }
  >();

  constructor(
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly licenses: MemberLicenses,
    private readonly audits: AuditWriter,
  ) {}

  get dueAt(): number {
    for (const { at } of this.waiting.values()) return at;
    return Infinity;
  }

  /** Who is waiting already is looked at then, as they are then. @param lagMs milliseconds until it is noticed */
  add(group: Group, userId: string, lagMs: number): void {
    const key = `${group.id} ${userId}`;
    if (!this.waiting.has(key)) this.waiting.set(key, { at: this.clock.now() + lagMs, userId, group });
  }

  step(now: number): number {
    let done = 0;
    for (const [key, { at, userId, group }] of this.waiting) {
      if (at > now || done === sliceSize) break;
      this.waiting.delete(key);
      done += 1;
      const user = this.tenant.users.get(userId);
      // Also for a group that was deleted meanwhile: what it gave is taken then.
      if (user) this.licenses.settle(user, group, this.audits.correlation());
    }
    return done;
  }
}
