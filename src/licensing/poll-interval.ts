/** Bounds of the time between two readings of one group, in milliseconds. */
const shortest = 1_500;
const longest = 5 * 60_000;

/**
 * When to look at a group again: soon for small and fresh changes, rarely for large and old ones, with ±20 % jitter
 * so that many changes do not ask at the same moment.
 * @param members size of the group
 * @param ageMs time since Graph accepted the change
 * @param random 0 ≤ random < 1
 */
export function pollInterval(members: number, ageMs: number, random: number): number {
  const bySize = shortest + Math.min(members / 10, 8_500);
  const byAge = ageMs / 10;
  const base = Math.min(Math.max(bySize, byAge), longest);
  return Math.round(base * (0.8 + 0.4 * random));
}

/**
 * Wait before the next attempt after a passing error: what the service asked for, else 2, 4, 8 … s up to 5 min,
 * with jitter.
 * @param attempt 1 for the first failure
 */
export function retryDelay(attempt: number, random: number, askedMs?: number): number {
  const backoff = Math.min(2_000 * 2 ** Math.max(0, attempt - 1), longest);
  return Math.round(Math.max(askedMs ?? 0, backoff * (0.8 + 0.4 * random)));
}

/**
 * Where many changes are watched they are looked at together, because one reading serves hundreds of groups: times are
 * put off to the next point of a grid that grows with their number, a hundredth of a second for each, at most half a
 * minute. Few changes stay where they are.
 * @param at milliseconds
 * @param watched how many changes are processing: those that have moved would not come together again by themselves
 */
export function gathered(at: number, watched: number): number {
  if (watched <= fewWatched) return at;
  const grid = Math.min(watched * 10, 30_000);
  return Math.ceil(at / grid) * grid;
}

/** As many as one `$batch` holds. */
const fewWatched = 20;
