import { retryAfter, throttled } from '../faults/refusals';
import { Bucket } from './bucket';
import type { Cost } from './costs';

export type BudgetSize = 'S' | 'M' | 'L';

/** Resource units in ten seconds, by the number of users: below 50, to 500, above. Microsoft's throttling limits. */
const unitsBySize = { S: 3_500, M: 5_000, L: 8_000 } as const satisfies Record<BudgetSize, number>;
const categoryBySize = {
  S: 'aadgraph.app.tenant_small',
  M: 'aadgraph.app.tenant_medium',
  L: 'aadgraph.app.tenant_large',
} as const satisfies Record<BudgetSize, string>;
const tenSeconds = 10_000;
const writes = { most: 3_000, windowMs: 150_000 } as const;
const reports = { most: 5, windowMs: tenSeconds } as const;

/** From here on an answer says how close the limit is, and never more than 1.8. */
const warnFrom = 0.8;
const warnMost = 1.8;

/** Apps that are counted at once; the one that came first is forgotten. */
const mostApps = 1_000;

type Buckets = Readonly<Record<keyof Cost, Bucket>>;

/** The budget of each app in the tenant. Nothing is counted while no size is in force. */
export class Budget {
  private readonly byApp = new Map<string, Buckets>();
  private size: BudgetSize | undefined;

  constructor(
    private readonly tenantId: string,
    private readonly now: () => number,
  ) {}

  /**
   * Takes a request's cost out of an app's budget.
   * @param size the tenant's size whose limits are enforced; undefined: none are
   * @returns headers for the answer
   * @throws GraphFault 429 with a Retry-After in whole seconds, after which the request gets through
   */
  charge(app: string, size: BudgetSize | undefined, cost: Cost): Readonly<Record<string, string>> {
    if (size !== this.size) this.byApp.clear();
    this.size = size;
    if (size === undefined) return {};
    const now = this.now();
    const buckets = this.bucketsOf(app, size, now);
    const parts = (['units', 'writes', 'reports'] as const).filter((part) => cost[part] > 0);
    const usage = Math.max(0, ...parts.map((part) => buckets[part].usage(cost[part], now)));
    const percentage: Readonly<Record<string, string>> =
      usage < warnFrom ? {} : { 'x-ms-throttle-limit-percentage': shown(usage) };
    const waits = parts.map((part) => ({ part, ms: buckets[part].waitFor(cost[part], now) }));
    const longest = waits.reduce((a, b) => (b.ms > a.ms ? b : a), { part: 'units', ms: 0 });
    if (longest.ms > 0) throw this.refusal(app, size, longest.part, longest.ms, percentage);
    for (const part of parts) buckets[part].take(cost[part], now);
    return percentage;
  }

  /** Whose limit it is, as Graph's x-ms-throttle-scope says it. An app's id may be any text here, a header may not. */
  scopeOf(app: string, limit: 'Write' | 'ReadWrite'): string {
    return `Tenant_Application/${limit}/${app.replace(/[^\w.-]/g, '_')}/${this.tenantId}`;
  }

  private refusal(
    app: string,
    size: BudgetSize,
    part: keyof Cost,
    ms: number,
    percentage: Readonly<Record<string, string>>,
  ): Error {
    const headers = {
      ...retryAfter(Math.ceil(ms / 1000)),
      ...percentage,
      'x-ms-throttle-scope': this.scopeOf(app, part === 'writes' ? 'Write' : 'ReadWrite'),
      ...(part === 'reports'
        ? {}
        : {
            'x-ms-throttle-information':
              part === 'writes' ? 'WriteLimitExceeded' : 'ResourceUnitLimitExceeded',
          }),
    };
    if (part === 'reports') return throttled(headers);
    return throttled(
      headers,
      `Too many requests from Identifier:${app} under category:${categoryBySize[size]}. Please try again later.`,
    );
  }

  private bucketsOf(app: string, size: BudgetSize, now: number): Buckets {
    const known = this.byApp.get(app);
    if (known) return known;
    const [oldest] = this.byApp.keys();
    if (this.byApp.size >= mostApps && oldest !== undefined) this.byApp.delete(oldest);
    const made: Buckets = {
      units: new Bucket(unitsBySize[size], tenSeconds, now),
      writes: new Bucket(writes.most, writes.windowMs, now),
      reports: new Bucket(reports.most, reports.windowMs, now),
    };
    this.byApp.set(app, made);
    return made;
  }
}

function shown(usage: number): string {
  return String(Math.round(Math.min(warnMost, usage) * 100) / 100);
}
