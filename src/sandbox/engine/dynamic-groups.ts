import { isEffective, type Group, type Tenant, type User } from '../tenant';
import { looksAtPlans, matches, parseRule, RuleError, type AssignedPlan, type Rule } from './membership-rule';
import { plansOf } from './plans';

/** More rules than a tenant may have are not remembered at a time (Entra allows 15,000 dynamic groups). */
const mostRules = 20_000;

/** Dynamic groups of a tenant: whose rule is on, who matches it, and who joins or leaves because of that. */
export class DynamicGroups {
  private readonly rules = new Map<string, Rule | undefined>();

  constructor(
    private readonly tenant: Tenant,
    /** Told after somebody joined or left by rule. */
    private readonly onMoved: (group: Group, userId: string) => void,
  ) {}

  /** Groups whose rule is on and can be understood. */
  active(): readonly { readonly group: Group; readonly rule: Rule; readonly looksAtPlans: boolean }[] {
    const found = [];
    for (const group of this.tenant.groups.values()) {
      const rule = this.ruleOf(group);
      if (rule) found.push({ group, rule, looksAtPlans: looksAtPlans(rule) });
    }
    return found;
  }

  /** The rule by which a group has its members now; undefined: static, paused, or a rule nobody understands. */
  ruleOf(group: Group): Rule | undefined {
    const { membershipRule: text, membershipRuleProcessingState: state } = group;
    if (text === null || state !== 'On' || !group.groupTypes.includes('DynamicMembership')) return undefined;
    if (!this.rules.has(text)) {
      if (this.rules.size >= mostRules) this.rules.clear();
      this.rules.set(text, readRule(text));
    }
    return this.rules.get(text);
  }

  /** Lets a person join or leave as the rule says. @returns whether they were moved */
  fit(group: Group, rule: Rule, user: User): boolean {
    const matching = matches(rule, user, () => assignedPlans(this.tenant, user));
    if (matching === group.users.has(user.id)) return false;
    if (matching) this.tenant.join(group, user.id);
    else this.tenant.leave(group, user.id);
    this.onMoved(group, user.id);
    return true;
  }

  /** Takes a member out whatever the rule says. */
  expel(group: Group, userId: string): void {
    this.tenant.leave(group, userId);
    this.onMoved(group, userId);
  }
}

function readRule(text: string): Rule | undefined {
  try {
    return parseRule(text);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** Plans of everything that is on the person; one that every source switches off counts as deleted. */
function assignedPlans(tenant: Tenant, user: User): readonly AssignedPlan[] {
  const found = new Map<string, AssignedPlan>();
  for (const assignment of user.assignments.filter(isEffective)) {
    const sku = tenant.skus.get(assignment.skuId);
    const on = plansOf(tenant, assignment);
    for (const { id: servicePlanId } of sku?.plans ?? []) {
      const capabilityStatus = sku && on.has(servicePlanId) ? sku.capabilityStatus : 'Deleted';
      if (capabilityStatus === 'Enabled' || !found.has(servicePlanId))
        found.set(servicePlanId, { servicePlanId, capabilityStatus });
    }
  }
  return [...found.values()];
}
