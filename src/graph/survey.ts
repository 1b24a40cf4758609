import type { GraphMemberCounts, GraphSurvey } from './api';
import { answerTo, wasRefused, type BatchAnswers, type InnerRequest } from './batch';
import { countIn, errorsIn, failing, holders, people } from './count-reads';
import { notUnderstood } from './error-map';
import { groupOf } from './groups';
import { pageOf, uniqueById, type GraphWire } from './lists';
import { guid, text, whole } from './normalise';
import { query, requireGuid } from './odata';
import { GROUP_FIELDS, present, toOrganization, toSku } from './shapes';
import { ORGANIZATION_PATH, SKUS_PATH, uniqueSkus } from './tenant';

const NESTED_SHOWN = 5;
const call = 'survey';

/**
 * Everything that the summary of a forecast needs to know, in one round trip for up to 11 products, whatever the size
 * of the group: numbers are counted by Graph.
 */
export async function readSurvey(
  wire: GraphWire,
  rawGroup: string,
  rawSkus: readonly string[],
): Promise<GraphSurvey> {
  const group = requireGuid(rawGroup, 'group');
  const skus = [...new Set(rawSkus.map((sku) => requireGuid(sku, 'product')))];
  const nested = { select: 'id,displayName', top: NESTED_SHOWN, count: true } as const;
  const answers = await wire.batch(call, [
    { id: 'group', path: `/groups/${group}${query({ select: GROUP_FIELDS })}` },
    { id: 'skus', path: SKUS_PATH },
    { id: 'organization', path: ORGANIZATION_PATH },
    people(group),
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
    ...skus.map((sku) => holders(group, sku)),
  ]);
  const [organization] = present(listIn(wire, answers, 'organization').map(toOrganization));
  if (organization === undefined) throw notUnderstood('no organization', 200, false);
  const known = !wasRefused(answers, 'group', 404);
  const { body, status } = known ? answerTo(answers, 'group') : { body: undefined, status: 404 };
  return {
    group: known ? groupOf(body, status) : undefined,
    skus: uniqueSkus(present(listIn(wire, answers, 'skus').map(toSku))),
    organization,
    counts: known ? await countsIn(wire, answers, group, skus) : undefined,
  };
}

/** How many direct members hold each of some products, from whatever source; a product that cannot be counted is left out. */
export async function readHolders(
  wire: GraphWire,
  rawGroup: string,
  rawSkus: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const group = requireGuid(rawGroup, 'group');
  const reads = new Map<string, InnerRequest>(
    rawSkus.map((raw) => requireGuid(raw, 'product')).map((sku) => [sku, holders(group, sku)]),
  );
  const answers = await wire.batch('holders', [...reads.values()]);
  return new Map(
    [...reads]
      .filter(([, { id }]) => !wasRefused(answers, id, 400))
      .map(([sku, { id }]) => [sku, countIn(answers, id)]),
  );
}

async function countsIn(
  wire: GraphWire,
  answers: BatchAnswers,
  group: string,
  skus: readonly string[],
): Promise<GraphMemberCounts> {
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
    holders: new Map(skus.map((sku) => [sku, countIn(answers, holders(group, sku).id)])),
    withErrors: await errorsIn(wire, call, answers, group),
    // Not every tenant counts a missing property.
    withoutUsageLocation: wasRefused(answers, 'nowhere', 400) ? undefined : countIn(answers, 'nowhere'),
    transitiveUsers: countIn(answers, 'everybody'),
    nestedGroups: nestedGroups.slice(0, NESTED_SHOWN),
    nestedGroupCount: Math.max(nestedGroups.length, whole(inside.count)),
  };
}

function listIn(wire: GraphWire, answers: BatchAnswers, id: string) {
  return pageOf(wire, answerTo(answers, id).body).items;
}
