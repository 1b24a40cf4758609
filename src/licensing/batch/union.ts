import type { BatchGroup } from './batch';

/**
 * How many people of several groups need a seat, as far as counts can say: nobody twice if no two groups share a
 * member, and no fewer than in the group with the most of them. How many exactly takes a look at each member.
 */
export function seatBounds(groups: readonly Pick<BatchGroup, 'members' | 'holders'>[]): {
  readonly atMost: number;
  readonly atLeast: number;
} {
  const without = groups.map(({ members, holders }) => Math.max(0, members - holders));
  return { atMost: without.reduce((sum, each) => sum + each, 0), atLeast: Math.max(0, ...without) };
}
