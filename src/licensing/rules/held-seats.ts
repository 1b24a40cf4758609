import type { Change } from '../change';
import type { Forecast, HeldSeats } from '../shapes';

/** What of a change says how many seats it needs, and its place among those that need some. */
export type NeedsSeats = Pick<
  Change,
  'id' | 'number' | 'state' | 'edit' | 'forecast' | 'progress' | 'confirmedAt'
> & { readonly product: Pick<Change['product'], 'skuId'> };

/** Numbers that are kept in a forecast; more would only fill it. */
const mostNumbers = 8;

/**
 * Seats of a product that a confirmed change still needs: as many as its forecast said, less what Entra has given or
 * refused already. People who are in the groups of two changes are counted for both, so rather too many are kept.
 */
export function seatsNeededBy(change: NeedsSeats, skuId: string): number {
  const { state, product, edit, forecast, progress } = change;
  if (!edit.add.some((license) => license.skuId === skuId)) return 0;
  const needed =
    product.skuId === skuId
      ? forecast.seatsNeeded
      : (forecast.also?.find((each) => each.skuId === skuId)?.needed ?? 0);
  if (state !== 'processing' || !progress) return needed;
  const settled = Math.max(0, progress.licensed - forecast.alreadyLicensed) + progress.failed;
  return Math.max(0, needed - settled);
}

/**
 * What other changes need before one more may have seats. Whoever was confirmed first is served first; also those on
 * the wait-list come before it, so that a small change does not take what a large one is waiting for.
 * @param others changes that were confirmed or approved and have not ended
 */
export function heldSeats(others: readonly NeedsSeats[], skuId: string): HeldSeats | undefined {
  const needing = others
    .map((change) => ({
      number: change.number,
      confirmedAt: change.confirmedAt,
      seats: seatsNeededBy(change, skuId),
    }))
    .filter(({ seats }) => seats > 0);
  const holding = inOrder(needing);
  if (holding.length === 0) return undefined;
  return {
    seats: holding.reduce((sum, { seats }) => sum + seats, 0),
    changes: holding.slice(0, mostNumbers).map(({ number }) => number),
    count: holding.length,
  };
}

/** First come, first served: by the time at which they were confirmed or approved. */
export function inOrder<T extends Pick<Change, 'confirmedAt' | 'number'>>(
  changes: readonly T[],
): readonly T[] {
  return [...changes].sort(
    (a, b) => compare(a.confirmedAt ?? '', b.confirmedAt ?? '') || a.number - b.number,
  );
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
