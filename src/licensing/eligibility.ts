import type { GraphAssignedLicense, GraphGroup } from '../graph/api';
import type { Change, ChangeFailure } from './change';
import { samePlans } from './edit';
import { groupKind, hasProduct } from './groups';
import type { Product } from './product';

/**
 * Whether a product can be assigned through a group, before it is tried.
 * Entra gives licenses only through groups that are security-enabled, and only products that are owned and usable.
 * @param extending the group may have the product: it is to keep it for longer
 */
export function checkTarget(
  group: GraphGroup | undefined,
  product: Product | undefined,
  extending = false,
): Target {
  const failure = obstacle(group, product, extending);
  return failure || !group || !product ? { failure: failure ?? gone } : { group, product };
}

/**
 * Whether a group can be edited as a change wants. What is taken away need not be usable or even owned any more: what is
 * left of an ended subscription can be removed like any other.
 * @param catalog what the tenant owns now
 */
export function checkEdit(
  { kind, edit }: Pick<Change, 'kind' | 'edit'>,
  group: GraphGroup | undefined,
  catalog: readonly Product[],
): { readonly group: GraphGroup } | { readonly failure: ChangeFailure } {
  if (!group) return { failure: edit.add.length > 0 ? gone : nothingLeft };
  const missing = edit.remove.find(({ skuId }) => !hasProduct(group, skuId));
  if (missing && kind === 'swap') return { failure: hasNot(missing.name) };
  for (const { skuId, name } of edit.add) {
    if (kind === 'plans' && !hasProduct(group, skuId)) return { failure: hasNot(name) };
    const product = catalog.find((each) => each.skuId === skuId);
    const had = edit.basis?.some((license) => license.skuId === skuId) ?? false;
    const target = checkTarget(group, product, kind === 'plans' || had);
    if (target.failure) return target;
  }
  const moved = edit.basis?.some((was) => !group.assignedLicenses.some((is) => isSameLicense(was, is)));
  return moved ? { failure: movedSince } : { group };
}

/** What an edit was made from is not there any more. Right after another write this may be an old reading. */
export const movedSince: ChangeFailure = {
  code: 'group.moved-since',
  sentence:
    'Somebody altered the apps of this license on the group after this was asked, so nothing was changed. Ask again.',
};

function isSameLicense(one: GraphAssignedLicense, other: GraphAssignedLicense): boolean {
  return one.skuId === other.skuId && samePlans(one.disabledPlans, other.disabledPlans);
}

function hasNot(name: string): ChangeFailure {
  return {
    code: 'group.has-not-license',
    sentence: `This group does not have ${name} any more, so there is nothing to change.`,
  };
}

const nothingLeft: ChangeFailure = {
  code: 'group.gone',
  sentence: 'This group no longer exists in the directory, so there is nothing to take away from it.',
};

/** A group and a product that fit together, or what stands in the way. */
export type Target =
  | { readonly group: GraphGroup; readonly product: Product; readonly failure?: undefined }
  | { readonly failure: ChangeFailure };

export const gone: ChangeFailure = {
  code: 'group.gone',
  sentence: 'This group no longer exists in the directory. Choose another group.',
};

function obstacle(
  group: GraphGroup | undefined,
  product: Product | undefined,
  extending: boolean,
): ChangeFailure | null {
  if (!group) return gone;
  if (!product) {
    return {
      code: 'product.gone',
      sentence: 'Your organization does not own this license any more. Choose another license.',
    };
  }
  if (!product.assignable) return notAssignable(product);
  if (!group.securityEnabled) {
    return {
      code: 'group.not-security-enabled',
      sentence: `Entra cannot assign licenses through this ${groupKind(group)}, because it is not security-enabled. Use a security group, or a Microsoft 365 group that is security-enabled.`,
    };
  }
  if (!extending && hasProduct(group, product.skuId)) {
    return {
      code: 'group.has-license',
      sentence: `This group has ${product.name} already. Its status shows whether every member got it.`,
    };
  }
  return null;
}

/** Why a product that is owned cannot be given to people. */
export function notAssignable(product: Product): ChangeFailure {
  return {
    code: 'product.not-assignable',
    sentence:
      product.state === 'ok' || product.state === 'warning'
        ? `${product.name} applies to the whole organization and cannot be assigned to people.`
        : `${product.name} cannot be assigned because its subscription is ${stateWords[product.state]}. Renew it in the Microsoft 365 admin center first.`,
  };
}

const stateWords = { suspended: 'suspended', 'locked-out': 'locked out', deleted: 'deleted' } as const;
