import type { ChangeKind, Edit } from '../../../src/licensing/change';
import type { Sandbox } from '../../../src/sandbox';
import { pick } from '../../../src/sandbox/random';
import type { Group } from '../../../src/sandbox/tenant';
import { productsSold, somePlans } from './random-tenant';

/** A change of chance that Graph would take for one: nothing is removed that is not there, nothing swapped for itself. */
export function changeByChance(
  sandbox: Sandbox,
  group: Group,
  random: () => number,
): { readonly kind: ChangeKind; readonly edit: Edit } {
  const present = group.licenses.map(({ skuId }) => skuId);
  const missing = productsSold(sandbox).filter((skuId) => !present.includes(skuId));
  const named = (skuId: string) => ({ skuId, name: sandbox.tenant.skus.get(skuId)?.skuPartNumber ?? skuId });
  const give = (skuId: string) => ({ ...named(skuId), disabledPlans: somePlans(sandbox, skuId, random) });
  const owned = present.filter((skuId) => sandbox.tenant.skus.has(skuId));
  const roll = random();
  if (present.length > 0 && roll < 0.2)
    return { kind: 'remove', edit: { add: [], remove: [named(pick(present, random))] } };
  if (present.length > 0 && roll < 0.4) {
    const [add, remove] = [[give(pick(missing, random))], [named(pick(present, random))]];
    return { kind: 'swap', edit: { add, remove } };
  }
  if (owned.length > 0 && roll < 0.5)
    return { kind: 'plans', edit: { add: [give(pick(owned, random))], remove: [] } };
  return { kind: 'assign', edit: { add: [give(pick(missing, random))], remove: [] } };
}
