import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Forecast } from '../../../licensing/change';
import { seatsShort } from '../../../licensing/rules/held-seats';
import type { SeatClaims } from '../../../licensing/seats';
import type { HeldSeats } from '../../../licensing/shapes';

/** More numbers than these are counted only. */
const mostNamed = 5;

/** What the box about missing seats says; `count` 0: there is none. */
export interface Shortage {
  /** Seats that are missing when everybody who comes first gets theirs. */
  readonly count: number;
  readonly title: string;
  /** Who fails for want of a seat now. */
  readonly fails: string;
  /** Which seats are kept for whom. */
  readonly held: string;
}

/** @param failing members for whom there is no seat at all, as far as is known */
export function shortageWords(w: Words, forecast: Forecast, failing: number): Shortage {
  const count = Math.max(failing, forecast.held ? seatsShort(forecast) : 0);
  return {
    count,
    title: w('before.shortTitle', { count }),
    fails: failing > 0 ? w('before.shortText', { count: failing }) : '',
    held: count > 0 && forecast.held ? heldSentence(w, forecast, forecast.held) : '',
  };
}

function heldSentence(
  w: Words,
  { seatsAvailable, seatsNeeded, ...forecast }: Forecast,
  held: HeldSeats,
): string {
  const changes = changeNumbers(w, held);
  if (seatsAvailable <= 0) return w('held.shortNoneFree', { changes, needed: seatsNeeded });
  return w('held.short', {
    held: Math.min(held.seats, seatsAvailable),
    free: seatsAvailable,
    changes,
    needed: seatsNeeded,
    count: seatsShort({ ...forecast, seatsAvailable, seatsNeeded }),
  });
}

/** What is promised of a product's seats, one line for those who get theirs and one for those who wait. */
export function claimLines(w: Words, { held, waiting }: SeatClaims): readonly { readonly text: string }[] {
  return [
    ...(held ? [{ text: w('held.line', { count: held.seats, changes: changeNumbers(w, held) }) }] : []),
    ...(waiting
      ? [{ text: w('waitList.line', { count: waiting.seats, changes: changeNumbers(w, waiting) }) }]
      : []),
  ];
}

/** "changes 12, 15 and 3 more" */
export function changeNumbers(w: Words, { changes, count }: Pick<HeldSeats, 'changes' | 'count'>): string {
  const named = changes.slice(0, mostNamed).map(String);
  const more = count - named.length;
  const numbers = formatList(more > 0 ? [...named, w('list.more', { count: more })] : named, w.locale);
  return w('held.changes', { count, numbers });
}
