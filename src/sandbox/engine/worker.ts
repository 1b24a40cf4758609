import type { Clock } from '../clock';

/** Something that is done in slices. */
export interface Job {
  /** When the next slice is due, in the clock's milliseconds; Infinity: there is nothing to do. */
  readonly dueAt: number;
  /** Does one slice. @returns what it cost: one a person, about */
  step(now: number): number;
}

/** What is done before everybody else gets a turn: a few milliseconds of work. */
export const sliceSize = 150;

/** Does all jobs of the tenant with one timer, in turns, so that none holds up the others or the server. */
export class Worker {
  /** The one that waited longest comes first. */
  private readonly jobs = new Set<Job>();
  private timer: { readonly handle: unknown; readonly at: number } | undefined;
  private running = false;
  private stopped = false;

  constructor(private readonly clock: Clock) {}

  /** Takes a job on, or notices that it became due earlier. */
  wake(job: Job): void {
    this.jobs.add(job);
    if (!this.running) this.arm();
  }

  /** Nothing runs any more, not even for a job that is woken later. */
  stop(): void {
    this.stopped = true;
    if (this.timer) this.clock.clearTimeout(this.timer.handle);
    this.timer = undefined;
  }

  private arm(): void {
    if (this.stopped) return;
    let at = Infinity;
    for (const job of this.jobs) {
      if (job.dueAt === Infinity) this.jobs.delete(job);
      at = Math.min(at, job.dueAt);
    }
    if (at === Infinity || (this.timer && this.timer.at <= at)) return;
    if (this.timer) this.clock.clearTimeout(this.timer.handle);
    const handle = this.clock.setTimeout(() => this.run(), Math.max(0, at - this.clock.now()));
    this.timer = { handle, at };
  }

  private run(): void {
    this.timer = undefined;
    this.running = true;
    try {
      const now = this.clock.now();
      const due = [...this.jobs].filter((job) => job.dueAt <= now);
      let left = sliceSize;
      for (const job of due) {
        if (left <= 0) break;
        left -= Math.max(1, job.step(now));
        // To the end of the line; `arm` lets go of those that are done.
        this.jobs.delete(job);
        this.jobs.add(job);
        if (job.dueAt <= now) due.push(job);
      }
    } finally {
      this.running = false;
      this.arm();
    }
  }
}
