import type { GraphAssignedLicense, GraphGroup } from '../graph/api';
import type { Change, Edit } from './change';

/** Every product that an edit gives, alters or takes away. */
export function productsOf({ add, remove }: Edit): readonly string[] {
  return [...add, ...remove].map(({ skuId }) => skuId);
}

/** Whether a change has to do with one of these products. */
export function touchesAny({ edit }: Pick<Change, 'edit'>, skuIds: readonly string[]): boolean {
  return productsOf(edit).some((skuId) => skuIds.includes(skuId));
}

/** The edit in Graph's words. */
export function toGraphEdit({ add, remove }: Edit): {
  readonly add: readonly GraphAssignedLicense[];
  readonly remove: readonly string[];
} {
  return {
    add: add.map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans })),
    remove: remove.map(({ skuId }) => skuId),
  };
}

/** What would be on the group after an edit. */
export function afterEdit(
  before: readonly GraphAssignedLicense[],
  edit: Edit,
): readonly GraphAssignedLicense[] {
  const touched = productsOf(edit);
  return [...before.filter(({ skuId }) => !touched.includes(skuId)), ...toGraphEdit(edit).add];
}

/**
 * The group's licenses are as a change wants them. Where products come or go, their presence decides, because Entra may
 * turn a plan off by itself; where plans are the point, they must be exactly those.
 */
export function isAsWanted(
  { kind, edit }: Pick<Change, 'kind' | 'edit'>,
  group: Pick<GraphGroup, 'assignedLicenses'>,
): boolean {
  const has = new Map(group.assignedLicenses.map((license) => [license.skuId, license.disabledPlans]));
  return (
    edit.remove.every(({ skuId }) => !has.has(skuId)) &&
    edit.add.every(({ skuId, disabledPlans }) => {
      const off = has.get(skuId);
      return off !== undefined && (kind !== 'plans' || samePlans(off, disabledPlans));
    })
  );
}

/** Giving a license, and not as the undoing of something. */
export function isAssign({ kind, origin }: Pick<Change, 'kind' | 'origin'>): boolean {
  return kind === 'assign' && origin.undoes === undefined;
}

/** Giving a license and nothing besides. */
export function isPlainAssign(change: Pick<Change, 'kind' | 'origin'>): boolean {
  return isAssign(change) && change.origin.needs === undefined;
}

/** Whether two lists name the same plans, in whatever order. */
export function samePlans(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && [...a].every((plan) => b.has(plan));
}
