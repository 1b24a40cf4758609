import type { Cause } from './give';
import type { MemberForecast, Verdict } from './member-forecast';
import { seatsMissing, type SeatLimits } from './seat-line';

/** How many people are named for each cause; the counts are always complete. */
const mostNamed = 10;
/** Different causes, sources and pairs that are told apart; what is beyond is counted, and named in the CSV. */
const mostKinds = 40;

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** Members with one cause. Of conflicts, `from` counts where the other license comes from. */
export interface CauseSum {
  readonly cause: Cause;
  readonly count: number;
  readonly people: readonly NamedPerson[];
  readonly from: readonly SourceSum[];
}

/** Group id, `''` for a direct assignment. */
export interface SourceSum {
  readonly from: string;
  readonly count: number;
}

/** Members who lose a product besides what is taken away, because the group's products are given all or none. */
export interface DraggedSum {
  readonly skuId: string;
  /** The product that cannot be given to them. */
  readonly because: string;
  readonly count: number;
  readonly people: readonly NamedPerson[];
}

/** What a change will do, summed up over a group's direct members. */
export interface MemberSum {
  readonly members: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Members without a usage location of their own. */
  readonly inheritLocation: number;
  /** Why members fail or cannot give it up, the most frequent first; each member counts for their first cause. */
  readonly causes: readonly CauseSum[];
  /** Members with causes beyond those that are told apart. */
  readonly otherCauses: number;
  /** Where those have it from who have it already. */
  readonly from: readonly SourceSum[];
  readonly dragged: readonly DraggedSum[];
  /** The first of those who lose what is taken away; absent in forecasts of earlier versions. */
  readonly losing?: readonly NamedPerson[];
}

/** How many members a license is to be given who do not have it: those who fail for another reason are among them. */
export function seatsWanted({ verdicts }: MemberSum): number {
  return verdicts.gets + verdicts.blocked + verdicts.fails;
}

/**
 * A member's forecast once the seats are handed out. Who fails for another reason takes no seat, and may still be told
 * that there was none: that reason comes last, because seats alone would not help them.
 */
export function settleSeats(forecast: MemberForecast, memberId: string, limits: SeatLimits): MemberForecast {
  const missing = seatsMissing(limits, memberId, forecast.seats);
  if (missing.length === 0) return forecast;
  const noSeat = missing.map((skuId) => ({ kind: 'no-seat', skuId }) as const);
  if (forecast.verdict === 'fails') return { ...forecast, causes: [...forecast.causes, ...noSeat] };
  return { ...forecast, verdict: 'fails', causes: noSeat, loses: forecast.losesWithoutSeat };
}

/** Adds up members one by one; needs the same room for a group of any size. */
export class ForecastSum {
  private members = 0;
  private inheritLocation = 0;
  private otherCauses = 0;
  private readonly verdicts: Record<Verdict, number> = {
    gets: 0,
    has: 0,
    changes: 0,
    fails: 0,
    loses: 0,
    keeps: 0,
    blocked: 0,
    same: 0,
  };
  private readonly causes = new Map<string, Counted & { cause: Cause; from: Map<string, number> }>();
  private readonly losing: NamedPerson[] = [];
  private readonly from = new Map<string, number>();
  private readonly dragged = new Map<string, Counted & { skuId: string; because: string }>();

  /** @param removed products that the change takes away: to lose those is no drag */
  constructor(private readonly removed: readonly string[]) {}

  add(person: NamedPerson, forecast: MemberForecast): void {
    this.members += 1;
    this.verdicts[forecast.verdict] += 1;
    if (forecast.inheritsLocation) this.inheritLocation += 1;
    if (forecast.verdict === 'has' || forecast.verdict === 'keeps') {
      for (const from of forecast.from) countIn(this.from, from);
    }
    if (forecast.verdict === 'loses' && this.losing.length < mostNamed) this.losing.push(person);
    const [cause] = forecast.causes;
    if (!cause) return;
    const sum = entry(this.causes, causeKey(cause), () => ({ cause, from: new Map<string, number>() }));
    if (!sum) this.otherCauses += 1;
    else {
      note(sum, person);
      if (cause.kind === 'conflict') countIn(sum.from, cause.other.from);
      if (cause.kind === 'needed') countIn(sum.from, cause.from);
    }
    if (forecast.verdict !== 'fails') return;
    for (const skuId of forecast.loses) {
      if (this.removed.includes(skuId) || skuId === cause.skuId) continue;
      const key = `${skuId}/${cause.skuId}`;
      const drag = entry(this.dragged, key, () => ({ skuId, because: cause.skuId }));
      if (drag) note(drag, person);
    }
  }

  sum(): MemberSum {
    return {
      members: this.members,
      verdicts: { ...this.verdicts },
      inheritLocation: this.inheritLocation,
      otherCauses: this.otherCauses,
      causes: [...this.causes.values()].map((each) => ({ ...each, from: sources(each.from) })).sort(byCount),
      from: sources(this.from),
      dragged: [...this.dragged.values()].sort(byCount),
      losing: [...this.losing],
    };
  }
}

interface Counted {
  count: number;
  people: NamedPerson[];
}

/** Causes that differ only in where the other license comes from are one. */
function causeKey(cause: Cause): string {
  switch (cause.kind) {
    case 'conflict':
      return `conflict/${cause.skuId}/${cause.plan}/${cause.other.plan}/${cause.other.skuId}`;
    case 'prerequisite':
    case 'needed':
      return `${cause.kind}/${cause.skuId}/${cause.plan}`;
    case 'location':
      return `location/${cause.skuId}/${cause.location}/${cause.inherited}`;
    case 'not-eligible':
      return `not-eligible/${cause.skuId}/${cause.why}`;
    case 'no-seat':
      return `no-seat/${cause.skuId}`;
  }
}

/** undefined: too many different ones already. */
function entry<T extends object>(
  all: Map<string, Counted & T>,
  key: string,
  make: () => T,
): (Counted & T) | undefined {
  const known = all.get(key);
  if (known || all.size >= mostKinds) return known;
  const made = { count: 0, people: [], ...make() };
  all.set(key, made);
  return made;
}

function note(sum: Counted, person: NamedPerson): void {
  sum.count += 1;
  if (sum.people.length < mostNamed) sum.people.push(person);
}

function countIn(counts: Map<string, number>, key: string): void {
  const before = counts.get(key);
  if (before !== undefined || counts.size < mostKinds) counts.set(key, (before ?? 0) + 1);
}

function sources(counts: ReadonlyMap<string, number>): readonly SourceSum[] {
  return [...counts].map(([from, count]) => ({ from, count })).sort(byCount);
}

function byCount(a: { readonly count: number }, b: { readonly count: number }): number {
  return b.count - a.count;
}
