/** Rounding of fractions must not refuse what fits exactly. */
const tolerance = 1e-6;

/**
 * A token bucket: so much at once, and it fills again evenly over the window. Times are milliseconds.
 * What was refused takes nothing out, so that the wait it was told stays true.
 */
export class Bucket {
  private used = 0;
  private at: number;

  constructor(
    private readonly capacity: number,
    private readonly windowMs: number,
    now: number,
  ) {
    this.at = now;
  }

  /** Milliseconds until so much would be there; 0: it is there now. */
  waitFor(amount: number, now: number): number {
    this.refill(now);
    const missing = this.used + amount - this.capacity;
    return missing <= tolerance ? 0 : (missing * this.windowMs) / this.capacity;
  }

  take(amount: number, now: number): void {
    this.refill(now);
    this.used += amount;
  }

  /** How full the limit is with so much more: 1 is all of it. */
  usage(amount: number, now: number): number {
    this.refill(now);
    return (this.used + amount) / this.capacity;
  }

  private refill(now: number): void {
    // A clock that is set back must not empty the bucket.
    const passed = Math.max(0, now - this.at);
    this.used = Math.max(0, this.used - (passed * this.capacity) / this.windowMs);
    this.at = now;
  }
}
