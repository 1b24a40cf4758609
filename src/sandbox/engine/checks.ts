import { isEffective, type Sku, type Tenant, type User } from '../tenant';
import type { LicenseFault } from './license-fault';
import { findConflict, mailboxPlans, type PlanLookup } from './plan-rules';
import { anyOf, plansOf, type PlanSource } from './plans';

/**
 * One seat a person and product: who holds it needs no other. A product that was suspended, canceled or deleted has
 * no usable seats, so that it cannot be given from a further source either.
 * @param keeps the person has the product from this very source already
 */
export function seatFault(tenant: Tenant, user: User, sku: Sku, keeps: boolean): LicenseFault | undefined {
  if (keeps) return undefined;
  const usable = sku.units.enabled + sku.units.warning;
  const free = tenant.holds(user.id, sku.skuId) || tenant.free(sku.skuId) > 0;
  return usable > 0 && free ? undefined : { kind: 'seats', skuId: sku.skuId };
}

export function locationFault(sku: Sku, location: string): LicenseFault | undefined {
  return sku.prohibitedIn.includes(location) ? { kind: 'location', skuId: sku.skuId, location } : undefined;
}

export function conflictFault(tenant: Tenant, own: PlanSource, rest: PlanLookup): LicenseFault | undefined {
  const plans = findConflict(plansOf(tenant, own), rest);
  return plans && { kind: 'conflict', plans };
}

/** A mailbox needs addresses of its own: whoever else claims one must not have a mailbox. */
export function addressFault(tenant: Tenant, user: User, own: PlanSource): LicenseFault | undefined {
  if (user.proxyAddresses.length === 0 || !hasMailbox(plansOf(tenant, own))) return undefined;
  if (holdsMailbox(tenant, user)) return undefined;
  const address = user.proxyAddresses.find((each) =>
    [...tenant.claimantsOf(each)].some((id) => {
      const other = tenant.users.get(id);
      return other !== undefined && holdsMailbox(tenant, other);
    }),
  );
  return address === undefined ? undefined : { kind: 'address', address };
}

function holdsMailbox(tenant: Tenant, user: User): boolean {
  return user.assignments.length > 0 && hasMailbox(anyOf(tenant, user.assignments.filter(isEffective)));
}

function hasMailbox(plans: PlanLookup): boolean {
  return mailboxPlans.some((plan) => plans.has(plan));
}
