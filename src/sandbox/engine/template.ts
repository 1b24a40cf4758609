import type { Group, Template, Tenant } from '../tenant';
import { conflictFault } from './checks';
import { graphSentence, LicenseRefusal } from './license-fault';
import { missingDependency } from './plan-rules';
import { anyOf } from './plans';

/**
 * The template that a group would have after an assignLicense call. A product that is there already gets the new
 * choice of plans; to remove one that is not there changes nothing.
 * @throws LicenseRefusal what can be judged without looking at a member is refused at once
 */
export function nextTemplate(
  tenant: Tenant,
  group: Group,
  add: readonly Template[],
  remove: readonly string[],
): readonly Template[] {
  if (!group.securityEnabled)
    throw new LicenseRefusal('Licenses can be assigned only to groups that are security enabled.');
  checkProducts(tenant, add, remove);
  const touched = new Set([...remove, ...add.map(({ skuId }) => skuId)]);
  const next = [...group.licenses.filter(({ skuId }) => !touched.has(skuId)), ...add];
  checkPlans(tenant, next);
  return next;
}

/** What must be true of a call whoever it is for. @throws LicenseRefusal */
export function checkProducts(tenant: Tenant, add: readonly Template[], remove: readonly string[]): void {
  if (add.length + remove.length === 0) throw new LicenseRefusal('No license changes provided');
  const added = new Set<string>();
  for (const { skuId, disabledPlans } of add) {
    const sku = tenant.skus.get(skuId);
    if (!sku) throw new LicenseRefusal(graphSentence({ kind: 'unknown', skuId }));
    if (sku.appliesTo === 'Company')
      throw new LicenseRefusal(`License ${skuId} cannot be assigned to a user.`);
    const foreign = disabledPlans.find((plan) => !sku.plans.some(({ id }) => id === plan));
    if (foreign !== undefined)
      throw new LicenseRefusal(`Service plan ${foreign} does not belong to the subscription ${skuId}.`);
    if (remove.includes(skuId)) throw new LicenseRefusal(`License ${skuId} is both added and removed.`);
    if (added.has(skuId)) throw new LicenseRefusal(`License ${skuId} is added more than once.`);
    added.add(skuId);
  }
}

/** Prerequisites must be met, and conflicts avoided, inside the group's own template, whatever its members hold. */
function checkPlans(tenant: Tenant, template: readonly Template[]): void {
  const broken = missingDependency(anyOf(tenant, template));
  if (broken) throw new LicenseRefusal(graphSentence({ kind: 'dependency', ...broken }));
  for (const one of template) {
    const rest = template.filter((each) => each !== one);
    const conflict = conflictFault(tenant, one, anyOf(tenant, rest));
    if (conflict) throw new LicenseRefusal(graphSentence(conflict));
  }
}
