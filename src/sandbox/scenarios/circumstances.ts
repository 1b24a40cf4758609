import type { Assignment, Sku, User } from '../tenant';
import type { Circumstances, GroupSeed } from './scenario';

/** Products by part number, as a scenario names them. */
export type Products = ReadonlyMap<string, Sku>;

/** Puts a group's members into the circumstances of its seed. They must not be in the tenant yet. */
export function arrange(members: readonly User[], seed: GroupSeed, products: Products, now: number): void {
  if (seed.all) for (const user of members) apply(user, seed.all, products, now);
  for (const each of seed.cases ?? []) {
    for (const place of each.of) {
      const user = members[place];
      if (!user) throw new Error(`Group "${seed.name}" has no member at place ${place}.`);
      apply(user, each, products, now);
    }
  }
}

/** A license that a person holds by themselves. @throws Error when the scenario does not sell the product */
export function direct(part: string, products: Products, now: number): Assignment {
  return {
    skuId: skuIdOf(part, products),
    byGroup: null,
    disabledPlans: [],
    state: 'Active',
    error: 'None',
    updatedAt: now,
  };
}

/** @throws Error when the scenario does not sell the product */
export function skuIdOf(part: string, products: Products): string {
  const found = products.get(part);
  if (!found) throw new Error(`The scenario has no product ${part}.`);
  return found.skuId;
}

function apply(user: User, circumstances: Circumstances, products: Products, now: number): void {
  const { holds, proxyAddress, usageLocation, accountEnabled, department } = circumstances;
  if (holds) user.assignments = holds.map((part) => direct(part, products, now));
  if (proxyAddress) user.proxyAddresses = [...user.proxyAddresses, proxyAddress];
  if (usageLocation !== undefined) user.usageLocation = usageLocation;
  if (accountEnabled !== undefined) user.accountEnabled = accountEnabled;
  if (department !== undefined) user.department = department;
}
