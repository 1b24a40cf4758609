import type { GraphAssignedLicense, GraphRight } from './api';
import { requireGuid } from './odata';
import type { GraphWire } from './lists';

/**
 * Changes the license template of a group. Graph checks the template and answers 202 with or without a body; Entra then
 * works through the members (learn.microsoft.com/graph/api/group-assignlicense). A product that is added again gets
 * exactly the disabled plans named here. Without an answer it may have happened: GraphError with `passing`, read again first.
 */
export async function assignGroupLicense(
  wire: GraphWire,
  groupId: string,
  change: { readonly add: readonly GraphAssignedLicense[]; readonly remove: readonly string[] },
  right?: GraphRight,
): Promise<void> {
  const path = `/groups/${requireGuid(groupId, 'group')}/assignLicense`;
  // Both lists are mandatory, also when they are empty.
  const body = {
    addLicenses: change.add.map(({ skuId, disabledPlans }) => ({
      skuId: requireGuid(skuId, 'product'),
      disabledPlans: disabledPlans.map((plan) => requireGuid(plan, 'service plan')),
    })),
    removeLicenses: change.remove.map((skuId) => requireGuid(skuId, 'product')),
  };
  await wire.send({ call: 'assignGroupLicense', path, body, kind: 'write', right });
}
