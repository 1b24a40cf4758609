import type { Group, Tenant, User } from '../tenant';
import type { DynamicGroups } from './dynamic-groups';
import { sliceSize, type Job } from './worker';

/** To look whether somebody matches is cheaper than to reconcile them. */
const looksInSlice = 1_500;

/** Goes over everybody in the tenant after a group's rule was set, changed or switched on. */
export class RuleScan implements Job {
  dueAt: number;
  /** A live iterator: it also meets those who are added while it is on its way. */
  private people: IterableIterator<User> | undefined;

  /**
   * @param emptying the group was static until now: everybody leaves first
   * @param pauseMs how long it then stays empty, in milliseconds: until its members' licenses were taken
   */
  constructor(
    private readonly tenant: Tenant,
    private readonly dynamic: DynamicGroups,
    private readonly group: Group,
    now: number,
    public emptying: boolean,
    private readonly pauseMs: number,
    private readonly onEnd: () => void,
  ) {
    this.dueAt = now;
  }

  step(now: number): number {
    if (this.emptying) return this.empty(now);
    const rule = this.dynamic.ruleOf(this.group);
    if (!rule || !this.tenant.groups.has(this.group.id)) return this.end();
    this.people ??= this.tenant.users.values();
    let moved = 0;
    for (let looked = 0; looked < looksInSlice && moved < sliceSize; looked += 1) {
      const next = this.people.next();
      if (next.done) return this.end();
      if (this.dynamic.fit(this.group, rule, next.value)) moved += 1;
    }
    return sliceSize;
  }

  private empty(now: number): number {
    let left = sliceSize;
    for (const id of this.group.users) {
      if (left === 0) return sliceSize;
      this.dynamic.expel(this.group, id);
      left -= 1;
    }
    this.emptying = false;
    this.dueAt = now + this.pauseMs;
    return sliceSize;
  }

  private end(): number {
    this.dueAt = Infinity;
    this.onEnd();
    return sliceSize;
  }
}
