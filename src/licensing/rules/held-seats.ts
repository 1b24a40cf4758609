import type { Change } from '../change';
import type { Forecast, HeldSeats } from '../shapes';

/** What a change that was confirmed needs of one product's seats, and its place among those that need some. */
export interface SeatNeed extends Pick<Change, 'number' | 'state' | 'confirmedAt'> {
  readonly changeId: string;
  readonly skuId: string;
  /** Seats, as its forecast said. */
  readonly needed: number;
  /** Members who had the product before, as its forecast said. */
  readonly had: number;
  /** How far Entra was when it was last looked at; null before that. */
  readonly progress: { readonly licensed: number; readonly failed: number } | null;
}

/** Numbers that are kept in a forecast; more would only fill it. */
const mostNumbers = 8;

/**
 * Seats that a confirmed change still needs: as many as its forecast said, less what Entra has given or refused already.
 * People who are in the groups of two changes are counted for both, so rather too many are kept.
 */
export function seatsStillNeeded({ state, needed, had, progress }: SeatNeed): number {
  if (state !== 'processing' || !progress) return needed;
  const settled = Math.max(0, progress.licensed - had) + progress.failed;
  return Math.max(0, needed - settled);
}

/**
 * What other changes need before one more may have seats. Whoever was confirmed first is served first; also those on
 * the wait-list come before it, so that a small change does not take what a large one is waiting for.
 * @param needs of one product, of changes that were confirmed or approved and have not ended
 */
export function heldSeats(needs: readonly SeatNeed[]): HeldSeats | undefined {
  const holding = needs
    .map((need) => ({ ...need, seats: seatsStillNeeded(need) }))
    .filter(({ seats }) => seats > 0)
    .sort(byPlace);
  if (holding.length === 0) return undefined;
  return {
    seats: holding.reduce((sum, { seats }) => sum + seats, 0),
    changes: holding.slice(0, mostNumbers).map(({ number }) => number),
    count: holding.length,
  };
}

/** First come, first served: by the time at which they were confirmed or approved. */
function byPlace(
  one: Pick<Change, 'confirmedAt' | 'number'>,
  other: Pick<Change, 'confirmedAt' | 'number'>,
): number {
  return compare(one.confirmedAt ?? '', other.confirmedAt ?? '') || one.number - other.number;
}

/** ISO times compare as they are; `localeCompare` would take most of the time of a list of thousands. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Seats that are there and that no other change needs first. */
export function freeSeats({ seatsAvailable, held }: Pick<Forecast, 'seatsAvailable' | 'held'>): number {
  return Math.max(0, seatsAvailable - (held?.seats ?? 0));
}

/** How many seats a change is short of when everybody before it gets theirs. */
export function seatsShort(
  forecast: Pick<Forecast, 'also' | 'seatsAvailable' | 'seatsNeeded' | 'held'>,
): number {
  const also = (forecast.also ?? []).map(({ needed, available }) => needed - Math.max(0, available));
  return Math.max(0, forecast.seatsNeeded - freeSeats(forecast), ...also);
}
