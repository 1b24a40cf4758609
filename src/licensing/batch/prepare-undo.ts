import type { GraphApi, GraphGroup, GraphProgressCounts } from '../../graph/api';
import type { Store } from '../../store/contract';
import type { Catalog } from '../catalog';
import type { Change, ChangeFailure, Edit, Forecast } from '../change';
import { isFinal } from '../change-states';
import { afterEdit, productsOf } from '../edit';
import { checkEdit } from '../eligibility';
import { planEffect } from '../plan-effect';
import { plannedAmong, runningAmong, type Asking } from '../prepare';
import type { Product } from '../product';
import { withHeldSeats } from '../seats';
import { notEnded } from '../undo';
import { meaningOf, type Meant } from '../want';
import { nameOfGroups, type BatchChange, type BatchGroup, type LeftOutGroup } from './batch';
import { countsOfAll, inParts } from './prepare-batch';
import { seatBounds } from './union';

type Deps = {
  readonly graph: Pick<GraphApi, 'organization' | 'pollCounts' | 'pollGroups'>;
  readonly catalog: Pick<Catalog, 'products' | 'names'>;
  readonly store: Pick<Store, 'changes'>;
  readonly now: () => Date;
};

/** Changes of a group that are looked through for who altered it since. */
const mostRead = 500;

/** A group of the batch that can be put back. */
interface Fit {
  readonly group: GraphGroup;
  /** Its own change, which is undone. */
  readonly change: Change;
  readonly meant: Meant;
}

/**
 * Looks at all groups of a batch that ended and, when one of them can be put back, stores a draft that does so for each
 * by the rules of a single undo. Those that cannot are left out with their reasons, and are no hindrance to the others.
 */
export async function prepareBatchUndo(
  deps: Deps,
  asked: Omit<Asking, 'groupId'>,
  batch: BatchChange,
): Promise<
  { readonly draft: Change } | { readonly failure: ChangeFailure; readonly leftOut: readonly LeftOutGroup[] }
> {
  if (!isFinal(batch.state)) return { failure: notEnded(batch), leftOut: [] };
  const children = await deps.store.changes.childrenOf(batch.id);
  const { fit, leftOut, products } = await sortOut(deps, asked.tenantId, children);
  const [first] = fit;
  if (!first) return { failure: noneBack(batch), leftOut };
  // What was the same for all groups is undone by the same: one product comes, or goes.
  const { kind, product } = first.meant;
  const { skuId } = product;
  const [counts, { usageLocation }] = await Promise.all([
    inParts(
      fit.map(({ group }) => group.id),
      (part) => deps.graph.pollCounts(part.map((groupId) => ({ groupId, skuId }))),
    ),
    deps.graph.organization(),
  ]);
  const groups = fit.map((each) => groupOf(each, counts.get(`${each.group.id}/${skuId}`)));
  const edit: Edit =
    kind === 'remove'
      ? { add: [], remove: [product] }
      : { add: [{ ...product, disabledPlans: [] }], remove: [] };
  const now = deps.now();
  const owned = products.find((each) => each.skuId === skuId);
  const counted = countsOfAll({
    groups,
    found: fit.map(({ group }) => group),
    counts: [...counts.values()],
    available: owned?.available ?? 0,
    tenantUsageLocation: usageLocation,
    now,
  });
  const { tenantId, asker, conversationId, locale } = asked;
  const forecast =
    kind === 'remove'
      ? { ...counted, ...lossOf(groups, skuId, products) }
      : await withHeldSeats(deps, { tenantId, product }, counted);
  const draft = await deps.store.changes.create(
    {
      tenantId,
      kind,
      group: { id: '', name: nameOfGroups(groups) },
      product,
      edit,
      batch: { groups, leftOut, atLeast: kind === 'remove' ? 0 : seatBounds(groups).atLeast },
      origin: { undoes: batch.number },
      asker,
      conversationId,
      locale,
      forecast,
      schedule: null,
    },
    now,
    {
      at: now.toISOString(),
      kind: 'asked',
      actor: asker.id,
      data: { forecast, groups: groups.map(({ id, name }) => ({ id, name })), leftOut },
    },
  );
  return { draft };
}

/** Which groups can be put back, and why the others cannot. */
async function sortOut(
  deps: Deps,
  tenantId: string,
  children: readonly Change[],
): Promise<{
  readonly fit: readonly Fit[];
  readonly leftOut: readonly LeftOutGroup[];
  readonly products: readonly Product[];
}> {
  const ids = children.map(({ group }) => group.id);
  const [found, begun, products] = await Promise.all([
    inParts(ids, (part) => deps.graph.pollGroups(part)),
    deps.store.changes.begunFor(tenantId, ids),
    deps.catalog.products(),
  ]);
  const fit: Fit[] = [];
  const leftOut: LeftOutGroup[] = [];
  for (const change of children) {
    const group = found.get(change.group.id);
    const others = begun.filter((each) => each.group.id === change.group.id);
    const meant = await meantBy(deps, change, group, products);
    const failure = 'failure' in meant ? meant.failure : hindrance(meant, group, others, products);
    if (group && !failure && !('failure' in meant)) fit.push({ group, change, meant });
    else if (failure) {
      const name = group?.displayName ?? change.group.name;
      leftOut.push({ name, why: 'not-undone', reason: failure.sentence });
    }
  }
  return { fit, leftOut, products };
}

/** What undoing the change of one group comes to; who altered the group since is looked up only where somebody did. */
async function meantBy(
  deps: Deps,
  change: Change,
  group: GraphGroup | undefined,
  products: readonly Product[],
): Promise<ReturnType<typeof meaningOf>> {
  const nameOf = (skuId: string): string =>
    products.find((product) => product.skuId === skuId)?.name ?? deps.catalog.names.product(skuId, '');
  const meaning = (later: readonly Change[]) =>
    meaningOf({ kind: 'undo', change, later }, group, products, nameOf);
  const meant = meaning([]);
  if (!('failure' in meant) || !group || change.before === null) return meant;
  const all = await deps.store.changes.ofGroup(change.tenantId, change.group.id, mostRead);
  return meaning(all.filter(({ number }) => number > change.number));
}

/** What stands in the way of any change of the group. */
function hindrance(
  meant: Meant,
  group: GraphGroup | undefined,
  others: readonly Change[],
  products: readonly Product[],
): ChangeFailure | undefined {
  const target = checkEdit(meant, group, products);
  if ('failure' in target) return target.failure;
  const running = runningAmong(others, productsOf(meant.edit));
  return running ?? (meant.kind === 'assign' ? plannedAmong(others, meant.product.skuId) : undefined);
}

function groupOf({ group, change, meant }: Fit, counts: GraphProgressCounts | undefined): BatchGroup {
  const { directUsers = 0, withProduct = 0 } = counts ?? {};
  return {
    id: group.id,
    name: group.displayName,
    members: directUsers,
    holders: Math.min(withProduct, directUsers),
    back: { edit: meant.edit, undoes: change.number },
    // Who had it from elsewhere when it was given has it from there still, as far as was seen.
    ...(meant.kind === 'remove' ? { keep: change.outcome?.alreadyHad ?? 0 } : {}),
  };
}

/** Of a removal: who loses it at most, and what is in it. */
function lossOf(
  groups: readonly BatchGroup[],
  skuId: string,
  products: readonly Product[],
): Partial<Forecast> {
  const had = [{ skuId, disabledPlans: [] }];
  const gone = afterEdit(had, { add: [], remove: [{ skuId, name: '' }] });
  const sum = (of: (group: BatchGroup) => number): number => groups.reduce((all, each) => all + of(each), 0);
  return {
    alreadyLicensed: sum(({ keep = 0 }) => keep),
    seatsNeeded: 0,
    losing: { holders: sum(({ holders }) => holders), keepElsewhere: null },
    plans: planEffect(had, gone, products),
  };
}

function noneBack({ number }: Pick<Change, 'number'>): ChangeFailure {
  return {
    code: 'undo.none',
    sentence: `None of the groups of change ${number} can be put back to what it had before.`,
  };
}
