import type { Clock } from '../clock';
import type { Dial } from '../dial';
import type { Group, ProcessingState, Tenant, User } from '../tenant';
import { groupLicensing, type AuditWriter } from './audit-writer';
import { clashMs, concurrencyException, isBeingWritten } from './concurrency';
import { IdsInOrder } from './ids-in-order';
import type { MemberLicenses } from './member-licenses';
import { sliceSize, type Job } from './worker';

export interface Pace {
  /** How long a group waits before its members are processed. Milliseconds. */
  readonly queuedMs: number;
  /** Infinity: as fast as it goes. */
  readonly membersPerSecond: number;
  /** Small groups take at least this long, so that people can see it. Milliseconds. */
  readonly shortestMs?: number;
}

export interface PassDeps {
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly dial: Dial;
  readonly audits: AuditWriter;
  readonly licenses: MemberLicenses;
}

interface Run {
  readonly members: IdsInOrder;
  readonly correlationId: string;
  /** Members a second; undefined until all members are gathered. */
  rate: number | undefined;
  /** How many members the pace has allowed so far, up to `at`. */
  allowed: number;
  at: number;
  visited: number;
  /** Members whom another group was writing to, with the time of the next try, in the order in which it is due. */
  readonly clashed: Map<string, number>;
  succeeded: number;
  failed: number;
}

/** How often a pass that keeps a pace goes on. Milliseconds. */
const tickMs = 200;
/** However slow its pace, a pass looks so often. Milliseconds. */
const longestTickMs = 60_000;
/** How many members are gathered in one slice, before the first is visited. */
const gatheredInSlice = 10_000;

/** One group on its way through the states: queued, then its members one after the other, then complete. */
export class Pass implements Job {
  dueAt = Infinity;
  private run: Run | undefined;
  private again = false;

  constructor(
    private readonly deps: PassDeps,
    private readonly group: Group,
    private readonly onEnd: () => void,
  ) {}

  /** Queues the group; a pass that is running is followed by another. */
  queue(): void {
    this.show('QueuedForProcessing');
    if (this.run) this.again = true;
    else if (this.dueAt === Infinity) this.dueAt = this.deps.clock.now() + this.deps.pace.queuedMs;
  }

  step(now: number): number {
    const { tenant, dial } = this.deps;
    if (!tenant.groups.has(this.group.id)) {
      this.dueAt = Infinity;
      this.onEnd();
      return 1;
    }
    if (!this.run) {
      this.run = this.begin(now);
      return 1;
    }
    if (this.run.rate === undefined) return this.gather(this.run, now);
    if (dial.stuck.has(this.group.id) || dial.stuck.has('*')) {
      this.run.at = now;
      this.dueAt = now + tickMs;
      return 1;
    }
    return this.advance(this.run, this.run.rate, now);
  }

  private begin(now: number): Run {
    const { audits } = this.deps;
    const { group } = this;
    this.show('ProcessingInProgress');
    const correlationId = audits.correlation();
    audits.group('Start applying group based license to users', group, groupLicensing, correlationId);
    const members = new IdsInOrder(this.affected());
    return {
      members,
      correlationId,
      rate: undefined,
      allowed: 0,
      at: now,
      visited: 0,
      clashed: new Map(),
      succeeded: 0,
      failed: 0,
    };
  }

  /** Direct members, and those who carry something from the group without being one any more. */
  private *affected(): Generator<string, undefined> {
    yield* this.group.users;
    for (const id of this.deps.tenant.carriersOf(this.group.id)) if (!this.group.users.has(id)) yield id;
    return undefined;
  }

  private gather(run: Run, now: number): number {
    if (!run.members.gather(gatheredInSlice)) return sliceSize;
    const { pace } = this.deps;
    const { size } = run.members;
    const slowest = pace.shortestMs ? size / (pace.shortestMs / 1000) : Infinity;
    // Nobody to visit: the end comes with the next slice.
    run.rate = size === 0 ? Infinity : Math.min(this.group.pace ?? pace.membersPerSecond, slowest);
    run.at = now;
    this.dueAt = run.rate === Infinity ? now : now + tickMs;
    return 1 + size / (gatheredInSlice / sliceSize);
  }

  private advance(run: Run, rate: number, now: number): number {
    const { size } = run.members;
    if (rate === Infinity) run.allowed = size;
    else run.allowed += (rate * (now - run.at)) / 1000;
    run.at = now;
    const retried = this.retry(run, now);
    const allowed = Math.ceil(run.allowed - 1e-9);
    const target = Math.min(size, allowed, run.visited + sliceSize - retried);
    const before = run.visited;
    while (run.visited < target) this.visit(run, now);
    if (run.visited < size) this.dueAt = run.visited < allowed ? now : this.nextTick(run, rate, now);
    // Not `allowed`: it is rounded up, so a small group would end long before its shortest time.
    else if (run.allowed < size - 1e-9) this.dueAt = this.nextTick(run, rate, now);
    else if (run.clashed.size > 0) this.dueAt = firstOf(run.clashed);
    else this.end(run);
    return retried + run.visited - before;
  }

  /** When the pace allows one more, or a member whom another group was writing to is tried again. */
  private nextTick(run: Run, rate: number, now: number): number {
    const allowedAt = now + ((run.visited - run.allowed) / rate) * 1_000;
    const next = Math.min(allowedAt, run.clashed.size > 0 ? firstOf(run.clashed) : Infinity);
    return Math.min(Math.max(Math.ceil(next), now + tickMs), now + longestTickMs);
  }

  private visit(run: Run, now: number): void {
    const { tenant, audits, licenses } = this.deps;
    run.visited += 1;
    const id = run.members.next();
    const user = id === undefined ? undefined : tenant.users.get(id);
    if (!user) return;
    if (isBeingWritten(tenant, user, this.group, now) && licenses.wouldChange(user, this.group)) {
      audits.user(user, user.assignments, groupLicensing, run.correlationId, concurrencyException);
      run.clashed.set(user.id, now + clashMs);
    } else this.settle(run, user);
  }

  /** Those whose next try is due, a slice at most. It succeeds: this time the group does not look around. */
  private retry(run: Run, now: number): number {
    let done = 0;
    for (const [id, at] of run.clashed) {
      if (at > now || done === sliceSize) break;
      run.clashed.delete(id);
      done += 1;
      const user = this.deps.tenant.users.get(id);
      if (user) this.settle(run, user);
    }
    return done;
  }

  private settle(run: Run, user: User): void {
    if (this.deps.licenses.settle(user, this.group, run.correlationId)) run.failed += 1;
    else run.succeeded += 1;
  }

  private end(run: Run): void {
    const newValue = `[Users successfully assigned licenses: ${run.succeeded}, Users for whom license assignment failed: ${run.failed}.]`;
    this.deps.audits.group(
      'Finish applying group based license to users',
      this.group,
      groupLicensing,
      run.correlationId,
      [{ name: 'Result', oldValue: null, newValue }],
    );
    this.run = undefined;
    this.dueAt = Infinity;
    if (this.again) {
      this.again = false;
      this.queue();
      return;
    }
    this.show('ProcessingComplete');
    this.onEnd();
  }

  private show(state: ProcessingState): void {
    if (this.group.processing === state) return;
    this.group.processing = state;
    this.deps.tenant.changedGroup(this.group);
  }
}

function firstOf(due: ReadonlyMap<string, number>): number {
  for (const at of due.values()) return at;
  return Infinity;
}
