import type { Clock } from '../clock';
import type { Tenant, User } from '../tenant';
import type { DynamicGroups } from './dynamic-groups';
import { sliceSize, type Job } from './worker';

/** About this many rules are looked at for the price of reconciling one person. */
const rulesForOne = 20;

/** People whose fields or licenses changed, until the rules of dynamic groups have been asked about them. */
export class RuleMatches implements Job {
  dueAt = Infinity;
  private readonly waiting = new Map<string, 'fields' | 'licenses'>();

  constructor(
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly dynamic: DynamicGroups,
  ) {}

  /** @param changed what changed: licenses matter only to rules that look at service plans */
  add(user: User, changed: 'fields' | 'licenses'): void {
    if (this.waiting.get(user.id) !== 'fields') this.waiting.set(user.id, changed);
    this.dueAt = Math.min(this.dueAt, this.clock.now());
  }

  step(now: number): number {
    const rules = this.dynamic.active();
    const aboutPlans = rules.filter((each) => each.looksAtPlans);
    let cost = 1;
    for (const [id, changed] of this.waiting) {
      if (cost > sliceSize) break;
      this.waiting.delete(id);
      const user = this.tenant.users.get(id);
      const asked = changed === 'fields' ? rules : aboutPlans;
      cost += Math.ceil(asked.length / rulesForOne);
      if (user) for (const { group, rule } of asked) this.dynamic.fit(group, rule, user);
    }
    this.dueAt = this.waiting.size > 0 ? now : Infinity;
    return cost;
  }
}
