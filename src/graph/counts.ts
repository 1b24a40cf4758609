import type { GraphMemberCounts } from './api';
import { answerTo, wasRefused } from './batch';
import { countIn, errorsIn, failing, holders, people } from './count-reads';
import { pageOf, uniqueById, type GraphWire } from './lists';
import { guid, text, whole } from './normalise';
import { query, requireGuid } from './odata';
import { present } from './shapes';

const NESTED_SHOWN = 5;

/** Everything that a forecast needs to know about the size of a group, in one round trip. */
export async function readMemberCounts(
  wire: GraphWire,
  rawGroup: string,
  rawSku: string,
): Promise<GraphMemberCounts> {
  const call = 'memberCounts';
  const group = requireGuid(rawGroup, 'group');
  const sku = requireGuid(rawSku, 'product');
  const nested = { select: 'id,displayName', top: NESTED_SHOWN, count: true } as const;
  const answers = await wire.batch(call, [
    people(group),
    holders(group, sku),
    failing(group),
    {
      id: 'nowhere',
      path: `/groups/${group}/members/microsoft.graph.user/$count${query({ filter: 'usageLocation eq null' })}`,
      eventual: true,
    },
    {
      id: 'everybody',
      path: `/groups/${group}/transitiveMembers/microsoft.graph.user/$count`,
      eventual: true,
    },
    { id: 'nested', path: `/groups/${group}/members/microsoft.graph.group${query(nested)}`, eventual: true },
  ]);
  const inside = pageOf(wire, answerTo(answers, 'nested').body);
  const nestedGroups = uniqueById(
    present(
      inside.items.map((raw) =>
        guid(raw['id']) ? { id: guid(raw['id']), displayName: text(raw['displayName']) } : undefined,
      ),
    ),
  );
  return {
    directUsers: countIn(answers, people(group).id),
    withProduct: countIn(answers, holders(group, sku).id),
    withErrors: await errorsIn(wire, call, answers, group),
    // Not every tenant counts a missing property; then the forecast reads the members instead.
    withoutUsageLocation: wasRefused(answers, 'nowhere', 400) ? undefined : countIn(answers, 'nowhere'),
    transitiveUsers: countIn(answers, 'everybody'),
    nestedGroups: nestedGroups.slice(0, NESTED_SHOWN),
    nestedGroupCount: Math.max(nestedGroups.length, whole(inside.count)),
  };
}
