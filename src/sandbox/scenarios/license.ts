import type { Group, Template, Tenant, User } from '../tenant';
import { skuIdOf, type Products } from './circumstances';
import type { GroupSeed } from './scenario';

/** What a scenario needs of the engine: every state and error that it shows is the engine's own. */
export interface Licensing {
  /** Queues a pass over a group's members. */
  process(group: Group): void;
  /** Does a whole pass at once. */
  finishNow(group: Group): void;
}

/** Gives a group its template and lets the engine work, in the order in which things happened there. */
export function license(
  tenant: Tenant,
  engine: Licensing,
  group: Group,
  seed: GroupSeed,
  members: readonly User[],
  products: Products,
): void {
  if (seed.orphan !== undefined) {
    // The subscription has ended and its licenses are gone; only the template still names the product.
    group.licenses = [{ skuId: seed.orphan, disabledPlans: [] }];
    group.processing = 'ProcessingComplete';
    return;
  }
  if (!seed.licenses) return;
  const template = (parts: readonly string[]): readonly Template[] =>
    parts.map((part) => ({ skuId: skuIdOf(part, products), disabledPlans: [] }));
  if (seed.formerly) {
    group.licenses = template([...seed.licenses, ...seed.formerly]);
    engine.finishNow(group);
  }
  group.licenses = template(seed.licenses);
  if (seed.busy) {
    group.pace = 0.1; // so that there is always a group in progress to look at
    engine.process(group);
    return;
  }
  engine.finishNow(group);
  const left = (seed.cases ?? []).flatMap((each) => (each.left ? each.of : []));
  for (const place of left) tenant.leave(group, members[place]?.id ?? '');
  if (left.length > 0) engine.finishNow(group);
  for (const [part, seats] of Object.entries(seed.seatsAfter ?? {})) {
    const sku = tenant.skus.get(skuIdOf(part, products));
    if (sku) sku.units.enabled += seats;
  }
}
