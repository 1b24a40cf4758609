import type { Forecast } from '../licensing/change';

/** Words that say what moved; the keys are of src/i18n. */
export type SinceWords = (
  key: 'request.since.members' | 'request.since.needed' | 'request.since.available',
  values: { readonly before: number; readonly now: number },
) => string;

/** What changed since a request was asked, one sentence each; empty when nothing that matters did. */
export function changedSince(words: SinceWords, asked: Forecast, now: Forecast): readonly string[] {
  const lines: string[] = [];
  if (asked.members !== now.members)
    lines.push(words('request.since.members', { before: asked.members, now: now.members }));
  if (asked.seatsNeeded !== now.seatsNeeded)
    lines.push(words('request.since.needed', { before: asked.seatsNeeded, now: now.seatsNeeded }));
  if (asked.seatsAvailable !== now.seatsAvailable)
    lines.push(words('request.since.available', { before: asked.seatsAvailable, now: now.seatsAvailable }));
  return lines;
}
