import type { Want } from '../want';
import { dependentPlans, type Remedy as TemplateRemedy } from '../rules/template-check';
import { productMap } from '../rules/template';
import type { FailureCause } from './causes';
import type { GroupFailures } from './read-failures';

/** A way to bring what a failure lacks into the group itself. */
export interface Prerequisite {
  readonly how: TemplateRemedy['how'];
  readonly skuId: string;
  readonly plan: string;
}

/**
 * What could bring a plan into the group that its members lack, the least intrusive first: Entra looks at the group's own
 * licenses only, whatever members have from elsewhere.
 */
export function prerequisiteFor(
  { group, products, facts }: Pick<GroupFailures, 'group' | 'products' | 'facts'>,
  { reasons }: Pick<FailureCause, 'reasons'>,
): Prerequisite | undefined {
  for (const { reason } of reasons) {
    if (reason.kind !== 'prerequisite' && reason.kind !== 'needed') continue;
    const { plan, needsOneOf, source } = reason;
    // What needs it may come from elsewhere; for the question it stands in the group as well.
    const dependent =
      reason.kind === 'needed' ? [{ skuId: reason.skuId, disabledPlans: [] as readonly string[] }] : [];
    const template = [
      ...group.assignedLicenses.filter(({ skuId }) => skuId !== dependent[0]?.skuId),
      ...dependent,
    ];
    const only = { conflicts: facts.conflicts, dependencies: [{ plan, needsOneOf, source }] };
    const [found] = dependentPlans(template, productMap(products), only);
    if (found?.remedies[0]) return found.remedies[0];
  }
  return undefined;
}

/** The change of the group's licenses that brings it. */
export function wantFor({ how, skuId, plan }: Prerequisite, { group }: Pick<GroupFailures, 'group'>): Want {
  if (how === 'add') return { kind: 'assign', skuId };
  const off = group.assignedLicenses.find((license) => license.skuId === skuId)?.disabledPlans ?? [];
  return { kind: 'plans', skuId, choice: { shown: off, wanted: off.filter((each) => each !== plan) } };
}
