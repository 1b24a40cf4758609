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
