import type { Clock } from '../clock';
import type { Dial } from '../dial';
import { newGroup, type Actor, type Group, type Template, type Tenant, type User } from '../tenant';
import { AuditWriter, describe } from './audit-writer';
import { nextAssignments } from './direct';
import { DynamicGroups } from './dynamic-groups';
import { LateMembers } from './late-members';
import { graphSentence, type LicenseFault } from './license-fault';
import { MemberLicenses } from './member-licenses';
import { Pass, type Pace, type PassDeps } from './pass';
import { RuleMatches } from './rule-matches';
import { RuleScan } from './rule-scan';
import { Worker } from './worker';

export { LicenseRefusal } from './license-fault';
export type { Pace } from './pass';

export interface EngineOptions {
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly dial: Dial;
  /** Ids of audit entries come from it. */
  readonly random: () => number;
}

/** How long a group that became dynamic stays empty after its members' licenses were taken. Milliseconds. */
const emptyMs = 200;

/** Entra's group licensing: what a group should have reaches its direct members in the background, at a pace. */
export class Engine {
  private readonly deps: PassDeps;
  private readonly worker: Worker;
  private readonly late: LateMembers;
  private readonly dynamic: DynamicGroups;
  private readonly matches: RuleMatches;
  private readonly passes = new Map<string, Pass>();
  private readonly scans = new Map<string, RuleScan>();

  constructor(options: EngineOptions) {
    const { tenant, clock, dial, random } = options;
    const audits = new AuditWriter(tenant, clock, random);
    const licenses = new MemberLicenses(tenant, clock, dial, audits);
    this.deps = { ...options, audits, licenses };
    this.worker = new Worker(clock);
    this.late = new LateMembers(tenant, clock, licenses, audits);
    this.dynamic = new DynamicGroups(tenant, (group, userId) => this.memberChanged(group, userId));
    this.matches = new RuleMatches(tenant, clock, this.dynamic);
    licenses.onChanged = (user) => this.ask(user, 'licenses');
  }

  /** Replaces a group's template and has its members processed. The template must come from `nextTemplate`. */
  setTemplate(group: Group, licenses: readonly Template[], by: Actor): void {
    const { tenant, clock, dial, audits } = this.deps;
    const now = clock.now();
    if (dial.staleReadMs > 0) {
      const shown = group.before && group.before.until > now ? group.before : group;
      group.before = {
        licenses: shown.licenses,
        processing: shown.processing,
        until: now + dial.staleReadMs,
      };
    }
    const before = group.licenses;
    group.licenses = licenses;
    tenant.changedGroup(group);
    audits.group('Set group license', group, by, audits.correlation(), [
      { name: 'AssignedLicense', oldValue: describe(before), newValue: describe(licenses) },
    ]);
    this.queue(group);
  }

  /** Has a group's members processed again; a pass that is running is followed by another. */
  process(group: Group, by?: Actor): void {
    const { audits } = this.deps;
    if (by) audits.group('Trigger group license recalculation', group, by, audits.correlation());
    this.queue(group);
  }

  /** Somebody joined or left: they alone are looked at soon, and the state of the group stays as it is. */
  memberChanged(group: Group, userId: string): void {
    const { tenant, dial } = this.deps;
    if (group.licenses.length === 0 && !tenant.carriersOf(group.id).has(userId)) return;
    this.late.add(group, userId, dial.membershipLagMs);
    this.worker.wake(this.late);
  }

  /**
   * Changes a person's direct licenses at once, as POST /users/{id}/assignLicense does.
   * @throws LicenseRefusal with Microsoft's sentence; then nothing was changed
   */
  assignToUser(user: User, add: readonly Template[], remove: readonly string[], by: Actor): void {
    const { tenant, clock, audits, licenses } = this.deps;
    const before = user.assignments;
    licenses.replace(user, nextAssignments(tenant, user, add, remove, clock.now()));
    audits.user(user, before, by, audits.correlation());
  }

  /**
   * Reconciles a person for all groups at once, also for those that they left and could not give up.
   * @returns the first concrete reason, in Graph's words, when something still fails
   */
  reprocess(user: User, by: Actor): string | undefined {
    const { tenant, audits, licenses } = this.deps;
    const carried = user.assignments.flatMap(({ byGroup }) => byGroup ?? []);
    const groups = [...new Set([...carried, ...user.memberOf])]
      .sort()
      .map((id) => tenant.groups.get(id) ?? deletedGroup(id))
      .filter(({ id, licenses: template }) => template.length > 0 || carried.includes(id));
    const correlationId = audits.correlation();
    for (const group of groups) audits.group('Trigger group license recalculation', group, by, correlationId);
    const settle = (group: Group): LicenseFault | undefined => licenses.settle(user, group, correlationId);
    const stays = (group: Group): boolean => group.users.has(user.id) && group.licenses.length > 0;
    // What is left goes first, for it may be in the way; then once more, for what it waited for may be there now.
    const blocked = groups.filter((group) => !stays(group) && settle(group));
    const faults = [...groups.filter(stays), ...blocked].map(settle);
    const first = faults.find((fault) => fault !== undefined);
    return first && graphSentence(first);
  }

  /** Fields of a person changed: rules are asked soon; a usage location waits for the next reconciliation. */
  userChanged(user: User): void {
    this.ask(user, 'fields');
  }

  /**
   * A rule was set, changed or switched on: everybody is held against it.
   * @param converted the group was static until now, so that all its members leave first
   */
  ruleChanged(group: Group, converted = false): void {
    const { tenant, clock, dial } = this.deps;
    const running = this.scans.get(group.id);
    // One at a time: however often a rule changes, everybody is held against it once.
    if (running) running.dueAt = Infinity;
    const emptying = converted || (running?.emptying ?? false);
    const pauseMs = dial.membershipLagMs + emptyMs;
    const scan = new RuleScan(tenant, this.dynamic, group, clock.now(), emptying, pauseMs, () =>
      this.scans.delete(group.id),
    );
    this.scans.set(group.id, scan);
    this.worker.wake(scan);
  }

  /** Does a whole pass at once, without pace and without a trace: for building a tenant. */
  finishNow(group: Group): void {
    const { tenant, licenses } = this.deps;
    for (const id of [...new Set([...group.users, ...tenant.carriersOf(group.id)])].sort()) {
      const user = tenant.users.get(id);
      if (user) licenses.settleQuietly(user, group);
    }
    if (group.licenses.length === 0 && group.processing === null) return;
    group.processing = 'ProcessingComplete';
    tenant.changedGroup(group);
  }

  /**
   * After a restart: passes that had not ended begin anew, and members that nobody had noticed are noticed, as are
   * people who still carry something from a group that was deleted.
   */
  resume(): void {
    const { tenant } = this.deps;
    for (const group of tenant.groups.values()) {
      if (group.processing === 'QueuedForProcessing' || group.processing === 'ProcessingInProgress') {
        this.queue(group);
        continue;
      }
      for (const id of this.unnoticed(group)) this.memberChanged(group, id);
    }
    const gone = new Map<string, Group>();
    for (const user of tenant.users.values()) {
      for (const { byGroup, state } of user.assignments) {
        if (byGroup === null || state === 'ActiveWithError' || tenant.groups.has(byGroup)) continue;
        const group = gone.get(byGroup) ?? deletedGroup(byGroup);
        gone.set(byGroup, group);
        this.memberChanged(group, user.id);
      }
    }
  }

  /** Nothing runs any more, not even for a write that was still on its way. */
  stop(): void {
    this.worker.stop();
  }

  /** Members without a row from the group, and others with one that is not known to be blocked. */
  private *unnoticed(group: Group): Generator<string, void> {
    const { tenant } = this.deps;
    const carriers = tenant.carriersOf(group.id);
    if (group.licenses.length > 0) for (const id of group.users) if (!carriers.has(id)) yield id;
    for (const id of carriers) {
      const rows = tenant.users.get(id)?.assignments.filter(({ byGroup }) => byGroup === group.id) ?? [];
      if (!group.users.has(id) && rows.some(({ state }) => state !== 'ActiveWithError')) yield id;
    }
  }

  private queue(group: Group): void {
    let pass = this.passes.get(group.id);
    if (!pass) {
      pass = new Pass(this.deps, group, () => this.passes.delete(group.id));
      this.passes.set(group.id, pass);
    }
    pass.queue();
    this.worker.wake(pass);
  }

  private ask(user: User, changed: 'fields' | 'licenses'): void {
    this.matches.add(user, changed);
    this.worker.wake(this.matches);
  }
}

/** A deleted group is as good as an empty one: what it gave can go, if nothing needs it any more. */
function deletedGroup(id: string): Group {
  return newGroup({ id, displayName: '' });
}
