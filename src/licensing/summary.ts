import type { GraphApi, GraphGroup } from '../graph/api';
import { isGuid } from '../graph/guid';
import { toCatalog, type Catalog } from './catalog';
import type { Edit, Forecast } from './change';
import { afterEdit, productsOf, toGraphEdit } from './edit';
import { makeForecast } from './forecast';
import { hasProduct } from './groups';
import { whoLoses } from './losing';
import { planEffect } from './plan-effect';
import type { Product } from './product';
import { knownPlanFacts } from './rules/known-plan-facts';
import { findClash, type PlanFacts } from './rules/plan-facts';
import { planReader, productMap } from './rules/template';
import type { Losing } from './shapes';
import { namedUnmet, newlyUnmet } from './unmet';

/** What of Graph's answers a change of a group's licenses begins from. */
export interface Surveyed {
  /** undefined: there is no such group. */
  readonly group: GraphGroup | undefined;
  readonly products: readonly Product[];
  /** What an edit of this group would do, in numbers; undefined when the product that it is about is not owned. */
  forecast(about: string, edit: Edit): Promise<Forecast | undefined>;
}

interface SummaryDeps {
  readonly graph: Pick<GraphApi, 'survey' | 'holders' | 'members'>;
  readonly catalog: Pick<Catalog, 'names'>;
  readonly now: () => Date;
}

/** Products that are counted besides; Graph takes twenty in one `$batch`. */
const mostConflicting = 20;

/**
 * Reads everything that the summary of a forecast is made of in one round trip, whatever the size of the group; the
 * second one counts who holds what excludes a product that is to be given.
 * @param ids as they came from a card or a text: what is no id is an unknown group or product
 * @param facts what is known of service plans
 */
export async function surveyGroup(
  deps: SummaryDeps,
  ids: { readonly groupId: string; readonly skuIds: readonly string[] },
  facts: PlanFacts = knownPlanFacts,
): Promise<Surveyed> {
  if (!isGuid(ids.groupId)) return { group: undefined, products: [], forecast: async () => undefined };
  const { group, skus, organization, counts } = await deps.graph.survey(
    ids.groupId,
    ids.skuIds.filter(isGuid),
  );
  const products = toCatalog(skus, deps.catalog.names);
  return {
    group,
    products,
    forecast: async (about, edit) => {
      // What is only taken away need not be owned any more.
      const available = edit.add.length === 0 ? 0 : undefined;
      const seats = products.find(({ skuId }) => skuId === about)?.available ?? available;
      if (!group || seats === undefined || !counts) return undefined;
      const excluded = conflictingProducts(group, edit, products, facts);
      const also = edit.add.filter(({ skuId }) => skuId !== about && !hasProduct(group, skuId));
      const counted = [...excluded, ...also].map(({ skuId }) => skuId);
      const holders =
        counted.length > 0 ? await deps.graph.holders(group.id, counted) : new Map<string, number>();
      const base = makeForecast({
        group,
        product: { skuId: about, available: seats },
        counts,
        tenantUsageLocation: organization.usageLocation,
        now: deps.now(),
      });
      const [leaving] = edit.remove;
      const losing =
        leaving &&
        (await whoLoses(deps.graph, group.id, leaving.skuId, {
          members: counts.directUsers,
          holders: counts.holders.get(leaving.skuId) ?? 0,
        }));
      return {
        ...base,
        ...effectOf(group, edit, products, facts, losing),
        ...(also.length > 0
          ? {
              also: also.map(({ skuId, name }) => ({
                skuId,
                name,
                needed: Math.max(0, counts.directUsers - (holders.get(skuId) ?? 0)),
                available: products.find((product) => product.skuId === skuId)?.available ?? 0,
              })),
            }
          : {}),
        parts: partsOf(edit, products),
        conflicting: excluded
          .map(({ skuId, name }) => ({ skuId, name, holders: holders.get(skuId) ?? 0 }))
          .filter((each) => each.holders > 0)
          .sort((a, b) => b.holders - a.holders),
      };
    },
  };
}

function partsOf(edit: Edit, products: readonly Product[]): Forecast['parts'] {
  return Object.fromEntries(
    productsOf(edit).flatMap((id) =>
      products.filter(({ skuId }) => skuId === id).map(({ partNumber }) => [id, partNumber] as const),
    ),
  );
}

/** What there is to say besides of an edit that takes something away or switches apps. */
function effectOf(
  group: GraphGroup,
  edit: Edit,
  products: readonly Product[],
  facts: PlanFacts,
  losing: Losing | undefined,
): Partial<Forecast> {
  const had = new Set(group.assignedLicenses.map(({ skuId }) => skuId));
  const alters = edit.remove.length > 0 || edit.add.some(({ skuId }) => had.has(skuId));
  const chooses = edit.add.length > 1 || edit.add.some(({ disabledPlans }) => disabledPlans.length > 0);
  const after = afterEdit(group.assignedLicenses, edit);
  const unmet = namedUnmet(newlyUnmet(group.assignedLicenses, after, products, facts), products);
  if (!alters && !chooses) return unmet.length > 0 ? { unmet } : {};
  // Nobody needs a seat for what they only keep or lose. Of a removal those count as having it who keep it.
  const noSeats = edit.add.every(({ skuId }) => had.has(skuId));
  return {
    ...(noSeats ? { seatsNeeded: 0 } : {}),
    ...(edit.add.length === 0 ? { alreadyLicensed: losing?.keepElsewhere ?? 0 } : {}),
    ...(losing ? { losing } : {}),
    plans: planEffect(group.assignedLicenses, after, products),
    unmet,
  };
}

/**
 * Products of the tenant that exclude one that is to be given, as far as it can be told without looking at members.
 * Those of the group itself are none: Graph judges them when the change is written.
 */
export function conflictingProducts(
  group: Pick<GraphGroup, 'assignedLicenses'>,
  edit: Edit,
  products: readonly Product[],
  facts: PlanFacts,
): readonly Product[] {
  const plansOf = planReader(productMap(products));
  const given = toGraphEdit(edit).add.map(plansOf);
  const inGroup = new Set([
    ...productsOf(edit),
    ...afterEdit(group.assignedLicenses, edit).map(({ skuId }) => skuId),
  ]);
  return products
    .filter(({ skuId }) => !inGroup.has(skuId))
    .filter(({ skuId, used }) => {
      const plans = plansOf({ skuId, disabledPlans: [] });
      return used > 0 && given.some((mine) => findClash(facts, mine, plans) !== undefined);
    })
    .slice(0, mostConflicting);
}
