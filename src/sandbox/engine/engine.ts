import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { AuditEntry, Group, Template, Tenant, User } from '../tenant';
import { reconcile } from './reconcile';

export interface Pace {
  /** How long a group waits before its members are processed. Milliseconds. */
  readonly queuedMs: number;
  readonly membersPerSecond: number;
  /** Small groups take at least this long, so that people can see it. Milliseconds. */
  readonly shortestMs?: number;
}

export interface EngineOptions {
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly pace: Pace;
  /** How long reads right after a write may be old. Milliseconds. */
  readonly staleReadMs: number;
  /** Called when a group's pass has ended. */
  readonly onFinished?: (groupId: string) => void;
}

interface Pass {
  readonly members: readonly string[];
  at: number;
  succeeded: number;
  failed: number;
  again: boolean;
}

const tickMs = 200;

/** Entra's group licensing: one pass a group over its direct members, at a pace, in the background. */
export class Engine {
  private readonly passes = new Map<string, Pass>();
  private readonly timers = new Set<unknown>();
  private stopped = false;

  constructor(private readonly options: EngineOptions) {}

  /** Replaces a group's template and has its members processed. */
  setTemplate(group: Group, licenses: readonly Template[]): void {
    const { clock, staleReadMs } = this.options;
    const now = clock.now();
    const shown = group.before && group.before.until > now ? group.before : group;
    group.before = { licenses: shown.licenses, processing: shown.processing, until: now + staleReadMs };
    const before = group.licenses;
    group.licenses = licenses;
    this.audit('GroupManagement', 'Set group license', 'success', '', groupTarget(group), [
      { name: 'AssignedLicense', oldValue: JSON.stringify(before), newValue: JSON.stringify(licenses) },
    ]);
    this.process(group);
  }

  /** Queues a pass; one that is running is followed by another. */
  process(group: Group): void {
    const running = this.passes.get(group.id);
    group.processing = 'QueuedForProcessing';
    if (running) {
      running.again = true;
      return;
    }
    this.passes.set(group.id, { members: [], at: 0, succeeded: 0, failed: 0, again: false });
    this.later(() => this.begin(group), this.options.pace.queuedMs);
  }

  /** Processes one person for one group at once, as for a member who joined or left, or a reprocess. */
  reconcileUser(user: User, group: Group): string | undefined {
    const { tenant, clock, staleReadMs } = this.options;
    const result = reconcile(tenant, user, group, clock.now());
    tenant.assign(
      user,
      result.assignments,
      staleReadMs > 0 ? { now: clock.now(), ms: staleReadMs } : undefined,
    );
    if (result.reason) {
      this.audit('UserManagement', 'Change user license', 'failure', result.reason, {
        id: user.id,
        name: user.displayName,
        type: 'User',
      });
    }
    return result.reason;
  }

  /** Processes one person for all groups at once, also for those that they left and could not give up. */
  reprocess(user: User): string | undefined {
    const left = user.assignments.flatMap(({ byGroup }) => (byGroup === null ? [] : [byGroup]));
    let reason: string | undefined;
    for (const id of new Set([...user.memberOf, ...left])) {
      const group = this.options.tenant.groups.get(id);
      if (group) reason = this.reconcileUser(user, group) ?? reason;
    }
    return reason;
  }

  /** Does a whole pass at once, without pace: for building a tenant and for replaying what had finished. */
  finishNow(group: Group): void {
    const { tenant } = this.options;
    for (const id of this.affected(group)) {
      const user = tenant.users.get(id);
      if (user) tenant.assign(user, reconcile(tenant, user, group, this.options.clock.now()).assignments);
    }
    group.processing = group.licenses.length > 0 || group.processing ? 'ProcessingComplete' : null;
  }

  /** Nothing runs any more, not even for a write that was still on its way. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) this.options.clock.clearTimeout(timer);
    this.timers.clear();
  }

  audit(
    category: AuditEntry['category'],
    activity: string,
    result: AuditEntry['result'],
    reason: string,
    target: AuditEntry['target'],
    properties: AuditEntry['properties'] = [],
  ): void {
    const at = this.options.clock.now();
    this.options.tenant.audits.push({
      id: randomUUID(),
      at,
      category,
      activity,
      result,
      reason,
      target,
      properties,
    });
  }

  private begin(group: Group): void {
    group.processing = 'ProcessingInProgress';
    const pass: Pass = { members: this.affected(group), at: 0, succeeded: 0, failed: 0, again: false };
    this.passes.set(group.id, pass);
    this.audit(
      'GroupManagement',
      'Start applying group based license to users',
      'success',
      '',
      groupTarget(group),
    );
    this.later(() => this.tick(group, pass), tickMs);
  }

  private tick(group: Group, pass: Pass): void {
    const { tenant, pace } = this.options;
    const slowest = pass.members.length / ((pace.shortestMs ?? 0) / 1000 || 1e-9);
    const perSecond = Math.min(group.pace ?? pace.membersPerSecond, slowest);
    pass.at += (perSecond * tickMs) / 1000;
    const target = Math.min(pass.members.length, Math.ceil(pass.at));
    while (pass.succeeded + pass.failed < target) {
      const user = tenant.users.get(pass.members[pass.succeeded + pass.failed] ?? '');
      if (user && this.reconcileUser(user, group)) pass.failed += 1;
      else pass.succeeded += 1;
    }
    // Not `target`: it is rounded up, so a small group would end long before its shortest time.
    if (pass.at < pass.members.length - 1e-9) this.later(() => this.tick(group, pass), tickMs);
    else this.end(group, pass);
  }

  private end(group: Group, pass: Pass): void {
    this.passes.delete(group.id);
    const counts = `[Users successfully assigned licenses: ${pass.succeeded}, Users for whom license assignment failed: ${pass.failed}.]`;
    this.audit(
      'GroupManagement',
      'Finish applying group based license to users',
      'success',
      '',
      groupTarget(group),
      [{ name: 'Result', oldValue: null, newValue: counts }],
    );
    if (pass.again) {
      this.process(group);
      return;
    }
    group.processing = 'ProcessingComplete';
    this.options.onFinished?.(group.id);
  }

  /** Direct members and those who still carry something from the group, in the order of their ids. */
  private affected(group: Group): readonly string[] {
    const ids = new Set(group.users);
    for (const user of this.options.tenant.users.values()) {
      if (user.assignments.some((each) => each.byGroup === group.id)) ids.add(user.id);
    }
    return [...ids].sort();
  }

  private later(run: () => void, ms: number): void {
    if (this.stopped) return;
    const timer = this.options.clock.setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}

function groupTarget(group: Group): AuditEntry['target'] {
  return { id: group.id, name: group.displayName, type: 'Group' };
}
