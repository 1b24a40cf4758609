import { isEffective, type Assignment, type Template, type Tenant, type User } from '../tenant';
import { addressFault, conflictFault, locationFault, seatFault } from './checks';
import { graphSentence, LicenseRefusal, type LicenseFault } from './license-fault';
import { missingDependency } from './plan-rules';
import { anyOf, type PlanSource } from './plans';
import { checkProducts } from './template';

/**
 * What a person would have after a direct change of their licenses. Here everything is judged at once, and a usage
 * location is not inherited.
 * @throws LicenseRefusal with the sentence that Graph answers
 */
export function nextAssignments(
  tenant: Tenant,
  user: User,
  add: readonly Template[],
  remove: readonly string[],
  now: number,
): readonly Assignment[] {
  checkProducts(tenant, add, remove);
  for (const skuId of remove) checkHeld(user, skuId);
  if (add.length > 0 && !user.usageLocation)
    throw new LicenseRefusal('License assignment cannot be done for user with invalid usage location.');

  const touched = new Set([...remove, ...add.map(({ skuId }) => skuId)]);
  const rest = user.assignments.filter(({ byGroup, skuId }) => byGroup !== null || !touched.has(skuId));
  const effective = rest.filter(isEffective);
  for (const template of add) {
    const others = [...effective, ...add.filter((each) => each !== template)];
    refuse(faultOf(tenant, user, template, others));
  }
  refuse(brokenBy(tenant, user.assignments.filter(isEffective), [...effective, ...add]));
  const given = add.map((template): Assignment => ({
    ...template,
    byGroup: null,
    state: 'Active',
    error: 'None',
    updatedAt: now,
  }));
  return [...rest, ...given];
}

function checkHeld(user: User, skuId: string): void {
  const rows = user.assignments.filter((each) => each.skuId === skuId);
  if (rows.some(({ byGroup }) => byGroup === null)) return;
  throw new LicenseRefusal(
    rows.length > 0
      ? 'User license is inherited from a group membership and it cannot be removed directly from the user.'
      : 'User does not have a corresponding license.',
  );
}

function faultOf(
  tenant: Tenant,
  user: User,
  template: Template,
  others: readonly PlanSource[],
): LicenseFault | undefined {
  const sku = tenant.skus.get(template.skuId);
  if (!sku) return { kind: 'unknown', skuId: template.skuId };
  const keeps = user.assignments.some(({ byGroup, skuId }) => byGroup === null && skuId === template.skuId);
  return (
    locationFault(sku, user.usageLocation ?? '') ??
    seatFault(tenant, user, sku, keeps) ??
    conflictFault(tenant, template, anyOf(tenant, others)) ??
    addressFault(tenant, user, template)
  );
}

/** A prerequisite that this change takes away or does not bring; what was broken before is no reason to refuse. */
function brokenBy(
  tenant: Tenant,
  before: readonly PlanSource[],
  after: readonly PlanSource[],
): LicenseFault | undefined {
  const had = anyOf(tenant, before);
  const broken = missingDependency(
    anyOf(tenant, after),
    ({ plan, needsOneOf }) => !had.has(plan) || needsOneOf.some((needed) => had.has(needed)),
  );
  return broken && { kind: 'dependency', ...broken };
}

function refuse(fault: LicenseFault | undefined): void {
  if (fault) throw new LicenseRefusal(graphSentence(fault));
}
