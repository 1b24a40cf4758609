/**
 * Lets at most so many through in any span of so many milliseconds; the others wait for their turn, in their order.
 * For a limit that the whole tenant shares it is better never to reach it than to be sent away.
 * @returns of each call: whether its turn came; who would wait longer than `longestMs` takes none
 */
export function createSpacing(o: {
  readonly most: number;
  readonly spanMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}): (longestMs?: number) => Promise<boolean> {
  /** When the latest `most` calls may begin, oldest first; some of these moments lie ahead. */
  const turns: number[] = [];
  return async (longestMs = Infinity) => {
    const now = o.now();
    const oldest = turns.length < o.most ? undefined : turns[0];
    const turn = oldest === undefined ? now : Math.max(now, oldest + o.spanMs);
    if (turn - now > longestMs) return false;
    if (oldest !== undefined) turns.shift();
    turns.push(turn);
    if (turn > now) await o.sleep(turn - now);
    return true;
  };
}
