import type { GroupFailures } from '../../licensing/repair/read-failures';
import { knownPlanNames } from '../../licensing/rules/known-plan-facts';
import { productMap } from '../../licensing/rules/template';
import type { Desk } from '../turn';
import type { Naming } from '../views/errors/reason-words';

/** Names for everything that stands in the reasons of a group's failures. */
export async function namesFor(
  desk: Pick<Desk, 'graph' | 'catalog'>,
  { group, products, causes }: GroupFailures,
): Promise<Naming> {
  const plans = new Map(products.flatMap((product) => product.plans.map(({ id, name }) => [id, name])));
  const owned = productMap(products);
  const { names } = desk.catalog;
  const sources = causes.flatMap(({ reasons }) =>
    reasons.map(({ reason }) =>
      reason.kind === 'conflict' ? reason.other.from : reason.kind === 'needed' ? reason.from : '',
    ),
  );
  const others = [...new Set(sources)].filter((id) => id !== '' && id !== group.id);
  const groups = others.length > 0 ? await desk.graph.groupNames(others) : new Map<string, string>();
  return {
    groupId: group.id,
    products: owned,
    product: (skuId) => owned.get(skuId)?.name ?? names.product(skuId, ''),
    plan: (id) => plans.get(id) ?? names.plan(id, knownPlanNames.get(id) ?? ''),
    group: (id) => groups.get(id) ?? '',
  };
}
