import { seededRandom } from '../../src/sandbox/random';

/** When a process is to die, counted from its start. */
export interface KillPoint {
  readonly kind: 'graph' | 'channel' | 'delay';
  /** The n-th call of its kind and phase, or milliseconds. */
  readonly count: number;
  /** Before the call has its effect, or after it and before it is answered. */
  readonly phase: 'before' | 'after';
}

/** Moments drawn from a seed: the same seed gives the same ones. */
export function killPoints(seed: number, count: number): readonly KillPoint[] {
  const random = seededRandom(seed);
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  return Array.from({ length: count }, () => {
    const kind = (['graph', 'graph', 'channel', 'channel', 'delay'] as const)[upTo(5) - 1] ?? 'delay';
    const phase = random() < 0.5 ? 'before' : 'after';
    return { kind, phase, count: { graph: upTo(25), channel: upTo(8), delay: upTo(1_500) }[kind] };
  });
}
