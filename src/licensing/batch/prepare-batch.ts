import type { GraphApi, GraphGroup, GraphProgressCounts } from '../../graph/api';
import { isGuid } from '../../graph/guid';
import type { Store } from '../../store/contract';
import type { Catalog } from '../catalog';
import type { Change, ChangeFailure, Forecast } from '../change';
import { isPlanned } from '../change-states';
import { notAssignable } from '../eligibility';
import { hasProduct, isDynamic } from '../groups';
import type { Asking } from '../prepare';
import type { Product } from '../product';
import { withHeldSeats } from '../seats';
import { mostGroups, nameOfGroups, type Batch, type BatchGroup, type LeftOut } from './batch';
import { seatBounds } from './union';

type Deps = {
  readonly graph: Pick<GraphApi, 'organization' | 'pollCounts' | 'pollGroups'>;
  readonly catalog: Pick<Catalog, 'products'>;
  readonly store: Pick<Store, 'changes'>;
  readonly now: () => Date;
};

/** Round trips at the same time; whoever typed the list waits for their answers. */
const atOnce = 5;

/**
 * Looks at all groups of a list and, when the product can be given to one of them, stores a draft for these with the
 * counts of each. Groups that have it, or are about to, are named and left out.
 * @param groupIds as they came from a card or a text; what is no id or no group is left out unsaid
 */
export async function prepareBatch(
  deps: Deps,
  asked: Omit<Asking, 'groupId'>,
  { skuId, groupIds }: { readonly skuId: string; readonly groupIds: readonly string[] },
): Promise<{ readonly draft: Change } | { readonly failure: ChangeFailure }> {
  const ids = [...new Set(groupIds.map((id) => id.toLowerCase()).filter(isGuid))];
  if (ids.length > mostGroups) return { failure: tooMany(ids.length) };
  const product = (await deps.catalog.products()).find((each) => each.skuId === skuId);
  if (!product) return { failure: productGone };
  if (!product.assignable) return { failure: notAssignable(product) };
  const found = await inParts(ids, (part) => deps.graph.pollGroups(part));
  const there = ids.flatMap((id) => found.get(id) ?? []);
  const why = await obstacles(deps, asked.tenantId, there, skuId);
  const fit = there.filter(({ id }) => !why.has(id));
  const leftOut = there.flatMap(({ id, displayName }) => {
    const reason = why.get(id);
    return reason ? [{ name: displayName, why: reason }] : [];
  });
  if (fit.length === 0) return { failure: noneLeft(product, leftOut) };
  const [counts, { usageLocation }] = await Promise.all([
    inParts(
      fit.map(({ id }) => id),
      (part) => deps.graph.pollCounts(part.map((groupId) => ({ groupId, skuId }))),
    ),
    deps.graph.organization(),
  ]);
  const groups = fit.map((group): BatchGroup => {
    const { directUsers, withProduct } = counts.get(`${group.id}/${skuId}`) ?? nobody;
    const { id, displayName: name } = group;
    return { id, name, members: directUsers, holders: Math.min(withProduct, directUsers) };
  });
  const now = deps.now();
  const batch: Batch = { groups, leftOut, atLeast: seatBounds(groups).atLeast };
  const given = { skuId: product.skuId, name: product.name };
  const counted = countsOfAll({
    groups,
    found: fit,
    counts: [...counts.values()],
    available: product.available,
    tenantUsageLocation: usageLocation,
    now,
  });
  const forecast = await withHeldSeats(deps, { tenantId: asked.tenantId, product: given }, counted);
  const { tenantId, asker, conversationId, locale, schedule } = asked;
  const draft = await deps.store.changes.create(
    {
      tenantId,
      kind: 'assign',
      group: { id: '', name: nameOfGroups(groups) },
      product: given,
      edit: { add: [{ ...given, disabledPlans: [] }], remove: [] },
      batch,
      origin: {},
      asker,
      conversationId,
      locale,
      forecast,
      schedule: schedule ?? null,
    },
    now,
    {
      at: now.toISOString(),
      kind: 'asked',
      actor: asker.id,
      data: { forecast, groups: groups.map(({ id, name }) => ({ id, name })) },
    },
  );
  return { draft };
}

/** What counts say of all groups together, at most; `atLeast` of the batch says the other end. */
export function countsOfAll(all: {
  readonly groups: readonly BatchGroup[];
  readonly found: readonly GraphGroup[];
  readonly counts: readonly GraphProgressCounts[];
  /** Seats that are free. */
  readonly available: number;
  readonly tenantUsageLocation: string;
  readonly now: Date;
}): Forecast {
  const { groups, found, counts, available, tenantUsageLocation, now } = all;
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
  return {
    members: sum(groups.map(({ members }) => members)),
    alreadyLicensed: sum(groups.map(({ holders }) => holders)),
    errorsBefore: sum(counts.map(({ withErrors }) => withErrors)),
    seatsNeeded: seatBounds(groups).atMost,
    seatsAvailable: available,
    nestedOnly: 0,
    nestedGroups: [],
    nestedGroupCount: 0,
    // Not counted for so many groups; the forecast of each member knows.
    withoutUsageLocation: 0,
    tenantUsageLocation,
    dynamic: found.some(isDynamic),
    synced: found.some((group) => group.onPremisesSyncEnabled),
    roleAssignable: found.some((group) => group.isAssignableToRole),
    madeAt: now.toISOString(),
  };
}

/** Why groups cannot be given the product, or need not be, by id. */
async function obstacles(
  deps: Pick<Deps, 'store'>,
  tenantId: string,
  groups: readonly GraphGroup[],
  skuId: string,
): Promise<ReadonlyMap<string, LeftOut>> {
  const why = new Map<string, LeftOut>();
  for (const group of groups) {
    if (hasProduct(group, skuId)) why.set(group.id, 'has-license');
    else if (!group.securityEnabled) why.set(group.id, 'not-licensable');
  }
  const free = groups.map(({ id }) => id).filter((id) => !why.has(id));
  for (const { group, kind, state, product } of await deps.store.changes.begunFor(tenantId, free)) {
    if (kind === 'assign' && product.skuId === skuId) {
      why.set(group.id, isPlanned(state) ? 'planned' : 'running');
    }
  }
  return why;
}

/** Asks for parts of a list at the same time and puts the answers together. */
export async function inParts<Value>(
  ids: readonly string[],
  ask: (part: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): Promise<ReadonlyMap<string, Value>> {
  const size = Math.max(1, Math.ceil(ids.length / atOnce));
  const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
  return new Map((await Promise.all(parts.map(ask))).flatMap((part) => [...part]));
}

const nobody = { directUsers: 0, withProduct: 0 };

const productGone: ChangeFailure = {
  code: 'product.gone',
  sentence: 'Your organization does not own this license any more. Choose another license.',
};

/** @param count how many groups were named */
export function tooMany(count: number): ChangeFailure {
  return {
    code: 'batch.too-many',
    sentence: `These are ${count} groups. At most ${mostGroups} can be given a license at once: split the list.`,
  };
}

function noneLeft({ name }: Product, leftOut: Batch['leftOut']): ChangeFailure {
  const all = (why: LeftOut): boolean => leftOut.every((each) => each.why === why);
  const sentence =
    leftOut.length === 0
      ? 'None of these groups exists in the directory any more.'
      : all('has-license')
        ? `Every one of these groups has ${name} already.`
        : all('not-licensable')
          ? 'Entra cannot assign licenses through any of these groups, because none is security-enabled.'
          : `None of these groups is left: each has ${name}, is about to get it, or is not security-enabled.`;
  return { code: 'batch.nothing-left', sentence };
}
