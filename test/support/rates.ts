import type { SentMessage } from './connector';

/** Teams' limits for one bot in one conversation: at most so many sends and updates in so many milliseconds. */
export const conversationLimits = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
  { most: 1_800, withinMs: 3_600_000 },
] as const;
/** Teams' limit for one app in one tenant. */
export const tenantLimit = { most: 50, withinMs: 1_000 } as const;

/** The most calls in any window of this length, wherever it begins. */
export function peak(times: readonly number[], withinMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, time] of sorted.entries()) {
    while ((sorted[first] ?? time) <= time - withinMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Peaks of every conversation and of all together, by the length of the window in milliseconds. */
export function peaks(sent: readonly SentMessage[]): {
  readonly conversation: ReadonlyMap<number, number>;
  readonly tenant: number;
} {
  const byConversation = new Map<string, number[]>();
  for (const { conversationId, at } of sent)
    byConversation.set(conversationId, [...(byConversation.get(conversationId) ?? []), at]);
  const conversation = new Map(
    conversationLimits.map(({ withinMs }) => [
      withinMs,
      Math.max(0, ...[...byConversation.values()].map((times) => peak(times, withinMs))),
    ]),
  );
  return {
    conversation,
    tenant: peak(
      sent.map(({ at }) => at),
      tenantLimit.withinMs,
    ),
  };
}
