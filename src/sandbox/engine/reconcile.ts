import { isEffective, type Assignment, type Group, type Template, type Tenant, type User } from '../tenant';
import { addressFault, conflictFault, locationFault, seatFault } from './checks';
import { errorOf, type LicenseFault } from './license-fault';
import { missingDependency, type Dependency } from './plan-rules';
import { anyOf, plansOf } from './plans';

/** What one person gets from one group, and why not if they do not. */
export interface Reconciled {
  /** The very list that the person has when nothing changes. */
  readonly assignments: readonly Assignment[];
  /** The first reason; undefined when all went well. */
  readonly fault?: LicenseFault;
}

/**
 * Brings what a person has from a group in line with the group's template. A group's products are given together or
 * not at all: the one that cannot be given carries its error, the others carry `Other`.
 */
export function reconcile(tenant: Tenant, user: User, group: Group, now: number): Reconciled {
  const others = user.assignments.filter((each) => each.byGroup !== group.id);
  const mine = user.assignments.filter((each) => each.byGroup === group.id);
  const wanted = group.users.has(user.id) ? group.licenses : [];
  const leaving = mine.filter(({ skuId }) => !wanted.some((template) => template.skuId === skuId));
  const broken = blockedBy(tenant, leaving, [...others.filter(isEffective), ...wanted]);
  const kept = broken ? leaving.filter(isEffective).map((row) => inError(row, now)) : [];

  const faults = new Map<string, LicenseFault>();
  for (const template of wanted) {
    const fault = faultOf(tenant, user, group, template, [...others, ...kept]);
    if (fault) faults.set(template.skuId, fault);
  }
  if (faults.size === 0) {
    const given = wanted.map((template) => rowOf(group, mine, template, 'Active', 'None', now));
    return result(user, [...others, ...kept, ...given], broken && { kind: 'dependency', ...broken });
  }

  // Nothing is given, so all that was held goes away now, and that may be what something else depends on.
  const stuck = blockedBy(tenant, mine, others.filter(isEffective));
  const staying = stuck ? leaving.filter(isEffective).map((row) => inError(row, now)) : [];
  const refused = wanted.map((template) => {
    const fault = faults.get(template.skuId);
    const held = mine.some((each) => each.skuId === template.skuId && isEffective(each));
    const state = stuck && held ? 'ActiveWithError' : 'Error';
    return rowOf(group, mine, template, state, fault ? errorOf[fault.kind] : 'Other', now);
  });
  return result(user, [...others, ...staying, ...refused], [...faults.values()][0]);
}

function faultOf(
  tenant: Tenant,
  user: User,
  group: Group,
  template: Template,
  others: readonly Assignment[],
): LicenseFault | undefined {
  const sku = tenant.skus.get(template.skuId);
  const keeps = user.assignments.some(
    (each) => each.byGroup === group.id && each.skuId === template.skuId && isEffective(each),
  );
  // A product that the tenant no longer owns stays with whoever has it until it is removed.
  if (!sku) return keeps ? undefined : { kind: 'unknown', skuId: template.skuId };
  const elsewhere = anyOf(tenant, others.filter(isEffective));
  return (
    seatFault(tenant, user, sku, keeps) ??
    // Where there is no location, the directory's counts; it is never written.
    locationFault(sku, user.usageLocation ?? tenant.organization.location) ??
    conflictFault(tenant, template, elsewhere) ??
    dependencyFault(tenant, template, [...group.licenses, ...others.filter(isEffective)]) ??
    addressFault(tenant, user, template)
  );
}

function dependencyFault(
  tenant: Tenant,
  template: Template,
  all: readonly (Template | Assignment)[],
): LicenseFault | undefined {
  const own = plansOf(tenant, template);
  const broken = missingDependency(anyOf(tenant, all), ({ plan }) => own.has(plan));
  return broken && { kind: 'dependency', ...broken };
}

/** The prerequisite that would be missing if products went away and left only what stays. */
function blockedBy(
  tenant: Tenant,
  leaving: readonly Assignment[],
  staying: readonly (Template | Assignment)[],
): Pick<Dependency, 'plan' | 'needsOneOf'> | undefined {
  const held = leaving.filter(isEffective);
  if (held.length === 0 || staying.length === 0) return undefined;
  const going = anyOf(tenant, held);
  return missingDependency(anyOf(tenant, staying), ({ needsOneOf }) =>
    needsOneOf.some((plan) => going.has(plan)),
  );
}

/** A license that cannot leave yet: it stays, pointing at the group that it came from. */
function inError(row: Assignment, now: number): Assignment {
  if (row.state === 'ActiveWithError' && row.error === 'DependencyViolation') return row;
  return { ...row, state: 'ActiveWithError', error: 'DependencyViolation', updatedAt: now };
}

/** The row as it should be; the one from before where it is so already, for its time of change must not move. */
function rowOf(
  group: Group,
  mine: readonly Assignment[],
  { skuId, disabledPlans }: Template,
  state: Assignment['state'],
  error: string,
  now: number,
): Assignment {
  const before = mine.find((each) => each.skuId === skuId);
  if (before?.state === state && before.error === error && samePlans(before.disabledPlans, disabledPlans))
    return before;
  return { skuId, byGroup: group.id, disabledPlans, state, error, updatedAt: now };
}

function result(user: User, rows: readonly Assignment[], fault: LicenseFault | undefined): Reconciled {
  const { assignments } = user;
  const same = rows.length === assignments.length && rows.every((row) => assignments.includes(row));
  return { assignments: same ? assignments : rows, ...(fault ? { fault } : {}) };
}

function samePlans(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((plan) => b.includes(plan)));
}
