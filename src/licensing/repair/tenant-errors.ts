import type { GraphApi, GraphGroup } from '../../graph/api';
import { isBusy } from '../groups';
import type { Product } from '../product';

/** A group with members in error. */
export interface GroupInError {
  readonly id: string;
  readonly name: string;
  /** Entra has not finished with it. */
  readonly busy: boolean;
}

/** A group that carries a product which the tenant does not own any more. */
export interface Orphan {
  readonly groupId: string;
  readonly groupName: string;
  readonly skuId: string;
}

export interface TenantErrors {
  readonly groups: readonly GroupInError[];
  readonly orphans: readonly Orphan[];
}

/** Twenty thousand licensed groups: more than Microsoft allows dynamic ones. */
const mostPages = 20;

/** Everything in the tenant that is in error, by name of the group. */
export async function readTenantErrors(
  graph: Pick<GraphApi, 'licensedGroups' | 'groupIdsWithErrors' | 'groupNames'>,
  products: readonly Pick<Product, 'skuId'>[],
): Promise<TenantErrors> {
  const [licensed, inError] = await Promise.all([licensedGroups(graph), graph.groupIdsWithErrors()]);
  const known = new Map(licensed.map((group) => [group.id, group]));
  // What was taken off a group may still be in error on its members: then it is not among the licensed ones.
  const others = [...inError].filter((id) => !known.has(id));
  const names = others.length > 0 ? await graph.groupNames(others) : new Map<string, string>();
  const groups = [...inError].map((id): GroupInError => {
    const group = known.get(id);
    return {
      id,
      name: group?.displayName ?? names.get(id) ?? id,
      busy: group !== undefined && isBusy(group),
    };
  });
  return {
    groups: groups.sort((one, other) => byName(one.name, other.name) || (one.id < other.id ? -1 : 1)),
    orphans: findOrphans(licensed, products),
  };
}

/** Products on groups that no subscription of the tenant brings any more. */
export function findOrphans(
  licensed: readonly GraphGroup[],
  owned: readonly Pick<Product, 'skuId'>[],
): readonly Orphan[] {
  const known = new Set(owned.map(({ skuId }) => skuId));
  return licensed
    .flatMap(({ id, displayName, assignedLicenses }) =>
      assignedLicenses
        .filter(({ skuId }) => !known.has(skuId))
        .map(({ skuId }) => ({ groupId: id, groupName: displayName, skuId })),
    )
    .sort((one, other) => byName(one.groupName, other.groupName));
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en');
}

async function licensedGroups(graph: Pick<GraphApi, 'licensedGroups'>): Promise<readonly GraphGroup[]> {
  const found = new Map<string, GraphGroup>();
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next: more } = await graph.licensedGroups(next);
    for (const group of items) found.set(group.id, group);
    if (!more) break;
    next = more;
  }
  return [...found.values()];
}
