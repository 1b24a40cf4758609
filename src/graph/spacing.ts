/**
 * Lets at most so many through in any span of so many milliseconds; the others wait for their turn, in their order.
 * For a limit that the whole tenant shares it is better never to reach it than to be sent away.
 */
export function createSpacing(o: {
  readonly most: number;
  readonly spanMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}): () => Promise<void> {
  /** When the latest `most` calls may begin, oldest first; some of these moments lie ahead. */
  const turns: number[] = [];
  return async () => {
    const now = o.now();
    const oldest = turns.length < o.most ? undefined : turns.shift();
    const turn = oldest === undefined ? now : Math.max(now, oldest + o.spanMs);
    turns.push(turn);
    if (turn > now) await o.sleep(turn - now);
  };
}
