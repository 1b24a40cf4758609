import type { GraphApi } from '../graph/api';
import type { Losing } from './shapes';

/** Members that are looked at one by one while somebody waits: one page. */
const mostAtOnce = 999;

/**
 * Who loses a product that is taken away: those who hold it from this group and from nowhere else. Graph counts holders
 * but no sources, so only the members of a group of ordinary size can be told apart at once.
 * @param counts members of the group, and how many of them hold the product from whatever source
 */
export async function whoLoses(
  graph: Pick<GraphApi, 'members'>,
  groupId: string,
  skuId: string,
  counts: { readonly members: number; readonly holders: number },
): Promise<Losing> {
  if (counts.members > mostAtOnce) return { holders: counts.holders, keepElsewhere: null };
  const { items, next } = await graph.members(groupId);
  if (next) return { holders: counts.holders, keepElsewhere: null };
  const sources = items.map((member) =>
    member.licenseAssignmentStates.filter((row) => row.skuId === skuId && row.state.startsWith('Active')),
  );
  return {
    holders: sources.filter((rows) => rows.length > 0).length,
    keepElsewhere: sources.filter((rows) => rows.some((row) => row.assignedByGroup !== groupId)).length,
  };
}
