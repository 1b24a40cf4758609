import { isEffective, type Assignment, type Group, type Template, type Tenant, type User } from '../tenant';
import { findConflict, mailboxPlans, missingDependency } from './plan-rules';

/** What one person gets from one group, and why not if they do not. */
export interface Reconciled {
  readonly assignments: readonly Assignment[];
  /** The first reason in Entra's words; undefined when all went well. */
  readonly reason?: string;
  readonly failedSku?: string;
}

interface Fault {
  readonly error: string;
  readonly reason: string;
}

/**
 * Brings what a person has from a group in line with the group's template. A group's products are given together or
 * not at all: the one that cannot be given carries its error, the others carry `Other`.
 */
export function reconcile(tenant: Tenant, user: User, group: Group, now: number): Reconciled {
  const others = user.assignments.filter((each) => each.byGroup !== group.id);
  const mine = user.assignments.filter((each) => each.byGroup === group.id);
  const wanted = group.users.has(user.id) ? group.licenses : [];
  const leaving = mine.filter((each) => !wanted.some((template) => template.skuId === each.skuId));
  const kept = keepBlocked(tenant, leaving, others, wanted, now);

  const faults = new Map<string, Fault>();
  for (const template of wanted) {
    const fault = faultOf(tenant, user, group, template, wanted, [...others, ...kept.assignments]);
    if (fault) faults.set(template.skuId, fault);
  }
  const failed = faults.size > 0;
  const given = wanted.map((template): Assignment => {
    const own = faults.get(template.skuId);
    const error = own?.error ?? (failed ? 'Other' : 'None');
    const before = mine.find((each) => each.skuId === template.skuId);
    const state = failed ? 'Error' : 'Active';
    const same =
      before?.state === state &&
      before.error === error &&
      samePlans(before.disabledPlans, template.disabledPlans);
    return {
      skuId: template.skuId,
      byGroup: group.id,
      disabledPlans: template.disabledPlans,
      state,
      error,
      updatedAt: same ? before.updatedAt : now,
    };
  });
  const [first] = faults;
  return {
    assignments: [...others, ...kept.assignments, ...given],
    ...(first
      ? { reason: first[1].reason, failedSku: first[0] }
      : kept.reason
        ? { reason: kept.reason }
        : {}),
  };
}

function faultOf(
  tenant: Tenant,
  user: User,
  group: Group,
  template: Template,
  wanted: readonly Template[],
  others: readonly Assignment[],
): Fault | undefined {
  const sku = tenant.skus.get(template.skuId);
  if (!sku)
    return {
      error: 'Other',
      reason: `License ${template.skuId} does not correspond to a valid company License.`,
    };
  const hasSeat = others.some((each) => each.skuId === sku.skuId && isEffective(each));
  const hadSeat = user.assignments.some(
    (each) => each.byGroup === group.id && each.skuId === sku.skuId && isEffective(each),
  );
  if (!hasSeat && !hadSeat && tenant.free(sku.skuId) <= 0) {
    return {
      error: 'CountViolation',
      reason: `Not enough licenses are available to complete this operation. Purchase more licenses or remove unneeded licenses from users and groups for SKU ${sku.skuId}. Licenses being added: ${sku.skuId}`,
    };
  }
  const location = user.usageLocation ?? tenant.organization.location;
  if (sku.prohibitedIn.includes(location)) {
    return {
      error: 'ProhibitedInUsageLocationViolation',
      reason: `License assignment failed because service plans of ${sku.skuId} are not available in usage location ${location}.`,
    };
  }
  const own = enabledPlans(tenant, [template]);
  const all = union(enabledPlans(tenant, wanted), enabledPlans(tenant, others.filter(isEffective)));
  const conflict = findConflict(own, enabledPlans(tenant, others.filter(isEffective)));
  if (conflict) {
    return {
      error: 'MutuallyExclusiveViolation',
      reason: `License assignment failed because service plans ${conflict[0]},${conflict[1]} are mutually exclusive.`,
    };
  }
  const dependency = missingDependency(all, ({ plan }) => own.has(plan));
  if (dependency) {
    return {
      error: 'DependencyViolation',
      reason: `License assignment failed because service plan ${dependency.plan} depends on the service plan(s) ${dependency.needsOneOf.join(',')}`,
    };
  }
  if (user.addressClash && mailboxPlans.some((plan) => own.has(plan))) {
    return {
      error: 'UniquenessViolation',
      reason: `Proxy address of ${user.userPrincipalName} is used by another object.`,
    };
  }
  return undefined;
}

/** A product cannot leave while another one that stays depends on its plans; it then stays, with an error. */
function keepBlocked(
  tenant: Tenant,
  leaving: readonly Assignment[],
  others: readonly Assignment[],
  wanted: readonly Template[],
  now: number,
): { readonly assignments: readonly Assignment[]; readonly reason?: string } {
  const effective = leaving.filter(isEffective);
  if (effective.length === 0) return { assignments: [] };
  const staying = union(enabledPlans(tenant, others.filter(isEffective)), enabledPlans(tenant, wanted));
  const held = enabledPlans(tenant, effective);
  const dependency = missingDependency(staying, ({ needsOneOf }) =>
    needsOneOf.some((plan) => held.has(plan)),
  );
  if (!dependency) return { assignments: [] };
  const assignments = effective.map((each): Assignment => ({
    ...each,
    state: 'ActiveWithError',
    error: 'DependencyViolation',
    updatedAt: now,
  }));
  return {
    assignments,
    reason: `License assignment failed because service plan ${dependency.plan} depends on the service plan(s) ${dependency.needsOneOf.join(',')}`,
  };
}

/** Plans that templates or assignments switch on: the union over all of them. */
export function enabledPlans(
  tenant: Tenant,
  sources: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[],
): Set<string> {
  const plans = new Set<string>();
  for (const source of sources) {
    for (const plan of tenant.skus.get(source.skuId)?.plans ?? []) {
      if (!source.disabledPlans.includes(plan.id)) plans.add(plan.id);
    }
  }
  return plans;
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...a, ...b]);
}

function samePlans(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((plan) => b.includes(plan));
}
