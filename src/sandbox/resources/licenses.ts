import { isEffective, type Assignment, type Tenant } from '../tenant';
import type { View } from '../view';
import type { User } from '../tenant';
import { isoSecond } from './filters';

/** A product on a person or in a template: what a filter on assignedLicenses looks at. */
export interface HeldLicense {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** Rows of licenseAssignmentStates that this read sees: an index may lag behind what the engine did. */
export function assignmentsSeen(user: User, view: View): readonly Assignment[] {
  const lagging = view.eventual && user.before && user.before.until > view.now;
  return lagging && user.before ? user.before.assignments : user.assignments;
}

/** One entry a product; a plan is disabled only when every source disables it. */
export function effectiveLicenses(assignments: readonly Assignment[]): readonly HeldLicense[] {
  const [first] = assignments;
  if (!first) return assignments;
  // Most people have one row, and a filter asks this of everybody.
  if (assignments.length === 1) return isEffective(first) ? assignments : [];
  const bySku = new Map<string, HeldLicense>();
  for (const each of assignments) {
    if (!isEffective(each)) continue;
    const before = bySku.get(each.skuId);
    const disabledPlans = before
      ? before.disabledPlans.filter((plan) => each.disabledPlans.includes(plan))
      : each.disabledPlans;
    bySku.set(each.skuId, { skuId: each.skuId, disabledPlans });
  }
  return [...bySku.values()];
}

/** assignedLicenses as JSON. */
export function licensesJson(licenses: readonly HeldLicense[]): object[] {
  return licenses.map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId }));
}

/** licenseAssignmentStates as JSON: one row per source. */
export function statesJson(assignments: readonly Assignment[]): object[] {
  return assignments.map((each) => ({
    skuId: each.skuId,
    assignedByGroup: each.byGroup,
    disabledPlans: each.disabledPlans,
    state: each.state,
    error: each.error,
    lastUpdatedDateTime: isoSecond(each.updatedAt),
  }));
}

/** assignedPlans: every plan of every product held, on or off. */
export function plansOf(tenant: Tenant, assignments: readonly Assignment[]): object[] {
  const since = new Map(assignments.map((each) => [each.skuId, each.updatedAt]));
  const plans = new Map<string, { enabled: boolean; at: number; service: string }>();
  for (const held of effectiveLicenses(assignments)) {
    for (const plan of tenant.skus.get(held.skuId)?.plans ?? []) {
      const enabled = !held.disabledPlans.includes(plan.id) || (plans.get(plan.id)?.enabled ?? false);
      plans.set(plan.id, { enabled, at: since.get(held.skuId) ?? 0, service: serviceOf(plan.name) });
    }
  }
  return [...plans].map(([servicePlanId, { enabled, at, service }]) => ({
    assignedDateTime: isoSecond(at),
    capabilityStatus: enabled ? 'Enabled' : 'Deleted',
    service,
    servicePlanId,
  }));
}

/** The service that runs a plan, as assignedPlans names it. */
function serviceOf(plan: string): string {
  if (plan.includes('EXCHANGE')) return 'exchange';
  if (plan.includes('SHAREPOINT')) return 'SharePoint';
  if (/TEAMS|MCO/.test(plan)) return 'MicrosoftCommunicationsOnline';
  if (plan.includes('INTUNE')) return 'SCO';
  if (plan.includes('YAMMER')) return 'YammerEnterprise';
  return plan.startsWith('AAD_PREMIUM') ? 'AADPremiumService' : 'MicrosoftOffice';
}
