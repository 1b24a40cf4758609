import type { GraphProgressCounts } from './api';
import { wasRefused, type InnerRequest } from './batch';
import { countIn, errorsIn, failing, holders, people } from './count-reads';
import { GraphError } from './errors';
import type { GraphWire } from './lists';
import { countOf } from './normalise';
import { requireGuid } from './odata';
import type { GraphCallName } from './permissions';

/** Direct user members by group id as it was asked. */
export function readDirectUserTotals(
  wire: GraphWire,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return totals(wire, 'directUserTotals', groupIds, people);
}

/** Members in error by group id as it was asked. */
export function readErrorTotals(
  wire: GraphWire,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return totals(wire, 'errorTotals', groupIds, failing);
}

/** A group that cannot be counted is left out, because the number is only decoration in a list. */
async function totals(
  wire: GraphWire,
  call: GraphCallName,
  groupIds: readonly string[],
  read: (groupId: string) => InnerRequest,
): Promise<ReadonlyMap<string, number>> {
  const asked = [...new Set(groupIds)].map((id) => ({ id, group: requireGuid(id, 'group') }));
  const reads = new Map(asked.map(({ group }) => [group, read(group)]));
  const answers = await wire.batch(call, [...reads.values()]);
  const totals = new Map<string, number>();
  for (const { id, group } of asked) {
    const outcome = answers.get(read(group).id);
    const count = outcome === undefined || outcome instanceof GraphError ? undefined : countOf(outcome.body);
    if (count !== undefined) totals.set(id, count);
  }
  return totals;
}

/** Progress of several (group, product) pairs, keyed as they were asked: `groupId/skuId`. A deleted group is left out. */
export async function pollCounts(
  wire: GraphWire,
  pairs: readonly { readonly groupId: string; readonly skuId: string }[],
): Promise<ReadonlyMap<string, GraphProgressCounts>> {
  const call = 'pollCounts';
  const asked = pairs.map((pair) => ({
    key: `${pair.groupId}/${pair.skuId}`,
    group: requireGuid(pair.groupId, 'group'),
    sku: requireGuid(pair.skuId, 'product'),
  }));
  // Two products of one group share two of their three counts.
  const reads = new Map(
    asked
      .flatMap(({ group, sku }) => [people(group), holders(group, sku), failing(group)])
      .map((read) => [read.id, read]),
  );
  const answers = await wire.batch(call, [...reads.values()]);
  const counts = new Map<string, GraphProgressCounts>();
  for (const { key, group, sku } of asked) {
    const ids = [people(group).id, holders(group, sku).id, failing(group).id];
    if (ids.some((id) => wasRefused(answers, id, 404))) continue;
    counts.set(key, {
      directUsers: countIn(answers, people(group).id),
      withProduct: countIn(answers, holders(group, sku).id),
      withErrors: await errorsIn(wire, call, answers, group),
    });
  }
  return counts;
}
